//! Which of our rules do the work of other linters' rules, so that their comments and settings count here.

/// A key of markdownlint's configuration: `default`, the number, name or tag of rules, and whether it switches them on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// The key.
    pub name: String,
    /// What its value says.
    pub on: bool,
}

/// Our rules that do the work of markdownlint's; `code` is a number (`MD034`), a name (`no-bare-urls`) or a tag (`url`), in any case.
pub fn rules_for_markdownlint(code: &str) -> impl Iterator<Item = &'static str> {
    MARKDOWNLINT.iter().filter(move |theirs| theirs.is_called(code)).flat_map(|theirs| theirs.ours.iter().copied())
}

/// Our rules that have nothing left to do for a project whose markdownlint configuration has `switches`, in their order: of
/// those about one rule the last counts, and `default` counts where there is none. A rule of ours stays where it does the
/// work of several of theirs and one is on, or does more than theirs: `links/malformed` finds far more than reversed links.
pub fn silenced_by_markdownlint(switches: &[Switch]) -> Vec<&'static str> {
    let default = switches.iter().rev().find(|switch| switch.name.eq_ignore_ascii_case("default"));
    let default = default.is_none_or(|switch| switch.on);
    let is_on = |theirs: &Theirs| {
        let last = switches.iter().rev().find(|switch| theirs.is_called(&switch.name));
        last.map_or(default, |switch| switch.on)
    };
    let stays = |rule: &str| {
        rule == "links/malformed" || MARKDOWNLINT.iter().any(|theirs| theirs.ours.contains(&rule) && is_on(theirs))
    };
    let mut silenced: Vec<&'static str> = all_for_markdownlint().filter(|rule| !stays(rule)).collect();
    silenced.sort_unstable();
    silenced.dedup();
    silenced
}

/// Our rules that do the work of a rule of remark-lint or awesome-lint, with or without the prefix `remark-lint-`.
pub fn rules_for_remark(name: &str) -> &'static [&'static str] {
    let bare = ["remark-lint-", "remark-lint:", "awesome-lint:", "remark-"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix));
    let bare = bare.unwrap_or(name);
    REMARK.iter().find(|(names, _)| names.contains(&bare)).map_or(&[], |(_, rules)| rules)
}

/// Every rule of ours that does the work of a rule of markdownlint.
pub fn all_for_markdownlint() -> impl Iterator<Item = &'static str> {
    MARKDOWNLINT.iter().flat_map(|theirs| theirs.ours.iter().copied())
}

/// Every rule of ours that does the work of a rule of remark-lint or awesome-lint.
pub fn all_for_remark() -> impl Iterator<Item = &'static str> {
    REMARK.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// Names of foreign rules, and our rules that do their work.
type Table = &'static [(&'static [&'static str], &'static [&'static str])];

/// A rule of markdownlint.
struct Theirs {
    /// Its number and names, older ones too.
    names: &'static [&'static str],
    tags: &'static [&'static str],
    /// Our rules that do its work.
    ours: &'static [&'static str],
}

impl Theirs {
    fn is_called(&self, code: &str) -> bool {
        self.names.iter().chain(self.tags).any(|name| name.eq_ignore_ascii_case(code))
    }
}

const fn theirs(
    names: &'static [&'static str],
    tags: &'static [&'static str],
    ours: &'static [&'static str],
) -> Theirs {
    Theirs { names, tags, ours }
}

