//! The parts of a document whose bytes are not markdown.

use curate_document::{BlockKind, Document, Span};

/// Code blocks, raw HTML and front matter.
pub(crate) struct Verbatim {
    /// In document order; they do not overlap.
    spans: Vec<Span>,
}

impl Verbatim {
    /// Finds them in `document`.
    pub(crate) fn of(document: &Document) -> Self {
        let blocks = document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html));
        let mut spans: Vec<Span> = blocks.map(|block| block.span).collect();
        spans.extend(document.front_matter());
        spans.sort_unstable();
        Self { spans }
    }

    /// Whether `offset` is in one of them, or right behind it.
    pub(crate) fn touches(&self, offset: usize) -> bool {
        let after = self.spans.partition_point(|span| span.start <= offset);
        self.spans.get(..after).and_then(<[Span]>::last).is_some_and(|span| offset <= span.end)
    }

    /// Whether `offset` is in one of them.
    pub(crate) fn covers(&self, offset: usize) -> bool {
        let after = self.spans.partition_point(|span| span.start <= offset);
        self.spans.get(..after).and_then(<[Span]>::last).is_some_and(|span| offset < span.end)
    }
}
