//! The separator of the entry that a text belongs to.

use curate_document::{Document, Prose, Span};

/// The separator of the entry whose text `prose` is; how it is written is another rule's concern.
pub(crate) fn separator_of(prose: &Prose<'_>, document: &Document) -> Option<Span> {
    let after = document.entries().partition_point(|entry| entry.block <= prose.block);
    let entry = document.entries().get(after.checked_sub(1)?)?;
    entry.separator.filter(|separator| entry.own.contains(*separator))
}
