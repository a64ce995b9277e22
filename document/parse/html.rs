//! Tags and comments in raw HTML: enough to find links, anchors and comments, never to render.

use crate::model::Span;

/// A tag or a comment; spans count from the start of the scanned text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markup<'a> {
    /// `<!-- … -->`; the first span is all of it, the second what is inside.
    Comment(Span, Span),
    /// An opening tag.
    Open(HtmlTag<'a>),
    /// A closing tag: its name and bytes.
    Close(&'a str, Span),
}

/// An opening tag with its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlTag<'a> {
    /// The name as written.
    pub name: &'a str,
    /// From `<` to `>`.
    pub span: Span,
    /// Names as written and the bytes of the values, without quotes.
    pub attributes: Vec<(&'a str, Span)>,
}

impl HtmlTag<'_> {
    /// The bytes of the attribute called `name`, in any case.
    pub fn attribute(&self, name: &str) -> Option<Span> {
        self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, span)| *span)
    }
}

/// Finds tags and comments in `html`, in order. Linear in the length of the text.
pub fn scan(html: &str) -> Vec<Markup<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + next;
        let rest = html.get(start..).unwrap_or("");
        if rest.starts_with("<!--") {
            let Some(length) = rest.get(4..).and_then(|inside| inside.find("-->")) else { break };
            let inside = Span::new(start + 4, start + 4 + length);
            at = inside.end + 3;
            found.push(Markup::Comment(Span::new(start, at), inside));
            continue;
        }
        match tag(html, start) {
            Ok((markup, end)) => {
                found.push(markup);
                at = end;
            }
            Err(next) => at = next,
        }
    }
    found
}

/// Reads the tag that starts at `start`; gives it and where it ends.
///
/// # Errors
/// Where there is none, where to look for the next: behind all that was read, but for a quote that nothing closes.
fn tag(html: &str, start: usize) -> Result<(Markup<'_>, usize), usize> {
    let bytes = html.as_bytes();
    let closing = bytes.get(start + 1) == Some(&b'/');
    let name_start = start + 1 + usize::from(closing);
    if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
        return Err(name_start);
    }
    let mut at = skip(bytes, name_start, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let text = |start: usize, end: usize| html.get(start..end).unwrap_or("");
    let name = text(name_start, at);
    let mut attributes = Vec::new();
    loop {
        at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            Some(b'>') => break,
            None | Some(b'<') => return Err(at),
            Some(_) => {}
        }
        let key_start = at;
        at = skip(bytes, at, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/' | b'<'));
        if at == key_start {
            at += 1;
            continue;
        }
        let key = text(key_start, at);
        let equals = skip(bytes, at, |byte| byte.is_ascii_whitespace());
        if bytes.get(equals) != Some(&b'=') {
            attributes.push((key, Span::at(at)));
            continue;
        }
        let value_start = skip(bytes, equals + 1, |byte| byte.is_ascii_whitespace());
        let value = match bytes.get(value_start) {
            Some(quote @ (b'"' | b'\'')) => {
                let end = skip(bytes, value_start + 1, |byte| byte != *quote);
                if end == bytes.len() {
                    return Err(value_start + 1);
                }
                Span::new(value_start + 1, end)
            }
            _ => Span::new(value_start, skip(bytes, value_start, |byte| !byte.is_ascii_whitespace() && byte != b'>')),
        };
        at = value.end + usize::from(value.start > value_start);
        attributes.push((key, value));
    }
    let span = Span::new(start, at + 1);
    let markup = if closing { Markup::Close(name, span) } else { Markup::Open(HtmlTag { name, span, attributes }) };
    Ok((markup, span.end))
}

fn skip(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes.get(from..).unwrap_or(&[]).iter().position(|byte| !wanted(*byte)).map_or(bytes.len(), |length| from + length)
}
