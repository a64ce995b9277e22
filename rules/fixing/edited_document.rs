//! One document that is edited: what two parsers see in a window of it, before the edits that are made there and after.

use crate::api::diagnostic::{Applicability, Edit, Effects};
use crate::fixing::document_summary::{nesting, rendered, summary};
use crate::fixing::summary::{BlockSummary, SummaryPart};
use crate::fixing::validate::Rejection;
use crate::fixing::validate::blocks::{
    BlockChange, EditSide, Letters, UnchangedPart, definitions, fixed, hidden, keeps_kinds,
};
use crate::fixing::windows::{DocumentWindows, StandaloneText, Window};
use crate::fixing::witness;
use curate_document::{Document, Link, Span};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The deepest nesting of blocks that the witness is given.
const NESTING: usize = 64;
/// The edits that are made in a window, in order, with what their fixes declare and whether all of those are safe.
pub(super) type WindowEdits<'a> = BTreeMap<(Span, &'a str), (&'a Edit, Effects, bool)>;

/// One document that is edited.
pub(super) struct EditedDocument<'a> {
    pub units: DocumentWindows<'a>,
    pub windows: Vec<Window>,
    /// By window, what is seen there before.
    pub before: Vec<OnceLock<Option<WindowViews>>>,
}

/// What two parsers see in the same bytes.
pub(super) struct WindowViews {
    witness: BlockSummary,
    document: BlockSummary,
}

impl EditedDocument<'_> {
    /// What must not change in the window called `index` when the edits `made` are, before and after them; `None` where that is
    /// left to the proof of the whole document.
    pub(super) fn read(
        &self,
        index: usize,
        made: &WindowEdits<'_>,
        least: Applicability,
        letters: &mut Letters,
    ) -> Result<Option<(Vec<UnchangedPart>, Vec<UnchangedPart>)>, Rejection> {
        let (Some(window), Some(before)) = (self.windows.get(index).copied(), self.before.get(index)) else {
            return Ok(None);
        };
        let doubtful = |rejection| if least == Applicability::Unsafe { Ok(None) } else { Err(rejection) };
        let Some(before) = before.get_or_init(|| self.views(window)) else { return doubtful(Rejection::Unwitnessed) };
        let edits: Vec<&Edit> = made.values().map(|(edit, ..)| *edit).collect();
        let standalone = self.units.standalone(window, &edits);
        let changes = self.changes(window, made, &standalone);
        // Where a bare URL is made a link, it does not matter how far it goes as long as it is none.
        let touched_before = |part: &SummaryPart| {
            let mut touching = changes.iter().filter(|change| change.touches(part, EditSide::Before));
            touching.any(|change| !change.effects.links)
        };
        // What it has run over may be emphasis to one of the parsers.
        let has_bare = |part: &SummaryPart| {
            let mut touching = changes.iter().filter(|change| change.touches(part, EditSide::Before));
            touching.any(|change| change.effects.links)
        };
        if !before.witness.agrees_with(&before.document, touched_before, has_bare) {
            return doubtful(Rejection::Disagreement);
        }
        let document = self.units.document().parse_alike(&*standalone.text);
        let stretch = Span::new(standalone.start, standalone.text.len());
        let Some(after) = views(&document, stretch, &standalone) else { return doubtful(Rejection::Unwitnessed) };
        let touched_after = |part: &SummaryPart| changes.iter().any(|change| change.touches(part, EditSide::After));
        if !after.witness.agrees_with(&after.document, touched_after, |_| false) {
            return Err(Rejection::ReadDifferently);
        }
        self.keeps_definitions(&before.witness, &after.witness, &changes, window)?;
        keeps_kinds(&before.witness, &after.witness, &changes)?;
        let shown = |side: fn(&BlockChange) -> Span, document: &Document, stretch: Span| {
            let edits: Vec<Span> = changes.iter().map(|change| shifted(side(change), stretch.start)).collect();
            rendered(document, stretch, &edits)
        };
        let shown_before = shown(|change| change.old, self.units.document(), window.span);
        let shown_after = shown(|change| change.new, &document, stretch);
        let led = [(&before.witness, EditSide::Before), (&after.witness, EditSide::After)];
        let mut hidden = led.map(|(seen, side)| hidden(seen, &changes, side));
        if let [not_shown, _] = &mut hidden
            && edits.iter().any(|edit| edit.text.contains("\\|"))
        {
            // A bar in a cell had cut off the cells behind it.
            not_shown.push_str(self.units.document().text(window.span));
        }
        letters.add(&shown_before, &shown_after, &hidden, &changes);
        let fixed_before = fixed(&before.witness, &changes, EditSide::Before);
        Ok(Some((fixed_before, fixed(&after.witness, &changes, EditSide::After))))
    }

    /// What is seen in `window` as it stands: by the witness in the window alone, by the main parser in the whole document.
    fn views(&self, window: Window) -> Option<WindowViews> {
        views(self.units.document(), window.span, &self.units.standalone(window, &[]))
    }

    fn changes(&self, window: Window, made: &WindowEdits<'_>, standalone: &StandaloneText) -> Vec<BlockChange> {
        let document = self.units.document();
        made.values()
            .map(|(edit, effects, is_safe)| {
                let [start, end] = [edit.span.start, edit.span.end].map(|at| at.saturating_sub(window.span.start));
                let old = Span::new(start, end);
                BlockChange {
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
        changes: &[BlockChange],
        window: Window,
    ) -> Result<(), Rejection> {
        let left = definitions(after, changes, EditSide::After);
        for gone in definitions(before, changes, EditSide::Before) {
            let span = shifted(gone.span, window.span.start);
            if self.units.is_repeated(&gone.detail, span) {
                continue;
            }
            let stays = left.iter().find(|part| part.detail == gone.detail);
            let touching = || changes.iter().filter(|change| change.touches(gone, EditSide::Before));
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
fn views(document: &Document, stretch: Span, standalone: &StandaloneText) -> Option<WindowViews> {
    if !witness::is_fit(&standalone.text) || nesting(document, stretch) > NESTING {
        return None;
    }
    let witness = witness::summary(&standalone.text, standalone.start)?;
    Some(WindowViews { witness, document: summary(document, stretch) })
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
