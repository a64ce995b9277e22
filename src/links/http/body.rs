//! Reads as much of a body as is needed, and no more.

use crate::links::fragment::{FragmentFinder, FragmentFindings};
use crate::links::response::Body;
use encoding_rs::Encoding;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use tokio::time::{Instant, timeout_at};

/// Bytes, decoded, that are searched for fragments.
const LONGEST: usize = 2 << 20;

/// Bytes, decoded, that are read of a page in which no fragment is searched: its title stands there, and its look.
const BEGINNING: usize = 64 << 10;

/// Reads the body of `response` until all `fragments` (without `#`) are found, 2 MiB are read, 64 KiB where there is none to
/// find, it breaks off, or `deadline` has come: a server that has said "200" has said it, however its body ends.
pub(crate) async fn read_page(mut response: Response, fragments: &[String], deadline: Instant) -> Body {
    let charset = charset(response.headers());
    let is_readable = is_html(response.headers()) && !is_encoded(response.headers());
    let mut finder = is_readable.then(|| FragmentFinder::new(fragments, charset));
    let longest = if fragments.is_empty() { BEGINNING } else { LONGEST };
    let (mut length, mut whole) = (0, false);
    while length < longest && finder.is_some() {
        let Ok(Ok(piece)) = timeout_at(deadline, response.chunk()).await else { break };
        let Some(piece) = piece else {
            whole = true;
            break;
        };
        let piece = piece.get(..longest - length).unwrap_or(&piece);
        length += piece.len();
        let Some(finder) = &mut finder else { break };
        finder.feed(piece);
        if length >= BEGINNING && finder.is_done() {
            break;
        }
    }
    // Outside of HTML a fragment means something else: a page of a PDF, a time of a video.
    let unreadable = || FragmentFindings { fragments: Vec::new(), scripted: true, page: None };
    let FragmentFindings { fragments, scripted, page } = finder.map_or_else(unreadable, FragmentFinder::finish);
    Body { fragments, whole, scripted, page }
}

/// The body of `response`; `None` where it breaks off or is longer than `most` bytes, decoded.
pub(crate) async fn read_at_most(mut response: Response, most: usize) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.ok()? {
        body.extend_from_slice(&piece);
        if body.len() > most {
            return None;
        }
    }
    Some(body)
}

/// The charset that the server declares.
fn charset(headers: &HeaderMap) -> Option<&'static Encoding> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase();
    let (_, label) = value.split_once("charset=")?;
    let label = label.split(';').next()?.trim().trim_matches(['"', '\'']);
    Encoding::for_label(label.as_bytes())
}

/// Whether the body is in an encoding that was not asked for: the library takes the header away with what it decodes.
fn is_encoded(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_some_and(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// Whether the body is HTML, or may be since the server declares nothing.
fn is_html(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else { return true };
    let kind = value.as_bytes().split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    kind.eq_ignore_ascii_case(b"text/html") || kind.eq_ignore_ascii_case(b"application/xhtml+xml")
}
