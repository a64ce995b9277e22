//! Positions of the protocol: lines and columns, counted as the client counts them, and what they are in bytes.
//!
//! Every function is total: a line or a column that is not there is the nearest one that is.

use curate_document::{LineIndex, Span};
use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// What columns are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, which every client knows.
    #[default]
    Utf16,
}

impl Encoding {
    /// The first of what a client `offers` that costs nothing here; what every client knows where it offers nothing.
    pub(crate) fn chosen(offers: &[PositionEncodingKind]) -> Self {
        if offers.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    /// Its name in the protocol.
    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// A text with its lines, in which positions are found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PositionMap<'a> {
    text: &'a str,
    index: &'a LineIndex,
    encoding: Encoding,
}

impl<'a> PositionMap<'a> {
    /// `text`, whose lines are those of `index`.
    pub(crate) fn new(text: &'a str, index: &'a LineIndex, encoding: Encoding) -> Self {
        Self { text, index, encoding }
    }

    /// The position of the byte `offset`; within a character, that of the character.
    pub(crate) fn position(self, offset: usize) -> Position {
        let offset = floor(self.text, offset);
        let line = self.index.line_of(offset).max(1);
        let start = self.index.span(line).start;
        let before = self.text.get(start..offset).unwrap_or("");
        Position { line: number(line - 1), character: number(self.encoding.length(before)) }
    }

    /// The range of the bytes of `span`.
    pub(crate) fn range(self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end.max(span.start)) }
    }

    /// The byte at `position`. A column behind the end of its line is that end; a line behind the last one, the end of the text; half a
    /// character, its beginning.
    pub(crate) fn offset(self, position: Position) -> usize {
        let line = position.line as usize + 1;
        if line > self.index.count() {
            return self.text.len();
        }
        let content = self.index.content(line, self.text);
        let text = self.text.get(content.start..content.end).unwrap_or("");
        content.start + self.column(text, position.character as usize)
    }

    /// How many bytes of `line` are before its column `wanted`.
    fn column(self, line: &str, wanted: usize) -> usize {
        if self.encoding == Encoding::Utf8 || line.is_ascii() {
            return floor(line, wanted);
        }
        let mut units = 0;
        for (at, character) in line.char_indices() {
            units += character.len_utf16();
            if units > wanted {
                return at;
            }
        }
        line.len()
    }

    /// The bytes of `range`; none where it ends before it begins.
    pub(crate) fn span(self, range: Range) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }
}

/// The last boundary between characters up to `offset`.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Hindi with joined letters, Thai without spaces, Arabic from right to left, an emoji of several, a letter with a mark of its own, and
    /// all line endings.
    const TEXT: &str = "हिन्दी क्षेत्र\r\nภาษาไทย x\rالعربية y\n👩‍👩‍👧 z e\u{301}\n中文";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    fn with<T>(text: &str, encoding: Encoding, check: impl Fn(PositionMap<'_>) -> T) -> T {
        check(PositionMap::new(text, &LineIndex::of(text), encoding))
    }

    #[test]
    fn columns_of_scripts() {
        for (needle, utf8, utf16) in [
            ("क्षेत्र", at(0, 19), at(0, 7)),
            ("x", at(1, 22), at(1, 8)),
            ("y", at(2, 15), at(2, 8)),
            ("z", at(3, 19), at(3, 9)),
            ("\u{301}", at(3, 22), at(3, 12)),
            ("中文", at(4, 0), at(4, 0)),
        ] {
            let offset = TEXT.find(needle).expect("in the text");
            for (encoding, expected) in [(Encoding::Utf8, utf8), (Encoding::Utf16, utf16)] {
                with(TEXT, encoding, |lines| {
                    assert_eq!(lines.position(offset), expected, "{needle} {encoding:?}");
                    assert_eq!(lines.offset(expected), offset, "{needle} {encoding:?}");
                });
            }
        }
    }

    #[test]
    fn what_is_not_there_is_the_nearest() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            with(TEXT, encoding, |lines| {
                assert_eq!(lines.offset(at(99, 0)), TEXT.len());
                assert_eq!(lines.offset(at(u32::MAX, u32::MAX)), TEXT.len());
                assert_eq!(lines.offset(at(0, u32::MAX)), TEXT.find('\r').expect("in the text"));
                let backwards = Range { start: at(3, 0), end: at(1, 0) };
                assert_eq!(lines.span(backwards).len(), 0);
            });
        }
        with("", Encoding::Utf16, |lines| {
            assert_eq!(lines.offset(at(0, 7)), 0);
            assert_eq!(lines.position(usize::MAX), at(0, 0));
        });
    }

    #[test]
    fn half_a_character_is_its_beginning() {
        with("a👧b", Encoding::Utf16, |lines| assert_eq!(lines.offset(at(0, 2)), 1));
        with("a👧b", Encoding::Utf8, |lines| {
            assert_eq!(lines.offset(at(0, 3)), 1);
            assert_eq!(lines.position(3), at(0, 1));
        });
    }

    proptest! {
        #[test]
        fn there_and_back(text in "[a-z\\né👧\r中 ]{0,60}", is_utf8: bool) {
            let encoding = if is_utf8 { Encoding::Utf8 } else { Encoding::Utf16 };
            with(&text, encoding, |lines| {
                for (offset, _) in text.char_indices() {
                    let is_within_ending = text.get(offset..).is_some_and(|rest| rest.starts_with('\n')) && text.get(..offset).is_some_and(|before| before.ends_with('\r'));
                    if !is_within_ending {
                        assert_eq!(lines.offset(lines.position(offset)), offset, "{text:?} at {offset}");
                    }
                }
            });
        }

        #[test]
        fn any_position_is_on_a_boundary(text in "[a\\né👧\r]{0,40}", line: u32, character: u32, is_utf8: bool) {
            let encoding = if is_utf8 { Encoding::Utf8 } else { Encoding::Utf16 };
            with(&text, encoding, |lines| {
                for (line, character) in [(line, character), (line % 8, character % 16)] {
                    assert!(text.is_char_boundary(lines.offset(at(line, character))));
                }
            });
        }
    }
}
