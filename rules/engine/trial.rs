//! Tries batches of fixes and finds, by halves, those that are to blame for a failed proof.

use crate::engine::diagnostic::{Diagnostic, Edit};
use crate::engine::edits::{Candidate, Moves, apply};
use crate::engine::linter::Linter;
use crate::engine::proof::{Doubt, structure};
use crate::engine::regression::{Moment, regression};
use curate_document::{Document, EditionId, List};
use std::collections::BTreeMap;

/// After this many refused fixes of one rule in a round, its others are not tried: the rule is at fault, not a place.
const GIVE_UP: usize = 20;

/// The list that is being fixed, with what is found in it.
pub struct Bench<'a> {
    pub linter: &'a Linter<'a>,
    pub list: List,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a finding is going to be mended.
    pub is_mended: &'a dyn Fn(&Diagnostic) -> bool,
}

/// The documents after a batch that was proven, and what is found then.
pub struct Trial {
    pub changed: BTreeMap<EditionId, (Document, Moves)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of a batch.
#[derive(Default)]
pub struct Settled {
    pub accepted: Vec<Candidate>,
    pub refused: Vec<(Candidate, Doubt)>,
    /// The documents after what was accepted; `None` where nothing was.
    pub trial: Option<Trial>,
    /// How many fixes of a rule failed.
    failed: BTreeMap<&'static str, usize>,
}

impl Bench<'_> {
    /// Finds which of `fixes`, which do not touch one another, can be applied together.
    pub fn settle(&mut self, fixes: Vec<Candidate>) -> Settled {
        let mut settled = Settled::default();
        self.settle_part(fixes, &mut settled, false);
        settled
    }

    /// Settles `fixes` on top of what was accepted; `is_doubted` where they are known not to pass together.
    /// Whether all were accepted.
    fn settle_part(&mut self, mut fixes: Vec<Candidate>, settled: &mut Settled, is_doubted: bool) -> bool {
        let count = fixes.len();
        let given_up: Vec<Candidate> =
            fixes.extract_if(.., |fix| settled.failed.get(fix.rule).is_some_and(|count| *count >= GIVE_UP)).collect();
        let is_whole = given_up.is_empty();
        settled.refused.extend(given_up.into_iter().map(|fix| (fix, Doubt::Untried)));
        if fixes.is_empty() {
            return count == 0;
        }
        let is_doubted = is_doubted && is_whole && fixes.len() > 1;
        let doubt = if is_doubted {
            None
        } else {
            let together: Vec<&Candidate> = settled.accepted.iter().chain(&fixes).collect();
            match self.attempt(&together) {
                Ok(trial) => {
                    settled.trial = Some(trial);
                    settled.accepted.append(&mut fixes);
                    return is_whole;
                }
                Err(doubt) => Some(doubt),
            }
        };
        if let Some((fix, doubt)) = (fixes.len() == 1).then(|| fixes.pop().zip(doubt)).flatten() {
            *settled.failed.entry(fix.rule).or_default() += 1;
            settled.refused.push((fix, doubt));
            return false;
        }
        let second = fixes.split_off(fixes.len() / 2);
        let passed = self.settle_part(fixes, settled, false);
        // If the first half passes, what failed before was the second half on top of it.
        self.settle_part(second, settled, passed);
        false
    }

    /// Makes `fixes` and proves that they hurt nothing.
    fn attempt(&mut self, fixes: &[&Candidate]) -> Result<Trial, Doubt> {
        let mut edits: BTreeMap<EditionId, Vec<&Edit>> = BTreeMap::new();
        for edit in fixes.iter().flat_map(|fix| &fix.edits) {
            edits.entry(edit.edition).or_default().push(edit);
        }
        let mut changed = BTreeMap::new();
        for (id, edits) in edits {
            let Some(edition) = self.list.edition(id) else { return Err(Doubt::Unsound) };
            let (text, moves) = apply(edition.document.source(), edits);
            let document = Document::parse(text);
            structure(&edition.document, &document, id, &moves, fixes)?;
            changed.insert(id, (document, moves));
        }
        self.swap(&mut changed);
        let diagnostics = self.linter.lint(&self.list);
        self.swap(&mut changed);
        let before = Moment { list: &self.list, diagnostics: &self.diagnostics };
        match regression(before, &changed, &diagnostics, self.is_mended) {
            Some(rule) => Err(Doubt::Finding(rule)),
            None => Ok(Trial { changed, diagnostics }),
        }
    }

    /// Exchanges the list's documents for those of `changed`: nothing is cloned to try something.
    fn swap(&mut self, changed: &mut BTreeMap<EditionId, (Document, Moves)>) {
        for (id, (document, _)) in changed {
            if let Some(edition) = self.list.editions.get_mut(id.0 as usize) {
                std::mem::swap(&mut edition.document, document);
            }
        }
    }
}
