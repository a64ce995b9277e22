//! What is at a place of a document, as an editor's cursor points at it: a place touches what begins or ends there.

use curate_document::{Definition, Document, Entry, EntryId, Link, Section, SectionId, Span};

/// The innermost link, image or file shown by raw HTML at `offset`; of two that touch there the one that begins.
pub(super) fn link_at(document: &Document, offset: usize) -> Option<&Link> {
    let touching = document.links_and_embeds().filter(|link| touches(link.span, offset));
    touching.min_by_key(|link| (!link.span.covers(offset), link.span.len()))
}

/// The link reference definition at `offset`.
pub(super) fn definition_at(document: &Document, offset: usize) -> Option<&Definition> {
    document.definitions().iter().find(|definition| touches(definition.span, offset))
}

/// The section whose heading is at `offset`, its markers included.
pub(super) fn heading_at(document: &Document, offset: usize) -> Option<(SectionId, &Section)> {
    let next = document.sections().partition_point(|section| section.span.start <= offset);
    let index = next.checked_sub(1)?;
    let section = document.sections().get(index)?;
    let heading = document.block(section.heading)?.span;
    let line = Span::new(heading.start, heading.start + document.text(heading).trim_end().len());
    touches(line, offset).then_some((SectionId(index as u32), section))
}

/// The innermost entry at `offset`, its marker included.
pub(super) fn entry_at(document: &Document, offset: usize) -> Option<(EntryId, &Entry)> {
    let touching = document.entries().iter().enumerate().filter(|(_, entry)| touches(entry.span, offset));
    let (index, entry) = touching.min_by_key(|(_, entry)| (!entry.span.covers(offset), entry.span.len()))?;
    Some((EntryId(index as u32), entry))
}

/// Whether a cursor at `offset` is in `span` or at one of its ends.
pub(super) fn touches(span: Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}
