//! Bare URLs and mail addresses that GFM makes links (GFM 6.9), as `cmark-gfm` finds them.

use crate::model::Span;
use memchr::{memchr, memchr_iter, memmem};
use std::iter::Peekable;
use std::slice::Iter;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// A bare URL.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Literal {
    /// Its bytes.
    pub span: Span,
    /// What a link to it begins with that is not written: `http://` before `www.`, `mailto:` before a mail address.
    pub scheme: &'static str,
}

/// The bare URLs that begin in the text at `text`, in order. One may reach beyond it, up to `limit`: what the parser took
/// for emphasis is part of it. `brackets` are those that make no link, as offsets and whether they open; in an open one,
/// only mail addresses become links.
pub(super) fn find(source: &str, text: Span, limit: usize, brackets: &[(usize, bool)]) -> Vec<Literal> {
    let Some(inside) = source.get(text.start..text.end) else { return Vec::new() };
    let bytes = inside.as_bytes();
    let mut found: Vec<Literal> = Vec::new();
    let begins = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    if memchr_iter(b':', bytes).any(|at| begins(at, b"://")) || memchr_iter(b'w', bytes).any(|at| begins(at, b"www.")) {
        Searched { source, limit }.urls(text, brackets, &mut found);
    }
    if memchr(b'@', bytes).is_some() {
        mail_addresses(source, text, &mut found);
    }
    found
}

/// Where bare URLs are looked for.
struct Searched<'a> {
    source: &'a str,
    /// No URL reaches beyond.
    limit: usize,
}

impl Searched<'_> {
    /// Finds the URLs that begin in `text`.
    fn urls(&self, text: Span, brackets: &[(usize, bool)], found: &mut Vec<Literal>) {
        let bytes = self.source.as_bytes().get(..text.end).unwrap_or(&[]);
        let after = |at: usize, mark: &[u8]| {
            let rest = bytes.get(at..)?;
            memmem::find(rest, mark).map(|offset| at + offset)
        };
        let mut open = OpenBrackets { brackets: brackets.iter().peekable(), depth: 0 };
        // Each mark is looked for again only where it has been passed.
        let (mut colon, mut www) = (after(text.start, b"://"), after(text.start, b"www."));
        let mut first = text.start;
        loop {
            let (next, literal) = match (colon, www) {
                (Some(at), www) if www.is_none_or(|www| at < www) => (at + 3, self.url(at, first)),
                (_, Some(at)) => (at + 4, self.www(at, text.start)),
                _ => return,
            };
            let literal = literal.filter(|literal| !open.are_around(literal.span.start));
            let next = literal.as_ref().map_or(next, |literal| literal.span.end);
            if let Some(literal) = literal {
                first = literal.span.end;
                found.push(literal);
            }
            if colon.is_some_and(|at| at < next) {
                colon = after(next, b"://");
            }
            if www.is_some_and(|at| at < next) {
                www = after(next, b"www.");
            }
        }
    }

    /// The URL whose scheme ends before the `://` at `colon`; it does not begin before `first`.
    fn url(&self, colon: usize, first: usize) -> Option<Literal> {
        let before = self.source.as_bytes().get(first..colon)?;
        let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let scheme = before.get(before.len() - letters..)?;
        let is_known = [&b"http"[..], b"https", b"ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        let host = self.source.get(colon + 3..self.limit)?;
        if !is_known || !host.starts_with(is_host_character) {
            return None;
        }
        let domain = domain_length(host, true)?;
        let start = colon - letters;
        Some(Literal { span: self.reaching(start, colon + 3 + domain), scheme: "" })
    }

    /// The URL that begins with the `www.` at `start`.
    fn www(&self, start: usize, text_start: usize) -> Option<Literal> {
        let before = self.source.get(text_start..start)?.chars().next_back();
        if before.is_some_and(|before| !before.is_ascii_whitespace() && !matches!(before, '*' | '_' | '~' | '(')) {
            return None;
        }
        let domain = domain_length(self.source.get(start..self.limit)?, false)?;
        Some(Literal { span: self.reaching(start, start + domain), scheme: "http://" })
    }

    /// From `start` to the white space or `<` after `at`, without the punctuation there that is the sentence's.
    fn reaching(&self, start: usize, at: usize) -> Span {
        let rest = self.source.get(at..self.limit).unwrap_or("");
        let length = rest.find(|character: char| character.is_ascii_whitespace() || character == '<');
        let end = at + length.unwrap_or(rest.len());
        let url = self.source.get(start..end).unwrap_or("");
        Span::new(start, start + without_delimiters(url))
    }
}

/// The brackets that make no link, gone through once.
struct OpenBrackets<'a> {
    brackets: Peekable<Iter<'a, (usize, bool)>>,
    depth: usize,
}

