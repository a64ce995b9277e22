//! Builds HTTP clients without the habits of browsers: no redirects, no referer, no second try.

use crate::links::dns::{AddressPolicy, Resolver};
use crate::links::settings::CheckSettings;
use reqwest::Certificate;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Says honestly who requests, and where to complain.
const USER_AGENT: &str = concat!("curate/", env!("CARGO_PKG_VERSION"), " (+https://github.com/curate-lists/curate)");
/// A connection that is idle for longer is closed. A host with more URLs gets its next request within its interval; one
/// with nothing left must not cost memory and a descriptor.
pub(crate) const IDLE: Duration = Duration::from_millis(100);
/// Header lines of one response over HTTP/1. The library bounds their bytes (about 400 KiB).
const HEADER_LINES: usize = 256;
/// Bytes of one response's headers over HTTP/2.
const HEADER_BYTES: u32 = 256 << 10;
/// Bytes of one body over HTTP/2 that a server may send before they are read; most bodies never are.
const WINDOW: u32 = 64 << 10;

/// Why no client can be built.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A header of a host rule cannot be sent.
    #[error("`{0}` is not a header that can be sent")]
    Header(String),
    /// No resolver can be built.
    #[error("names cannot be resolved: {0}")]
    Resolver(String),
    /// The HTTP library refuses: mostly certificates of the system that it cannot read.
    #[error("HTTP cannot be set up")]
    Http(#[source] reqwest::Error),
}

/// Builds clients that share their resolver and trust the same certificates.
pub(crate) struct ClientFactory<'a> {
    settings: &'a CheckSettings,
    user_agent: &'a str,
    pub(crate) policy: AddressPolicy,
    resolver: Arc<Resolver>,
    certificates: Vec<Certificate>,
}

impl<'a> ClientFactory<'a> {
    /// A factory of clients as `settings` say, which also trust what `authorities` (certificates, DER) have signed, and may
    /// dial the hosts named in `exempt` at any address.
    ///
    /// # Errors
    ///
    /// [`ClientError`] where `settings` cannot be followed.
    pub(crate) fn new(
        settings: &'a CheckSettings,
        authorities: &[Vec<u8>],
        mut exempt: Vec<String>,
    ) -> Result<Self, ClientError> {
        // Fails only where there is one already, and one is as good as another.
        let _ = rustls::crypto::ring::default_provider().install_default();
        if settings.proxy {
            exempt.extend(proxies());
        }
        let policy = AddressPolicy::new(settings, exempt);
        let resolver = Arc::new(Resolver::new(settings, policy.clone()).map_err(ClientError::Resolver)?);
        let certificates = certificates(authorities).map_err(ClientError::Http)?;
        let user_agent = settings.user_agent.as_deref().unwrap_or(USER_AGENT);
        Ok(Self { settings, user_agent, policy, resolver, certificates })
    }

    /// A client that accepts compressed bodies where `gzip` says so, and keeps at most `idle` idle connections to a host.
    ///
    /// # Errors
    ///
    /// [`ClientError::Http`] where the library refuses.
    pub(crate) fn client(&self, gzip: bool, idle: usize) -> Result<reqwest::Client, ClientError> {
        // Less than the whole: which of two clocks strikes first would be luck, and so would be what a report says took too long.
        let connect = self.settings.connect_timeout.min(self.settings.timeout * 9 / 10);
        let builder = reqwest::Client::builder()
            .user_agent(self.user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(connect)
            .pool_idle_timeout(IDLE)
            .http1_max_headers(HEADER_LINES)
            // What browsers forgive is no fault of a link.
            .http1_ignore_invalid_headers_in_responses(true)
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .http2_max_header_list_size(HEADER_BYTES)
            .http2_initial_stream_window_size(WINDOW)
            .http2_initial_connection_window_size(4 * WINDOW)
            .dns_resolver(Arc::clone(&self.resolver))
            .gzip(gzip)
            .pool_max_idle_per_host(idle);
        let builder = if self.settings.proxy { builder } else { builder.no_proxy() };
        let certificates = self.certificates.iter().cloned();
        let builder = if self.settings.system_certificates {
            builder.tls_certs_merge(certificates)
        } else {
            builder.tls_certs_only(certificates)
        };
        builder.build().map_err(ClientError::Http)
    }
}

/// A client for the API at `host`, which the user has named: it may be at any address, and it alone. An API is told who
/// requests, whatever pages are told.
///
/// # Errors
///
/// [`ClientError`] where `settings` cannot be followed.
pub(crate) fn client_for(settings: &CheckSettings, host: &str) -> Result<reqwest::Client, ClientError> {
    let factory = ClientFactory::new(settings, &[], vec![host.to_owned()])?;
    ClientFactory { user_agent: USER_AGENT, ..factory }.client(true, usize::MAX)
}

/// Mozilla's roots, and `authorities`.
fn certificates(authorities: &[Vec<u8>]) -> reqwest::Result<Vec<Certificate>> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(AsRef::as_ref);
    roots.chain(authorities.iter().map(Vec::as_slice)).map(Certificate::from_der).collect()
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
