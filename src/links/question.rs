//! One question to one server, and its answer.

use reqwest::header::HeaderMap;
use std::net::IpAddr;
use std::time::Duration;
use url::Url;

/// One request to one server. Redirects are not followed here: their answer is an answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where to: http or https. Its credentials are never sent; its fragment is for `body` alone.
    pub url: Url,
    /// How.
    pub manner: Manner,
    /// The fragments to look for in the body of a 2xx answer, without `#`; only with `Manner::Get`.
    pub fragments: Vec<String>,
    /// Whether the start of a 2xx body is wanted, to know a parked domain by: only with `Manner::Get`.
    pub glance: bool,
    /// Whether the connection is a new one, and closed afterwards: the second look.
    pub fresh: bool,
    /// The origin (scheme, host, port) that was asked first: headers that are bound to another origin than this question's
    /// own are not sent.
    pub first_origin: url::Origin,
}

/// How a server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// `HEAD`.
    Head,
    /// `GET` with `Range: bytes=0-0` and without `Accept-Encoding`; the body is not read.
    Ranged,
    /// `GET`; the body is read as far as it is needed.
    Get,
}

/// What a server said.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code, 100 to 999 (some servers say 999).
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// The address that was dialled; `None` behind a proxy.
    pub address: Option<IpAddr>,
    /// What was found in the body; `None` where it was not read.
    pub body: Option<Body>,
    /// How long the answer took, from the first byte sent to the last byte read.
    pub took: Duration,
}

/// What was found in a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Its first 64 KiB, decoded, as text; empty where only fragments were wanted.
    pub start: String,
    /// The wanted fragments that are in it.
    pub fragments: Vec<String>,
    /// Whether all of it was read: not where it was longer than 2 MiB, decoded, or broke off.
    pub whole: bool,
    /// Whether the page seems to be made by scripts, so that a missing fragment says nothing.
    pub scripted: bool,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The name does not exist (NXDOMAIN): that is an answer too.
    #[error("no such host")]
    NoSuchHost,
    /// The name server says NXDOMAIN, but of the whole top-level domain too, which exists: it does not know the public names.
    #[error("the name server knows no name in `.{0}`: it does not reach the public name system")]
    Isolated(String),
    /// The name server failed, or knows no address.
    #[error("the name cannot be resolved: {0}")]
    Dns(String),
    /// Nothing listens there: that is an answer too.
    #[error("connection refused")]
    Refused,
    /// The connection broke, or closed without an answer.
    #[error("connection reset")]
    Reset,
    /// Nothing came in time.
    #[error("timeout {0}")]
    Timeout(Phase),
    /// The certificate or the handshake is bad.
    #[error("TLS: {0}")]
    Tls(String),
    /// What came was no HTTP, or beyond all measure.
    #[error("not HTTP: {0}")]
    Protocol(String),
    /// The network cannot be reached from here (no route, no interface).
    #[error("the network is unreachable")]
    Unreachable,
    /// By policy: an address that is not public.
    #[error("{0} is a private address")]
    Private(IpAddr),
    /// By policy: a port that browsers do not open (Fetch standard, "bad port").
    #[error("port {0} is not asked")]
    BadPort(u16),
    /// By policy: a scheme other than http and https.
    #[error("the scheme `{0}` is not asked")]
    Scheme(String),
}

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Resolving and connecting, TLS included.
    Connecting,
    /// Waiting for the first byte.
    FirstByte,
    /// Reading.
    Whole,
}

impl std::fmt::Display for Phase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Connecting => "while connecting",
            Self::FirstByte => "before the first byte",
            Self::Whole => "while reading",
        })
    }
}

/// What a question led to.
pub type Reply = Result<Answer, Failure>;

/// Asks questions. `http::Client` is the real one; tests may have theirs.
pub trait Transport: Clone + Send + Sync + 'static {
    /// Asks `question`: one request, bounded in time and size.
    fn ask(&self, question: Question) -> impl Future<Output = Reply> + Send;
}
