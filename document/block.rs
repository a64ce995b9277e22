//! The blocks and inlines of a document, flattened in document order (CommonMark 3 and 6).

use crate::{LinkId, SectionId, Span};

/// Names a block of a document; blocks are numbered in pre-order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub u32);

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// An ATX or setext heading; 1 to 6.
    Heading {
        /// 1 for `#` to 6 for `######`.
        level: u8,
    },
    /// A paragraph; in a list item too, be the list tight or loose.
    Paragraph,
    /// A bullet or ordered list.
    List {
        /// Whether its markers are numbers.
        ordered: bool,
    },
    /// A list item.
    Item {
        /// Whether it begins with a task box (`[ ]`, `[x]`).
        task: bool,
    },
    /// A fenced or indented code block.
    Code,
    /// A block of raw HTML.
    Html,
    /// A GFM table.
    Table,
    /// A row of a table.
    Row {
        /// Whether it is the head of the table.
        head: bool,
    },
    /// A cell of a row.
    Cell,
    /// A block quote.
    Quote,
    /// A thematic break.
    ThematicBreak,
    /// A link reference definition.
    Definition,
    /// A footnote definition.
    Footnote,
}

/// A block with its place in the tree.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All its bytes, nested blocks included.
    pub span: Span,
    /// The block it is in; `None` at the top level.
    pub parent: Option<BlockId>,
    /// The section it is in; a heading is in the section it opens.
    pub section: Option<SectionId>,
    /// Its inlines, as a range of [`crate::Document::inlines`]; empty for containers.
    pub inlines: (u32, u32),
}

/// What an inline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// Text of one line; escapes and character references not yet decoded in the source.
    Text,
    /// A code span with its backticks, or math with its dollars.
    Code,
    /// One tag or comment of raw HTML.
    Html,
    /// A soft line break, with the white space and the markers of quotes around it.
    SoftBreak,
    /// A hard line break.
    HardBreak,
    /// An image, whole.
    Image,
    /// A footnote reference such as `[^1]`.
    FootnoteReference,
}

/// A leaf of the inline tree: emphasis is dissolved, links are told by `link`.
#[derive(Clone, Debug)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its bytes.
    pub span: Span,
    /// The innermost link (not image) around it; for an image, the image's own link is [`Inline::image`].
    pub link: Option<LinkId>,
    /// The image, where this is one.
    pub image: Option<LinkId>,
    /// Whether it is inside emphasis, strong emphasis or strikethrough.
    pub emphasis: bool,
    /// The text as rendered, where it differs from the source (escapes, character references; a code span without its backticks).
    pub rendered: Option<Box<str>>,
}

/// One character as rendered, with the bytes that make it (two for an escape, more for a character reference).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The character; `U+FFFC` stands for what is no text (code span, image, HTML, footnote reference, hard break), a space for a soft break.
    pub character: char,
    /// The bytes of the source that render it.
    pub span: Span,
    /// What it is part of.
    pub kind: InlineKind,
    /// The innermost link around it.
    pub link: Option<LinkId>,
}

/// Stands in a row of glyphs for an inline that is no text.
pub const OBJECT: char = '\u{FFFC}';

/// A leaf block's text, as the rules see it.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> {
    /// The paragraph, heading or cell.
    pub block: BlockId,
    /// Its inlines in order.
    pub inlines: &'a [Inline],
    /// Its characters as rendered, in order.
    pub glyphs: &'a [Glyph],
}

/// Appends the glyphs of `inlines` to `glyphs`.
pub fn glyphs_of(source: &str, inlines: &[Inline], glyphs: &mut Vec<Glyph>) {
    for inline in inlines {
        let push = |character, span| Glyph { character, span, kind: inline.kind, link: inline.link };
        match inline.kind {
            InlineKind::Text => {
                let raw = source.get(inline.span.start..inline.span.end).unwrap_or("");
                match &inline.rendered {
                    None => {
                        let start = inline.span.start;
                        glyphs.extend(raw.char_indices().map(|(index, character)| {
                            push(character, Span::new(start + index, start + index + character.len_utf8()))
                        }));
                    }
                    Some(rendered) => {
                        for (character, span) in Decoded::new(raw, rendered, inline.span.start) {
                            glyphs.push(push(character, span));
                        }
                    }
                }
            }
            InlineKind::SoftBreak => glyphs.push(push(' ', inline.span)),
            _ => glyphs.push(push(OBJECT, inline.span)),
        }
    }
}

/// Pairs rendered characters with the raw bytes that made them.
pub(crate) struct Decoded<'a> {
    raw: &'a str,
    rendered: &'a str,
    offset: usize,
}

impl<'a> Decoded<'a> {
    pub(crate) fn new(raw: &'a str, rendered: &'a str, offset: usize) -> Self {
        Self { raw, rendered, offset }
    }
}

impl Iterator for Decoded<'_> {
    type Item = (char, Span);

    fn next(&mut self) -> Option<Self::Item> {
        let character = self.rendered.chars().next()?;
        let first = self.raw.chars().next()?;
        let length = if first == '\\' && self.raw.chars().nth(1) == Some(character) {
            1 + character.len_utf8()
        } else if first == '&' {
            reference_length(self.raw, self.rendered)
        } else {
            first.len_utf8()
        };
        let span = Span::new(self.offset, self.offset + length);
        self.offset += length;
        self.raw = self.raw.get(length..).unwrap_or("");
        self.rendered = self.rendered.get(character.len_utf8()..).unwrap_or("");
        Some((character, span))
    }
}

/// Length in bytes of the character reference at the start of `raw`; 1 where the `&` stands for itself.
fn reference_length(raw: &str, rendered: &str) -> usize {
    let Some(end) = raw.find(';').filter(|end| *end <= 40) else { return 1 };
    let reference = raw.get(..=end).unwrap_or("");
    let plausible =
        reference.len() > 2 && reference.chars().skip(1).take(end - 1).all(|c| c.is_ascii_alphanumeric() || c == '#');
    let literal = rendered.starts_with(reference);
    if plausible && !literal { reference.len() } else { 1 }
}
