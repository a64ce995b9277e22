//! The text of raw HTML: what stands between its tags.

use crate::model::{Document, Entry, Span};
use crate::parse::decoded_references;
use crate::parse::html::{Markup, scan};

/// From the first to the last character at `span` that is shown, tags between them included; `None` where nothing is.
pub(super) fn shown_text(document: &Document, span: Span) -> Option<Span> {
    let html = document.text(span);
    let mut shown: Option<Span> = None;
    for piece in pieces(html) {
        let text = html.get(piece.start..piece.end).unwrap_or("");
        if decoded_references(text).trim_matches(is_unseen).is_empty() {
            continue;
        }
        let start = piece.start + text.len() - text.trim_start_matches(is_unseen).len();
        let own = Span::new(start, start + text.trim_matches(is_unseen).len());
        shown = Some(shown.map_or(own, |shown| shown.join(own)));
    }
    shown.map(|shown| Span::new(span.start + shown.start, span.start + shown.end))
}

fn is_unseen(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// The bytes of `html` that are no tag and no comment.
fn pieces(html: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for markup in scan(html) {
        let tag = match markup {
            Markup::Open(tag) => tag.span,
            Markup::Close(_, span) | Markup::Comment(span, _) => span,
        };
        pieces.push(Span::new(at, tag.start));
        at = tag.end;
    }
    pieces.push(Span::new(at, html.len()));
    pieces
}

/// `html` without its tags, character references decoded, on one line.
fn rendered(html: &str) -> String {
    let text: Vec<&str> = pieces(html).iter().filter_map(|piece| html.get(piece.start..piece.end)).collect();
    decoded_references(&text.concat()).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Document {
    /// The title of `entry` as rendered; `None` where it has none.
    pub fn rendered_title(&self, entry: &Entry) -> Option<String> {
        if entry.html {
            return Some(rendered(self.text(entry.title?)));
        }
        Some(self.rendered_at(entry.body?, entry.title?))
    }
}
