//! The normal form by which two URLs are the same resource.

use std::borrow::Cow;
use std::fmt;

use url::Url;

use super::tracking::is_tracking_parameter;
use super::{plain, repair};

/// A URL without what does not distinguish resources.
///
/// The scheme is dropped; the host is in lower case, IDNA, without `www.`, `m.`, user name and default port; the path is
/// percent-decoded where equivalent (RFC 3986 section 6.2.2, and where servers agree: `%28`, `%2B` in a path), without
/// dot segments, `/` at the end and `index.html`. Tracking parameters are dropped, the others sorted by name. Fragments
/// stay, `#/route` too, but not `#:~:text=…`. GitHub owners and repositories are in lower case, without `.git`,
/// `/tree/HEAD`, `#readme`; videos are `youtube.com/watch?v=…` and nothing more. Keys are for comparing, not for
/// following.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UrlKey(Box<str>);

impl UrlKey {
    /// The key of a link's destination: `http`, `https`, or `www.` without a scheme; `None` for anything else.
    ///
    /// Malformed wrappers are taken off first: `(https://…)`, `[https://…](…)`, `<https://…`, `https：//`, `http//`, a doubled
    /// scheme, white space around and inside.
    pub fn of(destination: &str) -> Option<Self> {
        Self::of_absolute(&repair::absolute(destination)?)
    }

    /// The key of `url`, which needs no repair.
    fn of_absolute(url: &str) -> Option<Self> {
        if let Some((host, path, fragment)) = plain::parts(url) {
            let host = host_name(host);
            if !matches!(&*host, "youtu.be" | "youtube.com" | "youtube-nocookie.com") {
                let mut key = String::with_capacity(host.len() + path.len() + fragment.len() + 1);
                key.push_str(&host);
                push_path(&mut key, &host, path);
                let is_repository = is_repository(&host, &key);
                push_fragment(&mut key, &host, fragment, is_repository);
                return Some(Self(key.into()));
            }
        }
        Self::of_url(&Url::parse(url).ok()?)
    }

    /// The key of a parsed URL; `None` unless it is `http` or `https`.
    pub fn of_url(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        let host = host_name(url.host_str()?);
        if let Some(video) = youtube_video(&host, url) {
            return Some(Self(format!("youtube.com/watch?v={video}").into()));
        }
        let mut key = String::with_capacity(url.as_str().len());
        key.push_str(&host);
        if let Some(port) = url.port() {
            key.push(':');
            key.push_str(&port.to_string());
        }
        push_path(&mut key, &host, url.path());
        let is_repository = is_repository(&host, &key);
        push_query(&mut key, &host, url.query().unwrap_or_default());
        push_fragment(&mut key, &host, url.fragment().unwrap_or_default(), is_repository);
        Some(Self(key.into()))
    }

    /// The key as text: `github.com/owner/repository`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn from_normal_form(key: String) -> Self {
        Self(key.into())
    }
}

impl fmt::Display for UrlKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn host_name(host: &str) -> Cow<'_, str> {
    let mut host = host.trim_end_matches('.');
    while let Some(rest) = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")) {
        if !rest.contains('.') {
            break;
        }
        host = rest;
    }
    // Wikimedia's mobile sites: `en.m.wikipedia.org`.
    if !host.as_bytes().windows(3).any(|part| part == b".m.") {
        return Cow::Borrowed(host);
    }
    match host.split_once(".m.") {
        Some((language, site)) if site.starts_with("wiki") => Cow::Owned(format!("{language}.{site}")),
        _ => Cow::Borrowed(host),
    }
}

fn youtube_video<'a>(host: &str, url: &'a Url) -> Option<Cow<'a, str>> {
    let video = match host {
        "youtu.be" => Cow::Borrowed(url.path().strip_prefix('/')?),
        "youtube.com" | "youtube-nocookie.com" => {
            let path = url.path().strip_prefix('/')?;
            match path.split_once('/').unwrap_or((path, "")) {
                ("watch", "") => url.query_pairs().find(|(name, _)| name == "v")?.1,
                ("shorts" | "embed" | "live" | "v", video) if video != "videoseries" => Cow::Borrowed(video),
                _ => return None,
            }
        }
        _ => return None,
    };
    let is_video = |video: &str| {
        let mut bytes = video.bytes();
        !video.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    match video {
        Cow::Borrowed(video) => Some(Cow::Borrowed(video.trim_end_matches('/'))).filter(|video| is_video(video)),
        Cow::Owned(video) => Some(Cow::Owned(video)).filter(|video| is_video(video)),
    }
}

