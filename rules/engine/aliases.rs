//! Names that other linters give to the work of our rules, so that their comments and settings count here. Which rule of theirs
//! ours stands for, its declaration says; here is what markdownlint itself calls them.

use crate::api::declaration::Declaration;
use crate::api::silenced_work::SilencedWork;
use std::collections::BTreeSet;

/// A key of markdownlint's configuration: `default`, the number, name or tag of rules, and whether it switches them on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownlintSwitch {
    /// The key.
    pub name: String,
    /// What its value says.
    pub on: bool,
}

/// What `rules` do of the work of markdownlint's; `code` is a number (`MD034`), a name (`no-bare-urls`) or a tag (`url`), in any
/// case.
pub(crate) fn work_for_markdownlint(code: &str, rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    MARKDOWNLINT.iter().filter(|rule| rule.is_called(code)).flat_map(|rule| rule.work_in(rules)).collect()
}

/// What of the work of `rules` is silent in a project whose markdownlint configuration has `switches`, in their order: of those
/// about one rule the last counts, and `default` counts where there is none. A rule of ours that does not tell its findings apart
/// stays where it does the work of several of theirs and one is on.
pub fn silenced_by_markdownlint(switches: &[MarkdownlintSwitch], rules: &[&'static Declaration]) -> Vec<SilencedWork> {
    let default = switches.iter().rev().find(|switch| switch.name.eq_ignore_ascii_case("default"));
    let default = default.is_none_or(|switch| switch.on);
    let is_on = |rule: &MarkdownlintRule| {
        let last = switches.iter().rev().find(|switch| rule.is_called(&switch.name));
        last.map_or(default, |switch| switch.on)
    };
    let silent = |rule: &&'static Declaration| -> Vec<SilencedWork> {
        let counterparts = || MARKDOWNLINT.iter().filter(|theirs| rule.aliases.contains(&theirs.number()));
        if rule.has_parts {
            let off = counterparts().filter(|theirs| !is_on(theirs));
            return off.map(|theirs| SilencedWork::of(rule, theirs.number())).collect();
        }
        let is_silent = counterparts().next().is_some() && !counterparts().any(is_on);
        is_silent.then(|| SilencedWork::whole(rule)).into_iter().collect()
    };
    rules.iter().flat_map(silent).collect()
}

/// What `rules` do of the work of a rule of remark-lint or awesome-lint, with or without the prefix `remark-lint-`.
pub(crate) fn work_for_remark(name: &str, rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    work_for(bare_name(name), rules).collect()
}

/// What `rules` do of the work of prettier.
pub(crate) fn work_for_prettier(rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    work_for(PRETTIER, rules).collect()
}

/// The alias of what prettier does.
const PRETTIER: &str = "prettier";

fn work_for(name: &str, rules: &[&'static Declaration]) -> impl Iterator<Item = SilencedWork> {
    rules.iter().filter_map(move |rule| {
        let alias = rule.aliases.iter().find(|alias| **alias == name)?;
        Some(SilencedWork::of(rule, alias))
    })
}

/// The alias of `rules` that markdownlint, remark-lint or awesome-lint calls `name`: for markdownlint the number. A tag, which
/// markdownlint has for several rules, is not such a name.
pub fn alias_called(name: &str, rules: &[&'static Declaration]) -> Option<&'static str> {
    let is_named = |rule: &&MarkdownlintRule| rule.names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let number = MARKDOWNLINT.iter().find(is_named).map(MarkdownlintRule::number);
    let called = number.unwrap_or(bare_name(name));
    rules.iter().flat_map(|rule| rule.aliases).find(|alias| **alias == called).copied()
}

/// The name of a rule of remark-lint or awesome-lint, without the prefix of its package.
pub(crate) fn bare_name(name: &str) -> &str {
    let prefixes = ["remark-lint-", "remark-lint:", "awesome-lint:", "remark-"];
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

/// What `rules` do of the work of markdownlint.
pub(crate) fn all_for_markdownlint(rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    MARKDOWNLINT.iter().flat_map(|rule| rule.work_in(rules)).collect()
}

/// What `rules` do of the work of remark-lint and awesome-lint.
pub(crate) fn all_for_remark(rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    let of_remark = |alias: &str| alias != PRETTIER && !MARKDOWNLINT.iter().any(|rule| rule.number() == alias);
    let aliases = rules.iter().flat_map(|rule| rule.aliases.iter().map(move |alias| (rule, *alias)));
    aliases.filter(|(_, alias)| of_remark(alias)).map(|(rule, alias)| SilencedWork::of(rule, alias)).collect()
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

    /// What `rules` do of its work.
    fn work_in(&self, rules: &[&'static Declaration]) -> impl Iterator<Item = SilencedWork> {
        let number = self.number();
        rules.iter().filter(move |rule| rule.aliases.contains(&number)).map(move |rule| SilencedWork::of(rule, number))
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
    rule(&["MD018", "no-missing-space-atx"], &["atx", "headings", "spaces"]),
    rule(&["MD022", "blanks-around-headings", "blanks-around-headers"], &["blank_lines", "headings"]),
    rule(&["MD023", "heading-start-left", "header-start-left"], &["headings", "spaces"]),
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
    rule(&["MD056", "table-column-count"], &["table"]),
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
            let silent = silenced_by_markdownlint(&switches, RULES).into_iter();
            silent.map(|work| work.alias.unwrap_or(work.rule)).collect::<Vec<_>>()
        };
        assert_eq!(silenced(&[]), [""; 0]);
        assert_eq!(silenced(&[("md034", false)]), ["links/bare-url"]);
        assert_eq!(silenced(&[("no-bare-urls", false), ("MD034", true)]), [""; 0]);
        assert_eq!(silenced(&[("url", false)]), ["links/bare-url"]);
        assert_eq!(silenced(&[("blank_lines", false), ("MD012", true), ("MD047", true)]), ["MD022", "MD032"]);
        assert_eq!(silenced(&[("no-trailing-spaces", false)]), ["MD009"], "the others of formatting/whitespace are on");
        assert_eq!(
            silenced(&[("whitespace", false), ("MD037", true), ("MD039", true)]),
            ["MD012", "MD009", "MD010", "MD012"]
        );
        let few = silenced(&[("MD039", true), ("default", false)]);
        assert!(few.contains(&"links/bare-url") && !few.contains(&"links/padding"), "{few:?}");
        assert!(!few.contains(&"links/malformed"), "{few:?}");
    }
    #[test]
    fn names_of_other_linters() {
        assert_eq!(alias_called("MD034", RULES), Some("MD034"));
        assert_eq!(alias_called("No-Bare-URLs", RULES), Some("MD034"));
        assert_eq!(alias_called("remark-lint:double-link", RULES), Some("double-link"));
        assert_eq!(alias_called("whitespace", RULES), None, "a tag");
        assert_eq!(alias_called("MD999", RULES), None);
    }
}
