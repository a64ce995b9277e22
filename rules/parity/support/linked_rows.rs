//! Tables whose rows are entries of a list, and tables that only say something.

use curate_document::{BlockKind, Document, Entry, Span};

/// Whether a row of the table at `table` is an entry that leads somewhere.
pub(crate) fn has_linked_row(document: &Document, table: Span) -> bool {
    let first = document.entries().partition_point(|entry| entry.own.start < table.start);
    let inside = document.entries().iter().skip(first).take_while(|entry| table.contains(entry.own));
    inside.into_iter().any(|entry| document.link_of(entry).is_some())
}

/// Whether an entry is a row of a table of which no row leads anywhere.
pub(crate) fn is_plain_row(document: &Document, entry: &Entry) -> bool {
    let table = document.ancestors(entry.block).find(|around| around.kind == BlockKind::Table);
    entry.row && table.is_some_and(|table| !has_linked_row(document, table.span))
}
