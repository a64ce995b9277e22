//! Which findings are shown of many.

use crate::report::findings::ReportedFinding;
use curate_rules::{Applicability, Severity};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The findings of a rule that are of one severity.
#[derive(Debug)]
pub(super) struct RuleFindings<'a> {
    /// How bad they are.
    pub severity: Severity,
    /// The rule.
    pub name: &'static str,
    /// In the order of files and places.
    pub found: Vec<ReportedFinding<'a>>,
    /// How many of them `--fix` fixes.
    pub fixable: usize,
}

impl<'a> RuleFindings<'a> {
    /// At most so many of them, from different files where there are.
    pub(super) fn examples(&self, most: usize) -> Vec<&ReportedFinding<'a>> {
        let mut files = BTreeSet::new();
        let mut order: Vec<(bool, usize)> = Vec::new();
        for (index, found) in self.found.iter().enumerate() {
            order.push((!files.insert(found.path(found.diagnostic.edition)), index));
        }
        order.sort_unstable();
        let mut chosen: Vec<usize> = order.into_iter().map(|(_, index)| index).take(most).collect();
        chosen.sort_unstable();
        chosen.into_iter().filter_map(|index| self.found.get(index)).collect()
    }
}

/// Whether `--fix` fixes `found`.
pub(super) fn is_fixable(found: &ReportedFinding<'_>) -> bool {
    found.fixed_with() == Some(Applicability::Safe)
}

/// `found` by rule: the worst first, and of those the rarest, which are the likeliest to be news.
pub(super) fn by_rule<'a>(found: &[ReportedFinding<'a>]) -> Vec<RuleFindings<'a>> {
    let mut rules: BTreeMap<(Severity, &'static str), RuleFindings<'a>> = BTreeMap::new();
    for &found in found {
        let (severity, name) = (found.diagnostic.severity, found.diagnostic.rule);
        let rule = rules.entry((severity, name));
        let rule = rule.or_insert_with(|| RuleFindings { severity, name, found: Vec::new(), fixable: 0 });
        rule.found.push(found);
        rule.fixable += usize::from(is_fixable(&found));
    }
    let mut rules: Vec<RuleFindings<'a>> = rules.into_values().collect();
    rules.sort_by_key(|rule| (Reverse(rule.severity), rule.found.len(), rule.name));
    rules
}

/// Each of `rules` with how many of its findings are shown: of all errors at most about so many `errors`, of each rule of another
/// severity so many `others`.
pub(super) fn shares<'r, 'a>(
    rules: &'r [RuleFindings<'a>],
    errors: usize,
    others: usize,
) -> Vec<(&'r RuleFindings<'a>, usize)> {
    let (mut left, mut shares) = (errors, Vec::new());
    let mut kinds = rules.iter().filter(|rule| rule.severity == Severity::Error).count();
    for rule in rules {
        if rule.severity != Severity::Error {
            shares.push((rule, others));
            continue;
        }
        // Rare ones come first: what they leave is for the frequent ones.
        let share = (left / kinds.max(1)).clamp(1, rule.found.len());
        left = left.saturating_sub(share);
        kinds -= 1;
        shares.push((rule, share));
    }
    shares
}
