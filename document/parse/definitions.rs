//! Link reference definitions (CommonMark 4.7): no event of the parser says where they are, or that one is doubled.

use super::destination::destination_in;
use super::events;
use super::references::identifier_of;
use crate::model::{Definition, Span};

/// The definitions between `start` and `end`: bytes that are in no other block, so that whatever looks like a definition is one.
pub(super) fn between(source: &str, start: usize, end: usize) -> Vec<Definition> {
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        let rest = source.get(at..end).unwrap_or("");
        let content = rest.trim_start_matches(is_prefix);
        at += rest.len() - content.len();
        let prefix =
            source.get(..at).unwrap_or("").bytes().rev().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>'));
        let depth = prefix.filter(|byte| *byte == b'>').count();
        if let Some(definition) = definition(source, at, end, depth) {
            at = definition.span.end;
            found.push(definition);
        } else {
            at += content.find(['\n', '\r']).map_or(content.len(), |line| line + 1);
        }
    }
    found
}

/// What may stand before a definition on its line: indentation and the markers of quotes.
fn is_prefix(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '>')
}

/// The definition that begins at `start`, in `depth` quotes.
fn definition(source: &str, start: usize, end: usize, depth: usize) -> Option<Definition> {
    let text = source.get(start..end)?;
    let label_length = label_length(text.strip_prefix('[')?)?;
    let label = Span::new(start + 1, start + 1 + label_length);
    text.get(label_length + 2..)?.strip_prefix(':')?;
    let before = after_white_space(source, label.end + 2, end, depth)?;
    let destination = destination_in(source, before, end);
    let bracketed = source.as_bytes().get(before) == Some(&b'<');
    if destination.is_empty() && !bracketed {
        return None;
    }
    let after = destination.end + usize::from(bracketed);
    let span = Span::new(start, title_end(source, after, end, depth).unwrap_or(after));
    let raw = source.get(destination.start..destination.end)?;
    let decoded = raw.contains(['\\', '&']).then(|| events::decoded_destination(raw, bracketed)).flatten();
    Some(Definition {
        identifier: identifier_of(source.get(label.start..label.end)?).into(),
        label,
        destination,
        url: decoded.unwrap_or_else(|| raw.to_owned()).into(),
        span,
    })
}

/// Length in bytes of the label that `text` begins with, up to its `]`.
fn label_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => return None,
            b']' => return Some(at).filter(|at| text.get(..*at).is_some_and(|label| !label.trim().is_empty())),
            _ => {}
        }
    }
    None
}

/// Where the white space at `start` ends, at most one line ending in it, with the markers of `depth` quotes on the next line.
fn after_white_space(source: &str, start: usize, end: usize, depth: usize) -> Option<usize> {
    let rest = source.get(start..end)?;
    let same_line = rest.trim_start_matches([' ', '\t']);
    let Some(next) = same_line.strip_prefix("\r\n").or_else(|| same_line.strip_prefix(['\n', '\r'])) else {
        return Some(end - same_line.len());
    };
    let blank = |text: &'_ str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let mut at = end - next.len() + blank(next);
    for _ in 0..depth {
        let Some(inside) = source.get(at..end)?.strip_prefix('>') else { break };
        at += 1 + blank(inside);
    }
    Some(at)
}

/// Where the title ends that follows a destination's end at `start`; `None` where there is none.
fn title_end(source: &str, start: usize, end: usize, depth: usize) -> Option<usize> {
    let at = after_white_space(source, start, end, depth).filter(|at| *at > start)?;
    let text = source.get(at..end)?;
    let close = match text.bytes().next()? {
        quote @ (b'"' | b'\'') => quote,
        b'(' => b')',
        _ => return None,
    };
    let mut escaped = false;
    let length = text.bytes().enumerate().skip(1).find_map(|(index, byte)| {
        let closes = byte == close && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes.then_some(index + 1)
    })?;
    let line = text.get(length..)?.split(['\n', '\r']).next()?;
    line.trim().is_empty().then_some(at + length)
}
