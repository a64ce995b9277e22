//! What is requested for a link.

use crate::text::bare_url::{end_of, scheme_length};
use curate_document::{Link, LinkKind, Target, decoded_references};
use std::borrow::Cow;
use url::{Position, Url};

/// Where `link` leads. A bare URL ends where its writer ended it, also where the host of the list takes the CJK punctuation
/// after it along: that is for `links/swallowed-text` to say. `None` where it is not a URL.
pub fn url_of(link: &Link) -> Option<Cow<'_, Url>> {
    let url = link.parsed_url()?;
    let is_bare = link.kind == LinkKind::Literal && !link.url.is_ascii();
    let end = if is_bare { end_of(&link.url, None).filter(|end| end.certain) } else { None };
    let Some(end) = end else { return Some(Cow::Borrowed(url)) };
    let meant = &*decoded_references(link.url.get(..end.length)?);
    // GFM takes `www.` for `http://www.` (GFM 6.9).
    let meant = if scheme_length(meant) > 0 { Url::parse(meant) } else { Url::parse(&format!("http://{meant}")) };
    Some(meant.map_or(Cow::Borrowed(url), Cow::Owned))
}

/// What stands where a web address was meant and none can be read: there is nothing to request. `None` where `link` has none.
pub fn broken_web_address(link: &Link) -> Option<&str> {
    let is_web = |text: &str| {
        let starts = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        starts("http:") || starts("https:") || text.starts_with("//")
    };
    let url = link.url.trim();
    (link.target == Target::Invalid && is_web(url)).then_some(url)
}

/// The path from the root of the repository that `link` leads to, as its outcome has it; `None` where it leads elsewhere.
pub fn root_path(link: &Link) -> Option<&str> {
    let Target::Path { path, .. } = &link.target else { return None };
    let path = path.split('?').next()?;
    path.starts_with('/').then_some(path)
}

/// The URL that is requested for a link to `url`: http or https, without fragment and without credentials. Links that differ
/// in nothing else are one request. `None` where it is not a web address.
pub fn request_url(url: &Url) -> Option<String> {
    request_text(url).map(Cow::into_owned)
}

/// The same, without a copy where nothing has to go.
pub(crate) fn request_text(url: &Url) -> Option<Cow<'_, str>> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    if url.username().is_empty() && url.password().is_none() {
        return Some(Cow::Borrowed(&url[..Position::AfterQuery]));
    }
    let mut sent = url.clone();
    sent.set_fragment(None);
    // Both fail only for URLs without a host, and http has one.
    let _ = sent.set_username("");
    let _ = sent.set_password(None);
    Some(Cow::Owned(sent.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests() {
        for (url, requested) in [
            ("https://a.example/b?c#d", Some("https://a.example/b?c")),
            ("https://a.example", Some("https://a.example/")),
            ("http://me:secret@a.example/#d", Some("http://a.example/")),
            ("http://me@a.example/?", Some("http://a.example/?")),
            ("ftp://a.example/", None),
        ] {
            assert_eq!(request_url(&Url::parse(url).expect("a URL")).as_deref(), requested, "{url}");
        }
    }
}
