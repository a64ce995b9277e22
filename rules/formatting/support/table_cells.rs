//! Rows of tables as they are written: where each cell stands, be it shown or not (GFM 4.10).

use curate_document::{BlockId, BlockKind, Document, Span};
use memchr::{memchr, memchr_iter};
use std::collections::BTreeMap;

/// The row of a table as it is written.
pub(crate) struct WrittenRow {
    /// The bytes of the row.
    pub span: Span,
    /// The text of each cell, without the blanks around it, in order; an empty cell has an empty span.
    pub cells: Vec<Span>,
    /// Offsets of the `|` that end a cell within code or a link.
    pub stray_bars: Vec<usize>,
    /// Whether any `|` is in it.
    pub has_bars: bool,
}

/// The rows of the table `id`, its head first; `None` where the parser counts other cells than are written.
pub(crate) fn written_rows(document: &Document, id: BlockId) -> Option<Vec<WrittenRow>> {
    let mut columns = None;
    let mut rows = Vec::new();
    for (row, block) in document.children_of(id).filter(|(_, block)| matches!(block.kind, BlockKind::Row { .. })) {
        let written = WrittenRow::of(document, block.span);
        let parsed = document.children_of(row).count();
        let columns = *columns.get_or_insert(parsed);
        if written.cells.len().min(columns) != parsed {
            return None;
        }
        rows.push(written);
    }
    Some(rows)
}

/// Whether all rows of the table `id` have as many cells as its head, by a look at their bars alone; `false` where that does not tell.
pub(crate) fn is_even(document: &Document, id: BlockId) -> bool {
    let rows = document.children_of(id).filter(|(_, block)| matches!(block.kind, BlockKind::Row { .. }));
    let mut shapes = rows.map(|(_, block)| shape(document.text(block.span).trim().as_bytes()));
    let Some(head) = shapes.next() else { return true };
    head.is_some() && shapes.all(|row| row == head)
}

/// How many bars stand in a row, and whether it begins and ends with one; `None` where one may be escaped.
fn shape(row: &[u8]) -> Option<(usize, bool, bool)> {
    let has_escapes = memchr(b'\\', row).is_some();
    let shape = (memchr_iter(b'|', row).count(), row.first() == Some(&b'|'), row.last() == Some(&b'|'));
    (!has_escapes).then_some(shape)
}

impl WrittenRow {
    /// Reads the one line at `span`.
    pub(crate) fn of(document: &Document, span: Span) -> Self {
        let text = document.text(span);
        let (bars, stray) = (bars(text), stray_bars(text));
        let first = text.len() - text.trim_start().len();
        let end = span.start + text.trim_end().len();
        let mut start = span.start + first;
        let mut cells = Vec::with_capacity(bars.len() + 1);
        for bar in &bars {
            // The first bar may stand before the first cell.
            if *bar > first {
                cells.push(trimmed(document, Span::new(start, span.start + bar)));
            }
            start = span.start + bar + 1;
        }
        if start < end {
            cells.push(trimmed(document, Span::new(start, end)));
        }
        let stray_bars =
            bars.iter().filter(|bar| stray.binary_search(bar).is_ok()).map(|bar| span.start + bar).collect();
        Self { span, cells, stray_bars, has_bars: !bars.is_empty() }
    }
}

/// Offsets of the `|` in `text` that no backslash escapes.
fn bars(text: &str) -> Vec<usize> {
    let mut escaped = false;
    let mut bars = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'|' && !escaped {
            bars.push(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    bars
}

/// Offsets of the `|` in `text` that would be in a code span, in the text of a link or in its destination if they ended no cell.
fn stray_bars(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let runs = BacktickRuns::of(bytes);
    let mut stray = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let end = match byte {
            b'\\' => at + 2,
            b'`' => runs.code_end(at),
            b'[' => link_end(bytes, at).unwrap_or(at + 1),
            _ => at + 1,
        };
        if matches!(byte, b'`' | b'[') {
            stray.extend((at..end).filter(|inside| bytes.get(*inside) == Some(&b'|')));
        }
        at = end;
    }
    stray
}

/// Where backticks stand.
struct BacktickRuns {
    /// By the length of a run, where such runs begin, in order.
    starts: BTreeMap<usize, Vec<usize>>,
    /// By where it begins, the length of each run.
    lengths: BTreeMap<usize, usize>,
}

impl BacktickRuns {
    fn of(bytes: &[u8]) -> Self {
        let (mut starts, mut lengths) = (BTreeMap::<usize, Vec<usize>>::new(), BTreeMap::new());
        let mut at = 0;
        for run in bytes.chunk_by(|one, next| (*one == b'`') == (*next == b'`')) {
            if run.first() == Some(&b'`') {
                starts.entry(run.len()).or_default().push(at);
                lengths.insert(at, run.len());
            }
            at += run.len();
        }
        Self { starts, lengths }
    }

    /// Where the code span ends that begins at `start` (CommonMark 6.1); behind its backticks where nothing closes it.
    fn code_end(&self, start: usize) -> usize {
        // The first backtick may be escaped.
        let Some((first, whole)) = self.lengths.range(..=start).next_back() else { return start + 1 };
        let length = first + whole - start;
        let others = self.starts.get(&length).map_or(&[] as &[usize], Vec::as_slice);
        let next = others.partition_point(|other| *other <= start);
        others.get(next).map_or(start, |closing| *closing) + length
    }
}

/// Where the link `[text](destination)` ends that begins at `start`, without brackets and blanks in its destination.
fn link_end(bytes: &[u8], start: usize) -> Option<usize> {
    let text = bytes.iter().skip(start + 1).position(|byte| matches!(byte, b'[' | b']'))? + start + 1;
    if bytes.get(text..text + 2)? != b"](" {
        return None;
    }
    let ends = |byte: &u8| matches!(byte, b')' | b'(' | b' ' | b'\t');
    let end = bytes.iter().skip(text + 2).position(ends)? + text + 2;
    (bytes.get(end) == Some(&b')')).then_some(end + 1)
}

fn trimmed(document: &Document, span: Span) -> Span {
    let text = document.text(span);
    let start = span.start + text.len() - text.trim_start().len();
    Span::new(start, start + text.trim().len())
}
