//! Entries that stand at one place of two editions and share neither title nor URL.

use super::comparison::{Comparison, entry_span, name_of};
use super::urls::{Difference, are_neighbours, difference};
use crate::engine::diagnostic::Finding;
use crate::engine::rule::Sink;
use curate_document::{Document, EntryId, How};

/// Reports them: each pair is one finding, since one may well be meant to stand for the other.
pub fn tell(comparison: &Comparison<'_>, sink: &mut Sink<'_>) {
    let Some(speaker) = comparison.speaker() else { return };
    for (there, here, _) in comparison.alignment.pairs().filter(|(_, _, how)| *how == How::Place) {
        if !are_different(comparison, there, here) {
            continue;
        }
        let (Some(theirs), Some(mine)) = (comparison.other.entry(there), comparison.document.entry(here)) else {
            continue;
        };
        let (name, other_name) = (name_of(comparison.document, mine), name_of(comparison.other, theirs));
        let (span, other_span) = (entry_span(comparison.document, mine), entry_span(comparison.other, theirs));
        let (path, other_path) = (&comparison.edition.path, &comparison.other_edition.path);
        let finding = if speaker == comparison.here {
            let message = format!("\"{name}\" stands where {other_path} has \"{other_name}\", with another URL");
            Finding::at(span, message).label(comparison.there, other_span, "the other entry")
        } else {
            let message = format!("\"{other_name}\" stands where {path} has \"{name}\", with another URL");
            Finding::at(other_span, message).label(comparison.here, span, "the other entry")
        };
        sink.report(finding.in_edition(speaker).help("each edition may lack the entry of the other"));
    }
}

/// Whether the URLs of two entries have nothing in common.
fn are_different(comparison: &Comparison<'_>, there: EntryId, here: EntryId) -> bool {
    let key = |document: &'_ Document, id| document.link_of(document.entry(id)?)?.key().cloned();
    let Some((first, second)) = key(comparison.other, there).zip(key(comparison.document, here)) else { return false };
    first != second && difference(&first, &second) == Difference::Site && !are_neighbours(&first, &second)
}
