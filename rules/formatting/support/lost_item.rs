//! Items of a list that lost their marker, or the blank behind it.

use curate_document::{Block, Document, Span};

/// Whether the last line of the text `above` the list `below` is an item of it without its marker, or with one that is glued to it:
/// a link and what is said of it.
pub(crate) fn is_lost_item(document: &Document, above: &Block, below: &Block) -> bool {
    let last = document.lines().content(document.line_of(above.span.end.saturating_sub(1)), document.source());
    let first = document.lines().content(document.line_of(below.span.start), document.source());
    let lead = |line: Span| {
        let at = document.links().partition_point(|link| link.span.start < line.start);
        let link = document.links().get(at).filter(|link| link.has_text && line.contains(link.span))?;
        is_lead(document.text(Span::new(line.start, link.span.start))).then_some(link)
    };
    let Some(behind) = lead(last).map(|link| document.text(Span::new(link.span.end, last.end)).trim_end()) else {
        return false;
    };
    behind.contains(char::is_alphabetic) && !behind.ends_with([':', '：']) && lead(first).is_some()
}

/// Whether `text` before a link is a marker, emphasis, a letter or two that are left of them, and nothing else.
fn is_lead(text: &str) -> bool {
    let bare = text.trim().trim_start_matches(['-', '*', '+']).trim_start();
    let is_glued = bare.len() < text.trim().len() && !bare.contains(char::is_whitespace);
    is_glued || bare.trim_matches(['*', '_', '~']).is_empty()
}
