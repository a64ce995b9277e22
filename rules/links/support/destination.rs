//! What looks like the destination of a link, be it written where a link has none.

use curate_document::{Document, UrlKey};

/// What a text that looks like a destination leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DestinationKind {
    /// The web: `https://…` or `www.…`.
    Web,
    /// A heading: `#…`.
    Anchor,
    /// A file: `./…`, `../…` or a name with a known ending.
    File,
}

/// Endings of files that lists link to.
const ENDINGS: &[&str] =
    &["md", "markdown", "html", "htm", "pdf", "txt", "rst", "adoc", "png", "jpg", "jpeg", "gif", "svg", "webp"];

/// The longest destination in bytes: browsers do not take a longer one.
const LONGEST: usize = 2048;

/// What `text` leads to; `None` where it is not a destination, or has white space in it.
pub(crate) fn destination_kind(text: &str) -> Option<DestinationKind> {
    if text.is_empty() || text.len() > LONGEST || text.contains(char::is_whitespace) {
        return None;
    }
    if text.len() > 1 && text.starts_with('#') {
        return Some(DestinationKind::Anchor);
    }
    if is_web(text) {
        return Some(DestinationKind::Web);
    }
    let path = text.split(['#', '?']).next().unwrap_or(text);
    let relative = path.strip_prefix("../").or_else(|| path.strip_prefix("./")).is_some_and(|rest| !rest.is_empty());
    let named = path.rsplit_once('.').is_some_and(|(stem, ending)| {
        let whole = stem.chars().all(|character| character.is_alphanumeric() || "-_./%+@~".contains(character));
        whole && !stem.is_empty() && ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
    });
    (relative || named).then_some(DestinationKind::File)
}

/// What follows `://` at the start of `text`, be its marks of full width or not.
fn after_colon(text: &str) -> Option<&str> {
    let slashes = text.strip_prefix([':', '：'])?;
    slashes.strip_prefix("//").or_else(|| slashes.strip_prefix("／／"))
}

/// Whether `text` is a web address: a scheme with `://`, be its marks of full width or not, or `www.`; then a host.
fn is_web(text: &str) -> bool {
    let after = |prefix: &str| {
        let head = text.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
    };
    if after("www.").is_some_and(|rest| rest.contains('.')) {
        return true;
    }
    ["http", "https", "ftp"]
        .iter()
        .filter_map(|name| after_colon(after(name)?))
        .any(|rest| is_host(rest.split(['/', '?', '#']).next().unwrap_or("")))
}

/// Whether `text` is a host name with a dot in it; user and port may stand around it.
pub(crate) fn is_host(text: &str) -> bool {
    let text = text.rsplit_once('@').map_or(text, |(_, host)| host);
    let name = text.split(':').next().unwrap_or("");
    name.contains('.')
        && name.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|character| character.is_alphanumeric() || "-_".contains(character))
        })
}

/// `text` with an ASCII colon and ASCII slashes in its scheme.
pub(crate) fn with_colon(text: &str) -> String {
    let scheme = text.split([':', '：']).next().unwrap_or("");
    let is_scheme = ["http", "https", "ftp"].iter().any(|name| name.eq_ignore_ascii_case(scheme));
    let rest = text.get(scheme.len()..).filter(|_| is_scheme).and_then(after_colon);
    rest.map_or_else(|| text.to_owned(), |rest| format!("{scheme}://{rest}"))
}

/// `text` without white space.
pub(crate) fn without_white_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether `text` is the path of a file in a folder, with blanks in the file's name.
pub(crate) fn is_spaced_path(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(|first| first.contains('/'))
        && words.next().is_some()
        && destination_kind(&with_escaped_gaps(text)) == Some(DestinationKind::File)
}

/// `text` with `%20` for each gap.
pub(crate) fn with_escaped_gaps(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("%20")
}

/// The key of `text` where it is a web address.
pub(crate) fn key_of(text: &str) -> Option<UrlKey> {
    matches!(destination_kind(text), Some(DestinationKind::Web)).then(|| UrlKey::of(text)).flatten()
}

/// Whether `document` has what the anchor `destination`, which begins with `#`, names, be it in other letters.
pub(crate) fn has_anchor(destination: &str, document: &Document) -> bool {
    let anchor = destination.trim_start_matches('#');
    document.anchors().any(|known| known.eq_ignore_ascii_case(anchor))
}

/// Whether `destination` can stand in `(…)` as it is: its round brackets are balanced.
pub(crate) fn is_balanced(destination: &str) -> bool {
    let mut depth = 0_usize;
    for character in destination.chars() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return false,
            ')' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// `destination` as it is written in `(…)`: in `<…>` where it needs them.
pub(crate) fn as_destination(destination: &str) -> String {
    if is_balanced(destination) { destination.to_owned() } else { format!("<{destination}>") }
}

/// `written` without brackets, quotes and link syntax around it.
pub(crate) fn unwrapped(written: &str) -> &str {
    const PAIRS: &[(char, char)] = &[
        ('(', ')'),
        ('（', '）'),
        ('[', ']'),
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('`', '`'),
        ('<', '>'),
        ('「', '」'),
        ('《', '》'),
    ];
    const WEB_PAIRS: &[(char, char)] = &[('{', '}'), ('【', '】'), ('［', '］'), ('＜', '＞'), ('〈', '〉')];
    let mut text = written;
    while let Some(inner) = PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close)) {
        text = inner;
    }
    let is_web = |text: &str| destination_kind(text) == Some(DestinationKind::Web);
    // Templates and names of files have these too.
    let inner = WEB_PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    if let Some(url) = inner.filter(|url| is_web(url)) {
        return url;
    }
    let opened = text.strip_prefix(['(', '（', '【', '＜', '「', '《']);
    if let Some(url) = opened.filter(|url| is_web(url) && is_balanced(url)) {
        return url;
    }
    let of_link = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')?.split_once("](")).map(|(_, url)| url);
    if let Some(url) = of_link.filter(|url| is_web(url)) {
        return url;
    }
    // What the URL opens, as in `/users/<id>`, is its own.
    let closer = [('>', '<'), (']', '[')].into_iter().filter(|(_, open)| !text.contains(*open));
    let closer: Vec<char> = closer.map(|(close, _)| close).collect();
    text.strip_suffix(&*closer).filter(|url| is_web(url)).unwrap_or(text)
}

/// What is left of `written` around `inner`.
pub(crate) fn marks_around(written: &str, inner: &str) -> String {
    written.replace(inner, if written.starts_with(inner) { "" } else { "…" })
}
