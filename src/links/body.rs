//! Reads of a body what is needed, and no more.

use crate::links::fragment::Seeker;
use crate::links::question::Body;
use encoding_rs::Encoding;
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use tokio::time::{Instant, timeout_at};

/// Bytes, decoded, that are read to find fragments in.
const LONGEST: usize = 2 << 20;
/// Bytes, decoded, that are kept of the start.
const START: usize = 64 << 10;

/// What of the body of a good answer matters.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The fragments to look for, without `#`.
    pub fragments: &'a [String],
    /// Whether its start is kept.
    pub glance: bool,
}

impl Wanted<'_> {
    /// Whether nothing of it matters.
    pub fn is_nothing(&self) -> bool {
        self.fragments.is_empty() && !self.glance
    }
}

/// Reads the body of `response` until what is wanted is known, 2 MiB are read, it breaks off, or `deadline` has come: a
/// server that has said "200" has said it, however its body ends.
pub async fn read(mut response: Response, wanted: Wanted<'_>, deadline: Instant) -> Body {
    let charset = charset(response.headers());
    let seeks = !wanted.fragments.is_empty() && is_html(response.headers());
    let mut seeker = seeks.then(|| Seeker::new(wanted.fragments, charset));
    let longest = if seeks { LONGEST } else { START };
    let (mut start, mut length, mut whole) = (Vec::new(), 0, false);
    while length < longest {
        let Ok(Ok(piece)) = timeout_at(deadline, response.chunk()).await else { break };
        let Some(piece) = piece else {
            whole = true;
            break;
        };
        let piece = piece.get(..longest - length).unwrap_or(&piece);
        length += piece.len();
        if wanted.glance {
            start.extend_from_slice(piece.get(..START - start.len()).unwrap_or(piece));
        }
        if let Some(seeker) = &mut seeker {
            seeker.feed(piece);
        }
        let found = seeker.as_ref().is_none_or(Seeker::is_done);
        if found && (!wanted.glance || start.len() >= START) {
            break;
        }
    }
    let start = charset.unwrap_or(encoding_rs::UTF_8).decode(&start).0.into_owned();
    // In what is no HTML a fragment means something else (a page of a PDF, a time of a video).
    let findings = seeker.map(Seeker::finish);
    let scripted = findings.as_ref().map_or(!wanted.fragments.is_empty(), |findings| findings.scripted);
    Body { start, fragments: findings.unwrap_or_default().fragments, whole, scripted }
}

/// The charset that the server says the body is written in.
fn charset(headers: &HeaderMap) -> Option<&'static Encoding> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase();
    let (_, label) = value.split_once("charset=")?;
    let label = label.split(';').next()?.trim().trim_matches(['"', '\'']);
    Encoding::for_label(label.as_bytes())
}

/// Whether the body is HTML, or may be since the server says nothing.
fn is_html(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else { return true };
    let kind = value.as_bytes().split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    kind.eq_ignore_ascii_case(b"text/html") || kind.eq_ignore_ascii_case(b"application/xhtml+xml")
}
