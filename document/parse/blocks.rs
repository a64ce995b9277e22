//! Opens and closes blocks; finds the definitions between them.

use super::builder::{Builder, OpenBlock};
use super::definitions;
use super::math;
use crate::model::{BlockId, BlockKind, Span};

impl Builder<'_> {
    /// Begins a block whose bytes are `span`, white space before and after it possibly included.
    pub(super) fn open(&mut self, kind: BlockKind, span: Span) {
        self.close_implied();
        let start = span.start + indentation(self.slice(span), kind);
        let parent = self.open.last().map(|around| around.id);
        let before = self.open.last().map_or(self.top, |around| around.cursor);
        self.define(before, start);
        let end = span.end.max(start);
        let id = self.push_block(kind, Span::new(start, end), parent);
        let cursor = start + self.marker_length(kind, Span::new(start, end));
        self.open.push(OpenBlock { id, kind, cursor, content_end: cursor });
        if is_leaf(kind) {
            self.inline.begin(start);
        }
    }

    /// Ends the innermost block, whose bytes are `span`.
    pub(super) fn close(&mut self, span: Span) {
        self.close_implied();
        let Some(open) = self.open.last() else { return };
        let (id, kind, cursor) = (open.id, open.kind, open.cursor);
        if is_leaf(kind) {
            self.end_inlines(id);
        } else {
            self.define(cursor, span.end);
        }
        let Some(open) = self.open.pop() else { return };
        let end = match kind {
            // What follows decides whether the blank lines after an item belong to it: they never do here.
            BlockKind::List { .. } | BlockKind::Item { .. } | BlockKind::Footnote => open.content_end,
            _ => span.start + trimmed_length(self.slice(span)),
        };
        if kind == BlockKind::Html {
            let start = self.document.blocks.get(id.0 as usize).map_or(span.start, |block| block.span.start);
            self.html_block(Span::new(start, end), id);
        }
        // The parser lets a list run on over the definitions behind it.
        let goes_on = if matches!(kind, BlockKind::List { .. }) { open.cursor } else { span.end };
        self.end_block(id, Span::new(end, goes_on));
    }

    /// A block that holds nothing.
    pub(super) fn leaf(&mut self, kind: BlockKind, span: Span) {
        self.open(kind, span);
        self.close(span);
    }

    /// Whether `offset` is behind the row that is open: cells there have events, but are not written.
    pub(super) fn is_behind_row(&self, offset: usize) -> bool {
        let row = self.open.last().filter(|open| matches!(open.kind, BlockKind::Row { .. }));
        let row = row.and_then(|row| self.document.blocks.get(row.id.0 as usize));
        row.is_some_and(|row| offset >= row.span.end)
    }

    /// Whether the innermost open block is code or raw HTML.
    pub(super) fn is_verbatim(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.kind, BlockKind::Code | BlockKind::Html))
    }

    /// Says that the innermost item begins with a task box, which ends at `end`.
    pub(super) fn task(&mut self, end: usize) {
        let item = self.open.iter().rev().find(|open| matches!(open.kind, BlockKind::Item { .. }));
        let Some(id) = item.map(|item| item.id) else { return };
        if let Some(block) = self.document.blocks.get_mut(id.0 as usize) {
            block.kind = BlockKind::Item { task: true };
        }
        if let Some(item) = self.open.iter_mut().rev().find(|open| open.id == id) {
            item.content_end = item.content_end.max(end);
        }
    }

    /// Begins the paragraph of a tight item at `start`, unless a leaf is open.
    pub(super) fn imply_paragraph(&mut self, start: usize) {
        let around = self.open.last();
        if around.is_some_and(|around| is_leaf(around.kind)) {
            return;
        }
        self.open(BlockKind::Paragraph, Span::at(start));
        self.implied = true;
    }

    /// Ends the paragraph of a tight item.
    pub(super) fn close_implied(&mut self) {
        if !self.implied {
            return;
        }
        self.implied = false;
        let Some(id) = self.open.last().map(|open| open.id) else { return };
        self.end_inlines(id);
        self.open.pop();
        let end = self.inline.end;
        self.end_block(id, Span::at(end));
    }

    /// Takes in the definitions between `start` and `end`, which no block in the innermost open one holds.
    pub(super) fn define(&mut self, start: usize, end: usize) {
        let around = self.open.last();
        let holds = around.is_none_or(|around| {
            matches!(around.kind, BlockKind::Quote | BlockKind::Item { .. } | BlockKind::Footnote)
        });
        if !self.may_define || !holds || start >= end {
            return;
        }
        let parent = around.map(|around| around.id);
        for definition in definitions::between(self.source, start, end) {
            self.push_block(BlockKind::Definition, definition.span, parent);
            if let Some(around) = self.open.last_mut() {
                around.content_end = around.content_end.max(definition.span.end);
            }
            self.document.definitions.push(definition);
        }
    }

    /// Ends the block that was taken from the open ones: its bytes end where `end` starts, what is around goes on where it ends.
    fn end_block(&mut self, id: BlockId, end: Span) {
        if let Some(block) = self.document.blocks.get_mut(id.0 as usize) {
            block.span = Span::new(block.span.start, end.start.max(block.span.start));
        }
        match self.open.last_mut() {
            Some(around) => {
                around.cursor = around.cursor.max(end.end);
                around.content_end = around.content_end.max(end.start);
            }
            None => self.top = self.top.max(end.end),
        }
    }

    fn end_inlines(&mut self, id: BlockId) {
        self.end_text();
        let Some(first) = self.document.blocks.get(id.0 as usize).map(|block| block.inlines.0) else { return };
        math::mark(self.source, &mut self.document.inlines, first as usize);
        let last = self.document.inlines.len() as u32;
        if let Some(block) = self.document.blocks.get_mut(id.0 as usize) {
            block.inlines = (first, last);
            block.characters = self.inline.characters;
        }
    }

    /// How many bytes at the start of a container are its own marker.
    fn marker_length(&self, kind: BlockKind, span: Span) -> usize {
        let text = self.slice(span);
        match kind {
            BlockKind::Item { .. } => marker_length(text),
            BlockKind::Quote => 1,
            BlockKind::Footnote => text.find("]:").map_or(0, |at| at + 2),
            _ => 0,
        }
    }
}

/// Length in bytes of the marker of the item that `text` is.
fn marker_length(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits + 1).min(text.len())
}

/// Length in bytes of what is before the block that `text` is: blanks, save in code, and the line ending that the parser takes in
/// where a tab before the block is more than indentation.
fn indentation(text: &str, kind: BlockKind) -> usize {
    let is_before = |byte: &u8| match byte {
        b' ' | b'\t' => kind != BlockKind::Code,
        b'\n' | b'\r' => true,
        // Where a tab is before the marker, the parser lets the item begin with the quote around it.
        b'>' => matches!(kind, BlockKind::List { .. } | BlockKind::Item { .. }),
        _ => false,
    };
    text.as_bytes().iter().take_while(|byte| is_before(byte)).count()
}

/// Length in bytes of `text` without the line endings and blanks after it.
fn trimmed_length(text: &str) -> usize {
    text.trim_end_matches([' ', '\t', '\n', '\r']).len()
}

/// Whether inlines are in such a block.
pub(super) fn is_leaf(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Heading { .. } | BlockKind::Paragraph | BlockKind::Cell)
}
