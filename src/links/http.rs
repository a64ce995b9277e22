//! Asks one question over HTTP. Nothing is followed, repeated or remembered here but open connections.

use crate::links::body;
use crate::links::body::Wanted;
use crate::links::crowd::Crowd;
use crate::links::question::{Answer, Failure, Manner, Phase, Question, Reply, Transport};
use crate::links::resolver::{Policy, Resolver};
use crate::links::settings::Asking;
use crate::links::{failure, ports};
use globset::GlobMatcher;
use reqwest::header::{CONNECTION, HeaderMap, HeaderName, HeaderValue, RANGE};
use reqwest::{Certificate, ClientBuilder, Method, Request};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use url::{Host, Url};

/// Says honestly who asks, and where to complain.
const USER_AGENT: &str = concat!("curate/", env!("CARGO_PKG_VERSION"), " (+https://github.com/curate-lists/curate)");
/// A connection that waits longer for the next question is closed. A host with more to ask is asked again within its
/// interval; one with nothing left must not cost memory and a descriptor.
const IDLE: Duration = Duration::from_millis(300);
/// Header lines of one answer over HTTP/1. The library bounds their bytes (about 400 KiB).
const HEADER_LINES: usize = 256;
/// Bytes of one answer's headers over HTTP/2.
const HEADER_BYTES: u32 = 256 << 10;
/// Bytes of one body over HTTP/2 that a server may send before they are asked for; most bodies never are.
const WINDOW: u32 = 64 << 10;

/// Asks servers. Clones share their connections.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// Why no client can be made.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// A header of a host rule is none.
    #[error("`{0}` is no header that can be sent")]
    Header(String),
    /// No resolver can be made.
    #[error("names cannot be resolved: {0}")]
    Resolver(String),
    /// The HTTP library refuses: mostly certificates of the system that it cannot read.
    #[error("HTTP cannot be set up")]
    Http(#[source] reqwest::Error),
}

struct Inner {
    /// For questions whose answer's body does not matter: without `Accept-Encoding`.
    plain: reqwest::Client,
    /// For questions whose answer is read.
    reading: reqwest::Client,
    /// The same two, for questions whose connection is a new one and is not kept.
    fresh_plain: reqwest::Client,
    fresh_reading: reqwest::Client,
    crowd: Crowd,
    policy: Policy,
    rules: Vec<Rule>,
    first_byte: Duration,
    whole: Duration,
    proxied: bool,
}

/// What is different for the hosts that a pattern matches.
struct Rule {
    name: GlobMatcher,
    timeout: Option<Duration>,
    get: bool,
    headers: HeaderMap,
}

impl Client {
    /// A client that asks as `asking` says.
    ///
    /// # Errors
    ///
    /// [`Unusable`], where `asking` cannot be followed.
    pub fn new(asking: &Asking) -> Result<Self, Unusable> {
        Self::trusting(asking, &[])
    }

    /// The same, which also trusts what `authorities` (certificates, DER) have signed.
    ///
    /// # Errors
    ///
    /// [`Unusable`], where `asking` cannot be followed.
    pub fn trusting(asking: &Asking, authorities: &[Vec<u8>]) -> Result<Self, Unusable> {
        // Fails only where there is one already, and one is as good as another.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let policy = Policy::new(asking, if asking.proxy { proxies() } else { Vec::new() });
        let resolver = Arc::new(Resolver::new(asking, policy.clone()).map_err(Unusable::Resolver)?);
        let certificates = certificates(authorities).map_err(Unusable::Http)?;
        let client = |reads: bool, fresh: bool| {
            let idle = if fresh { 0 } else { asking.per_host };
            let builder = base(asking).dns_resolver(Arc::clone(&resolver)).gzip(reads).pool_max_idle_per_host(idle);
            let builder = if asking.system_certificates {
                builder.tls_certs_merge(certificates.iter().cloned())
            } else {
                builder.tls_certs_only(certificates.iter().cloned())
            };
            builder.build().map_err(Unusable::Http)
        };
        Ok(Self {
            inner: Arc::new(Inner {
                plain: client(false, false)?,
                reading: client(true, false)?,
                fresh_plain: client(false, true)?,
                fresh_reading: client(true, true)?,
                // The library looks for connections to close once in that time, so they may wait for twice as long.
                crowd: Crowd::new(asking.per_host, 2 * IDLE),
                policy,
                rules: rules(asking)?,
                first_byte: asking.first_byte_timeout,
                whole: asking.timeout,
                proxied: asking.proxy,
            }),
        })
    }
}

/// A client for the API at `host`, which the user has named: it may be anywhere, and it alone is not judged.
///
/// # Errors
///
/// [`Unusable`], where `asking` cannot be followed.
pub fn client_for(asking: &Asking, host: &str) -> Result<reqwest::Client, Unusable> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut exempt = if asking.proxy { proxies() } else { Vec::new() };
    exempt.push(host.to_owned());
    let policy = Policy::new(asking, exempt);
    let resolver = Arc::new(Resolver::new(asking, policy).map_err(Unusable::Resolver)?);
    let certificates = certificates(&[]).map_err(Unusable::Http)?;
    let builder = base(asking).dns_resolver(resolver).gzip(true);
    let builder = if asking.system_certificates {
        builder.tls_certs_merge(certificates)
    } else {
        builder.tls_certs_only(certificates)
    };
    builder.build().map_err(Unusable::Http)
}

