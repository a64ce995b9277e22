//! The blocks and inlines of a document, flattened in document order (CommonMark 3 and 6).

use super::characters::Characters;
use super::ids::{BlockId, LinkId, SectionId};
use super::span::Span;

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
    /// The characters of its text as rendered, those of links and their texts included; none for containers.
    pub characters: Characters,
}

/// What an inline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// Text of one line, escapes and character references in it included (see [`crate::Document::rendered_inline`]).
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
    /// Text that belongs to a site generator (see [`crate::Document::templates`]): `{{ … }}`, `{: .new}`, `<Card url={…}>`.
    Template,
}

/// A leaf of the inline tree: emphasis is dissolved, and `link` names the link around it.
#[derive(Clone, Copy, Debug)]
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
}

impl Inline {
    /// Appends this text to `inlines` in parts: what is in `spans`, which are in order and do not overlap, is of `kind`.
    pub(crate) fn cut(self, spans: &[Span], kind: InlineKind, inlines: &mut Vec<Self>) {
        let whole = self.span;
        let mut at = whole.start;
        let first = spans.partition_point(|span| span.end <= whole.start);
        let mut part = |kind, start, end| {
            if start < end {
                inlines.push(Self { kind, span: Span::new(start, end), ..self });
            }
        };
        for span in spans.iter().skip(first).take_while(|span| span.start < whole.end) {
            let (start, end) = (span.start.max(whole.start), span.end.min(whole.end));
            part(InlineKind::Text, at, start);
            part(kind, start, end);
            at = end;
        }
        part(InlineKind::Text, at, whole.end);
    }
}

/// What renders otherwise than it is written: an escape, a character reference, a code span over lines.
#[derive(Clone, Debug)]
pub(crate) struct DecodedSpan {
    /// Its bytes.
    pub span: Span,
    /// What it renders.
    pub text: Box<str>,
}

/// One character as rendered, with the bytes that make it (two for an escape, more for a character reference).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The character; `U+FFFC` stands for what is not text (code span, image, HTML, footnote reference, hard break), a space
    /// for a soft break.
    pub character: char,
    /// The bytes of the source that render it.
    pub span: Span,
    /// What it is part of.
    pub kind: InlineKind,
    /// The innermost link around it.
    pub link: Option<LinkId>,
}

/// Stands in a row of glyphs for an inline that is not text.
pub const OBJECT: char = '\u{FFFC}';
