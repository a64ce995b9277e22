//! How much the translations of a list have of its source, from what was found in it.

use crate::commands::steps::work::PreparedList;
use curate_document::Edition;
use curate_rules::{Declaration, Diagnostic, Need, Overview, RULES, Scope, counts_in_overview, overview};

/// The rules that say how much the translations of `prepared` have; none where only its history would tell.
pub(crate) fn parity_rules(prepared: &PreparedList) -> Vec<&'static Declaration> {
    let PreparedList { list, settings, facts, .. } = prepared;
    let is_list = facts.named_list || list.edition(list.source).is_some_and(Edition::is_list);
    let is_on = |rule: &Declaration| settings.iter().any(|settings| settings.severity(rule.name).is_some());
    let runs =
        |rule: &Declaration| counts_in_overview(rule) && is_on(rule) && (is_list || rule.scope >= Scope::Markdown);
    let rules: Vec<&Declaration> = RULES.iter().copied().filter(|rule| runs(rule)).collect();
    // History alone does not tell what is missing.
    if rules.iter().all(|rule| rule.needs(Need::Ages)) { Vec::new() } else { rules }
}

/// How much the translations of `prepared` have, of which `found` tells: of those that are judged. `None` where there are none.
pub(crate) fn parity_of_judged(prepared: &PreparedList, found: &[Diagnostic]) -> Option<Overview> {
    let list = &prepared.list;
    let rules = if list.is_translated() { parity_rules(prepared) } else { Vec::new() };
    if rules.is_empty() {
        return None;
    }
    let mut overview = overview(list, found, &rules, &prepared.settings)?;
    let is_judged = |edition| list.edition(edition).is_some_and(|edition: &Edition| edition.judged);
    overview.editions.retain(|edition| edition.edition == list.source || is_judged(edition.edition));
    // Nothing but copies of the source is no translation.
    (overview.editions.len() > 1).then_some(overview)
}
