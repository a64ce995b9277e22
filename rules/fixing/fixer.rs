//! Applies fixes, round after round, until none is left, and keeps only what is proven to hurt nothing.
//!
//! A round takes every fix that touches no other. The batch is proven as a whole; where the proof fails, by halves, down to
//! the fixes that are to blame. Those are refused, and tried once more when nothing else is left to do, so that a second run
//! finds nothing to edit.

use crate::api::diagnostic::{Applicability, Diagnostic, Edit, Severity};
use crate::api::template::Text;
use crate::engine::linter::Linter;
use crate::fixing::batch::{BatchResult, FixBatch};
use crate::fixing::edits::{FixCandidate, Identity, LineEnding, compatible};
use crate::fixing::history::History;
use crate::fixing::validate::Rejection;
use curate_document::{Document, EditionId, List};
use std::collections::{BTreeMap, BTreeSet};

/// The most rounds of fixing.
const ROUNDS: usize = 12;

/// A list after fixing.
#[derive(Debug)]
pub struct Fixed {
    /// The list with every kept fix applied.
    pub list: List,
    /// What is still found.
    pub diagnostics: Vec<Diagnostic>,
    /// How many fixes were applied, by rule.
    pub applied: BTreeMap<&'static str, usize>,
    /// The fixes that failed their proof, in document order; their findings are among the diagnostics.
    pub refused: Vec<Refused>,
    /// What could not be done, for the user: cycles, fixes that failed their proof.
    pub notes: Vec<Text>,
}

/// A fix that failed its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The rule that offers it.
    pub rule: &'static str,
    /// The document of its finding.
    pub edition: EditionId,
    /// The 1-based line of its finding, in the fixed list.
    pub line: usize,
    /// Why.
    pub rejection: Rejection,
    /// Whether the proof of the block that it edits refuses it, so that it is not offered either.
    pub is_of_block: bool,
}

/// Applies the fixes of `linter`'s findings in `list` that are at least as safe as `least` and `wanted`, given the document they
/// are in as it is by then, until none is left.
///
/// The list that comes back differs from `list` only where fixes were applied. Of rules whose fixes undo one another or find no
/// end in a document, none is applied there; those of all others are.
pub fn fix(
    linter: &Linter<'_>,
    list: List,
    least: Applicability,
    wanted: &dyn Fn(&Document, &Diagnostic) -> bool,
) -> Fixed {
    let diagnostics = linter.lint(&list);
    let is_expected = |document: &Document, diagnostic: &Diagnostic| {
        diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability >= least) && wanted(document, diagnostic)
    };
    let mut work = FixRun {
        batch: FixBatch { linter, list, diagnostics, least, is_expected: &is_expected },
        given_up: BTreeSet::new(),
        frozen: BTreeSet::new(),
        rounds: 0,
        refusals: BTreeMap::new(),
        outdated: false,
        history: History::default(),
        notes: Vec::new(),
    };
    work.run();
    work.finish()
}

/// A fix that was refused: where its finding begins now, and why.
struct RefusedPlace {
    edition: EditionId,
    offset: usize,
    rejection: Rejection,
    is_of_block: bool,
}

struct FixRun<'a> {
    batch: FixBatch<'a>,
    /// The rules whose fixes, of one kind or the other, do not edit a document any more.
    given_up: BTreeSet<(EditionId, &'static str, Applicability)>,
    /// Documents that are not edited any more at all.
    frozen: BTreeSet<EditionId>,
    /// How many rounds there were since something was given up.
    rounds: usize,
    refusals: BTreeMap<Identity, RefusedPlace>,
    /// Whether the text has changed since something was refused.
    outdated: bool,
    history: History,
    notes: Vec<Text>,
}

