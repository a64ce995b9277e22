//! The inlines of a part of a paragraph.

use curate_document::{Document, Inline, Span};

/// The inlines that lie in `span`, or begin before it and run into it.
pub(crate) fn inlines_in(document: &Document, span: Span) -> &[Inline] {
    let inlines = document.inlines();
    let first = inlines.partition_point(|inline| inline.span.end <= span.start);
    let last = inlines.partition_point(|inline| inline.span.start < span.end);
    inlines.get(first..last).unwrap_or(&[])
}
