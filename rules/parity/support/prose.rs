//! The text of a page outside of entries that present something: paragraphs, cells and code.

use curate_document::{Block, BlockId, BlockKind, Document, Entry, EntryId, Inline, InlineKind, Span};

/// The paragraphs, cells and code blocks of `document` that say something, outside of the entries for which `is_entry`: a row
/// of badges, a language menu and what a tool writes are none.
pub(crate) fn prose_blocks(document: &Document, is_entry: impl Fn(EntryId, &Entry) -> bool) -> Vec<(BlockId, &Block)> {
    // In the order of the document, and apart from one another: an entry's own bytes are without those nested in it.
    let entries = document.entries().iter().zip(0..).filter(|(entry, id)| is_entry(EntryId(*id), entry));
    let taken: Vec<Span> = entries.map(|(entry, _)| entry.own).collect();
    let is_taken = |span: Span| {
        let next = taken.partition_point(|own| own.start < span.end);
        next.checked_sub(1).and_then(|last| taken.get(last)).is_some_and(|own| own.end > span.start)
    };
    let blocks = document.blocks().iter().zip(0..).map(|(block, id)| (BlockId(id), block));
    blocks.filter(|(id, block)| says_something(document, *id, block) && !is_taken(block.span)).collect()
}

fn says_something(document: &Document, id: BlockId, block: &Block) -> bool {
    match block.kind {
        _ if document.is_generated(block.span) => false,
        BlockKind::Code => document.text(block.span).contains(char::is_alphanumeric),
        BlockKind::Paragraph | BlockKind::Cell => outside_links(document, document.inlines_of(id))
            .any(|inline| document.text(inline.span).contains(char::is_alphanumeric)),
        _ => false,
    }
}

/// The text and code among `inlines` that is in no link, be it of markdown or of raw HTML.
fn outside_links<'a>(document: &'a Document, inlines: &'a [Inline]) -> impl Iterator<Item = &'a Inline> {
    let mut in_anchor = false;
    inlines.iter().filter(move |inline| {
        if inline.kind == InlineKind::Html {
            let tag = document.text(inline.span).to_ascii_lowercase();
            in_anchor = (in_anchor || tag.starts_with("<a ")) && !tag.starts_with("</a");
        }
        let is_text = matches!(inline.kind, InlineKind::Text | InlineKind::Code);
        is_text && inline.link.is_none() && !in_anchor
    })
}
