//! Moves an item of a list, with all that is nested in it.

use super::comparison::Comparison;
use super::stub::{after, line_ending};
use crate::engine::diagnostic::{Applicability, Effects, Fix};
use curate_document::{Document, Entry, EntryId, Marker, Span};

/// The fix that moves `entry` here behind `target`, or before the first of its siblings; `None` for rows, numbered items,
/// items in quotes and items with blank lines on both sides.
pub fn move_after(comparison: &Comparison<'_>, entry: EntryId, target: Option<EntryId>) -> Option<Fix> {
    let document = comparison.document;
    let item = document.entry(entry)?;
    let lines = lines_of(document, item)?;
    let text = document.text(lines).trim_end_matches(['\n', '\r']);
    let eol = line_ending(document);
    let (at, text) = match target {
        Some(target) => {
            let target = document.entry(target)?;
            lines_of(document, target)?;
            (after(document, target.span, "").at, format!("{eol}{text}"))
        }
        None => (
            Span::at(lines_of(document, document.entry(first_sibling(document, entry)?)?)?.start),
            format!("{text}{eol}"),
        ),
    };
    if lines.contains(at) {
        return None;
    }
    let effects = Effects { entries: true, ..Effects::default() };
    let fix = Fix::of("Move the entry to where it is in the source edition", Applicability::Unsafe).edit(
        comparison.here,
        at,
        text,
    );
    Some(fix.edit(comparison.here, lines, "").with_effects(effects))
}

fn first_sibling(document: &Document, entry: EntryId) -> Option<EntryId> {
    let item = document.entry(entry)?;
    let first = item.section.and_then(|id| document.section(id)).map_or(0, |section| section.entries.0);
    (first..=entry.0).map(EntryId).find(|id| {
        document.entry(*id).is_some_and(|other| other.parent == item.parent && other.section == item.section)
    })
}

/// The whole lines of an item, the last line ending included.
fn lines_of(document: &Document, entry: &Entry) -> Option<Span> {
    let marker = document.marker(entry.span).filter(Marker::is_bullet)?;
    let end = entry.span.start + document.text(entry.span).trim_end().len();
    let last = document.lines().span(document.line_of(end.saturating_sub(1)));
    let is_plain = document.text(marker.before).trim().is_empty();
    let is_blank = |line: usize| document.text(document.lines().span(line)).trim().is_empty();
    let number = document.line_of(marker.span.start);
    let alone = number > 1 && is_blank(number - 1) && is_blank(document.line_of(last.start) + 1);
    let ends_line = document.text(last).ends_with(['\n', '\r']);
    (is_plain && !alone && ends_line).then(|| Span::new(marker.before.start, last.end))
}
