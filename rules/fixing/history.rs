//! What fixing has done so far: enough to see a cycle and to go back.

use crate::fixing::edits::FixCandidate;
use curate_document::{Document, EditionId, List};
use std::collections::{BTreeMap, BTreeSet};

/// The fixes applied and the texts left behind.
#[derive(Debug, Default)]
pub(super) struct History {
    applied: Vec<AppliedRound>,
    /// The texts that each document had, with the round that replaced them; the first is the original.
    texts: BTreeMap<EditionId, Vec<(usize, String)>>,
}

/// A fix that was applied.
#[derive(Debug)]
struct AppliedRound {
    round: usize,
    /// Which of the round's findings it belongs to.
    finding: usize,
    rule: &'static str,
    /// The documents edited.
    editions: BTreeSet<EditionId>,
}

impl History {
    /// Notes the fixes applied in `round`.
    pub(super) fn applied(&mut self, round: usize, fixes: &[FixCandidate]) {
        let applied =
            |fix: &FixCandidate| AppliedRound { round, finding: fix.finding, rule: fix.rule, editions: fix.editions() };
        self.applied.extend(fixes.iter().map(applied));
    }

    /// Notes that `round` replaced the text of `edition`, which was that of `document`.
    pub(super) fn replaced(&mut self, round: usize, edition: EditionId, document: &Document) {
        self.texts.entry(edition).or_default().push((round, document.source().to_owned()));
    }

    /// Whether `edition` had the text `source` before.
    pub(super) fn has(&self, edition: EditionId, source: &str) -> bool {
        self.texts.get(&edition).is_some_and(|texts| texts.iter().any(|(_, text)| text == source))
    }

    /// The rules whose fixes led from the earlier text of `editions` back to it.
    pub(super) fn rules_since_return(&self, editions: &BTreeSet<EditionId>, list: &List) -> BTreeSet<&'static str> {
        let left = |id: &EditionId| {
            let now = list.edition(*id)?.document.source();
            self.texts.get(id)?.iter().find(|(_, text)| text == now).map(|(round, _)| *round)
        };
        let since: BTreeMap<EditionId, usize> = editions.iter().filter_map(|id| Some((*id, left(id)?))).collect();
        let led =
            |fix: &&AppliedRound| fix.editions.iter().any(|id| since.get(id).is_some_and(|first| *first <= fix.round));
        self.applied.iter().filter(led).map(|fix| fix.rule).collect()
    }

    /// `editions` and every document that has a fix in common with one of them.
    pub(super) fn joined(&self, mut editions: BTreeSet<EditionId>) -> BTreeSet<EditionId> {
        loop {
            let known = editions.len();
            for AppliedRound { editions: edited, .. } in &self.applied {
                if edited.len() > 1 && !edited.is_disjoint(&editions) {
                    editions.extend(edited);
                }
            }
            if editions.len() == known {
                return editions;
            }
        }
    }

    /// Forgets all that was done to `edition`; gives its original text, where it was edited.
    pub(super) fn forget(&mut self, edition: EditionId) -> Option<String> {
        self.applied.retain(|fix| !fix.editions.contains(&edition));
        self.texts.remove(&edition)?.into_iter().next().map(|(_, text)| text)
    }

    /// How many findings were fixed, by rule.
    pub(super) fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        let findings: BTreeSet<_> = self.applied.iter().map(|fix| (fix.round, fix.finding, fix.rule)).collect();
        for (_, _, rule) in findings {
            *counts.entry(rule).or_default() += 1;
        }
        counts
    }
}
