//! Links to the web where their URLs are written, and edits within them.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::api::rule::Context;
use crate::api::template::Text;
use curate_document::{Document, Link, LinkKind, Span, Target};
use memchr::memchr3;
use std::borrow::Cow;
use std::collections::BTreeSet;
use url::Url;

/// The links and images that lead to `http` or `https` and whose URL as decoded `may` be of interest, in document order; of the
/// references that share a definition, the first. Nothing is parsed of the others.
pub(crate) fn web_links(document: &Document, may: impl Fn(&str) -> bool) -> impl Iterator<Item = (&Link, &Url)> {
    let mut seen = BTreeSet::new();
    document.links().iter().filter_map(move |link| {
        if link.target != Target::Url || !may(&link.url) {
            return None;
        }
        let url = link.parsed_url()?;
        let is_web = matches!(url.scheme(), "http" | "https");
        (is_web && link.definition.is_none_or(|definition| seen.insert(definition))).then_some((link, url))
    })
}

/// The URL of `link` as written, where its bytes can be edited in place: nothing in it is escaped but `&` as `&amp;`.
pub(crate) fn editable_url<'a>(link: &Link, document: &'a Document) -> Option<&'a str> {
    let text = document.text(link.destination);
    if text == &*link.url {
        return Some(text);
    }
    let decoded = if text.contains("&amp;") { Cow::Owned(text.replace("&amp;", "&")) } else { Cow::Borrowed(text) };
    (decoded == *link.url).then_some(text)
}

/// The host that `rest`, a URL without its scheme, begins with, as written.
pub(crate) fn host_as_written(rest: &str) -> &str {
    rest.get(..memchr3(b'/', b'?', b'#', rest.as_bytes()).unwrap_or(rest.len())).unwrap_or(rest)
}

/// Whether `host` is written as parsers write it: no capitals, port, user or escapes.
pub(crate) fn is_plain_host(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

/// Whether readers see the URL itself.
pub(crate) fn is_shown(link: &Link) -> bool {
    matches!(link.kind, LinkKind::Autolink | LinkKind::Literal)
}

/// A fix that puts `text` for `span`, which is within the URL of `link`; `new_key` says whether the URL key changes.
pub(crate) fn edit(
    (title, text): (Text, &str),
    applicability: Applicability,
    link: &Link,
    span: Span,
    new_key: bool,
    context: &Context<'_>,
) -> Fix {
    let is_shown = is_shown(link);
    let effects = Effects { keys: new_key || is_shown, headings: is_shown, ..Effects::default() };
    Fix::of(title, applicability).edit(context.edition, span, text).with_effects(effects)
}
