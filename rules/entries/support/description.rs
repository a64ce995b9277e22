//! What of an entry is a description for certain.

use crate::entries::support::inlines::inlines_in;
use crate::entries::support::separation::separation;
use curate_document::{Document, Entry, InlineKind, Span, Target};

/// The entries of `document` that present something. What leads to another page of a list of URLs (`moved to …`) is a
/// signpost, and not written like the rest.
pub(crate) fn presenting(document: &Document) -> impl Iterator<Item = &Entry> {
    // `- [1.0](#1.0) <a name='1.0'></a>` is a number that can be linked to.
    let leads_to_itself = |entry: &Entry| match document.link_of(entry).map(|link| &link.target) {
        Some(Target::Anchor(anchor)) => {
            let own = document.text(entry.own);
            own.contains(&format!("=\"{anchor}\"")) || own.contains(&format!("='{anchor}'"))
        }
        _ => false,
    };
    let leads_near = |entry: &Entry| {
        let target = document.link_of(entry).map(|link| &link.target);
        matches!(target, Some(Target::Path { .. } | Target::Anchor(_)))
    };
    let near = document.markdown_entries().filter(|entry| leads_near(entry)).count();
    let linked = document.markdown_entries().filter(|entry| entry.link.is_some()).count();
    let are_signposts = near * 5 <= linked;
    document.markdown_entries().filter(move |entry| !(are_signposts && leads_near(entry) || leads_to_itself(entry)))
}

/// The description of `entry`, where it is one for certain.
pub(crate) fn description(document: &Document, entry: &Entry) -> Option<Span> {
    let wraps = entry.separator.is_some_and(|span| document.has_line_ending(span));
    let certain = entry.row || wraps || separation(document, entry).is_some();
    entry.description.filter(|_| certain)
}

/// The title of `entry` as rendered; `None` where there is none.
pub(crate) fn rendered_title(document: &Document, entry: &Entry) -> Option<String> {
    let title = document.rendered_title(entry)?;
    (!title.trim().is_empty()).then_some(title)
}

/// The text at `span`, which lies in one paragraph or cell, as rendered: code without its backticks, no images.
pub(crate) fn rendered(document: &Document, span: Span) -> String {
    let mut text = String::new();
    for inline in inlines_in(document, span) {
        if span.contains(inline.span) {
            text.push_str(&document.rendered_inlines(std::slice::from_ref(inline)));
        } else if inline.kind == InlineKind::Text {
            text.push_str(document.text(Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end))));
        }
    }
    text
}

/// Whether `entry` holds more than its own line: nested items, further paragraphs.
pub(crate) fn holds_more(document: &Document, entry: &Entry) -> bool {
    !document.text(Span::new(entry.own.end, entry.span.end)).trim().is_empty() && !entry.row
}
