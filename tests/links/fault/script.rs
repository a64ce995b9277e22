//! What a server does with a request, step by step.

use std::time::Duration;

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct ReceivedRequest {
    /// Which connection it came over: 0 for the first.
    pub connection: usize,
    /// How many requests for the same host and path came before.
    pub earlier: usize,
    /// `GET`, `HEAD` …
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The `Host` header without its port.
    pub host: String,
    /// All of its head.
    pub head: String,
    /// Its body, where it has a `Content-Length`.
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    /// The value of the header `name`.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// One thing a server does. After the last step the connection waits for the next request.
#[derive(Clone, Debug)]
pub enum Step {
    /// A well-formed response; its body is left out for HEAD. Content-Length is added.
    Respond(u16, Vec<(String, String)>, Vec<u8>),
    /// These bytes, whatever they are.
    Send(Vec<u8>),
    /// These bytes, as often as this.
    Repeat(Vec<u8>, usize),
    /// These bytes one at a time with a pause after each.
    Drip(Vec<u8>, Duration),
    /// A pause.
    Wait(Duration),
    /// Nothing, until the client is gone.
    Hang,
    /// The connection closes.
    Close,
    /// The connection is reset. Only as the first step, and without TLS.
    Reset,
}

/// A response of `status` as an ordinary server sends it, with a page.
pub fn status(status: u16) -> Vec<Step> {
    headed(status, &[("Content-Type", "text/html")])
}

/// A response of `status` with headers, and a page that is not empty.
pub fn headed(status: u16, headers: &[(&str, &str)]) -> Vec<Step> {
    let headers = headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
    vec![Step::Respond(status, headers.collect(), b"<p>A page.".to_vec())]
}

/// A page of HTML.
pub fn page(html: &str) -> Vec<Step> {
    typed("text/html; charset=utf-8", html.as_bytes())
}

/// A body of the media type `kind`.
pub fn typed(kind: &str, body: &[u8]) -> Vec<Step> {
    vec![Step::Respond(200, vec![("Content-Type".to_owned(), kind.to_owned())], body.to_vec())]
}

/// These bytes, then the end.
pub fn raw(bytes: impl AsRef<[u8]>) -> Vec<Step> {
    vec![Step::Send(bytes.as_ref().to_vec()), Step::Close]
}
