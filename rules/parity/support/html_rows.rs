//! Entries that are written as rows of HTML tables or items of HTML lists: only looked at, never written.

use crate::api::diagnostic::Finding;
use crate::api::rule::Sink;
use crate::parity::support::comparison::{Comparison, SUMMARISED};
use crate::parity::support::message_parts::some_of;
use crate::text::entry_name::shortened;
use curate_document::html::{Markup, scan};
use curate_document::{BlockKind, Document, Link, LinkKind, Span};
use std::collections::BTreeSet;

/// A row with a link.
struct HtmlRow {
    name: String,
    /// The text of the link.
    span: Span,
    /// The localised key of its URL.
    key: String,
}

/// Reports the rows of the source that a translation lacks, where both have such a list.
pub(crate) fn report_rows(comparison: &Comparison<'_>, sink: &mut Sink<'_>) {
    let Some(reported_in) = comparison.reported_in() else { return };
    let (there, here) = (rows(comparison.other), rows(comparison.document));
    let keys_there: BTreeSet<&str> = there.iter().map(|row| &*row.key).collect();
    let shared = here.iter().filter(|row| keys_there.contains(&*row.key)).count();
    if shared == 0 || shared * 2 < here.len() {
        return;
    }
    let known: BTreeSet<String> = comparison.document.links().iter().filter_map(key_of).collect();
    let missing: Vec<usize> =
        (0..there.len()).filter(|index| there.get(*index).is_some_and(|row| !known.contains(&row.key))).collect();
    let is_here = reported_in == comparison.here;
    let (path, other) = (&comparison.edition.path, &comparison.other_edition.path);
    let place = |index: usize| {
        let before = there.iter().take(index).rev().find_map(|row| here.iter().find(|own| own.key == row.key));
        before.or(here.first()).map(|row| row.span).unwrap_or_default()
    };
    let report = |index: usize, message: String, sink: &mut Sink<'_>| {
        let span = there.get(index).map(|row| row.span).unwrap_or_default();
        let finding = if is_here {
            Finding::at(place(index), message).label(comparison.there, span, "the entry")
        } else {
            Finding::at(span, message).label(comparison.here, place(index), "it belongs after this")
        };
        sink.report(finding.in_edition(reported_in));
    };
    let name = |index: &usize| there.get(*index).map(|row| row.name.clone()).unwrap_or_default();
    if missing.len() > SUMMARISED && !comparison.expands() {
        let (count, some) = (missing.len(), some_of(&missing.iter().map(name).collect::<Vec<_>>()));
        let message = if is_here {
            format!("{other} has {count} entries in HTML that this edition lacks: {some}")
        } else {
            format!("{path} lacks {count} entries in HTML: {some}")
        };
        return report(missing.first().copied().unwrap_or(0), message, sink);
    }
    for index in missing {
        let message = if is_here {
            format!("{other} has an entry here that this edition lacks: \"{}\"", name(&index))
        } else {
            format!("{path} lacks this entry: \"{}\"", name(&index))
        };
        report(index, message, sink);
    }
}

fn key_of(link: &Link) -> Option<String> {
    link.key().map(|key| key.localised().as_str().to_owned())
}

/// The rows and items of HTML in `document`, by the first link with a text.
fn rows(document: &Document) -> Vec<HtmlRow> {
    let mut rows = Vec::new();
    let blocks = document.blocks().iter().filter(|block| block.kind == BlockKind::Html);
    for block in blocks {
        let text = document.text(block.span);
        if !["<tr", "<li", "<TR", "<LI"].iter().any(|tag| text.contains(tag)) {
            continue;
        }
        let mut start = None;
        for markup in scan(text) {
            let (name, at, opens) = match &markup {
                Markup::Open(tag) => (tag.name, tag.span.start, true),
                Markup::Close(name, span) => (*name, span.start, false),
                Markup::Comment(..) => continue,
            };
            if !["tr", "li"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
                continue;
            }
            if let Some(start) = start.take() {
                rows.extend(row(document, Span::new(block.span.start + start, block.span.start + at)));
            }
            start = opens.then_some(at);
        }
    }
    rows
}

fn row(document: &Document, span: Span) -> Option<HtmlRow> {
    let link = document
        .links_in(span)
        .iter()
        .find(|link| link.kind == LinkKind::Html && !link.image && link.has_text && link.entry.is_none())?;
    Some(HtmlRow { name: shortened(document.text(link.text).trim()), span: link.text, key: key_of(link)? })
}
