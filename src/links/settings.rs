//! How links are asked: from the command line, then the configuration, then the defaults.

use globset::GlobMatcher;
use std::net::SocketAddr;
use std::time::Duration;

/// How links are asked.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Requests in flight, all hosts together. The limit of open files bounds it too.
    pub concurrency: usize,
    /// Requests in flight to one host.
    pub per_host: usize,
    /// Time between the starts of two requests to one host.
    pub interval: Duration,
    /// For resolving and connecting, TLS included.
    pub connect_timeout: Duration,
    /// From the request to the first byte of the answer.
    pub first_byte_timeout: Duration,
    /// For one request as a whole.
    pub timeout: Duration,
    /// A server that asks for a longer pause than this is not waited for.
    pub longest_pause: Duration,
    /// The whole run, second look included, ends by then.
    pub deadline: Option<Duration>,
    /// What is different for some hosts; the first that matches counts.
    pub hosts: Vec<HostRule>,
    /// Whether addresses that are not public may be dialled.
    pub private: Private,
    /// The name server to ask in the place of the system's.
    pub dns_server: Option<SocketAddr>,
    /// Whether the system's certificates count too, beside Mozilla's.
    pub system_certificates: bool,
    /// Whether `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` count.
    pub proxy: bool,
    /// Failures on this many UTC days make an unknown link a dead one.
    pub days_of_failure: u32,
    /// How long what was learnt is not asked again.
    pub fresh: Fresh,
    /// Whether fragments of other pages are looked for.
    pub fragments: bool,
}

/// How long what was learnt is not asked again. What is unknown is always asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// What was well; a tenth more or less, so that a list is not asked all at once.
    pub ok: Duration,
    /// What is dead: somebody may be mending it.
    pub dead: Duration,
    /// What is behind a bot wall.
    pub blocked: Duration,
}

impl Default for Fresh {
    fn default() -> Self {
        let days = |days: u64| Duration::from_hours(24 * days);
        Self { ok: days(7), dead: Duration::from_hours(1), blocked: days(3) }
    }
}

/// Which addresses that are not public may be dialled.
#[derive(Clone, Debug, Default)]
pub enum Private {
    /// None.
    #[default]
    Refused,
    /// Those of these host names.
    Hosts(Vec<String>),
    /// All.
    Allowed,
}

/// What is different for the hosts that a pattern matches.
#[derive(Clone, Debug)]
pub struct HostRule {
    /// Matches host names, `*.example.org`.
    pub name: GlobMatcher,
    /// Time between the starts of two requests.
    pub interval: Option<Duration>,
    /// For one request as a whole.
    pub timeout: Option<Duration>,
    /// Whether HEAD is skipped.
    pub get: bool,
    /// Status codes that count as 2xx.
    pub accept: Vec<u16>,
    /// Header names and values (from the environment), sent to the origin that a list names and to no other.
    pub headers: Vec<(String, String)>,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            concurrency: 128,
            per_host: 4,
            interval: Duration::from_millis(50),
            connect_timeout: Duration::from_secs(10),
            first_byte_timeout: Duration::from_secs(15),
            timeout: Duration::from_secs(20),
            longest_pause: Duration::from_secs(30),
            deadline: None,
            hosts: Vec::new(),
            private: Private::Refused,
            dns_server: None,
            system_certificates: false,
            proxy: false,
            days_of_failure: 3,
            fresh: Fresh::default(),
            fragments: true,
        }
    }
}

impl Asking {
    /// What is different for `host`.
    pub fn host(&self, host: &str) -> Option<&HostRule> {
        self.hosts.iter().find(|rule| rule.name.is_match(host))
    }
}
