//! # entries/glued
//!
//! An item that markdown does not see as one: no space after its marker, no marker at all, or two.
//!
//! ## Why
//!
//! `-[Basil](…)` is text: it is shown as the end of the item above. So is a line without a marker that stands under an
//! item. `- - Basil` is a list within a list, with an empty item around it.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! -[Basil](https://basil.example) - An interpreter.
//!  [Cobalt](https://cobalt.example) - A debugger.
//! - - [Delta](https://delta.example) - A linter.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! - [Cobalt](https://cobalt.example) - A debugger.
//! - [Delta](https://delta.example) - A linter.
//! ```
//!
//! ## Fix
//!
//! Safe: the space or the marker is put in, the second marker is removed.

use crate::engine::diagnostic::{Effects, Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use crate::entries::sentence::inlines_in;
use curate_document::script::display_width;
use curate_document::{Block, BlockId, BlockKind, Document, InlineKind, Link, LinkKind, Span, Target};

/// The declaration of `entries/glued`.
pub const RULE: Declaration = Declaration {
    name: "entries/glued",
    summary: "an item swallowed by the one above, or with two markers",
    severity: Severity::Error,
    on_by_default: true,
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    yields_to: &[],
    options: &[],
    source: include_str!("glued.rs"),
    build: |_| Box::new(Glued),
};

/// The widest text, in columns, that may stand before the link of a line without a marker.
const TITLE_CAP: usize = 40;
/// A line this wide, in columns, may have been wrapped by its author.
const WRAPPED: usize = 100;
/// Words that begin the rest of a sentence, or name what a link is to the item above.
const DETAILS: [&str; 22] = [
    "see", "and", "or", "with", "from", "at", "in", "by", "via", "more", "also", "for", "on", "to", "the", "a", "an",
    "source", "docs", "demo", "website", "link",
];

struct Glued;

impl Rule for Glued {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        for (index, block) in document.blocks().iter().enumerate() {
            let id = BlockId(index as u32);
            match block.kind {
                BlockKind::Paragraph => without_space(id, block, context, sink),
                BlockKind::List { .. } => {
                    let items: Vec<(BlockId, &Block)> = document.children_of(id).collect();
                    without_marker(&items, context, sink);
                    doubled(&items, context, sink);
                }
                _ => {}
            }
        }
    }
}

/// The lines of a leaf block: each from its first character on.
fn lines_of(document: &Document, block: &Block) -> impl Iterator<Item = Span> {
    let last = document.line_of(block.span.end.saturating_sub(1).max(block.span.start));
    (document.line_of(block.span.start)..=last).map(move |line| {
        let content = document.lines().content(line, document.source());
        let content = Span::new(content.start.max(block.span.start), content.end);
        let text = document.text(content);
        let start = content.start + text.len() - text.trim_start().len();
        Span::new(start, start + text.trim().len())
    })
}

/// `-[title](url)`.
fn without_space(id: BlockId, block: &Block, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let text = document.text(block.span);
    if !text.starts_with(['-', '*', '+']) && !document.has_line_ending(block.span) {
        return;
    }
    for line in lines_of(document, block) {
        let text = document.text(line);
        let after = text.trim_start_matches(['-', '*', '+']);
        let is_marker = text.len() - after.len() == 1 && after.starts_with(['[', '<']);
        let Some(link) = link_at(document, line.start + 1).filter(|link| is_marker && !link.image && link.has_text)
        else {
            continue;
        };
        // The marker of emphasis is no text, and in a quote a dash names the author.
        let literal = inlines_in(document, Span::new(line.start, line.start + 1))
            .iter()
            .any(|inline| inline.kind == InlineKind::Text && inline.span.covers(line.start));
        if !literal || document.ancestors(id).any(|block| block.kind == BlockKind::Quote) {
            continue;
        }
        let marker = document.text(Span::new(line.start, line.start + 1));
        let fix = Fix::safe(format!("Put a space after `{marker}`"), context.edition, Span::at(line.start + 1), " ")
            .with_effects(ENTRIES);
        let span = Span::new(line.start, link.span.end);
        sink.report(
            Finding::at(span, format!("no space after `{marker}`: this is no list item, it is shown as text")).fix(fix),
        );
    }
}

const ENTRIES: Effects = Effects { entries: true, ..Effects::NONE };

/// The link that begins at `offset`. At the start of an item, `[label]: …` would not be one but a definition.
fn link_at(document: &Document, offset: usize) -> Option<&Link> {
    let at = document.links().partition_point(|link| link.span.start < offset);
    document.links().get(at).filter(|link| {
        let after = document.source().get(link.span.end..).unwrap_or("");
        link.span.start == offset && !(link.kind == LinkKind::Reference && after.starts_with(':'))
    })
}

