//! The comment that silences a finding where it stands: behind an item or in its row's last cell, above a heading or a table.

use crate::lsp::snapshot::Snapshot;
use curate_document::{BlockId, BlockKind, Document, Edition, EditionId, List, Span};
use curate_rules::{Diagnostic, Edit, RULES, silenced};

/// The edit that adds the comment, and how many findings it silences; `None` where `found` would not be one of them, or the edit would change
/// what the page shows.
pub(crate) fn comment(snapshot: &Snapshot, found: &Diagnostic) -> Option<(Edit, usize)> {
    let document = snapshot.document(found.edition)?;
    let comment = format!("<!-- curate ignore {} -->", found.rule);
    let block = innermost(document, found.span.start)?;
    let (at, text) = match place(document, block)? {
        CommentPlace::Behind(at) => (at, format!(" {comment}")),
        CommentPlace::Before(at) => (at, format!("{comment} ")),
        CommentPlace::Above(at) => (at, format!("{comment}\n")),
    };
    let edit = Edit { edition: found.edition, span: Span::at(at), text };
    let count = silences(snapshot, found, &edit)?;
    Some((edit, count))
}

/// Where a comment goes.
enum CommentPlace {
    /// Behind the text that ends there.
    Behind(usize),
    /// Before the bar that ends a row.
    Before(usize),
    /// On a line of its own, before the one that begins there.
    Above(usize),
}

fn place(document: &Document, id: BlockId) -> Option<CommentPlace> {
    let block = document.block(id)?;
    let row = document.ancestors(id).find(|around| matches!(around.kind, BlockKind::Row { head: false }));
    if let Some(row) = row.or(Some(block)).filter(|row| matches!(row.kind, BlockKind::Row { head: false })) {
        let end = end_of_text(document, row.span);
        let is_closed = document.text(row.span).trim_end().ends_with('|');
        return Some(if is_closed { CommentPlace::Before(end - 1) } else { CommentPlace::Behind(end) });
    }
    let in_item = document.ancestors(id).any(|around| matches!(around.kind, BlockKind::Item { .. }));
    match block.kind {
        BlockKind::Paragraph => Some(CommentPlace::Behind(end_of_text(document, block.span))),
        BlockKind::Item { .. } => {
            let inner = document.blocks().iter().skip(id.0 as usize + 1).find(|inner| block.span.contains(inner.span));
            // The text of a tight item is the item's own.
            let own = match inner {
                Some(inner) if inner.kind == BlockKind::Paragraph => inner.span,
                Some(inner) => Span::new(block.span.start, inner.span.start),
                None => block.span,
            };
            Some(CommentPlace::Behind(end_of_text(document, own)))
        }
        _ if in_item => None,
        _ => {
            let around = document.ancestors(id).last().unwrap_or(block);
            let line = document.lines().line_of(around.span.start);
            Some(CommentPlace::Above(document.lines().span(line).start))
        }
    }
}

/// Where the text of `span` ends that is no white space.
fn end_of_text(document: &Document, span: Span) -> usize {
    span.start + document.text(span).trim_end().len()
}

/// The innermost block that holds the byte at `offset`.
fn innermost(document: &Document, offset: usize) -> Option<BlockId> {
    let holds = |span: Span| span.start <= offset && offset < span.end.max(span.start + 1);
    let index = document.blocks().iter().rposition(|block| holds(block.span))?;
    Some(BlockId(index as u32))
}

/// How many findings `edit` silences; `None` where `found` is none of them, or the page would not keep all its headings, entries and links.
fn silences(snapshot: &Snapshot, found: &Diagnostic, edit: &Edit) -> Option<usize> {
    let Edition { path, document, .. } = snapshot.list.edition(edit.edition)?;
    let mut source = document.source().to_owned();
    source.insert_str(edit.span.start, &edit.text);
    let changed = document.parse_alike(source);
    let counts = |document: &Document| (document.sections().len(), document.entries().len(), document.links().len());
    if counts(document) != counts(&changed) {
        return None;
    }
    let alone = List::new(vec![Edition::new(path.clone(), changed, true)]);
    // Where they are after the edit.
    let moved = |found: &Diagnostic| {
        let at = |offset: usize| if offset < edit.span.start { offset } else { offset + edit.text.len() };
        let span = Span::new(at(found.span.start), at(found.span.end));
        Diagnostic { edition: EditionId(0), span, labels: Vec::new(), fix: None, ..found.clone() }
    };
    let alike = snapshot.diagnostics.iter().filter(|other| other.rule == found.rule && other.edition == found.edition);
    let is_silenced = silenced(&alone, RULES, vec![moved(found)]) == 1;
    is_silenced.then(|| silenced(&alone, RULES, alike.map(moved).collect()))
}
