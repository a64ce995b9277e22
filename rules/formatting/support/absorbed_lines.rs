//! Lines that lack the blank line before them and so became something else: the underline of a heading, part of an item.

use crate::api::diagnostic::{Applicability, Effects, Finding};
use crate::api::rule::{Context, Sink};
use crate::formatting::support::blank_line::{insertion, insertion_outside};
use curate_document::script::display_width;
use curate_document::{Block, BlockId, BlockKind, Document, LinkKind, Span, Target};

/// A text wider than this, in columns, is not a heading.
const HEADING_CAP: usize = 80;

/// So many equal lines in the first column belong to the document, not to the items above them.
const REPEATED: usize = 3;

/// A text that a line of dashes right under it makes a heading, in a document whose headings begin with `#`.
pub(crate) fn accidental_heading(id: BlockId, block: &Block, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let text = document.text(block.span);
    if text.starts_with('#') || block.parent.is_some() {
        return;
    }
    let Some(underline) = text.lines().next_back().filter(|line| line.trim().starts_with("---")) else { return };
    let rendered = document.rendered(id);
    let ends = rendered.trim_end().ends_with(['.', '!', '。', '！']);
    let is_text =
        text.lines().count() > 2 || ends || rendered.trim().is_empty() || display_width(&rendered) > HEADING_CAP;
    if !is_text {
        return;
    }
    let line = document.line_of(block.span.end.saturating_sub(1));
    let span = Span::new(block.span.end.saturating_sub(underline.len()), block.span.end);
    let mut fix = insertion(line, context).with_effects(Effects { headings: true, ..Effects::default() });
    fix.applicability = Applicability::Unsafe;
    let message = text!("no blank line before these dashes: they make a heading of the text above");
    sink.report(Finding::at(span, message).fix(fix));
}

/// A line that became part of the item above and was not meant to: a link back to the contents, or a table.
pub(crate) fn absorbed(id: BlockId, block: &Block, context: &Context<'_>, sink: &mut Sink<'_>) {
    let document = context.document;
    let in_item = document.block(id).and_then(|block| block.parent).and_then(|parent| document.block(parent));
    if !in_item.is_some_and(|item| matches!(item.kind, BlockKind::Item { .. })) {
        return;
    }
    let (first, last) = (document.line_of(block.span.start), document.line_of(block.span.end.saturating_sub(1)));
    for line in first + 1..=last {
        let bytes = document.lines().content(line, document.source());
        let text = document.text(bytes);
        let below = document.text(document.lines().content(line + 1, document.source()));
        let message = if text.starts_with('|') && is_delimiter_row(below) {
            text!("no blank line before this table: it is shown as part of the item above")
        } else if is_way_back(document, bytes) {
            text!("no blank line before this link: it is shown as part of the item above")
        } else {
            continue;
        };
        let effects = Effects { entries: true, ..Effects::default() };
        // What follows it comes along.
        sink.report(Finding::at(bytes, message).fix(insertion_outside(line, context).with_effects(effects)));
        return;
    }
}

/// Whether `line` is what stands under the head of a table.
fn is_delimiter_row(line: &str) -> bool {
    line.starts_with('|')
        && line.contains('-')
        && line.chars().all(|character| matches!(character, '|' | '-' | ':' | ' ' | '\t'))
}

/// Whether the line is nothing but a link to an anchor, and begins in the first column or stands there elsewhere.
fn is_way_back(document: &Document, line: Span) -> bool {
    let indented = document.text(line);
    let text = indented.trim_start();
    if !text.starts_with(['[', '*', '_']) || (text.len() < indented.len() && !is_repeated(document, text)) {
        return false;
    }
    let line = Span::new(line.end - text.len(), line.end);
    let first = document.links().partition_point(|link| link.span.start < line.start);
    let Some(back) = document.links().get(first).filter(|link| line.contains(link.span)) else { return false };
    let outside = text
        .get(..back.span.start - line.start)
        .unwrap_or("")
        .chars()
        .chain(document.text(Span::new(back.span.end, line.end)).chars());
    // Below a link to another anchor it is one more line of contents.
    let above = document.links().get(..first).and_then(<[_]>::last).filter(|above| above.block == back.block);
    if above.is_some_and(|above| matches!(above.target, Target::Anchor(_))) {
        return false;
    }
    let bare = outside.into_iter().all(|character| matches!(character, '*' | '_' | ' ' | '\t'));
    bare && back.kind == LinkKind::Inline && matches!(back.target, Target::Anchor(_))
}

/// Whether many lines of the document are this text: what is written under sections.
fn is_repeated(document: &Document, text: &str) -> bool {
    document.source().lines().filter(|line| *line == text).take(REPEATED).count() == REPEATED
}