impl OpenBrackets<'_> {
    /// Whether `offset`, which is behind those of earlier calls, is behind an open one.
    fn are_around(&mut self, offset: usize) -> bool {
        while let Some((_, opens)) = self.brackets.next_if(|(at, _)| *at < offset) {
            self.depth = if *opens { self.depth + 1 } else { self.depth.saturating_sub(1) };
        }
        self.depth > 0
    }
}

/// Length in bytes of the domain that `text` begins with; `short` ones need no dot. `None` where it is not a domain: in its last
/// two parts it has no underscore.
fn domain_length(text: &str, short: bool) -> Option<usize> {
    let mut dots = 0;
    let (mut before_last, mut last) = (0, 0);
    let mut length = 0;
    for (at, character) in text.char_indices() {
        match character {
            '_' => last += 1,
            '.' => {
                before_last = std::mem::take(&mut last);
                dots += 1;
            }
            '-' => {}
            _ if is_host_character(character) => {}
            _ => break,
        }
        length = at + character.len_utf8();
    }
    let plain = before_last == 0 && last == 0;
    ((plain || dots > 10) && (short || dots > 0) && length > 0).then_some(length)
}

fn is_host_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character.is_ascii_control() && !character.is_ascii_whitespace();
    }
    !character.is_whitespace() && character.general_category_group() != GeneralCategoryGroup::Punctuation
}

/// Length in bytes of `url` without the punctuation, closing brackets and character references that are not its own.
fn without_delimiters(url: &str) -> usize {
    let opening = url.bytes().filter(|byte| *byte == b'(').count();
    let mut closing = url.bytes().filter(|byte| *byte == b')').count();
    let mut rest = url;
    loop {
        rest = match rest.bytes().next_back() {
            Some(b')') if closing > opening => {
                closing -= 1;
                rest.get(..rest.len() - 1).unwrap_or("")
            }
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => {
                rest.get(..rest.len() - 1).unwrap_or("")
            }
            Some(b';') => without_reference(rest),
            _ => return rest.len(),
        };
    }
}

/// `url` without the `;` at its end, and without the character reference that it ends.
fn without_reference(url: &str) -> &str {
    let bare = url.strip_suffix(';').unwrap_or(url);
    let name = bare.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    match name.strip_suffix('&') {
        Some(before) if name.len() < bare.len() => before,
        _ => bare,
    }
}

/// Adds the mail addresses in `text` that are in none of `found`, and keeps the order.
fn mail_addresses(source: &str, text: Span, found: &mut Vec<Literal>) {
    let bytes = source.as_bytes().get(..text.end).unwrap_or(&[]);
    let urls = std::mem::take(found);
    let mut urls = urls.into_iter().peekable();
    let (mut at, mut first) = (text.start, text.start);
    while let Some(offset) = bytes.get(at..).and_then(|rest| memchr(b'@', rest)) {
        let sign = at + offset;
        at = sign + 1;
        while let Some(url) = urls.next_if(|url| url.span.start <= sign) {
            first = url.span.end;
            found.push(url);
        }
        if sign < first {
            at = first;
            continue;
        }
        let end = urls.peek().map_or(text.end, |url| url.span.start);
        if let Some(literal) = mail_address(source, Span::new(first, end), sign) {
            at = literal.span.end.max(sign + 1);
            first = at;
            found.push(literal);
        }
    }
    found.extend(urls);
}

/// The mail address around the `@` at `sign`, within `within`.
fn mail_address(source: &str, within: Span, sign: usize) -> Option<Literal> {
    let before = source.get(within.start..sign)?;
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'_');
    let local = before.bytes().rev().take_while(|byte| is_local(*byte)).count();
    if local == 0 {
        return None;
    }
    let head = before.get(..before.len() - local)?;
    // An escape cuts the address in two.
    if head.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
        return None;
    }
    let written = ["mailto:", "xmpp:"].into_iter().find(|scheme| head.ends_with(scheme));
    let outside = written.and_then(|scheme| head.strip_suffix(scheme));
    let outside = outside.filter(|outside| !outside.ends_with(|before: char| before.is_ascii_alphanumeric()));
    let scheme = written.filter(|_| outside.is_some());
    // What could be of the address before the scheme is taken along.
    let more = outside.map_or(0, |outside| outside.bytes().rev().take_while(|byte| is_local(*byte)).count());
    let bytes = source.as_bytes().get(sign + 1..within.end)?;
    let (mut length, mut dots) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'.' if bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => dots += 1,
            b'@' => return None,
            b'/' if scheme == Some("xmpp:") => {}
            b'-' | b'_' => {}
            byte if byte.is_ascii_alphanumeric() => {}
            _ => break,
        }
        length = at + 1;
    }
    let is_ended = bytes.get(..length)?.last().is_some_and(u8::is_ascii_alphabetic);
    let start = sign - local - scheme.map_or(0, str::len) - more;
    let end = start + without_delimiters(source.get(start..sign + 1 + length)?);
    (dots > 0 && is_ended)
        .then_some(Literal { span: Span::new(start, end), scheme: if scheme.is_some() { "" } else { "mailto:" } })
}
