//! What a server responds.

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::time::Duration;

/// The response to one request.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status code, 100 to 999 (some servers send 999).
    pub status: u16,
    /// All response headers.
    pub headers: HeaderMap,
    /// The address that was dialled; `None` behind a proxy.
    pub address: Option<IpAddr>,
    /// What was found in the body; `None` where it was not read.
    pub body: Option<Body>,
    /// The time from the start of the request to the last byte read.
    pub took: Duration,
}

impl Response {
    /// Whether a response to HEAD says so little that it proves nothing: no media type, or nothing behind it.
    pub(crate) fn is_hollow(&self) -> bool {
        let is_empty = self.headers.get(CONTENT_LENGTH).is_some_and(|length| length.as_bytes() == b"0");
        is_empty || !self.headers.contains_key(CONTENT_TYPE)
    }
}

/// What was found in a body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The requested fragments that the page has.
    pub fragments: Vec<String>,
    /// Whether the whole body was read: `false` where it is longer than 2 MiB, decoded, or broke off.
    pub whole: bool,
    /// Whether scripts seem to build the page, so that a missing fragment proves nothing.
    pub scripted: bool,
    /// What it looks like; `None` where it is no HTML.
    pub page: Option<PageLook>,
}

/// What a page looks like, to be compared with another of its host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLook {
    /// What stands in `title`, in one line; empty where there is none.
    pub title: String,
    /// Bytes of text without blanks, and a hash of it: of the first 64 KiB of the page.
    pub text: (usize, u64),
}