/// markdownlint 0.38, doc/Rules.md; those without a counterpart are left out.
const MARKDOWNLINT: &[Theirs] = &[
    theirs(&["MD001", "heading-increment", "header-increment"], &["headings"], &["formatting/headings"]),
    theirs(&["MD005", "list-indent"], &["bullet", "indentation", "ul"], &["formatting/whitespace"]),
    theirs(&["MD007", "ul-indent"], &["bullet", "indentation", "ul"], &["formatting/whitespace"]),
    theirs(&["MD009", "no-trailing-spaces"], &["whitespace"], &["formatting/whitespace"]),
    theirs(&["MD010", "no-hard-tabs"], &["hard_tab", "whitespace"], &["formatting/whitespace"]),
    theirs(&["MD011", "no-reversed-links"], &["links"], &["links/malformed"]),
    theirs(&["MD012", "no-multiple-blanks"], &["blank_lines", "whitespace"], &["formatting/blank-lines"]),
    theirs(
        &["MD022", "blanks-around-headings", "blanks-around-headers"],
        &["blank_lines", "headings"],
        &["formatting/blank-lines"],
    ),
    theirs(
        &["MD024", "no-duplicate-heading", "no-duplicate-header"],
        &["headings"],
        &["formatting/headings", "anchors/ambiguous"],
    ),
    theirs(&["MD025", "single-title", "single-h1"], &["headings"], &["formatting/headings"]),
    theirs(&["MD032", "blanks-around-lists"], &["blank_lines", "bullet", "ol", "ul"], &["formatting/blank-lines"]),
    theirs(&["MD034", "no-bare-urls"], &["links", "url"], &["links/bare-url"]),
    theirs(&["MD037", "no-space-in-emphasis"], &["emphasis", "whitespace"], &["formatting/broken-emphasis"]),
    theirs(&["MD039", "no-space-in-links"], &["links", "whitespace"], &["links/padding"]),
    theirs(&["MD042", "no-empty-links"], &["links"], &["links/empty"]),
    theirs(&["MD044", "proper-names"], &["spelling"], &["formatting/terms"]),
    theirs(&["MD047", "single-trailing-newline"], &["blank_lines"], &["formatting/whitespace"]),
    theirs(&["MD051", "link-fragments"], &["links"], &["anchors/missing", "anchors/case"]),
    theirs(&["MD052", "reference-links-images"], &["images", "links"], &["links/undefined-reference"]),
    theirs(&["MD053", "link-image-reference-definitions"], &["images", "links"], &["links/undefined-reference"]),
];

/// remark-lint and awesome-lint by the names of their rules; those without a counterpart are left out.
const REMARK: Table = &[
    (
        &["awesome-badge", "awesome-contributing", "awesome-github", "awesome-license", "awesome-no-ci-badge"],
        &["project/awesome"],
    ),
    (&["awesome-heading"], &["project/awesome", "formatting/headings"]),
    (
        &["awesome-list-item"],
        &[
            "entries/separator",
            "entries/final-punctuation",
            "entries/missing-description",
            "entries/missing-link",
            "entries/description-case",
            "entries/title-punctuation",
        ],
    ),
    (&["awesome-spell-check"], &["formatting/terms", "formatting/misspelling"]),
    (&["awesome-toc"], &["anchors/toc"]),
    (&["double-link", "no-duplicate-urls"], &["duplicates/url"]),
    (&["match-punctuation"], &["formatting/unbalanced-punctuation"]),
    (&["no-repeat-punctuation"], &["formatting/doubled-punctuation"]),
    (&["no-undefined-references", "no-unused-definitions", "no-duplicate-definitions"], &["links/undefined-reference"]),
    (&["no-dead-urls"], &["links/dead"]),
    (&["no-empty-url"], &["links/empty"]),
    (&["no-empty-sections"], &["entries/empty-section"]),
    (&["no-inline-padding"], &["links/padding"]),
    (&["no-literal-urls"], &["links/bare-url"]),
    (&["no-auto-link-without-protocol"], &["links/scheme"]),
    (
        &[
            "heading-increment",
            "no-multiple-toplevel-headings",
            "no-duplicate-headings",
            "no-duplicate-headings-in-section",
        ],
        &["formatting/headings"],
    ),
    (&["no-consecutive-blank-lines", "no-missing-blank-lines"], &["formatting/blank-lines"]),
    (
        &["final-newline", "hard-break-spaces", "linebreak-style", "no-tabs", "list-item-content-indent"],
        &["formatting/whitespace"],
    ),
    (&["alphabetize-lists"], &["entries/order"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_switch_counts() {
        let silenced = |switches: &[(&str, bool)]| {
            let switches: Vec<Switch> =
                switches.iter().map(|(name, on)| Switch { name: (*name).to_owned(), on: *on }).collect();
            silenced_by_markdownlint(&switches)
        };
        assert_eq!(silenced(&[]), [""; 0]);
        assert_eq!(silenced(&[("md034", false)]), ["links/bare-url"]);
        assert_eq!(silenced(&[("no-bare-urls", false), ("MD034", true)]), [""; 0]);
        assert_eq!(silenced(&[("url", false)]), ["links/bare-url"]);
        assert_eq!(silenced(&[("links", false), ("MD034", true), ("MD042", true)]).len(), 4);
        assert_eq!(silenced(&[("MD012", false)]), [""; 0], "the others of formatting/blank-lines are on");
        let few = silenced(&[("MD039", true), ("default", false)]);
        assert!(few.contains(&"links/bare-url") && !few.contains(&"links/padding"), "{few:?}");
        assert!(!few.contains(&"links/malformed"), "{few:?}");
    }
}
