//! Looks at every fix where it edits, before anything is made of the whole document: two parsers read each touched block before
//! and after, by itself. What this costs hangs on what is edited alone, so that a fix that is refused costs little.

use crate::engine::diagnostic::{Applicability, Edit, Effects};
use crate::fixing::document_summary::{nesting, rendered, summary};
use crate::fixing::edits::Candidate;
use crate::fixing::summary::{BlockSummary, Part};
use crate::fixing::validate::Rejection;
use crate::fixing::validate::blocks::{Change, Fixed, Letters, Side, compare, definitions, fixed, hidden, keeps_kinds};
use crate::fixing::windows::{Standalone, Units, Window};
use crate::fixing::witness;
use curate_document::{Document, EditionId, Link, List, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The deepest nesting of blocks that the witness is given.
const NESTING: usize = 64;
/// The most bytes that are read again and again to find out which of several fixes of one block are to blame.
const BUDGET: usize = 1024 * 1024;

/// The fixes among `fixes`, which do not touch one another, that change in the blocks they touch what they declare and nothing
/// else; and the others. With `least` unsafe, blocks that the parsers read differently as they stand, or that cannot be shown
/// to the witness, are left to the proof of the whole document.
pub fn screen(
    list: &List,
    fixes: Vec<Candidate>,
    least: Applicability,
) -> (Vec<Candidate>, Vec<(Candidate, Rejection)>) {
    let rejections: BTreeMap<usize, Rejection> = {
        let grounds = Grounds::of(list, &fixes, least);
        grounds.components().par_iter().flat_map_iter(|component| grounds.settle(component)).collect()
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
type Place = (EditionId, usize);
/// The edits that are made in a window, in order, with what their fixes declare and whether all of those are safe.
type Made<'a> = BTreeMap<(Span, &'a str), (&'a Edit, Effects, bool)>;

/// The documents that are edited, and where each fix edits them.
struct Grounds<'a> {
    fixes: &'a [Candidate],
    least: Applicability,
    by_edition: BTreeMap<EditionId, Ground<'a>>,
    /// By fix.
    places: Vec<BTreeMap<Place, Vec<&'a Edit>>>,
}

/// One document that is edited.
struct Ground<'a> {
    units: Units<'a>,
    windows: Vec<Window>,
    /// By window, what is seen there before.
    before: Vec<OnceLock<Option<Views>>>,
}

/// What two parsers see in the same bytes.
struct Views {
    witness: BlockSummary,
    document: BlockSummary,
}

impl<'a> Grounds<'a> {
    fn of(list: &'a List, fixes: &'a [Candidate], least: Applicability) -> Self {
        let mut edits: BTreeMap<EditionId, BTreeMap<(Span, &str), (&Edit, Vec<usize>)>> = BTreeMap::new();
        for (index, fix) in fixes.iter().enumerate() {
            for edit in &fix.edits {
                let of_edition = edits.entry(edit.edition).or_default();
                of_edition.entry((edit.span, &edit.text)).or_insert_with(|| (edit, Vec::new())).1.push(index);
            }
        }
        let mut places: Vec<BTreeMap<Place, Vec<&Edit>>> = vec![BTreeMap::new(); fixes.len()];
        let mut by_edition = BTreeMap::new();
        for (id, edits) in edits {
            let Some(edition) = list.edition(id) else { continue };
            let units = Units::of(&edition.document);
            let in_order: Vec<&Edit> = edits.values().map(|(edit, _)| *edit).collect();
            let (windows, of_edits) = units.windows(&in_order);
            for ((edit, of_fixes), window) in edits.into_values().zip(of_edits) {
                let Some(window) = window else { continue };
                for fix in of_fixes {
                    if let Some(places) = places.get_mut(fix) {
                        places.entry((id, window)).or_default().push(edit);
                    }
                }
            }
            let before = windows.iter().map(|_| OnceLock::new()).collect();
            by_edition.insert(id, Ground { units, windows, before });
        }
        Self { fixes, least, by_edition, places }
    }

    /// The fixes that have to do with one another, because they edit a window in common, each group in order.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut group_of: Vec<usize> = (0..self.places.len()).collect();
        let mut first: BTreeMap<Place, usize> = BTreeMap::new();
        for (fix, places) in self.places.iter().enumerate() {
            for place in places.keys() {
                let other = *first.entry(*place).or_insert(fix);
                join(&mut group_of, fix, other);
            }
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
        let mut accepted: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
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
    fn with_entangled(&self, fix: usize, accepted: &BTreeMap<Place, Vec<usize>>) -> (Vec<usize>, BTreeSet<Place>) {
        let mut places = self.places_of(&[fix]);
        let mut together = BTreeSet::from([fix]);
        let mut waiting: Vec<Place> = places.iter().copied().collect();
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

    fn places_of(&self, fixes: &[usize]) -> BTreeSet<Place> {
        fixes.iter().filter_map(|fix| self.places.get(*fix)).flat_map(|places| places.keys().copied()).collect()
    }

    fn length(&self, (edition, window): Place) -> usize {
        let window = self.by_edition.get(&edition).and_then(|ground| ground.windows.get(window));
        window.map_or(0, |window| window.span.len())
    }

    /// Whether `fixes` together change in `places` what they declare and nothing else.
    fn review(&self, fixes: &[usize], places: &BTreeSet<Place>) -> Result<(), Rejection> {
        let mut made: BTreeMap<Place, Made<'_>> = BTreeMap::new();
        let mut is_reordered = false;
        for (fix, of_fix) in fixes.iter().filter_map(|index| self.fixes.get(*index).zip(self.places.get(*index))) {
            is_reordered |= fix.effects.entries;
            for (place, edits) in of_fix.iter().filter(|(place, _)| places.contains(place)) {
                let made = made.entry(*place).or_default();
                for edit in edits {
                    let key = (edit.span, &*edit.text);
                    let (_, effects, is_safe) = made.entry(key).or_insert((edit, Effects::default(), true));
                    *effects = effects.and(fix.effects);
                    *is_safe &= fix.applicability == Applicability::Safe;
                }
            }
        }
        let (mut all_before, mut all_after) = (Vec::new(), Vec::new());
        let mut letters = Letters::default();
        for (place, made) in made {
            let Some(ground) = self.by_edition.get(&place.0) else { continue };
            let Some((before, after)) = ground.read(place.1, &made, self.least, &mut letters)? else { continue };
            all_before.push(before);
            all_after.push(after);
        }
        let letters = if letters.are_kept() { Ok(()) } else { Err(Rejection::Text) };
        if is_reordered {
            // Entries may have moved from one block to another.
            let sorted = |all: Vec<Vec<Fixed>>| {
                let mut all: Vec<Fixed> = all.into_iter().flatten().collect();
                all.sort_unstable();
                all
            };
            return compare(&sorted(all_before), &sorted(all_after)).and(letters);
        }
        all_before.iter().zip(&all_after).try_for_each(|(before, after)| compare(before, after)).and(letters)
    }
}

impl Ground<'_> {
    /// What must not change in the window called `index` when the edits `made` are, before and after them; `None` where that is
    /// left to the proof of the whole document.
    fn read(
        &self,
        index: usize,
        made: &Made<'_>,
        least: Applicability,
        letters: &mut Letters,
    ) -> Result<Option<(Vec<Fixed>, Vec<Fixed>)>, Rejection> {
        let (Some(window), Some(before)) = (self.windows.get(index).copied(), self.before.get(index)) else {
            return Ok(None);
        };
        let doubtful = |rejection| if least == Applicability::Unsafe { Ok(None) } else { Err(rejection) };
        let Some(before) = before.get_or_init(|| self.views(window)) else { return doubtful(Rejection::Unwitnessed) };
        let edits: Vec<&Edit> = made.values().map(|(edit, ..)| *edit).collect();
        let standalone = self.units.standalone(window, &edits);
        let changes = self.changes(window, made, &standalone);
        // Where a bare URL is made a link, it does not matter how far it goes as long as it is none.
        let touched_before = |part: &Part| {
            let mut touching = changes.iter().filter(|change| change.touches(part, Side::Before));
            touching.any(|change| !change.effects.links)
        };
        // What it has run over may be emphasis to one of the parsers.
        let has_bare = |part: &Part| {
            let mut touching = changes.iter().filter(|change| change.touches(part, Side::Before));
            touching.any(|change| change.effects.links)
        };
        if !before.witness.agrees_with(&before.document, touched_before, has_bare) {
            return doubtful(Rejection::Disagreement);
        }
        let document = Document::parse(&*standalone.text);
        let stretch = Span::new(standalone.start, standalone.text.len());
        let Some(after) = views(&document, stretch, &standalone) else { return doubtful(Rejection::Unwitnessed) };
        let touched_after = |part: &Part| changes.iter().any(|change| change.touches(part, Side::After));
        if !after.witness.agrees_with(&after.document, touched_after, |_| false) {
            return Err(Rejection::ReadDifferently);
        }
        self.keeps_definitions(&before.witness, &after.witness, &changes, window)?;
        keeps_kinds(&before.witness, &after.witness, &changes)?;
        let shown = |side: fn(&Change) -> Span, document: &Document, stretch: Span| {
            let edits: Vec<Span> = changes.iter().map(|change| shifted(side(change), stretch.start)).collect();
            rendered(document, stretch, &edits)
        };
        let shown_before = shown(|change| change.old, self.units.document(), window.span);
        let shown_after = shown(|change| change.new, &document, stretch);
        let led = [(&before.witness, Side::Before), (&after.witness, Side::After)];
        let mut hidden = led.map(|(seen, side)| hidden(seen, &changes, side));
        if let [not_shown, _] = &mut hidden
            && edits.iter().any(|edit| edit.text.contains("\\|"))
        {
            // A bar in a cell had cut off the cells behind it.
            not_shown.push_str(self.units.document().text(window.span));
        }
        letters.add(&shown_before, &shown_after, &hidden, &changes);
        let fixed_before = fixed(&before.witness, &changes, Side::Before);
        Ok(Some((fixed_before, fixed(&after.witness, &changes, Side::After))))
    }

    /// What is seen in `window` as it stands: by the witness in the window alone, by the main parser in the whole document.
    fn views(&self, window: Window) -> Option<Views> {
        views(self.units.document(), window.span, &self.units.standalone(window, &[]))
    }

    fn changes(&self, window: Window, made: &Made<'_>, standalone: &Standalone) -> Vec<Change> {
        let document = self.units.document();
        made.values()
            .map(|(edit, effects, is_safe)| {
                let [start, end] = [edit.span.start, edit.span.end].map(|at| at.saturating_sub(window.span.start));
                let old = Span::new(start, end);
                Change {
                    old,
                    new: standalone.moves.replacement(old),
                    effects: *effects,
                    is_safe: *is_safe,
                    in_destination: is_in_destination(document, edit.span),
                }
            })
            .collect()
    }

    /// Whether every definition that went, or has another label, can go.
    fn keeps_definitions(
        &self,
        before: &BlockSummary,
        after: &BlockSummary,
        changes: &[Change],
        window: Window,
    ) -> Result<(), Rejection> {
        let left = definitions(after, changes, Side::After);
        for gone in definitions(before, changes, Side::Before) {
            let span = shifted(gone.span, window.span.start);
            if self.units.is_repeated(&gone.detail, span) {
                continue;
            }
            let stays = left.iter().find(|part| part.detail == gone.detail);
            let touching = || changes.iter().filter(|change| change.touches(gone, Side::Before));
            let may_lead_elsewhere = touching().any(|change| change.effects.keys || change.in_destination);
            let is_kept = match stays {
                Some(part) => part.text == gone.text || may_lead_elsewhere,
                None => self.units.is_unused(&gone.detail),
            };
            if !is_kept {
                return Err(Rejection::Urls);
            }
        }
        Ok(())
    }
}

/// What both parsers see in `stretch` of `document`, which is the text of `standalone` from its start on; `None` where the
/// witness cannot tell.
fn views(document: &Document, stretch: Span, standalone: &Standalone) -> Option<Views> {
    if !witness::is_fit(&standalone.text) || nesting(document, stretch) > NESTING {
        return None;
    }
    let witness = witness::summary(&standalone.text, standalone.start)?;
    Some(Views { witness, document: summary(document, stretch) })
}

fn shifted(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// Whether `span` is within the destination of a link or a definition.
fn is_in_destination(document: &Document, span: Span) -> bool {
    let definitions = document.definitions();
    let next = definitions.partition_point(|definition| definition.span.start <= span.start);
    let definition = next.checked_sub(1).and_then(|index| definitions.get(index));
    let links = document.links();
    let next = links.partition_point(|link| link.span.start <= span.start);
    // The images of a badge begin after the link whose destination follows them.
    let before = links.get(next.saturating_sub(IMAGES)..next).unwrap_or(&[]);
    let is_within = |link: &Link| link.definition.is_none() && link.destination.contains(span);
    definition.is_some_and(|definition| definition.destination.contains(span)) || before.iter().any(is_within)
}

/// How many images are looked for within a link.
const IMAGES: usize = 16;

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
