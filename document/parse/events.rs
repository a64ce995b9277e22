//! Reads the events of `pulldown-cmark`: the only file that names it.
//!
//! What is known of it (0.13): ranges are bytes of what it is given; an item's range begins at its line where it is indented;
//! that of `[label][]` lacks the empty brackets; rows with fewer cells than the head get empty cells at their end; the text of
//! a tight item stands in no paragraph; escapes are left out of ranges; definitions have no event.

use super::builder::Builder;
use crate::model::{BlockKind, LinkKind, Span};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Gives `builder` what is in the markdown of its source.
pub(super) fn walk(builder: &mut Builder<'_>) {
    let first = builder.first;
    let text = builder.source.get(first..).unwrap_or("");
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let span = span_of(&range, first);
        match event {
            Event::Start(tag) => start(builder, &tag, span),
            Event::End(tag) => end(builder, tag, span),
            Event::Text(text) if !builder.is_verbatim() => builder.text(span, &text),
            Event::Code(text) => builder.code(span, &text),
            Event::InlineHtml(_) => builder.inline_html(span),
            Event::FootnoteReference(_) => builder.footnote_reference(span),
            Event::SoftBreak => builder.soft_break(),
            Event::HardBreak => builder.hard_break(span),
            Event::Rule => builder.leaf(BlockKind::ThematicBreak, span),
            Event::TaskListMarker(_) => builder.task(span.end),
            // Code and raw HTML are their block's bytes; math is not enabled.
            Event::Text(_) | Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }
}

/// The destination `written`, which is `bracketed` by `<` and `>` or not, with escapes and character references decoded.
pub(crate) fn decoded_destination(written: &str, bracketed: bool) -> Option<String> {
    let text = if bracketed { format!("[x]: <{written}>") } else { format!("[x]: {written}") };
    let parser = Parser::new_ext(&text, options());
    let (_, definition) = parser.reference_definitions().iter().next()?;
    Some(definition.dest.to_string())
}

/// `text` with its character references decoded (CommonMark 2.5), and nothing else: the URL in an attribute's value or between `<`
/// and `>`. Line endings, which no URL has, are left out where anything is decoded.
pub fn decoded_references(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !matches!(character, '\n' | '\r')) {
        if matches!(character, '\\' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    decoded_destination(&escaped, true).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// GFM, footnotes included (they are GitHub's, not of its specification).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

fn span_of(range: &Range<usize>, first: usize) -> Span {
    Span::new(range.start + first, range.end + first)
}

fn start(builder: &mut Builder<'_>, tag: &Tag<'_>, span: Span) {
    match tag {
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough => builder.start_emphasis(span),
        Tag::Link { link_type, dest_url, id, .. } => {
            builder.start_link(kind_of(*link_type), false, span, dest_url, id);
        }
        Tag::Image { link_type, dest_url, id, .. } => {
            builder.start_link(kind_of(*link_type), true, span, dest_url, id);
        }
        Tag::TableCell if builder.is_behind_row(span.start) => {}
        tag => {
            if let Some(kind) = block_of(tag) {
                builder.open(kind, span);
            }
        }
    }
}

fn end(builder: &mut Builder<'_>, tag: TagEnd, span: Span) {
    match tag {
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => builder.end_emphasis(span),
        TagEnd::Link => builder.end_link(),
        TagEnd::Image => builder.end_image(),
        TagEnd::TableCell if builder.is_behind_row(span.start) => {}
        _ => builder.close(span),
    }
}

fn block_of(tag: &Tag<'_>) -> Option<BlockKind> {
    Some(match tag {
        Tag::Paragraph => BlockKind::Paragraph,
        Tag::Heading { level, .. } => BlockKind::Heading { level: *level as u8 },
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::CodeBlock(_) => BlockKind::Code,
        Tag::HtmlBlock => BlockKind::Html,
        Tag::List(first) => BlockKind::List { ordered: first.is_some() },
        Tag::Item => BlockKind::Item { task: false },
        Tag::FootnoteDefinition(_) => BlockKind::Footnote,
        Tag::Table(_) => BlockKind::Table,
        Tag::TableHead => BlockKind::Row { head: true },
        Tag::TableRow => BlockKind::Row { head: false },
        Tag::TableCell => BlockKind::Cell,
        // Extensions that are not enabled, and inlines.
        _ => return None,
    })
}

fn kind_of(link_type: LinkType) -> LinkKind {
    match link_type {
        LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
        LinkType::Inline | LinkType::WikiLink { .. } => LinkKind::Inline,
        _ => LinkKind::Reference,
    }
}
