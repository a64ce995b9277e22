//! Where a suppression comment is obeyed.

use crate::api::suppression::Verb;
use crate::engine::suppression::directive::{Dialect, Directive};
use curate_document::html::{Markup, scan};
use curate_document::{Block, BlockId, BlockKind, Document, Span};

/// The most comments that may follow one another before what they are all about.
const COMMENTS: usize = 16;

/// The bytes that `directive` silences, from its first to the one after its last; lines are taken whole.
/// `usize::MAX` ends a stretch that runs to the end of the document.
pub(super) fn scope_of(document: &Document, directive: &Directive) -> (usize, usize) {
    let lines = document.lines();
    let line = lines.line_of(directive.comment.start);
    match directive.verb {
        Verb::FileIgnore => (0, usize::MAX),
        Verb::DisableLine => closed(document, lines.span(line)),
        Verb::DisableNextLine => closed(document, lines.span(lines.line_of(directive.comment.end) + 1)),
        _ => closed(document, whole_lines(document, governed(document, directive))),
    }
}

/// What an `ignore` is about: its own paragraph, heading, row or item; alone on its line, what follows.
fn governed(document: &Document, directive: &Directive) -> Span {
    let own = document.block(directive.block).map_or(directive.comment, |block| block.span);
    let is_apart = document.block(directive.block).is_some_and(|block| block.kind == BlockKind::Html);
    if !is_apart {
        return own_line(document, directive.block);
    }
    if !is_comment(document.text(own)) {
        return own;
    }
    let following = document.blocks().iter().enumerate().skip(directive.block.0 as usize + 1).take(COMMENTS);
    let mut following =
        following.skip_while(|(_, block)| block.kind == BlockKind::Html && is_comment(document.text(block.span)));
    match following.next() {
        // For remark and prettier it is the whole next node.
        Some((_, block)) if matches!(directive.origin, Dialect::Remark | Dialect::Prettier) => own.join(block.span),
        Some((index, block)) => own.join(first_of(document, BlockId(index as u32), block)),
        None => own,
    }
}

/// The row around a cell, else the block itself.
fn own_line(document: &Document, id: BlockId) -> Span {
    let Some(block) = document.block(id) else { return Span::default() };
    let row = document.ancestors(id).find(|around| matches!(around.kind, BlockKind::Row { .. }));
    row.filter(|_| block.kind == BlockKind::Cell).map_or(block.span, |row| row.span)
}

/// Of a list its first item's own paragraph, of anything else all.
fn first_of(document: &Document, id: BlockId, block: &Block) -> Span {
    if !matches!(block.kind, BlockKind::List { .. } | BlockKind::Item { .. }) {
        return block.span;
    }
    let inside = document.blocks().iter().skip(id.0 as usize + 1).take_while(|inner| block.span.contains(inner.span));
    let first = inside
        .filter(|inner| !matches!(inner.kind, BlockKind::List { .. } | BlockKind::Item { .. }))
        .map(|inner| inner.span)
        .next();
    first.map_or(block.span, |first| Span::new(block.span.start, first.end))
}

/// Whether nothing but comments is in `html`.
fn is_comment(html: &str) -> bool {
    let mut at = 0;
    for markup in scan(html) {
        let Markup::Comment(span, _) = markup else { return false };
        if !html.get(at..span.start).unwrap_or("").trim().is_empty() {
            return false;
        }
        at = span.end;
    }
    html.get(at..).unwrap_or("").trim().is_empty()
}

fn whole_lines(document: &Document, span: Span) -> Span {
    let lines = document.lines();
    let last = span.end.saturating_sub(1).max(span.start);
    lines.span(lines.line_of(span.start)).join(lines.span(lines.line_of(last)))
}

fn closed(document: &Document, span: Span) -> (usize, usize) {
    let is_last = span.end >= document.source().len();
    (span.start, if is_last { usize::MAX } else { span.end })
}
