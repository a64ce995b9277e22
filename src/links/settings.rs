//! How links are checked: from the command line, then the configuration, then the defaults.

use globset::GlobMatcher;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;
use url::Url;

/// How links are checked.
#[derive(Clone, Debug)]
pub struct CheckSettings {
    /// Requests in flight, all hosts together. The limit of open files bounds it too.
    pub concurrency: usize,
    /// Requests in flight to one host.
    pub per_host: usize,
    /// Time between the starts of two requests to one host.
    pub interval: Duration,
    /// For resolving and connecting, TLS included.
    pub connect_timeout: Duration,
    /// From the request to the first byte of the response.
    pub first_byte_timeout: Duration,
    /// For one request as a whole.
    pub timeout: Duration,
    /// The longest pause that a host is waited for in one run, all its pauses together.
    pub longest_pause: Duration,
    /// Whether pages are checked by GET, whatever HEAD would say.
    pub thorough: bool,
    /// For the whole run, second look included.
    pub deadline: Option<Duration>,
    /// Hosts that did not respond the last time: that they do not now says nothing of the network.
    pub silent_before: BTreeSet<String>,
    /// Whether a host responded so shortly before the run that there is a network, even if none responds now.
    pub was_online: bool,
    /// What requests call their sender, where that is not curate.
    pub user_agent: Option<String>,
    /// Status codes that count as 2xx.
    pub accept: Vec<u16>,
    /// Settings of single hosts; the first that matches counts.
    pub hosts: Vec<HostRule>,
    /// Whether addresses that are not public may be dialled.
    pub private: PrivateAddresses,
    /// A name server to use in the place of the system's.
    pub dns_server: Option<SocketAddr>,
    /// Whether to trust the system's certificates beside Mozilla's.
    pub system_certificates: bool,
    /// Whether `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` count.
    pub proxy: bool,
    /// The server that tells of videos in the place of YouTube's.
    pub youtube: Option<Url>,
    /// Failures on this many UTC days make an unknown link a dead one.
    pub days_of_failure: u32,
    /// How long outcomes of earlier runs are valid.
    pub fresh: Freshness,
}

/// How long outcomes of earlier runs are valid. Unknown links are always checked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// For links that are well; a tenth more or less, so that a list is not checked all at once.
    pub(crate) ok: Duration,
    /// For dead links: somebody may be fixing them.
    pub(crate) dead: Duration,
    /// For links behind a bot wall.
    pub(crate) blocked: Duration,
}

impl Default for Freshness {
    fn default() -> Self {
        let days = |days: u64| Duration::from_hours(24 * days);
        Self { ok: days(7), dead: Duration::from_hours(1), blocked: days(3) }
    }
}

/// Which addresses that are not public may be dialled.
#[derive(Clone, Debug, Default)]
pub enum PrivateAddresses {
    /// None.
    #[default]
    Refused,
    /// Those of these host names.
    Hosts(Vec<String>),
    /// All.
    Allowed,
}

/// Settings of the hosts that a pattern matches.
#[derive(Clone, Debug)]
pub struct HostRule {
    /// Matches host names, `*.example.org`.
    pub name: GlobMatcher,
    /// Time between the starts of two requests.
    pub interval: Option<Duration>,
    /// For one request as a whole.
    pub timeout: Option<Duration>,
    /// Whether to skip HEAD.
    pub get: bool,
    /// Status codes that count as 2xx, those of all hosts among them.
    pub accept: Vec<u16>,
    /// Header names and values, which may be secrets; sent to the origin that a list names and to no other.
    pub headers: Vec<(String, String)>,
}

impl Default for CheckSettings {
    fn default() -> Self {
        Self {
            concurrency: 128,
            per_host: 4,
            interval: Duration::from_millis(50),
            connect_timeout: Duration::from_secs(10),
            first_byte_timeout: Duration::from_secs(15),
            timeout: Duration::from_secs(20),
            longest_pause: Duration::from_secs(30),
            thorough: false,
            deadline: None,
            silent_before: BTreeSet::new(),
            was_online: false,
            user_agent: None,
            accept: Vec::new(),
            hosts: Vec::new(),
            private: PrivateAddresses::Refused,
            dns_server: None,
            system_certificates: false,
            proxy: false,
            youtube: None,
            days_of_failure: 3,
            fresh: Freshness::default(),
        }
    }
}

impl CheckSettings {
    /// The settings of `host` itself, where it has any.
    pub(crate) fn host(&self, host: &str) -> Option<&HostRule> {
        self.hosts.iter().find(|rule| rule.name.is_match(host))
    }

    /// The status codes that count as 2xx from `host`, or from a URL without one.
    pub(crate) fn accepted(&self, host: Option<&str>) -> &[u16] {
        host.and_then(|host| self.host(host)).map_or(&self.accept, |rule| &rule.accept)
    }
}
