//! What a server responds.

use reqwest::header::HeaderMap;
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

/// What was found in a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The requested fragments that the page has.
    pub fragments: Vec<String>,
    /// Whether the whole body was read: `false` where it is longer than 2 MiB, decoded, or broke off.
    pub whole: bool,
    /// Whether scripts seem to build the page, so that a missing fragment proves nothing.
    pub scripted: bool,
}
