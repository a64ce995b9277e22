//! Finds the text and the destination of a link inside its bytes (CommonMark 6.3), which the parser does not tell.

use crate::Span;

/// The text and the destination of `[text](destination "title")`, whose bytes are `span`.
pub fn in_link(source: &str, span: Span) -> (Span, Span) {
    parts(source, span, span.start + 1)
}

/// The alternative text and the destination of `![alt](destination "title")`.
pub fn in_image(source: &str, span: Span) -> (Span, Span) {
    parts(source, span, span.start + 2)
}

/// The text of `[text][label]`, `[text][]`, `[text]` and of the same with `!` before it.
pub fn in_reference(source: &str, span: Span, image: bool) -> Span {
    let start = span.start + 1 + usize::from(image);
    Span::new(start, closing_bracket(source, start, span.end))
}

/// The label and the destination of `[label]: destination "title"`.
pub fn in_definition(source: &str, span: Span) -> (Span, Span) {
    let start = span.start + 1;
    let label = Span::new(start, closing_bracket(source, start, span.end));
    (label, destination(source, (label.end + 2).min(span.end), span.end))
}

fn parts(source: &str, span: Span, start: usize) -> (Span, Span) {
    let text = Span::new(start.min(span.end), closing_bracket(source, start, span.end));
    (text, destination(source, (text.end + 2).min(span.end), span.end.saturating_sub(1).max(start)))
}

/// The offset of the bracket that closes the one before `start`; `end` where there is none.
fn closing_bracket(source: &str, start: usize, end: usize) -> usize {
    let bytes = source.as_bytes();
    let mut depth = 0_usize;
    let mut at = start;
    while at < end {
        match bytes.get(at) {
            Some(b'\\') => at += 1,
            Some(b'[') => depth += 1,
            Some(b']') if depth == 0 => return at,
            Some(b']') => depth -= 1,
            Some(b'`') => at = after_code(bytes, at, end).saturating_sub(1),
            Some(b'<') => at = after_autolink(bytes, at, end).saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    end
}

/// The offset after the code span that begins at `at`; after the backticks where they open none.
fn after_code(bytes: &[u8], at: usize, end: usize) -> usize {
    let run = |from: usize| bytes.get(from..end).unwrap_or(&[]).iter().take_while(|byte| **byte == b'`').count();
    let length = run(at);
    let mut next = at + length;
    while next < end {
        let found = run(next);
        if found == length {
            return next + found;
        }
        next += found.max(1);
    }
    at + length
}

/// The offset after the tag or autolink that begins at `at`; after the `<` where it is neither.
fn after_autolink(bytes: &[u8], at: usize, end: usize) -> usize {
    let inside = bytes.get(at + 1..end).unwrap_or(&[]);
    match inside.iter().position(|byte| matches!(byte, b'>' | b'<' | b'\n')) {
        Some(length)
            if inside.get(length) == Some(&b'>')
                && inside.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') =>
        {
            at + length + 2
        }
        _ => at + 1,
    }
}

/// The destination that begins at `start` or after white space there; it does not reach beyond `end`.
fn destination(source: &str, start: usize, end: usize) -> Span {
    let bytes = source.as_bytes();
    let mut at = start;
    while at < end && bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    if bytes.get(at) == Some(&b'<') {
        let mut close = at + 1;
        while close < end && bytes.get(close) != Some(&b'>') {
            close += 1 + usize::from(bytes.get(close) == Some(&b'\\'));
        }
        return Span::new(at + 1, close.min(end));
    }
    let first = at;
    let mut depth = 0_usize;
    while at < end {
        match bytes.get(at) {
            Some(b'\\') => at += 1,
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
