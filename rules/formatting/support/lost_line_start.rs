//! Lines that begin with a space that markdown does not take for one, and so are not what they were meant to be.

use crate::api::rule::Context;
use crate::api::template::Text;
use crate::formatting::support::invisible_characters::{InvisibleKind, invisible_kind};
use curate_document::{BlockId, BlockKind, Glyph, Span};

/// What a line was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MeantLine {
    /// Nothing but such spaces.
    Blank,
    /// The first of a list item.
    Item,
    /// A heading.
    Heading,
    /// The first of a quote.
    Quote,
    /// The row of a table.
    Row,
    /// The first of code, an underline, a rule.
    Block,
}

impl MeantLine {
    /// `message`, and that the line is not this.
    pub(crate) fn is_lost(self, message: Text) -> Text {
        match self {
            Self::Blank => text!("{message}: the line is not a blank line", message),
            Self::Item => text!("{message}: the line is not a list item", message),
            Self::Heading => text!("{message}: the line is not a heading", message),
            Self::Quote => text!("{message}: the line is not a quote", message),
            Self::Row => text!("{message}: the line is not a row", message),
            Self::Block => text!("{message}: the line is not a block of its own", message),
        }
    }
}

/// What the line was meant to be, where its marker is followed by `span`, a space that markdown does not take for one.
pub(crate) fn lost_marker(block: BlockId, span: Span, context: &Context<'_>) -> Option<MeantLine> {
    let document = context.document;
    if document.block(block)?.kind != BlockKind::Paragraph {
        return None;
    }
    let start = document.lines().span(document.line_of(span.start)).start;
    let marker = document.text(Span::new(start, span.start)).trim_start();
    match marker {
        "-" | "*" | "+" => Some(MeantLine::Item),
        _ if is_number_marker(marker) => Some(MeantLine::Item),
        _ if (1..=6).contains(&marker.len()) && marker.bytes().all(|byte| byte == b'#') => Some(MeantLine::Heading),
        _ => None,
    }
}

/// Whether `run`, spaces that markdown does not take for any, is what its line is indented with.
pub(crate) fn is_indentation(span: Span, run: &[Glyph], context: &Context<'_>) -> bool {
    let document = context.document;
    let start = document.lines().span(document.line_of(span.start)).start;
    run.iter().all(|glyph| invisible_kind(glyph.character) == Some(InvisibleKind::Space))
        && document.text(Span::new(start, span.start)).trim().is_empty()
}

/// What the line that is indented with `span` was meant to be, where it is not text.
pub(crate) fn lost_indentation(block: BlockId, span: Span, context: &Context<'_>) -> Option<MeantLine> {
    let document = context.document;
    document.block(block).filter(|block| block.kind == BlockKind::Paragraph)?;
    let end = document.lines().span(document.line_of(span.start)).end;
    let rest = document.text(Span::new(span.end, end)).trim();
    let marker = rest.split([' ', '\t']).next().unwrap_or("");
    match marker.chars().next() {
        None => Some(MeantLine::Blank),
        Some('-' | '*' | '+') if marker.len() == 1 => Some(MeantLine::Item),
        Some('#') if marker.len() <= 6 && marker.bytes().all(|byte| byte == b'#') => Some(MeantLine::Heading),
        Some('>') => Some(MeantLine::Quote),
        Some('|') => Some(MeantLine::Row),
        Some('`' | '~' | '=' | '-' | '*' | '_') => Some(MeantLine::Block),
        Some(_) => is_number_marker(marker).then_some(MeantLine::Item),
    }
}

/// Whether `run`, spaces that markdown does not take for any, holds the text of a cell apart from a `|`.
pub(crate) fn touches_bar(span: Span, run: &[Glyph], context: &Context<'_>) -> bool {
    let source = context.document.source();
    let is_space = run.iter().all(|glyph| invisible_kind(glyph.character) == Some(InvisibleKind::Space));
    let is_bar = |side: Option<&str>, ends: bool| {
        side.is_some_and(|text| if ends { text.ends_with('|') } else { text.starts_with('|') })
    };
    is_space && (is_bar(source.get(..span.start), true) || is_bar(source.get(span.end..), false))
}

/// Whether `marker` is that of an ordered list: `1.`, `12)` (CommonMark 5.2).
fn is_number_marker(marker: &str) -> bool {
    let number = marker.trim_end_matches(['.', ')']);
    let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && number.len() + 1 == marker.len()
}
