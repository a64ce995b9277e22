//! Names that other linters give to the work of our rules, so that their comments and settings count here. Which rule of theirs
//! ours stands for, its declaration says; here is what markdownlint itself calls them.

use crate::api::declaration::Declaration;
use std::collections::BTreeSet;

/// A key of markdownlint's configuration: `default`, the number, name or tag of rules, and whether it switches them on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownlintSwitch {
    /// The key.
    pub name: String,
    /// What its value says.
    pub on: bool,
}

/// Those of `rules` that do the work of markdownlint's; `code` is a number (`MD034`), a name (`no-bare-urls`) or a tag (`url`), in
/// any case.
pub(crate) fn rules_for_markdownlint(code: &str, rules: &[&'static Declaration]) -> BTreeSet<&'static str> {
    let called = MARKDOWNLINT.iter().filter(|rule| rule.is_called(code));
    called.flat_map(|rule| rule.done_by(rules)).map(|rule| rule.name).collect()
}

/// Those of `rules` that have nothing left to do for a project whose markdownlint configuration has `switches`, in their order:
/// of those about one rule the last counts, and `default` counts where there is none. A rule of ours stays where it does the
/// work of several of theirs and one is on, or does more than theirs.
pub fn silenced_by_markdownlint(switches: &[MarkdownlintSwitch], rules: &[&'static Declaration]) -> Vec<&'static str> {
    let default = switches.iter().rev().find(|switch| switch.name.eq_ignore_ascii_case("default"));
    let default = default.is_none_or(|switch| switch.on);
    let is_on = |rule: &MarkdownlintRule| {
        let last = switches.iter().rev().find(|switch| rule.is_called(&switch.name));
        last.map_or(default, |switch| switch.on)
    };
    let is_silenced = |rule: &&&Declaration| {
        let mut counterparts = MARKDOWNLINT.iter().filter(|theirs| rule.aliases.contains(&theirs.number())).peekable();
        counterparts.peek().is_some() && !rule.exceeds_aliases && !counterparts.any(is_on)
    };
    rules.iter().filter(is_silenced).map(|rule| rule.name).collect()
}

/// Those of `rules` that do the work of a rule of remark-lint or awesome-lint, with or without the prefix `remark-lint-`.
pub(crate) fn rules_for_remark(name: &str, rules: &[&'static Declaration]) -> BTreeSet<&'static str> {
    let bare = bare_name(name);
    rules.iter().filter(|rule| rule.aliases.contains(&bare)).map(|rule| rule.name).collect()
}

/// Those of `rules` that do the work of a rule that markdownlint, remark-lint or awesome-lint calls `name`; a tag, which
/// markdownlint has for several rules, is not such a name.
pub fn rules_called(name: &str, rules: &[&'static Declaration]) -> BTreeSet<&'static str> {
    let is_named = |rule: &&MarkdownlintRule| rule.names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let of_markdownlint = MARKDOWNLINT.iter().filter(is_named).flat_map(|rule| rule.done_by(rules));
    of_markdownlint.map(|rule| rule.name).chain(rules_for_remark(name, rules)).collect()
}

/// The name of a rule of remark-lint or awesome-lint, without the prefix of its package.
pub(crate) fn bare_name(name: &str) -> &str {
    let prefixes = ["remark-lint-", "remark-lint:", "awesome-lint:", "remark-"];
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

/// Those of `rules` that do the work of a rule of markdownlint.
pub(crate) fn all_for_markdownlint(rules: &[&'static Declaration]) -> BTreeSet<&'static str> {
    MARKDOWNLINT.iter().flat_map(|rule| rule.done_by(rules)).map(|rule| rule.name).collect()
}

/// Those of `rules` that do the work of a rule of remark-lint or awesome-lint.
pub(crate) fn all_for_remark(rules: &[&'static Declaration]) -> BTreeSet<&'static str> {
    let of_remark = |alias: &&str| !MARKDOWNLINT.iter().any(|rule| rule.number() == *alias);
    rules.iter().filter(|rule| rule.aliases.iter().any(&of_remark)).map(|rule| rule.name).collect()
}

/// A rule of markdownlint.
struct MarkdownlintRule {
    /// Its number and names, older ones too.
    names: &'static [&'static str],
    tags: &'static [&'static str],
}

impl MarkdownlintRule {
    fn number(&self) -> &'static str {
        self.names.first().copied().unwrap_or("")
    }

    fn is_called(&self, code: &str) -> bool {
        self.names.iter().chain(self.tags).any(|name| name.eq_ignore_ascii_case(code))
    }

    /// Those of `rules` that do its work.
    fn done_by(&self, rules: &[&'static Declaration]) -> impl Iterator<Item = &'static Declaration> {
        rules.iter().copied().filter(|rule| rule.aliases.contains(&self.number()))
    }
}

const fn rule(names: &'static [&'static str], tags: &'static [&'static str]) -> MarkdownlintRule {
    MarkdownlintRule { names, tags }
}

/// markdownlint's rules that have a counterpart here, with their tags.
const MARKDOWNLINT: &[MarkdownlintRule] = &[
    rule(&["MD001", "heading-increment", "header-increment"], &["headings"]),
    rule(&["MD005", "list-indent"], &["bullet", "indentation", "ul"]),
    rule(&["MD007", "ul-indent"], &["bullet", "indentation", "ul"]),
    rule(&["MD009", "no-trailing-spaces"], &["whitespace"]),
    rule(&["MD010", "no-hard-tabs"], &["hard_tab", "whitespace"]),
    rule(&["MD011", "no-reversed-links"], &["links"]),
    rule(&["MD012", "no-multiple-blanks"], &["blank_lines", "whitespace"]),
    rule(&["MD022", "blanks-around-headings", "blanks-around-headers"], &["blank_lines", "headings"]),
    rule(&["MD024", "no-duplicate-heading", "no-duplicate-header"], &["headings"]),
    rule(&["MD025", "single-title", "single-h1"], &["headings"]),
    rule(&["MD032", "blanks-around-lists"], &["blank_lines", "bullet", "ol", "ul"]),
    rule(&["MD034", "no-bare-urls"], &["links", "url"]),
    rule(&["MD037", "no-space-in-emphasis"], &["emphasis", "whitespace"]),
    rule(&["MD039", "no-space-in-links"], &["links", "whitespace"]),
    rule(&["MD042", "no-empty-links"], &["links"]),
    rule(&["MD044", "proper-names"], &["spelling"]),
    rule(&["MD047", "single-trailing-newline"], &["blank_lines"]),
    rule(&["MD051", "link-fragments"], &["links"]),
    rule(&["MD052", "reference-links-images"], &["images", "links"]),
    rule(&["MD053", "link-image-reference-definitions"], &["images", "links"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::RULES;

    #[test]
    fn the_last_switch_counts() {
        let silenced = |switches: &[(&str, bool)]| {
            let switches: Vec<MarkdownlintSwitch> =
                switches.iter().map(|(name, on)| MarkdownlintSwitch { name: (*name).to_owned(), on: *on }).collect();
            silenced_by_markdownlint(&switches, RULES)
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
    #[test]
    fn names_of_other_linters() {
        let called = |name| rules_called(name, RULES).into_iter().collect::<Vec<_>>();
        assert_eq!(called("MD034"), ["links/bare-url"]);
        assert_eq!(called("no-bare-urls"), ["links/bare-url"]);
        assert_eq!(called("whitespace"), [""; 0], "a tag");
        assert_eq!(called("MD999"), [""; 0]);
    }
}
