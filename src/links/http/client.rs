//! Sends one request, within limits of time and size.

use crate::links::dns::AddressPolicy;
use crate::links::error_kind::{ErrorKind, Phase};
use crate::links::http::body::read_page;
use crate::links::http::client_factory::{ClientError, ClientFactory, IDLE};
use crate::links::http::errors::error_kind;
use crate::links::http::host_rules;
use crate::links::http::host_rules::PreparedHostRule;
use crate::links::http::keep_alive_limit::KeepAliveLimit;
use crate::links::http::vetting::vet;
use crate::links::request::{Method, Request};
use crate::links::response::Response;
use crate::links::settings::CheckSettings;
use crate::links::target::as_sent;
use crate::links::transport::{RequestResult, Transport};
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONNECTION, COOKIE, HeaderValue, RANGE};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// What a reader's browser wants to see; some hosts have nothing for who wants anything at all.
const MEDIA_TYPES: &str = "text/html,application/xhtml+xml,*/*;q=0.8";
/// Some hosts have nothing for who reads no language.
const LANGUAGES: &str = "en,*;q=0.5";

/// Bytes of a URL: the library sends no more.
const LONGEST_URL: usize = 65_534;

/// Sends requests over the network. Clones share their connections.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    /// For requests whose response body does not matter: without `Accept-Encoding`.
    plain: reqwest::Client,
    /// For requests whose response body is read.
    reading: reqwest::Client,
    /// The same two, for requests that need a new connection and do not keep it.
    fresh_plain: reqwest::Client,
    fresh_reading: reqwest::Client,
    keep_alive: KeepAliveLimit,
    policy: AddressPolicy,
    rules: Vec<PreparedHostRule>,
    first_byte: Duration,
    whole: Duration,
    proxied: bool,
}

impl Client {
    /// A client that follows `settings`.
    ///
    /// # Errors
    ///
    /// [`ClientError`] where they cannot be followed.
    pub fn new(settings: &CheckSettings) -> Result<Self, ClientError> {
        Self::trusting(settings, &[])
    }

    /// The same, which also trusts what `authorities` (certificates, DER) have signed.
    ///
    /// # Errors
    ///
    /// [`ClientError`] where `settings` cannot be followed.
    pub fn trusting(settings: &CheckSettings, authorities: &[Vec<u8>]) -> Result<Self, ClientError> {
        let factory = ClientFactory::new(settings, authorities, Vec::new())?;
        Ok(Self {
            inner: Arc::new(Inner {
                plain: factory.client(false, settings.per_host)?,
                reading: factory.client(true, settings.per_host)?,
                fresh_plain: factory.client(false, 0)?,
                fresh_reading: factory.client(true, 0)?,
                // The library looks for connections to close once in that time, so they may be idle for twice as long.
                keep_alive: KeepAliveLimit::new(settings.per_host, 2 * IDLE),
                policy: factory.policy,
                rules: host_rules::prepare(settings)?,
                first_byte: settings.first_byte_timeout,
                whole: settings.timeout,
                proxied: settings.proxy,
            }),
        })
    }

    /// `url` as it is sent, unless it is refused by what can be told before its name is resolved.
    fn vetted(&self, url: &Url) -> Result<Url, ErrorKind> {
        vet(url, &self.inner.policy)?;
        let sent = as_sent(url);
        match sent.as_str().len() {
            length if length > LONGEST_URL => Err(ErrorKind::TooLong(length)),
            _ => Ok(sent),
        }
    }
}

impl Transport for Client {
    async fn send(&self, request: Request) -> RequestResult {
        let started = Instant::now();
        let url = self.vetted(&request.url)?;
        let rule = url.host_str().and_then(|host| self.inner.rules.iter().find(|rule| rule.name.is_match(host)));
        // A host gets more time than usual because it is slow to begin.
        let own = rule.and_then(|rule| rule.timeout);
        let whole = own.unwrap_or(self.inner.whole);
        let first_byte = own.unwrap_or(self.inner.first_byte).min(whole);
        let method = request.method;
        let host = url.host_str().unwrap_or_default();
        let kept = !request.fresh && self.inner.keep_alive.admits(host, started.into_std());
        let client = match (method, kept) {
            (Method::Get, true) => &self.inner.reading,
            (Method::Get, false) => &self.inner.fresh_reading,
            (_, true) => &self.inner.plain,
            (_, false) => &self.inner.fresh_plain,
        };
        let sent = client.execute(encoded(url, &request, rule, kept));
        let mut response = match timeout_at(started + first_byte, sent).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(error_kind(&error)),
            Err(_) => return Err(ErrorKind::Timeout(Phase::FirstByte)),
        };
        let status = response.status();
        let address = response.remote_addr().filter(|_| !self.inner.proxied).map(|address| address.ip());
        let (headers, body) = if method == Method::Get && status.is_success() {
            let headers = response.headers().clone();
            (headers, Some(read_page(response, &request.fragments, started + whole).await))
        } else {
            (std::mem::take(response.headers_mut()), None)
        };
        Ok(Response { status: status.as_u16(), headers, address, body, took: started.elapsed() })
    }
}

/// `request` in the terms of the HTTP library.
fn encoded(url: Url, request: &Request, rule: Option<&PreparedHostRule>, kept: bool) -> reqwest::Request {
    let own = rule.filter(|_| url.origin() == request.first_origin);
    let name = if request.method == Method::Head { reqwest::Method::HEAD } else { reqwest::Method::GET };
    let mut encoded = reqwest::Request::new(name, url);
    let headers = encoded.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static(MEDIA_TYPES));
    if request.fresh {
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(LANGUAGES));
    }
    if let Some(cookies) = &request.cookies {
        headers.insert(COOKIE, cookies.clone());
    }
    if let Some(rule) = own {
        headers.extend(rule.headers.clone());
    }
    if request.method == Method::Ranged {
        headers.insert(RANGE, HeaderValue::from_static("bytes=0-0"));
    }
    // The second look is like that of a browser, which never asks for this.
    if !request.fresh && (!kept || request.last) {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    encoded
}
