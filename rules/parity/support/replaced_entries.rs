//! Entries that stand at one place of two editions and share neither title nor URL.

use crate::api::diagnostic::Finding;
use crate::api::rule::Sink;
use crate::parity::support::comparison::Comparison;
use crate::parity::support::urls::{Difference, are_neighbours, difference};
use crate::text::entry_name::{entry_name, entry_span};
use curate_document::{Document, Entry, EntryId, MatchKind};

/// More of them than this are one finding.
const SINGLE: usize = 3;

/// Reports them: each pair is one finding, since one may well be meant to stand for the other.
pub(crate) fn report_replaced(comparison: &Comparison<'_>, sink: &mut Sink<'_>) {
    let Some(reported_in) = comparison.reported_in() else { return };
    let by_place = comparison.alignment.pairs().filter(|(_, _, how)| *how == MatchKind::Position);
    let different = by_place.filter(|(there, here, _)| are_different(comparison, *there, *here));
    let pairs: Vec<(&Entry, &Entry)> = different
        .filter_map(|(there, here, _)| Some((comparison.other.entry(there)?, comparison.document.entry(here)?)))
        .filter(|(theirs, mine)| {
            !share_a_name(&entry_name(comparison.other, theirs), &entry_name(comparison.document, mine))
        })
        .collect();
    let is_many = pairs.len() > SINGLE && !comparison.expands();
    for (theirs, mine) in pairs.iter().take(if is_many { 1 } else { pairs.len() }) {
        let (name, other_name) = (entry_name(comparison.document, mine), entry_name(comparison.other, theirs));
        let (span, other_span) = (entry_span(comparison.document, mine), entry_span(comparison.other, theirs));
        let is_here = reported_in == comparison.here;
        let path = if is_here { &comparison.other_edition.path } else { &comparison.edition.path };
        let (own, across) = if is_here { (name, other_name) } else { (other_name, name) };
        let message = if is_many {
            let count = pairs.len();
            text!(
                "{count} entries stand where {path} has others, with other URLs; the first is \"{own}\" for \"{across}\"",
                count,
                path,
                own,
                across
            )
        } else {
            text!("\"{own}\" stands where {path} has \"{across}\", with another URL", own, path, across)
        };
        let finding = if is_here {
            Finding::at(span, message).label(comparison.there, other_span, text!("the other entry"))
        } else {
            Finding::at(other_span, message).label(comparison.here, span, text!("the other entry"))
        };
        sink.report(finding.in_edition(reported_in).help(text!("each edition may lack the entry of the other")));
    }
}

/// A shared part of a name with this many Latin letters is no accident.
const TELLING_PART: usize = 4;

/// Whether one name is the other, translated in part: `日本語LayoutLM` and `JapaneseLayoutLM`.
fn share_a_name(first: &str, second: &str) -> bool {
    let parts = |name: &str| -> Vec<String> {
        let words = name.split(|character: char| !character.is_ascii_alphanumeric());
        words.filter(|word| word.len() >= TELLING_PART).map(str::to_ascii_lowercase).collect()
    };
    let (first, second) = (parts(first), parts(second));
    first.iter().any(|own| second.iter().any(|other| own.contains(other) || other.contains(own)))
}

/// Whether the URLs of two entries have nothing in common.
fn are_different(comparison: &Comparison<'_>, there: EntryId, here: EntryId) -> bool {
    let key = |document: &'_ Document, id| document.link_of(document.entry(id)?)?.key().cloned();
    let Some((first, second)) = key(comparison.other, there).zip(key(comparison.document, here)) else { return false };
    first != second && difference(&first, &second) == Difference::Site && !are_neighbours(&first, &second)
}
