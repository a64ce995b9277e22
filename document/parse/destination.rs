//! Finds the destination of a link inside its bytes (CommonMark 6.3), which the parser does not give.

use crate::model::Span;

/// The destination that begins at `start` or after white space there, without its `<>`; it does not reach beyond `end`.
pub(super) fn destination_in(source: &str, start: usize, end: usize) -> Span {
    let bytes = source.as_bytes();
    let mut at = start;
    while at < end && bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    if bytes.get(at) == Some(&b'<') {
        let mut close = at + 1;
        while close < end && bytes.get(close) != Some(&b'>') {
            close += 1 + usize::from(is_escape(bytes, close));
        }
        return Span::new(at + 1, close.min(end));
    }
    let first = at;
    let mut depth = 0_usize;
    while at < end {
        match bytes.get(at) {
            Some(b'\\') => at += usize::from(is_escape(bytes, at)),
            Some(b'(') => depth += 1,
            Some(b')') if depth == 0 => break,
            Some(b')') => depth -= 1,
            Some(byte) if byte.is_ascii_whitespace() => break,
            _ => {}
        }
        at += 1;
    }
    Span::new(first, at.min(end))
}

/// Whether a backslash is at `at` that makes the punctuation behind it text (CommonMark 2.4).
fn is_escape(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'\\') && bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation)
}
