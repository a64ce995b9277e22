//! From what a destination says to the URL it means.

use memchr::memchr3;
use std::borrow::Cow;

/// The absolute `http` or `https` URL that a destination means; `None` when it means none.
pub(crate) fn absolute(destination: &str) -> Option<Cow<'_, str>> {
    if is_clean(destination) {
        return Some(Cow::Borrowed(destination));
    }
    let text = unwrapped(destination);
    let text = if text.contains(is_blank) {
        Cow::Owned(text.chars().filter(|&character| !is_blank(character)).collect())
    } else {
        Cow::Borrowed(text)
    };
    if starts_with_www(&text) {
        return Some(Cow::Owned(format!("http://{text}")));
    }
    let (scheme, mut rest) = after_scheme(&text, Strictness::Lenient)?;
    while let Some((_, inner)) = after_scheme(rest, Strictness::WithSlashes) {
        rest = inner;
    }
    Some(Cow::Owned(format!("{scheme}://{rest}")))
}

/// Nearly every destination: an absolute URL in ASCII that needs no repair.
fn is_clean(destination: &str) -> bool {
    let rest = destination.strip_prefix("https://").or_else(|| destination.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphanumeric())
            && !rest.starts_with("http")
            && !rest.ends_with(')')
            && rest.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>'))
    })
}

/// White space, and characters nobody sees.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn unwrapped(destination: &str) -> &str {
    let mut text = destination;
    loop {
        let length = text.len();
        text = text.trim_matches(is_blank);
        text = text.strip_prefix('<').unwrap_or(text);
        text = text.strip_suffix('>').unwrap_or(text);
        if let Some(inner) = text.strip_prefix(['(', '（']) {
            text = inner.strip_suffix([')', '）']).unwrap_or(inner);
        }
        // A whole link where the destination should be: `[text]([https://…](https://…))`.
        if let Some((inner, _)) = text.strip_prefix('[').and_then(|link| link.split_once("](")) {
            text = inner;
        }
        if text.len() == length {
            break;
        }
    }
    // `[text](https://example.org))`: more brackets close than open.
    let opened = text.matches(['(', '（']).count();
    let mut closed = text.matches([')', '）']).count();
    while closed > opened
        && let Some(inner) = text.strip_suffix([')', '）'])
    {
        text = inner;
        closed -= 1;
    }
    text
}

/// `www.example.org`, but not the file `www.md`.
fn starts_with_www(text: &str) -> bool {
    text.split_at_checked(4).is_some_and(|(start, rest)| {
        let host = rest.get(..memchr3(b'/', b'?', b'#', rest.as_bytes()).unwrap_or(rest.len())).unwrap_or(rest);
        start.eq_ignore_ascii_case("www.") && host.contains('.') && !host.starts_with('.')
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// A colon or two slashes: `https:example.org`, `http//example.org`.
    Lenient,
    /// Two slashes: inside a URL, `http:8080` is a host and a port.
    WithSlashes,
}

fn after_scheme(text: &str, strictness: Strictness) -> Option<(&'static str, &str)> {
    // The longest spelling that is taken for a scheme has six letters.
    let end = text.bytes().take(7).take_while(u8::is_ascii_alphabetic).count();
    let (letters, rest) = text.split_at_checked(end)?;
    let scheme = match letters.to_ascii_lowercase().as_str() {
        "http" | "htttp" | "hhttp" => "http",
        "https" | "htttps" | "hhttps" | "httpss" => "https",
        _ => return None,
    };
    let after_colon = rest.strip_prefix([':', '：']);
    let host = after_colon.unwrap_or(rest).trim_start_matches(['/', '\\', '／']);
    let slashes = after_colon.unwrap_or(rest).chars().take_while(|slash| "/\\／".contains(*slash)).count();
    let is_enough = slashes >= 2 || (after_colon.is_some() && strictness == Strictness::Lenient);
    is_enough.then_some((scheme, host))
}