/// A client without the habits of browsers: no redirects, no referer, no second try.
fn base(asking: &Asking) -> ClientBuilder {
    let connect = asking.connect_timeout.min(asking.timeout);
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(connect)
        .pool_idle_timeout(IDLE)
        .http1_max_headers(HEADER_LINES)
        .http2_max_header_list_size(HEADER_BYTES)
        .http2_initial_stream_window_size(WINDOW)
        .http2_initial_connection_window_size(4 * WINDOW);
    if asking.proxy { builder } else { builder.no_proxy() }
}

/// Mozilla's roots, and `authorities`.
fn certificates(authorities: &[Vec<u8>]) -> reqwest::Result<Vec<Certificate>> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(AsRef::as_ref);
    roots.chain(authorities.iter().map(Vec::as_slice)).map(Certificate::from_der).collect()
}

fn rules(asking: &Asking) -> Result<Vec<Rule>, Unusable> {
    let rule = |rule: &crate::links::settings::HostRule| {
        let mut headers = HeaderMap::new();
        for (name, value) in &rule.headers {
            // The value stays out of the message: it is most likely a secret.
            let refused = || Unusable::Header(name.clone());
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
            let mut value = HeaderValue::from_str(value).map_err(|_| refused())?;
            value.set_sensitive(true);
            headers.append(header, value);
        }
        Ok(Rule { name: rule.name.clone(), timeout: rule.timeout, get: rule.get, headers })
    };
    asking.hosts.iter().map(rule).collect()
}

/// The hosts of the proxies that the environment names. They are dialled wherever they are: mostly in the own network.
fn proxies() -> Vec<String> {
    let names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let values = names.into_iter().filter_map(|name| std::env::var(name).ok());
    let host = |value: String| {
        let url = if value.contains("://") { value } else { format!("http://{value}") };
        Some(Url::parse(&url).ok()?.host_str()?.to_owned())
    };
    values.filter_map(host).collect()
}

impl Transport for Client {
    async fn ask(&self, question: Question) -> Reply {
        let started = Instant::now();
        let url = self.vetted(&question.url)?;
        let rule = url.host_str().and_then(|host| self.inner.rules.iter().find(|rule| rule.name.is_match(host)));
        // Who gives a host more time than usual does so because it is slow to begin.
        let own = rule.and_then(|rule| rule.timeout);
        let whole = own.unwrap_or(self.inner.whole);
        let first_byte = own.unwrap_or(self.inner.first_byte).min(whole);
        let manner = match question.manner {
            Manner::Head if rule.is_some_and(|rule| rule.get) => Manner::Ranged,
            manner => manner,
        };
        let kept = !question.fresh && self.inner.crowd.admits(url.host_str().unwrap_or_default(), started.into_std());
        let client = match (manner, kept) {
            (Manner::Get, true) => &self.inner.reading,
            (Manner::Get, false) => &self.inner.fresh_reading,
            (_, true) => &self.inner.plain,
            (_, false) => &self.inner.fresh_plain,
        };
        let asked = client.execute(request(url, manner, &question, rule, kept));
        let mut response = match timeout_at(started + first_byte, asked).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(failure::of(&error)),
            Err(_) => return Err(Failure::Timeout(Phase::FirstByte)),
        };
        let status = response.status();
        let address = response.remote_addr().filter(|_| !self.inner.proxied).map(|address| address.ip());
        let wanted = Wanted { fragments: &question.fragments, glance: question.glance };
        let reads = manner == Manner::Get && status.is_success() && !wanted.is_nothing();
        let (headers, body) = if reads {
            let headers = response.headers().clone();
            (headers, Some(body::read(response, wanted, started + whole).await))
        } else {
            (std::mem::take(response.headers_mut()), None)
        };
        Ok(Answer { status: status.as_u16(), headers, address, body, took: started.elapsed() })
    }
}

impl Client {
    /// `url` as it is sent, where it may be asked as far as that can be told before its name is resolved.
    fn vetted(&self, url: &Url) -> Result<Url, Failure> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Failure::Scheme(url.scheme().to_owned()));
        }
        if let Some(port) = url.port().filter(|&port| ports::is_bad(port)) {
            return Err(Failure::BadPort(port));
        }
        // Addresses do not pass the resolver. Every spelling of one has become the same by now.
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        if let (Some(address), Some(host)) = (literal, url.host_str()) {
            self.inner.policy.vet(host, [address])?;
        }
        let mut url = url.clone();
        url.set_fragment(None);
        // Both fail only for URLs without a host, and http has one.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        Ok(url)
    }
}

fn request(url: Url, manner: Manner, question: &Question, rule: Option<&Rule>, kept: bool) -> Request {
    let own = rule.filter(|_| url.origin() == question.first_origin);
    let mut request = Request::new(if manner == Manner::Head { Method::HEAD } else { Method::GET }, url);
    let headers = request.headers_mut();
    if let Some(rule) = own {
        headers.extend(rule.headers.clone());
    }
    if manner == Manner::Ranged {
        headers.insert(RANGE, HeaderValue::from_static("bytes=0-0"));
    }
    if !kept {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    request
}
