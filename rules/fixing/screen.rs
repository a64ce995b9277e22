//! Looks at every fix where it edits, before anything is made of the whole document: two parsers read each touched block before
//! and after, by itself. What this costs hangs on what is edited alone, so that a fix that is refused costs little.

use crate::api::diagnostic::{Applicability, Edit, Effects};
use crate::fixing::edited_document::{EditedDocument, WindowEdits};
use crate::fixing::edits::FixCandidate;
use crate::fixing::validate::Rejection;
use crate::fixing::validate::blocks::{Letters, UnchangedPart, compare};
use crate::fixing::windows::DocumentWindows;
use curate_document::{EditionId, List, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The most bytes that are read again and again to find out which of several fixes of one block are to blame.
const BUDGET: usize = 1024 * 1024;

/// The fixes among `fixes`, which do not touch one another, that change in the blocks they touch what they declare and nothing
/// else; and the others. With `least` unsafe, blocks that the parsers read differently as they stand, or that cannot be shown
/// to the witness, are left to the proof of the whole document.
pub(super) fn screen(
    list: &List,
    fixes: Vec<FixCandidate>,
    least: Applicability,
) -> (Vec<FixCandidate>, Vec<(FixCandidate, Rejection)>) {
    let rejections: BTreeMap<usize, Rejection> = {
        let screen_run = FixScreen::of(list, &fixes, least);
        screen_run.components().par_iter().flat_map_iter(|component| screen_run.settle(component)).collect()
    };
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for (index, fix) in fixes.into_iter().enumerate() {
        match rejections.get(&index) {
            Some(rejection) => refused.push((fix, rejection.clone())),
            None => kept.push(fix),
        }
    }
    (kept, refused)
}

/// A window of an edition.
type WindowPlace = (EditionId, usize);
/// The documents that are edited, and where each fix edits them.
struct FixScreen<'a> {
    fixes: &'a [FixCandidate],
    least: Applicability,
    by_edition: BTreeMap<EditionId, EditedDocument<'a>>,
    /// The edits of each fix with their windows, in the order of the fixes: one allocation for all of them.
    edits: Vec<(usize, WindowPlace, &'a Edit)>,
}

impl<'a> FixScreen<'a> {
    fn of(list: &'a List, fixes: &'a [FixCandidate], least: Applicability) -> Self {
        let mut edits: BTreeMap<EditionId, BTreeMap<(Span, &str), (&Edit, Vec<usize>)>> = BTreeMap::new();
        for (index, fix) in fixes.iter().enumerate() {
            for edit in &fix.edits {
                let of_edition = edits.entry(edit.edition).or_default();
                of_edition.entry((edit.span, &edit.text)).or_insert_with(|| (edit, Vec::new())).1.push(index);
            }
        }
        let mut placed: Vec<(usize, WindowPlace, &Edit)> = Vec::new();
        let mut by_edition = BTreeMap::new();
        for (id, edits) in edits {
            let Some(edition) = list.edition(id) else { continue };
            let units = DocumentWindows::of(&edition.document);
            let in_order: Vec<&Edit> = edits.values().map(|(edit, _)| *edit).collect();
            let (windows, of_edits) = units.windows(&in_order);
            for ((edit, of_fixes), window) in edits.into_values().zip(of_edits) {
                let Some(window) = window else { continue };
                placed.extend(of_fixes.into_iter().map(|fix| (fix, (id, window), edit)));
            }
            let before = windows.iter().map(|_| OnceLock::new()).collect();
            by_edition.insert(id, EditedDocument { units, windows, before });
        }
        placed.sort_by_key(|(fix, place, _)| (*fix, *place));
        Self { fixes, least, by_edition, edits: placed }
    }

    /// The edits of a fix.
    fn edits_of(&self, fix: usize) -> &[(usize, WindowPlace, &'a Edit)] {
        let first = self.edits.partition_point(|(own, ..)| *own < fix);
        let rest = self.edits.get(first..).unwrap_or(&[]);
        rest.get(..rest.partition_point(|(own, ..)| *own == fix)).unwrap_or(&[])
    }

    /// The fixes that have to do with one another, because they edit a window in common, each group in order.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut group_of: Vec<usize> = (0..self.fixes.len()).collect();
        let mut first: BTreeMap<WindowPlace, usize> = BTreeMap::new();
        for (fix, place, _) in &self.edits {
            let other = *first.entry(*place).or_insert(*fix);
            join(&mut group_of, *fix, other);
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for fix in 0..group_of.len() {
            groups.entry(root(&mut group_of, fix)).or_default().push(fix);
        }
        groups.into_values().collect()
    }

    /// The fixes of `component` that are to blame, and why.
    fn settle(&self, component: &[usize]) -> Vec<(usize, Rejection)> {
        let Err(rejection) = self.review(component, &self.places_of(component)) else { return Vec::new() };
        if let [fix] = component {
            return vec![(*fix, rejection)];
        }
        let mut refused = Vec::new();
        let mut accepted: BTreeMap<WindowPlace, Vec<usize>> = BTreeMap::new();
        let mut read = 0;
        for fix in component {
            let (together, places) = self.with_entangled(*fix, &accepted);
            read += places.iter().map(|place| self.length(*place)).sum::<usize>();
            let result = if read > BUDGET { Err(Rejection::Untried) } else { self.review(&together, &places) };
            match result {
                Ok(()) => {
                    for place in self.places_of(&[*fix]) {
                        accepted.entry(place).or_default().push(*fix);
                    }
                }
                Err(rejection) => refused.push((*fix, rejection)),
            }
        }
        refused
    }

    /// `fix` and those of `accepted` that edit the same windows, and all windows to be looked at: where a fix moves entries,
    /// those that they come from and go to.
    fn with_entangled(
        &self,
        fix: usize,
        accepted: &BTreeMap<WindowPlace, Vec<usize>>,
    ) -> (Vec<usize>, BTreeSet<WindowPlace>) {
        let mut places = self.places_of(&[fix]);
        let mut together = BTreeSet::from([fix]);
        let mut waiting: Vec<WindowPlace> = places.iter().copied().collect();
        while let Some(place) = waiting.pop() {
            for other in accepted.get(&place).into_iter().flatten() {
                let moves_entries = self.fixes.get(*other).is_some_and(|fix| fix.effects.entries);
                if together.insert(*other) && moves_entries {
                    waiting.extend(self.places_of(&[*other]).into_iter().filter(|place| places.insert(*place)));
                }
            }
        }
        (together.into_iter().collect(), places)
    }

    fn places_of(&self, fixes: &[usize]) -> BTreeSet<WindowPlace> {
        fixes.iter().flat_map(|fix| self.edits_of(*fix)).map(|(_, place, _)| *place).collect()
    }

    fn length(&self, (edition, window): WindowPlace) -> usize {
        let window = self.by_edition.get(&edition).and_then(|edited_document| edited_document.windows.get(window));
        window.map_or(0, |window| window.span.len())
    }

    /// Whether `fixes` together change in `places` what they declare and nothing else.
    fn review(&self, fixes: &[usize], places: &BTreeSet<WindowPlace>) -> Result<(), Rejection> {
        let mut made: BTreeMap<WindowPlace, WindowEdits<'_>> = BTreeMap::new();
        let mut is_reordered = false;
        for (index, fix) in fixes.iter().filter_map(|index| Some((*index, self.fixes.get(*index)?))) {
            is_reordered |= fix.effects.entries;
            for (_, place, edit) in self.edits_of(index).iter().filter(|(_, place, _)| places.contains(place)) {
                let key = (edit.span, &*edit.text);
                let made = made.entry(*place).or_default();
                let (_, effects, is_safe) = made.entry(key).or_insert((edit, Effects::default(), true));
                *effects = effects.and(fix.effects);
                *is_safe &= fix.applicability == Applicability::Safe;
            }
        }
        let (mut all_before, mut all_after) = (Vec::new(), Vec::new());
        let mut letters = Letters::default();
        for (place, made) in made {
            let Some(edited_document) = self.by_edition.get(&place.0) else { continue };
            let Some((before, after)) = edited_document.read(place.1, &made, self.least, &mut letters)? else {
                continue;
            };
            all_before.push(before);
            all_after.push(after);
        }
        let letters = if letters.are_kept() { Ok(()) } else { Err(Rejection::Text) };
        if is_reordered {
            // Entries may have moved from one block to another.
            let sorted = |all: Vec<Vec<UnchangedPart>>| {
                let mut all: Vec<UnchangedPart> = all.into_iter().flatten().collect();
                all.sort_unstable();
                all
            };
            return compare(&sorted(all_before), &sorted(all_after)).and(letters);
        }
        all_before.iter().zip(&all_after).try_for_each(|(before, after)| compare(before, after)).and(letters)
    }
}

/// The group that `index` is in, by its first member.
fn root(groups: &mut [usize], index: usize) -> usize {
    let mut at = index;
    while let Some(next) = groups.get(at).copied().filter(|next| *next != at) {
        // Halves the way for those who come after.
        let further = groups.get(next).copied().unwrap_or(next);
        if let Some(group) = groups.get_mut(at) {
            *group = further;
        }
        at = further;
    }
    at
}

fn join(groups: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(groups, a), root(groups, b));
    if let Some(group) = groups.get_mut(a.max(b)) {
        *group = a.min(b);
    }
}