fn push_path(key: &mut String, host: &str, path: &str) {
    let decoded = if path.contains('%') { Cow::Owned(decoded(path, is_plain_in_path)) } else { Cow::Borrowed(path) };
    let mut path = decoded.trim_end_matches('/');
    while let Some(folder) = path.strip_suffix("/index.html").or_else(|| path.strip_suffix("/index.htm")) {
        path = folder.trim_end_matches('/');
    }
    if host != "github.com" {
        key.push_str(path);
        return;
    }
    let mut segments = path.splitn(4, '/').skip(1);
    let (owner, repository, rest) = (segments.next(), segments.next(), segments.next());
    if let Some(owner) = owner {
        key.push('/');
        push_lower_case(key, owner);
    }
    if let Some(repository) = repository {
        key.push('/');
        let bare = repository.len().checked_sub(".git".len()).filter(|length| *length > 0);
        let bare = bare.and_then(|length| repository.split_at_checked(length));
        push_lower_case(
            key,
            bare.filter(|(_, end)| end.eq_ignore_ascii_case(".git")).map_or(repository, |(name, _)| name),
        );
    }
    if let Some(rest) = rest.filter(|rest| *rest != "tree/HEAD") {
        key.push('/');
        key.push_str(rest);
    }
}

/// Appends `text` with its letters of ASCII in lower case.
fn push_lower_case(to: &mut String, text: &str) {
    let start = to.len();
    to.push_str(text);
    if let Some(added) = to.get_mut(start..) {
        added.make_ascii_lowercase();
    }
}

/// `text` as [`push_decoded`] appends it.
fn decoded(text: &str, is_plain: fn(u8) -> bool) -> String {
    let mut decoded = String::with_capacity(text.len());
    push_decoded(&mut decoded, text, is_plain);
    decoded
}

fn push_query(key: &mut String, host: &str, query: &str) {
    if query.is_empty() {
        return;
    }
    let mut parameters: Vec<(String, usize)> = Vec::new();
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let mut decoded = String::with_capacity(parameter.len());
        for (number, words) in parameter.split('+').enumerate() {
            if number > 0 {
                decoded.push_str("%20");
            }
            push_decoded(&mut decoded, words, is_plain_in_query);
        }
        let name_length = decoded.find('=').unwrap_or(decoded.len());
        let name = decoded.get(..name_length).unwrap_or_default();
        let is_tab = host == "github.com" && decoded == "tab=readme-ov-file";
        if !is_tab && !is_tracking_parameter(host, name) {
            parameters.push((decoded, name_length));
        }
    }
    // A stable sort by name: of `a=2&a=1` the order may matter.
    let name = |(parameter, length): &(String, usize)| parameter.get(..*length).unwrap_or_default().to_owned();
    if parameters.len() > 1 {
        parameters.sort_by_cached_key(name);
    }
    for (number, (parameter, _)) in parameters.iter().enumerate() {
        key.push(if number == 0 { '?' } else { '&' });
        key.push_str(parameter);
    }
}

/// Whether `key`, whose path ends it, is of a whole repository.
fn is_repository(host: &str, key: &str) -> bool {
    host == "github.com" && key.split('/').count() == 3
}

fn push_fragment(key: &mut String, host: &str, fragment: &str, is_repository: bool) {
    if fragment.is_empty() {
        return;
    }
    let fragment = fragment.split_once(":~:").map_or(fragment, |(before, _)| before);
    let is_dropped = match fragment {
        "" => true,
        "readme" => is_repository,
        "rd" | "wechat_redirect" => host == "mp.weixin.qq.com",
        _ => false,
    };
    if !is_dropped {
        key.push('#');
        push_decoded(key, fragment, is_plain_in_fragment);
    }
}

/// Appends `text` with percent-encodings of plain bytes decoded, the others in upper case, and stray `%` encoded.
fn push_decoded(to: &mut String, text: &str, is_plain: fn(u8) -> bool) {
    let mut pieces = text.split('%');
    to.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let Some((byte, rest)) = encoded_byte(piece) else {
            to.push_str("%25");
            to.push_str(piece);
            continue;
        };
        if is_plain(byte) {
            to.push(char::from(byte));
        } else {
            to.push_str(percent_encoding::percent_encode_byte(byte));
        }
        to.push_str(rest);
    }
}

/// The byte that two hexadecimal digits at the start of `piece` stand for, and what follows them.
fn encoded_byte(piece: &str) -> Option<(u8, &str)> {
    let (digits, rest) = piece.split_at_checked(2)?;
    let mut value = 0;
    for digit in digits.chars() {
        value = value * 16 + digit.to_digit(16)?;
    }
    Some((u8::try_from(value).ok()?, rest))
}

fn is_plain_in_path(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(byte, b'/' | b'?' | b'#' | b'%' | b'"' | b'<' | b'>' | b'\\' | b'`' | b'{' | b'}')
}

fn is_plain_in_query(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?@,!()*|[]".contains(&byte)
}

fn is_plain_in_fragment(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'#' | b'%' | b'"' | b'<' | b'>' | b'\\' | b'`')
}
