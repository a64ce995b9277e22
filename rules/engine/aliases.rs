//! Names that other linters give to the work of our rules, so that their comments and settings count here. Which rule of theirs
//! ours stands for, its declaration says.

use crate::api::declaration::Declaration;
use crate::api::silenced_work::SilencedWork;
use crate::engine::autocorrect;
use crate::engine::markdownlint::{MARKDOWNLINT, MarkdownlintRule};
use crate::engine::markdownlint_parameters;
use std::collections::BTreeSet;

/// What `rules` do of the work of markdownlint's; `code` is a number (`MD034`), a name (`no-bare-urls`) or a tag (`url`), in any
/// case.
pub(crate) fn work_for_markdownlint(code: &str, rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    MARKDOWNLINT.iter().filter(|rule| rule.is_called(code)).flat_map(|rule| rule.work_in(rules)).collect()
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
    let is_other = |alias: &str| alias == PRETTIER || autocorrect::words(alias).is_some();
    let of_remark = |alias: &str| !is_other(alias) && !MARKDOWNLINT.iter().any(|rule| rule.number() == alias);
    let aliases = rules.iter().flat_map(|rule| rule.aliases.iter().map(move |alias| (rule, *alias)));
    aliases.filter(|(_, alias)| of_remark(alias)).map(|(rule, alias)| SilencedWork::of(rule, alias)).collect()
}

/// What is reported under `alias`, a name that rules declare or a parameter behind the number of its rule (`MD022.lines_below`), in
/// words; `None` for names that say it themselves.
pub fn alias_in_words(alias: &str) -> Option<&'static str> {
    let rule = MARKDOWNLINT.iter().find(|rule| rule.number() == alias).map(|rule| rule.words);
    rule.or_else(|| markdownlint_parameters::words(alias)).or_else(|| autocorrect::words(alias))
}

/// All names by which `rules` are known elsewhere: numbers and names of markdownlint's rules, and names of remark-lint's and
/// awesome-lint's; each once.
pub fn alias_names(rules: &[&'static Declaration]) -> BTreeSet<&'static str> {
    let declared: BTreeSet<&str> = rules.iter().flat_map(|rule| rule.aliases).copied().collect();
    let of_markdownlint = MARKDOWNLINT.iter().filter(|rule| declared.contains(rule.number()));
    of_markdownlint.flat_map(|rule| rule.names).copied().chain(declared.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::RULES;

    #[test]
    fn names_of_other_linters() {
        assert_eq!(alias_called("MD034", RULES), Some("MD034"));
        assert_eq!(alias_called("No-Bare-URLs", RULES), Some("MD034"));
        assert_eq!(alias_called("remark-lint:double-link", RULES), Some("double-link"));
        assert_eq!(alias_called("whitespace", RULES), None, "a tag");
        assert_eq!(alias_called("MD999", RULES), None);
    }
}