/// A line that goes on from an item of a list whose other items have one line each, and begins a resource.
fn without_marker(items: &[(BlockId, &Block)], context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let paragraph = |id: BlockId| {
        document.block(BlockId(id.0 + 1)).filter(|child| child.parent == Some(id) && child.kind == BlockKind::Paragraph)
    };
    let wraps = |(id, _): &&(BlockId, &Block)| paragraph(*id).is_some_and(|body| document.has_line_ending(body.span));
    let mut wrapped = items.iter().filter(wraps);
    let (Some((id, item)), None) = (wrapped.next(), wrapped.next()) else { return };
    let Some(body) = paragraph(*id).filter(|_| items.len() > 1) else { return };
    let lines: Vec<Span> = lines_of(document, body).collect();
    let column = |offset: usize| offset - document.lines().span(document.line_of(offset)).start;
    let body_column = column(body.span.start);
    let Some(prefix) = prefix_of(document, item, body) else { return };
    let mut above = lines.first().copied();
    for line in lines.iter().skip(1) {
        let starts_item = above.is_some_and(|above| is_complete(document, above))
            && column(line.start) < body_column
            && is_resource(document, *line, body);
        if !starts_item {
            return;
        }
        let start = document.lines().span(document.line_of(line.start)).start;
        let fix = Fix::safe(
            format!("Put `{}` before it", prefix.trim()),
            context.edition,
            Span::new(start, line.start),
            prefix,
        )
        .with_effects(ENTRIES);
        let finding = Finding::at(
            *line,
            format!(
                "no `{}` before this line: it is shown as the end of the item in line {}",
                prefix.trim(),
                document.line_of(item.span.start)
            ),
        );
        sink.report(finding.fix(fix));
        above = Some(*line);
    }
}

/// Indentation and bullet of `item`; `None` for numbered items, where the number is not known.
fn prefix_of<'a>(document: &'a Document, item: &Block, body: &Block) -> Option<&'a str> {
    let start = document.lines().span(document.line_of(item.span.start)).start;
    let prefix = document.text(Span::new(start, body.span.start));
    matches!(prefix.trim(), "-" | "*" | "+").then_some(prefix)
}

/// Whether nothing of the line at `above` asks to be gone on with.
fn is_complete(document: &Document, above: Span) -> bool {
    let text = document.text(above);
    display_width(text) <= WRAPPED
        && text.ends_with(['.', '!', '?', '。', '！', '？', '…', ')', '）', ']', '】', '`', '>', '*'])
}

/// Whether the line has the shape of an entry: a link as the item's own begins with one, or a short title and a URL.
fn is_resource(document: &Document, line: Span, body: &Block) -> bool {
    let first = document.links().partition_point(|link| link.span.start < line.start);
    let Some(resource) = document.links().get(first).filter(|link| link.span.end <= line.end) else { return false };
    let is_url = matches!(resource.kind, LinkKind::Literal | LinkKind::Autolink);
    if resource.image || !(resource.has_text || is_url) || matches!(resource.target, Target::Anchor(_)) {
        return false;
    }
    let before = document.text(Span::new(line.start, resource.span.start));
    if before.is_empty() {
        let begins = |offset| link_at(document, offset).is_some();
        return document.text(line).starts_with('[') && begins(line.start) && begins(body.span.start);
    }
    let word = before.split_whitespace().next().unwrap_or("").to_lowercase();
    let title = before.trim_end();
    title.len() < before.len()
        && title.ends_with(|character: char| character.is_alphanumeric() || matches!(character, ')' | '）'))
        && title.starts_with(char::is_alphanumeric)
        && !DETAILS.contains(&word.as_str())
        && display_width(title) <= TITLE_CAP
        && is_url
}

/// `- - title`: one item of one line, alone in an item of its own. Where many are so, it is meant.
fn doubled(items: &[(BlockId, &Block)], context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let found: Vec<(&Block, &Block, &Block)> = items
        .iter()
        .filter_map(|(id, item)| Some((*item, inner_item(document, *id, item)?)))
        .map(|(item, (inner, content))| (item, inner, content))
        .collect();
    if found.len() * 2 > items.len().max(2) {
        return;
    }
    for (item, inner, content) in found {
        // The span of a nested item may begin with its indentation.
        let indent = document.text(item.span).len() - document.text(item.span).trim_start().len();
        let markers = Span::new(item.span.start + indent, content.span.start);
        let surplus = Span::new(inner.span.start, content.span.start);
        let fix = Fix::safe("Remove the second marker", context.edition, surplus, "").with_effects(ENTRIES);
        sink.report(Finding::at(markers, "two markers: this is a list within an empty item").fix(fix));
    }
}

/// The only item of the bullet list that is all of `item`, with its paragraph, where both markers stand on one line.
fn inner_item<'a>(document: &'a Document, id: BlockId, item: &Block) -> Option<(&'a Block, &'a Block)> {
    if document.block(BlockId(id.0 + 1)).is_none_or(|list| !matches!(list.kind, BlockKind::List { .. })) {
        return None;
    }
    let [list, inner, content] = [1, 2, 3].map(|offset| document.block(BlockId(id.0 + offset)));
    let (list, inner, content) = (list?, inner?, content?);
    let nested =
        list.parent == Some(id) && inner.parent == Some(BlockId(id.0 + 1)) && content.parent == Some(BlockId(id.0 + 2));
    let bullet = document.text(Span::new(item.span.start, list.span.start));
    let fits = nested
        && list.kind == BlockKind::List { ordered: false }
        && matches!(bullet.trim(), "-" | "*" | "+")
        && content.kind == BlockKind::Paragraph
        && content.span.end == item.span.end
        && !document.has_line_ending(item.span);
    fits.then_some((inner, content))
}
