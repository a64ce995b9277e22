//! Tables that are shown as text, because the row of dashes has another number of cells than the head (GFM 4.10).

use crate::formatting::support::table_cells::WrittenRow;
use curate_document::{BlockId, BlockKind, Characters, Document, Span};

/// The first lines of a table that is none.
pub(crate) struct UnreadTable {
    /// The paragraph that they are in.
    pub block: BlockId,
    /// The line that was meant as the head.
    pub head: WrittenRow,
    /// The row of dashes.
    pub dashes: WrittenRow,
    /// How many cells each line has that was meant as a row.
    pub rows: Vec<usize>,
}

/// Finds them in `document`.
pub(crate) fn unread_tables(document: &Document) -> Vec<UnreadTable> {
    let is_paragraph = |characters: Characters| characters.has_all(Characters::marks(b"|-"));
    let leaves = document.leaves();
    let paragraphs = leaves.filter(|(_, leaf)| leaf.kind == BlockKind::Paragraph && is_paragraph(leaf.characters));
    paragraphs.filter_map(|(id, leaf)| unread_table(document, id, leaf.span)).collect()
}

fn unread_table(document: &Document, block: BlockId, span: Span) -> Option<UnreadTable> {
    let first = document.line_of(span.start);
    let last = document.line_of(span.end.saturating_sub(1));
    let mut lines = (first..=last).map(|number| WrittenRow::of(document, line(document, number, span)));
    let mut above = lines.next()?;
    loop {
        let below = lines.next()?;
        let is_table = above.has_bars && is_delimiter_row(document, &below) && above.cells.len() != below.cells.len();
        if is_table {
            let rows = lines.take_while(|row| row.has_bars).map(|row| row.cells.len()).collect();
            return Some(UnreadTable { block, head: above, dashes: below, rows });
        }
        above = below;
    }
}

/// The part of the line `number` that is in `span`, without the markers of quotes.
fn line(document: &Document, number: usize, span: Span) -> Span {
    let line = document.lines().content(number, document.source());
    let line = Span::new(line.start.max(span.start), line.end.min(span.end));
    let markers = document.text(line).bytes().take_while(|byte| matches!(byte, b'>' | b' ' | b'\t')).count();
    Span::new(line.start + markers, line.end)
}

/// Whether `row` has several cells, all of dashes, with a colon at either end or without.
fn is_delimiter_row(document: &Document, row: &WrittenRow) -> bool {
    let is_dashes = |cell: &Span| {
        let text = document.text(*cell);
        let text = text.strip_prefix(':').unwrap_or(text);
        let text = text.strip_suffix(':').unwrap_or(text);
        !text.is_empty() && text.bytes().all(|byte| byte == b'-')
    };
    row.has_bars && row.cells.iter().all(is_dashes) && !row.cells.is_empty()
}