impl FixRun<'_> {
    fn run(&mut self) {
        let mut round = 0;
        while self.round(round) {
            round += 1;
            self.rounds += 1;
            if self.rounds < ROUNDS {
                continue;
            }
            let candidates = self.candidates();
            let waiting = self.fresh(&candidates);
            if waiting.is_empty() {
                return;
            }
            let endless = waiting.iter().flat_map(FixCandidate::editions).collect();
            let rules = waiting.iter().map(|candidate| candidate.rule).collect();
            self.restore(endless, &rules, |path, rules| {
                text!("{path}: the fixes of {rules} find no end; they were not applied", path, rules)
            });
        }
    }

    /// Applies what can be applied at once; whether anything is left to be tried.
    fn round(&mut self, round: usize) -> bool {
        let mut candidates = self.candidates();
        let fresh = self.fresh(&candidates);
        if fresh.is_empty() {
            if !self.outdated || candidates.is_empty() {
                return false;
            }
            self.refusals.clear();
            self.outdated = false;
        } else {
            candidates = fresh;
        }
        // What fixes an error may bring warnings to light, and is proven apart from what may not.
        let is_error = |candidate: &FixCandidate| candidate.severity == Severity::Error;
        if candidates.iter().any(is_error) {
            candidates.retain(is_error);
        }
        let settled = self.batch.settle(compatible(candidates));
        self.commit(round, settled);
        true
    }

    /// The fixes that may be applied, in the order of their findings. Those that cannot be made are refused at once.
    fn candidates(&mut self) -> Vec<FixCandidate> {
        let list = &self.batch.list;
        let endings: Vec<LineEnding> =
            list.editions.iter().map(|edition| LineEnding::in_source(edition.document.source())).collect();
        let wanted = self.batch.diagnostics.iter().enumerate().filter(|(_, found)| {
            let edition = list.edition(found.edition);
            edition.is_some_and(|edition| (self.batch.is_expected)(&edition.document, found))
        });
        let all = wanted.flat_map(|(finding, diagnostic)| FixCandidate::all_of(finding, diagnostic, list, &endings));
        let candidates = all.flatten();
        let is_tried = |candidate: &FixCandidate| {
            candidate.edits.iter().all(|Edit { edition, .. }| {
                let kind = (*edition, candidate.rule, candidate.applicability);
                !self.frozen.contains(edition) && !self.given_up.contains(&kind)
            })
        };
        let (sound, unsound): (Vec<_>, Vec<_>) =
            candidates.filter(is_tried).partition(|candidate| candidate.is_sound(list));
        for candidate in unsound {
            self.refuse(candidate, Rejection::Unsound, true);
        }
        sound
    }

    fn fresh(&self, candidates: &[FixCandidate]) -> Vec<FixCandidate> {
        candidates.iter().filter(|candidate| !self.refusals.contains_key(&candidate.identity())).cloned().collect()
    }

    fn refuse(&mut self, candidate: FixCandidate, rejection: Rejection, is_of_block: bool) {
        let refusal = RefusedPlace { edition: candidate.edition, offset: candidate.offset, rejection, is_of_block };
        self.refusals.insert(candidate.identity(), refusal);
    }

    /// Takes over what a round has proven.
    fn commit(&mut self, round: usize, settled: BatchResult) {
        for (candidate, rejection) in settled.refused_in_blocks {
            self.refuse(candidate, rejection, true);
        }
        for (candidate, rejection) in settled.refused {
            self.refuse(candidate, rejection, false);
        }
        let Some(validated) = settled.validated else { return };
        self.history.applied(round, &settled.accepted);
        self.batch.diagnostics = validated.diagnostics;
        let mut returned = BTreeSet::new();
        let mut moves = BTreeMap::new();
        for (id, (document, moved)) in validated.changed {
            let Some(edition) = self.batch.list.editions.get_mut(id.0 as usize) else { continue };
            let before = std::mem::replace(&mut edition.document, document);
            self.history.replaced(round, id, &before);
            if self.history.has(id, edition.document.source()) {
                returned.insert(id);
            }
            moves.insert(id, moved);
        }
        if self.batch.list.recognise(moves.keys().copied()) {
            self.batch.diagnostics = self.batch.linter.lint(&self.batch.list);
        }
        for refusal in self.refusals.values_mut() {
            if let Some(moves) = moves.get(&refusal.edition) {
                refusal.offset = moves.offset(refusal.offset);
            }
        }
        self.refusals = std::mem::take(&mut self.refusals)
            .into_iter()
            .map(|((rule, edits), refusal)| {
                let moved = |(id, span, text): (EditionId, _, _)| {
                    (id, moves.get(&id).map_or(span, |moves| moves.span(span)), text)
                };
                ((rule, edits.into_iter().map(moved).collect()), refusal)
            })
            .collect();
        self.outdated = !self.refusals.is_empty();
        if !returned.is_empty() {
            let rules = self.history.rules_since_return(&returned, &self.batch.list);
            self.restore(returned, &rules, |path, rules| {
                text!("{path}: the fixes of {rules} undo one another; they were not applied", path, rules)
            });
        }
    }

    /// Gives documents, and those whose fixes hang together with theirs, their first text back; `rules` edit them no more, and `note` says
    /// so of the path of each and the names of the rules.
    fn restore(
        &mut self,
        editions: BTreeSet<EditionId>,
        rules: &BTreeSet<&'static str>,
        note: impl Fn(&String, Text) -> Text,
    ) {
        for id in self.history.joined(editions) {
            self.give_up(id, rules);
            let Some(edition) = self.batch.list.editions.get_mut(id.0 as usize) else { continue };
            if let Some(original) = self.history.forget(id) {
                edition.document = edition.document.parse_alike(original);
            }
            let names = Text::series(rules.iter().map(|rule| Text::verbatim(*rule)));
            self.notes.push(note(&edition.path, names));
        }
        self.refusals.clear();
        self.outdated = false;
        self.rounds = 0;
        self.batch.diagnostics = self.batch.linter.lint(&self.batch.list);
    }

    /// Has `rules` edit the document `id` no more: with unsafe fixes first, then with safe ones, and at last no rule at all.
    fn give_up(&mut self, id: EditionId, rules: &BTreeSet<&'static str>) {
        for kind in [Applicability::Unsafe, Applicability::Safe].into_iter().filter(|kind| *kind >= self.batch.least) {
            let known = self.given_up.len();
            self.given_up.extend(rules.iter().map(|rule| (id, *rule, kind)));
            if self.given_up.len() > known {
                return;
            }
        }
        self.frozen.insert(id);
    }

    fn finish(self) -> Fixed {
        let Self { batch: FixBatch { list, diagnostics, .. }, refusals, history, mut notes, .. } = self;
        let mut refused: Vec<Refused> = refusals
            .into_iter()
            .filter_map(|((rule, _), RefusedPlace { edition, offset, rejection, is_of_block })| {
                let line = list.edition(edition)?.document.line_of(offset);
                Some(Refused { rule, edition, line, rejection, is_of_block })
            })
            .collect();
        refused.sort_by_key(|refused| (refused.edition, refused.line, refused.rule));
        // What a block by itself refuses is not offered, so nobody waits for it.
        let is_offered = |refused: &&Refused| !refused.is_of_block;
        notes.extend(refused.iter().filter(is_offered).filter_map(
            |Refused { rule, edition, line, rejection, .. }| {
                let path = &list.edition(*edition)?.path;
                let (line, rule, why) = (*line, *rule, rejection.text());
                Some(text!("{path}:{line}: the fix of {rule} was not applied: {why}", path, line, rule, why))
            },
        ));
        Fixed { list, diagnostics, applied: history.counts(), refused, notes }
    }
}
