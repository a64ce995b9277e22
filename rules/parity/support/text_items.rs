//! Items without a link that are not entries of their own across: only their place shows what they are.

use crate::parity::support::comparison::Comparison;
use curate_document::alignment::fallback_link;
use curate_document::{BlockKind, Document, Entry, EntryId, SectionId, Side};
use std::collections::{BTreeMap, BTreeSet};

/// The text items there that have no partner here and are not missing for all that is known.
pub(crate) fn uncertain_text_items(comparison: &Comparison<'_>) -> BTreeSet<EntryId> {
    let (mut uncertain, mut by_section) = (BTreeSet::new(), BTreeMap::<Option<SectionId>, Vec<EntryId>>::new());
    for (id, entry) in lone(comparison.other, comparison, comparison.side) {
        if is_mangled(comparison.other, entry) {
            uncertain.insert(id);
        } else {
            by_section.entry(entry.section).or_default().push(id);
        }
    }
    let (at_home, elsewhere): (Vec<_>, Vec<_>) =
        by_section.into_iter().partition(|(section, _)| section.is_some_and(|id| has_own_heading(comparison, id)));
    for (section, items) in at_home {
        let home = section.and_then(|id| partner(comparison, id));
        let lines = plain_lines(comparison.document, home);
        if lines >= plain_lines(comparison.other, section) + items.len() {
            uncertain.extend(items);
        }
    }
    // Where their heading is lost on either side, the ones may be the others.
    let across = lone(comparison.document, comparison, comparison.side.other());
    let across = across.filter(|(_, entry)| !is_mangled(comparison.document, entry)).count();
    let elsewhere: Vec<EntryId> = elsewhere.into_iter().flat_map(|(_, items)| items).collect();
    if elsewhere.len() <= 2 * across {
        uncertain.extend(elsewhere);
    }
    uncertain
}

/// Whether the section here is all there is in `section` there: none that follows it here is lost there.
fn has_own_heading(comparison: &Comparison<'_>, section: SectionId) -> bool {
    let Some(home) = partner(comparison, section) else { return false };
    let next = SectionId(home.0 + 1);
    comparison.document.section(next).is_none() || !comparison.reversed().is_alone(next)
}

fn partner(comparison: &Comparison<'_>, section: SectionId) -> Option<SectionId> {
    comparison.alignment.section(comparison.side, section)
}

/// The text items of `document`, which is on `side`, that the other lacks.
fn lone<'a>(
    document: &'a Document,
    comparison: &'a Comparison<'_>,
    side: Side,
) -> impl Iterator<Item = (EntryId, &'a Entry)> {
    let lone = comparison.alignment.lone_entries(side).filter_map(|id| Some((id, document.entry(id)?)));
    lone.filter(|(_, entry)| entry.links.0 == entry.links.1 && fallback_link(document, entry).is_none())
}

/// Whether an item begins with several markers, as a line `- - -` that a translation has put a word into.
fn is_mangled(document: &Document, entry: &Entry) -> bool {
    let marker = document.block(entry.block).and_then(|block| document.marker(block.span));
    marker.is_some_and(|marker| document.text(marker.before).contains(['-', '*', '+']))
}

/// How many lines of text stand directly in a section, outside lists.
fn plain_lines(document: &Document, section: Option<SectionId>) -> usize {
    let blocks = document.blocks().iter().filter(|block| block.section == section && block.parent.is_none());
    let paragraphs = blocks.filter(|block| block.kind == BlockKind::Paragraph);
    paragraphs.map(|block| document.text(block.span).trim_end().lines().count()).sum()
}
