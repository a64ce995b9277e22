//! Which of our rules do the work of other linters' rules, so that their comments and settings count here.

/// Our rules that do the work of a markdownlint rule; `code` is its number (`MD034`) or its name (`no-bare-urls`), in any case.
pub fn rules_for_markdownlint(code: &str) -> &'static [&'static str] {
    let same = |name: &&str| name.eq_ignore_ascii_case(code);
    MARKDOWNLINT.iter().find(|(names, _)| names.iter().any(&same)).map_or(&[], |(_, rules)| rules)
}

/// Our rules that have nothing left to do for a project whose markdownlint configuration switches off the rules `off` (numbers or
/// names). A rule of ours stays where it does the work of several of theirs and one is on, or does more than theirs:
/// `links/malformed` finds far more than reversed links.
pub fn silenced_by_markdownlint(off: &[String]) -> Vec<&'static str> {
    let is_off = |names: &[&str]| names.iter().any(|name| off.iter().any(|off| off.eq_ignore_ascii_case(name)));
    let stays = |rule: &str| {
        rule == "links/malformed" || MARKDOWNLINT.iter().any(|(names, rules)| rules.contains(&rule) && !is_off(names))
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
    MARKDOWNLINT.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// Every rule of ours that does the work of a rule of remark-lint or awesome-lint.
pub fn all_for_remark() -> impl Iterator<Item = &'static str> {
    REMARK.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// Names of foreign rules, and our rules that do their work.
type Table = &'static [(&'static [&'static str], &'static [&'static str])];

/// markdownlint 0.38, doc/Rules.md; those without a counterpart are left out.
const MARKDOWNLINT: Table = &[
    (&["MD001", "heading-increment"], &["formatting/headings"]),
    (&["MD005", "list-indent"], &["formatting/whitespace"]),
    (&["MD007", "ul-indent"], &["formatting/whitespace"]),
    (&["MD009", "no-trailing-spaces"], &["formatting/whitespace"]),
    (&["MD010", "no-hard-tabs"], &["formatting/whitespace"]),
    (&["MD011", "no-reversed-links"], &["links/malformed"]),
    (&["MD012", "no-multiple-blanks"], &["formatting/blank-lines"]),
    (&["MD022", "blanks-around-headings"], &["formatting/blank-lines"]),
    (&["MD024", "no-duplicate-heading"], &["formatting/headings", "anchors/ambiguous"]),
    (&["MD025", "single-title", "single-h1"], &["formatting/headings"]),
    (&["MD032", "blanks-around-lists"], &["formatting/blank-lines"]),
    (&["MD034", "no-bare-urls"], &["links/bare-url"]),
    (&["MD037", "no-space-in-emphasis"], &["formatting/broken-emphasis"]),
    (&["MD039", "no-space-in-links"], &["links/padding"]),
    (&["MD042", "no-empty-links"], &["links/empty"]),
    (&["MD044", "proper-names"], &["formatting/terms"]),
    (&["MD047", "single-trailing-newline"], &["formatting/whitespace"]),
    (&["MD051", "link-fragments"], &["anchors/missing", "anchors/case"]),
    (&["MD052", "reference-links-images"], &["links/undefined-reference"]),
    (&["MD053", "link-image-reference-definitions"], &["links/undefined-reference"]),
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
