//! What can be parsed apart: the split points of a source, and the caps on what the parser is given.
//!
//! The parser is superlinear in what it is given and recurses by nesting, so it gets pieces. A split is made only
//! where the block structure is certain: at a heading in the first column, at a bullet in the first column, at any
//! line in the first column after a blank one, and between the rows of a table (which then gets its head again).
//! Fences and raw HTML are followed so that nothing inside them splits.

use crate::Span;
use crate::scan_lines::{Line, scan};
use std::borrow::Cow;

/// The most bytes a piece may have; what is over it is not parsed.
pub const PIECE_CAP: usize = 64 * 1024;
/// The most bytes a run of inline content (a paragraph, a cell's row) may have.
pub const INLINE_CAP: usize = 8 * 1024;
/// The deepest nesting that is parsed, counted in markers and in indentation.
pub const NESTING_CAP: usize = 64;
/// A piece is closed at the first split point after this many bytes.
const PIECE_AIM: usize = 6 * 1024;
/// The same for tables, where the parser is slower.
const TABLE_AIM: usize = 2 * 1024;

/// Something that is not parsed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unparsed {
    /// The bytes that are left out.
    pub span: Span,
    /// Why.
    pub reason: UnparsedReason,
}

/// Why something is not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnparsedReason {
    /// A block over 64 KiB that cannot be split.
    PieceTooLong,
    /// A paragraph or row over 8 KiB.
    InlineTooLong,
    /// Nested deeper than 64.
    NestedTooDeep,
    /// The parser panicked on it.
    ParserPanicked,
    /// The time for this file was used up.
    OutOfTime,
}

/// What the parser is given at once.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The head of the table that the body continues; not part of the document here.
    pub prefix: Option<Span>,
    /// The bytes of the document.
    pub body: Span,
}

/// A source cut into pieces.
#[derive(Debug)]
pub struct Pieces<'a> {
    /// The source with what is over a cap replaced by spaces, byte for byte.
    pub text: Cow<'a, str>,
    /// In document order, without gaps or overlaps.
    pub pieces: Vec<Piece>,
    /// What was blanked.
    pub unparsed: Vec<Unparsed>,
    /// The front matter, which is blanked too.
    pub front_matter: Option<Span>,
}

/// Cuts `source` into pieces.
pub fn pieces_of(source: &str) -> Pieces<'_> {
    let lines = scan(source);
    let front_matter = front_matter(source);
    let mut unparsed = over_the_caps(&lines);
    let mut pieces = cut(&lines, source.len());
    pieces.retain(|piece| {
        let fits = piece.body.len() <= PIECE_CAP;
        if !fits {
            unparsed.push(Unparsed { span: piece.body, reason: UnparsedReason::PieceTooLong });
        }
        fits
    });
    unparsed.sort_by_key(|part| part.span);
    let mut text = Cow::Borrowed(source);
    for span in unparsed.iter().map(|part| part.span).chain(front_matter).chain(byte_order_mark(source)) {
        text = Cow::Owned(blanked(text.into_owned(), span));
    }
    Pieces { text, pieces, unparsed, front_matter }
}

/// Cuts a piece at every split point it has: what is tried when the parser panics on the whole.
pub fn smallest(text: &str, piece: &Piece) -> Vec<Piece> {
    let body = text.get(piece.body.start..piece.body.end).unwrap_or("");
    let mut starts: Vec<usize> =
        scan(body).iter().filter(|line| line.splits && line.span.start > 0).map(|line| line.span.start).collect();
    starts.push(body.len());
    let mut start = 0;
    let mut parts = Vec::new();
    for end in starts {
        let body = Span::new(piece.body.start + start, piece.body.start + end);
        parts.push(Piece { prefix: if start == 0 { piece.prefix } else { None }, body });
        start = end;
    }
    parts
}

/// `text` with the bytes of `span` replaced by spaces; line endings stay.
pub fn blanked(text: String, span: Span) -> String {
    let mut bytes = text.into_bytes();
    if let Some(part) = bytes.get_mut(span.start..span.end) {
        for byte in part {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn byte_order_mark(source: &str) -> Option<Span> {
    source.starts_with('\u{FEFF}').then(|| Span::new(0, 3))
}

/// A leading block between two lines of `---` (YAML) or `+++` (TOML).
fn front_matter(source: &str) -> Option<Span> {
    let start = byte_order_mark(source).map_or(0, |mark| mark.end);
    let text = source.get(start..)?;
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let mut offset = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        offset += line.len();
        let bare = line.trim_end();
        if index == 0 && bare != fence {
            return None;
        }
        // A thematic break at the head of a document is no front matter: that begins at once and has keys.
        if index == 1 && bare.is_empty() {
            return None;
        }
        if index > 0 && bare == fence {
            return Some(Span::new(start, start + offset));
        }
    }
    None
}

/// The runs of lines that the parser must not see.
fn over_the_caps(lines: &[Line]) -> Vec<Unparsed> {
    let mut unparsed = Vec::new();
    let mut run: Option<Span> = None;
    let mut close = |run: &mut Option<Span>| {
        if let Some(span) = run.take().filter(|span| span.len() > INLINE_CAP) {
            unparsed.push(Unparsed { span, reason: UnparsedReason::InlineTooLong });
        }
    };
    for line in lines {
        if line.blank || line.verbatim {
            close(&mut run);
            continue;
        }
        if line.starts_block {
            close(&mut run);
        }
        run = Some(run.map_or(line.span, |span| span.join(line.span)));
        if line.ends_block {
            close(&mut run);
        }
    }
    close(&mut run);
    let deep = lines.iter().filter(|line| line.nesting > NESTING_CAP);
    unparsed.extend(deep.map(|line| Unparsed { span: line.span, reason: UnparsedReason::NestedTooDeep }));
    unparsed
}

fn cut(lines: &[Line], length: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut prefix = None;
    for line in lines {
        let size = line.span.start - start;
        let row = line.table_head.filter(|_| size >= TABLE_AIM);
        if size > 0 && (line.splits && size >= PIECE_AIM || row.is_some()) {
            pieces.push(Piece { prefix, body: Span::new(start, line.span.start) });
            start = line.span.start;
            prefix = row;
        }
    }
    if start < length {
        pieces.push(Piece { prefix, body: Span::new(start, length) });
    }
    pieces
}
