//! Validates batches of fixes and finds, by halves, those that are to blame where a batch fails.

use crate::api::diagnostic::{Applicability, Diagnostic, Edit, Severity};
use crate::engine::linter::Linter;
use crate::fixing::edits::{FixCandidate, OffsetMap, apply};
use crate::fixing::screen::screen;
use crate::fixing::validate::Rejection;
use crate::fixing::validate::new_findings::{ListState, new_finding};
use crate::fixing::validate::structure::structure;
use curate_document::{Document, EditionId, List};
use std::collections::BTreeMap;

/// After this many refused fixes of one rule in a round, its others are not tried: the rule is at fault, not a place.
const GIVE_UP: usize = 20;

/// The list that is being fixed, with what is found in it.
pub(super) struct FixBatch<'a> {
    pub linter: &'a Linter<'a>,
    pub list: List,
    pub diagnostics: Vec<Diagnostic>,
    /// How safe fixes must be.
    pub least: Applicability,
    /// Whether a finding is going to be fixed.
    pub is_expected: &'a dyn Fn(&Document, &Diagnostic) -> bool,
}

/// The documents after a batch that was proven, and what is found then.
pub(super) struct Validated {
    pub changed: BTreeMap<EditionId, (Document, OffsetMap)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of a batch.
#[derive(Default)]
pub(super) struct BatchResult {
    pub accepted: Vec<FixCandidate>,
    /// Those that the blocks which they edit refuse.
    pub refused_in_blocks: Vec<(FixCandidate, Rejection)>,
    /// Those that the proof of the whole refuses.
    pub refused: Vec<(FixCandidate, Rejection)>,
    /// The documents after what was accepted; `None` where nothing was.
    pub validated: Option<Validated>,
    /// How many fixes of a rule failed.
    failed: BTreeMap<&'static str, usize>,
}

impl FixBatch<'_> {
    /// Finds which of `fixes`, which do not touch one another, can be applied together.
    pub(super) fn settle(&mut self, fixes: Vec<FixCandidate>) -> BatchResult {
        let (fixes, refused_in_blocks) = screen(&self.list, fixes, self.least);
        let mut settled = BatchResult { refused_in_blocks, ..BatchResult::default() };
        self.settle_part(fixes, &mut settled, false);
        settled
    }

    /// Settles `fixes` on top of what was accepted; `is_suspect` where they are known not to pass together.
    /// Whether all were accepted.
    fn settle_part(&mut self, mut fixes: Vec<FixCandidate>, settled: &mut BatchResult, is_suspect: bool) -> bool {
        let count = fixes.len();
        let given_up: Vec<FixCandidate> =
            fixes.extract_if(.., |fix| settled.failed.get(fix.rule).is_some_and(|count| *count >= GIVE_UP)).collect();
        let is_whole = given_up.is_empty();
        settled.refused.extend(given_up.into_iter().map(|fix| (fix, Rejection::Untried)));
        if fixes.is_empty() {
            return count == 0;
        }
        let is_suspect = is_suspect && is_whole && fixes.len() > 1;
        let rejection = if is_suspect {
            None
        } else {
            let together: Vec<&FixCandidate> = settled.accepted.iter().chain(&fixes).collect();
            match self.attempt(&together) {
                Ok(validated) => {
                    settled.validated = Some(validated);
                    settled.accepted.append(&mut fixes);
                    return is_whole;
                }
                Err(rejection) => Some(rejection),
            }
        };
        if let Some((fix, rejection)) = (fixes.len() == 1).then(|| fixes.pop().zip(rejection)).flatten() {
            *settled.failed.entry(fix.rule).or_default() += 1;
            settled.refused.push((fix, rejection));
            return false;
        }
        let second = fixes.split_off(fixes.len() / 2);
        let passed = self.settle_part(fixes, settled, false);
        // If the first half passes, what failed before was the second half on top of it.
        self.settle_part(second, settled, passed);
        false
    }

    /// Makes `fixes` and proves that they hurt nothing.
    fn attempt(&mut self, fixes: &[&FixCandidate]) -> Result<Validated, Rejection> {
        let mut edits: BTreeMap<EditionId, Vec<&Edit>> = BTreeMap::new();
        for edit in fixes.iter().flat_map(|fix| &fix.edits) {
            edits.entry(edit.edition).or_default().push(edit);
        }
        let mut changed = BTreeMap::new();
        for (id, edits) in edits {
            let Some(edition) = self.list.edition(id) else { return Err(Rejection::Unsound) };
            let (text, moves) = apply(edition.document.source(), edits);
            let document = edition.document.parse_alike(text);
            structure(&edition.document, &document, id, &moves, fixes)?;
            changed.insert(id, (document, moves));
        }
        self.swap(&mut changed);
        let diagnostics = self.linter.lint(&self.list);
        self.swap(&mut changed);
        let before = ListState { list: &self.list, diagnostics: &self.diagnostics };
        // A fixed link is one more entry of its section: what is said of style then is no reason to leave it broken.
        let shows_text =
            |fix: &&FixCandidate| fix.severity == Severity::Error && (fix.effects.links || fix.effects.entries);
        let least = if fixes.iter().all(shows_text) { Severity::Error } else { Severity::Warning };
        // A fixed link may well reveal a duplicate, or a difference between editions.
        let is_expected = |document: &Document, found: &Diagnostic| {
            (self.is_expected)(document, found)
                || self.linter.declaration(found.rule).is_some_and(|rule| rule.revealed_by_fixes)
        };
        match new_finding(before, &changed, &diagnostics, least, &is_expected) {
            Some(rule) => Err(Rejection::Finding(rule)),
            None => Ok(Validated { changed, diagnostics }),
        }
    }

    /// Exchanges the list's documents for those of `changed`: nothing is cloned to try something.
    fn swap(&mut self, changed: &mut BTreeMap<EditionId, (Document, OffsetMap)>) {
        for (id, (document, _)) in changed {
            if let Some(edition) = self.list.editions.get_mut(id.0 as usize) {
                std::mem::swap(&mut edition.document, document);
            }
        }
    }
}
