//! One HTTP request.

use reqwest::header::HeaderValue;
use url::{Origin, Url};

/// One request to one server. Redirects are not followed at this level: a redirect is a response like any other.
#[derive(Clone, Debug)]
pub struct Request {
    /// An http or https URL. Neither its credentials nor its fragment are sent.
    pub url: Url,
    /// How the URL is requested.
    pub method: Method,
    /// The fragments to look for in the body of a 2xx response, without `#`; only with [`Method::Get`].
    pub fragments: Vec<String>,
    /// Whether to use a new connection and close it afterwards, and to say which languages are understood, as the second look
    /// does: as a browser does that a reader has just opened.
    pub fresh: bool,
    /// Whether nothing more is to be requested of the host, as far as that is known: then its connection is closed.
    pub last: bool,
    /// The origin (scheme, host, port) of the first request of the chain: headers configured for a host are sent to no
    /// other origin.
    pub first_origin: Origin,
    /// The `Cookie` of this chain of redirects for the URL, where it has any.
    pub cookies: Option<HeaderValue>,
}

/// How a URL is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `HEAD`.
    Head,
    /// `GET` with `Range: bytes=0-0` and without `Accept-Encoding`; the body is not read.
    Ranged,
    /// `GET`; of a page that is there the body is read as far as it is needed.
    Get,
}
