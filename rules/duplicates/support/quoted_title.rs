//! Titles as messages quote them.

use curate_document::{Document, Span};

/// The text of `span` on one line, without characters that nobody sees.
pub(crate) fn quoted_title(document: &Document, span: Span) -> String {
    let mut line = String::with_capacity(span.end.saturating_sub(span.start));
    for word in document.text(span).split_whitespace() {
        let word = word.chars().filter(|character| !matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}'));
        let before = line.len();
        line.extend(word);
        if before > 0 && line.len() > before {
            line.insert(before, ' ');
        }
    }
    line
}
