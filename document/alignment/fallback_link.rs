//! A link that its author meant but no parser sees: `[title](https://example.org/a b)`.

use crate::model::{Document, Entry, Span};
use crate::url::UrlKey;

/// What was meant as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FallbackLink {
    /// The bytes of its text.
    pub text: Span,
    /// The bytes of its destination, as broken as it is.
    pub destination: Span,
    /// The URL it must mean.
    pub key: UrlKey,
}

/// A URL that blanks got into has this many pieces at most.
const MOST_PIECES: usize = 3;

/// The link that an entry without one was meant to have: brackets, then a URL in brackets, wide ones too, with blanks
/// where none may be.
pub fn fallback_link(document: &Document, entry: &Entry) -> Option<FallbackLink> {
    if entry.link.is_some() || entry.row {
        return None;
    }
    let own = document.text(entry.own);
    let open = own.find(['[', '［'])?;
    let text_start = open + own.get(open..)?.chars().next()?.len_utf8();
    let text = own.get(text_start..)?;
    let (close, after) = if let Some(close) = closing(text) {
        (text_start + close, text_start + close + text.get(close..)?.chars().next()?.len_utf8())
    } else {
        // `[title (https://example.org)`: the bracket that closes it is not there.
        let line = text.lines().next().unwrap_or("");
        let url = line.find("(http").filter(|_| !line.contains([']', '］']))?;
        (text_start + line.get(..url)?.trim_end().len(), text_start + url)
    };
    let rest = own.get(after..)?;
    let opening = rest.len() - rest.trim_start().trim_start_matches(['(', '（', '<']).len();
    if !rest.get(..opening)?.contains(['(', '（']) {
        return None;
    }
    let start = after + opening;
    let rest = own.get(start..)?;
    let end = rest.find([')', '）', '\n', '>'])?;
    let destination = rest.get(..end)?;
    let scheme = destination.trim_start().get(..4)?;
    if !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    // What follows many blanks is not part of the URL.
    let is_prose = destination.split(char::is_whitespace).count() > MOST_PIECES;
    let url = if is_prose { destination.split_whitespace().next()? } else { destination };
    let key = UrlKey::of(url)?;
    let at = |start: usize, end: usize| Span::new(entry.own.start + start, entry.own.start + end);
    let (text, destination) = (at(text_start, close), at(start, start + end));
    let is_parsed = document.links_of(entry).iter().any(|link| link.text.overlaps(text));
    (!is_parsed).then_some(FallbackLink { text, destination, key })
}

/// The offset of the bracket that closes the one before `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (index, character) in text.char_indices() {
        match character {
            '[' | '［' => depth += 1,
            ']' | '］' if depth == 0 => return Some(index),
            ']' | '］' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}
