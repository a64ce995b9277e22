//! Moves an item of a list, with all that is nested in it.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::parity::support::comparison::Comparison;
use crate::parity::support::moved_blocks::{MoveAnchor, MovedBlock};
use crate::parity::support::stub::{insertion_after, line_ending};
use curate_document::{Document, Entry, Marker, Span};

/// The fix that moves a block of entries here to its anchor; `None` for rows, numbered items, items in quotes and items with
/// blank lines on both sides.
pub(crate) fn move_block(comparison: &Comparison<'_>, block: &MovedBlock) -> Option<Fix> {
    let document = comparison.document;
    let lines: Option<Vec<Span>> =
        block.pairs.iter().map(|(_, here)| whole_lines(document, document.entry(*here)?)).collect();
    let lines = lines?.into_iter().reduce(|all, lines| Span::new(all.start, lines.end))?;
    let text = document.text(lines).trim_end_matches(['\n', '\r']);
    let eol = line_ending(document);
    let (at, text) = match block.anchor {
        MoveAnchor::After(target) => {
            let target = document.entry(target)?;
            whole_lines(document, target)?;
            (insertion_after(document, target.span, "").at, format!("{eol}{text}"))
        }
        MoveAnchor::Before(target) => {
            (Span::at(whole_lines(document, document.entry(target)?)?.start), format!("{text}{eol}"))
        }
    };
    if lines.contains(at) {
        return None;
    }
    let count = block.pairs.len();
    let title = plural!(
        count,
        "Move the entry to where it is in the source edition",
        "Move the entries to where they are in the source edition"
    );
    let fix = Fix::of(title, Applicability::Unsafe);
    let effects = Effects { entries: true, ..Effects::default() };
    Some(fix.edit(comparison.here, at, text).edit(comparison.here, lines, "").with_effects(effects))
}

/// The whole lines of an item, the last line ending included.
fn whole_lines(document: &Document, entry: &Entry) -> Option<Span> {
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
