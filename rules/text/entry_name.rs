//! What messages call entries, and where they point at them.

use curate_document::{Document, Entry, Span};

/// How an entry is called in a message: its title as rendered, cut where it is long.
pub(crate) fn entry_name(document: &Document, entry: &Entry) -> String {
    let apparent =
        curate_document::alignment::fallback_link(document, entry).map(|link| document.text(link.text).to_owned());
    let rendered = apparent.or_else(|| document.rendered_title(entry));
    let rendered = rendered.unwrap_or_default();
    let own = || document.text(first_line(document, entry.own)).trim_start_matches(['#', ' ']);
    shortened(Some(rendered.trim()).filter(|name| !name.is_empty()).unwrap_or_else(own))
}

/// The longest name in a message, in characters.
const LONGEST_NAME: usize = 60;

/// `text` on one line, cut where it is long.
pub(crate) fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim_end();
    if line.chars().count() <= LONGEST_NAME && line.len() == text.len() {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(LONGEST_NAME - 1).collect();
    short.push('…');
    short
}

/// Where an entry is pointed at: its title, else its first line.
pub(crate) fn entry_span(document: &Document, entry: &Entry) -> Span {
    let span = entry.title.filter(|title| !title.is_empty()).unwrap_or(entry.own);
    first_line(document, span)
}

/// `span` up to the end of its first line.
pub(crate) fn first_line(document: &Document, span: Span) -> Span {
    let text = document.text(span);
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    Span::new(span.start, span.start + text.get(..end).unwrap_or(text).trim_end().len())
}
