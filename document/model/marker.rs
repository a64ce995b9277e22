//! The marker of a list item, and the columns that decide what belongs to the item (CommonMark 5.2).

use super::document::Document;
use super::span::Span;

/// Columns from one tab stop to the next (CommonMark 2.2).
pub const TAB: usize = 4;

/// Where an item's marker stands, and where its content begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its bytes: `-`, `*`, `+`, `10.`, `10)`.
    pub span: Span,
    /// What stands before it on its line: white space, the markers of quotes and of items around it.
    pub before: Span,
    /// The column of its first byte, from 0.
    pub column: usize,
    /// The column at which the item's content begins, and below which a line belongs to it no more: behind the marker and one
    /// to four columns of white space; behind one column where there is more (the content is code then) or nothing else on the
    /// line.
    pub content_column: usize,
}

impl Marker {
    /// Whether it is a bullet, not a number.
    pub fn is_bullet(&self) -> bool {
        self.span.len() == 1
    }
}

impl Document {
    /// The marker of the item whose bytes are `item`, as in [`Block::span`](crate::Block::span) and
    /// [`Entry::span`](crate::Entry::span); `None` where no marker begins there, as for the rows of tables.
    pub fn marker(&self, item: Span) -> Option<Marker> {
        let text = self.text(item);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let is_marker = match text.as_bytes().get(digits)? {
            b'-' | b'*' | b'+' => digits == 0,
            b'.' | b')' => digits > 0,
            _ => false,
        };
        if !is_marker {
            return None;
        }
        let span = Span::new(item.start, item.start + digits + 1);
        let line = self.lines().span(self.line_of(item.start));
        let before = Span::new(line.start, item.start);
        let column = columns(self.text(before), 0);
        let end = column + span.len();
        let rest = self.text(Span::new(span.end, line.end));
        let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_blank = rest.trim().is_empty();
        let content = columns(rest.get(..space).unwrap_or(""), end);
        let content_column = if is_blank || content > end + TAB { end + 1 } else { content };
        Some(Marker { span, before, column, content_column })
    }
}

/// The column, from 0, at which what follows `text` begins, where `text` begins at the column `start`.
pub fn columns(text: &str, start: usize) -> usize {
    text.chars()
        .fold(start, |column, character| if character == '\t' { column + TAB - column % TAB } else { column + 1 })
}

#[cfg(test)]
mod tests {
    use crate::{BlockKind, Document};

    #[test]
    fn columns_of_items() {
        for (source, expected) in [
            ("- a", vec![("-", 0, 2)]),
            ("-   a", vec![("-", 0, 4)]),
            ("-      a", vec![("-", 0, 2)]),
            ("-\ta", vec![("-", 0, 4)]),
            ("10. a\n    - b", vec![("10.", 0, 4), ("-", 4, 6)]),
            ("1) a\n\t* b", vec![("1)", 0, 3), ("*", 4, 6)]),
            ("> + a", vec![("+", 2, 4)]),
            ("- - a", vec![("-", 0, 2), ("-", 2, 4)]),
            ("-\n  a", vec![("-", 0, 2)]),
            ("- [ ] a", vec![("-", 0, 2)]),
        ] {
            let document = Document::parse(source);
            let items = document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Item { .. }));
            let markers: Vec<_> = items
                .filter_map(|item| document.marker(item.span))
                .map(|marker| (document.text(marker.span), marker.column, marker.content_column))
                .collect();
            assert_eq!(markers, expected, "{source:?}");
        }
        assert_eq!(Document::parse("a").marker(crate::Span::new(0, 1)), None);
    }
}
