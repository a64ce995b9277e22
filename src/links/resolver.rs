//! Names to addresses, and only to addresses that may be dialled: what is handed to the connector was vetted, and is what
//! it dials.

use crate::links::addresses;
use crate::links::question::Failure;
use crate::links::settings::{Asking, Private};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ProtocolConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RecordType};
use reqwest::dns::{Addrs, Resolve, Resolving};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};

/// Names that are looked up at the same time: each takes two sockets.
const LOOKUPS: usize = 64;
/// How often a silent name server is asked for a name.
const TRIES: u32 = 3;
/// Names kept; the hosts of a run are mostly asked close together, and their connections are kept anyway.
const CACHE: u64 = 1024;

/// Resolves names for the HTTP client.
#[derive(Clone)]
pub struct Resolver {
    shared: Arc<Shared>,
}

struct Shared {
    names: Names,
    policy: Policy,
    slots: Semaphore,
    /// Top-level domains that were asked for because a name in them is said to be missing, and whether they are known.
    tops: Mutex<HashMap<String, bool>>,
}

/// Who knows the names.
enum Names {
    /// A name server: the one that was named, or the system's.
    Server(Box<TokioResolver>),
    /// The system, by its own ways: its configuration could not be read.
    System,
}

/// Which addresses that are not public may be dialled.
#[derive(Clone, Debug)]
pub struct Policy {
    private: Private,
    /// Hosts that are not judged: the proxies.
    exempt: Vec<String>,
}

impl Policy {
    /// What `asking` says of private addresses; the hosts named in `exempt` may be anywhere.
    pub fn new(asking: &Asking, exempt: Vec<String>) -> Self {
        Self { private: asking.private.clone(), exempt }
    }

    /// The addresses of `host` that may be dialled.
    ///
    /// # Errors
    ///
    /// [`Failure::Private`] with the first of them where there are some and none may be, [`Failure::Dns`] where there are
    /// none at all.
    pub fn vet(&self, host: &str, addresses: impl IntoIterator<Item = IpAddr>) -> Result<Vec<IpAddr>, Failure> {
        let all = match &self.private {
            Private::Allowed => true,
            Private::Hosts(hosts) => is_among(host, hosts),
            Private::Refused => false,
        } || is_among(host, &self.exempt);
        let (dialled, refused): (Vec<IpAddr>, Vec<IpAddr>) =
            addresses.into_iter().partition(|&address| all || addresses::is_public(address));
        match (dialled.is_empty(), refused.first()) {
            (false, _) => Ok(dialled),
            (true, Some(&address)) => Err(Failure::Private(address)),
            (true, None) => Err(Failure::Dns("it has no address".to_owned())),
        }
    }
}

/// Whether `host` is one of `hosts`, however either is written.
fn is_among(host: &str, hosts: &[String]) -> bool {
    let plain = |name: &str| name.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
    let host = plain(host);
    hosts.iter().any(|other| plain(other) == host)
}

impl Resolver {
    /// A resolver that asks whom `asking` names, else the system's name servers, else the system itself. A public name
    /// server is asked only where one of these is it.
    ///
    /// # Errors
    ///
    /// What went wrong, where no resolver can be made of `asking`.
    pub fn new(asking: &Asking, policy: Policy) -> Result<Self, String> {
        let names = match asking.dns_server {
            Some(server) => Names::Server(Box::new(of_server(server, asking).map_err(|error| error.to_string())?)),
            None => of_system(asking).map_or(Names::System, |resolver| Names::Server(Box::new(resolver))),
        };
        Ok(Self { shared: Arc::new(Shared { names, policy, slots: Semaphore::new(LOOKUPS), tops: Mutex::default() }) })
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: reqwest::dns::Name) -> Resolving {
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            let addresses = shared.addresses(name.as_str()).await?;
            // Port 0: the connector puts the URL's in its place.
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

impl Shared {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, Failure> {
        let failure = |error: &dyn std::fmt::Display| Failure::Dns(error.to_string());
        let _slot = self.slots.acquire().await.map_err(|error| failure(&error))?;
        match &self.names {
            Names::Server(resolver) => {
                let mut name = Name::from_ascii(host).map_err(|error| failure(&error))?;
                // Absolute: a search list would turn a dead name into one of the network it is asked from.
                name.set_fqdn(true);
                match resolver.lookup_ip(name).await.map_err(|error| meaning(&error)) {
                    Ok(found) => self.policy.vet(host, found.iter()),
                    Err(Failure::NoSuchHost) => Err(self.missing(resolver, host).await),
                    Err(failure) => Err(failure),
                }
            }
            Names::System => {
                // How systems tell a missing name from a silent server differs, and a wrong "no such host" would call a
                // link dead: here nothing is.
                let absolute = format!("{}.", host.trim_end_matches('.'));
                let found = tokio::net::lookup_host((absolute, 0)).await.map_err(|error| failure(&error))?;
                self.policy.vet(host, found.map(|address| address.ip()))
            }
        }
    }
}

impl Shared {
    /// What it means that `resolver` knows no `host`. A name server that is cut off from the public name system may say
    /// so of every name; then it says so of top-level domains that certainly exist, and nothing is dead.
    async fn missing(&self, resolver: &TokioResolver, host: &str) -> Failure {
        let top = host.trim_end_matches('.').rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let exists = psl::suffix(top.as_bytes()).is_some_and(|suffix| suffix.typ() == Some(psl::Type::Icann));
        if !exists {
            return Failure::NoSuchHost;
        }
        // Held while it is asked: the next one wants the same answer.
        let mut tops = self.tops.lock().await;
        let known = if let Some(&known) = tops.get(&top) {
            known
        } else {
            let Ok(name) = Name::from_ascii(format!("{top}.")) else { return Failure::NoSuchHost };
            let answer = resolver.lookup(name, RecordType::NS).await;
            let known = !answer.is_err_and(|error| error.is_nx_domain());
            tops.insert(top.clone(), known);
            known
        };
        if known { Failure::NoSuchHost } else { Failure::Isolated(top) }
    }
}

/// What a name server's complaint means.
fn meaning(error: &NetError) -> Failure {
    if error.is_nx_domain() {
        return Failure::NoSuchHost;
    }
    Failure::Dns(match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NoError => {
            "it has no address".to_owned()
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) => of_code(none.response_code),
        NetError::Dns(DnsError::ResponseCode(code)) => of_code(*code),
        NetError::Timeout => "the name server does not answer".to_owned(),
        NetError::NoConnections => "no name server can be reached".to_owned(),
        other => other.to_string(),
    })
}

fn of_code(code: ResponseCode) -> String {
    match code {
        ResponseCode::ServFail => "the name server failed".to_owned(),
        ResponseCode::Refused => "the name server refuses to say".to_owned(),
        other => format!("the name server says: {other}"),
    }
}

/// A resolver that asks `server` and nobody else; the system's own list of hosts does not count.
fn of_server(server: SocketAddr, asking: &Asking) -> Result<TokioResolver, NetError> {
    let connections = [ProtocolConfig::Udp, ProtocolConfig::Tcp].map(|protocol| {
        let mut connection = ConnectionConfig::new(protocol);
        connection.port = server.port();
        connection
    });
    let server = NameServerConfig::new(server.ip(), true, connections.into());
    let config = ResolverConfig::from_name_servers(vec![server]);
    let mut options = options(asking);
    options.use_hosts_file = ResolveHosts::Never;
    build(config, options)
}

/// A resolver that asks the system's name servers, or `None` where the system does not say which they are.
#[cfg(any(unix, windows))]
fn of_system(asking: &Asking) -> Option<TokioResolver> {
    let (config, theirs) = hickory_resolver::system_conf::read_system_conf().ok()?;
    let mut options = options(asking);
    options.timeout = theirs.timeout.min(options.timeout);
    options.edns0 = theirs.edns0;
    options.use_hosts_file = ResolveHosts::Always;
    build(config, options).ok()
}

#[cfg(not(any(unix, windows)))]
fn of_system(_: &Asking) -> Option<TokioResolver> {
    None
}

fn build(config: ResolverConfig, options: ResolverOpts) -> Result<TokioResolver, NetError> {
    let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    *builder.options_mut() = options;
    builder.build()
}

fn options(asking: &Asking) -> ResolverOpts {
    let mut options = ResolverOpts::default();
    // A silent name server is called that, so all tries have to end before the connection's time does.
    options.timeout = options.timeout.min(asking.connect_timeout / (TRIES + 1));
    options.attempts = TRIES as usize - 1;
    // The first address that is dialled decides what a failure is called, so on a machine without a way to IPv6 those
    // addresses are asked for only where there are no others.
    options.ip_strategy = if reaches_v6() { LookupIpStrategy::Ipv4AndIpv6 } else { LookupIpStrategy::Ipv4thenIpv6 };
    options.cache_size = CACHE;
    options.max_active_requests = 2 * LOOKUPS;
    options.try_tcp_on_error = true;
    options
}

/// Whether the machine has a way to the IPv6 internet. Nothing is sent: connecting a UDP socket only looks up the route.
fn reaches_v6() -> bool {
    let Ok(socket) = UdpSocket::bind("[::]:0") else { return false };
    socket.connect("[2000::1]:443").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(private: Private) -> Policy {
        Policy::new(&Asking { private, ..Asking::default() }, vec!["proxy.lan".to_owned()])
    }

    fn ips(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn private_addresses_of_a_mixed_answer_are_dropped() {
        let mixed = ips(&["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1"]);
        assert_eq!(policy(Private::Refused).vet("a.example", mixed), Ok(ips(&["8.8.8.8", "2606:4700::1"])));
        let none = ips(&["10.0.0.1", "::1"]);
        assert_eq!(policy(Private::Refused).vet("a.example", none.clone()), Err(Failure::Private(none[0])));
        assert!(matches!(policy(Private::Refused).vet("a.example", []), Err(Failure::Dns(_))));
    }

    #[test]
    fn named_hosts_and_proxies_may_be_private() {
        let private = ips(&["10.0.0.1"]);
        let hosts = policy(Private::Hosts(vec!["Wiki.Lan.".to_owned(), "[::1]".to_owned()]));
        assert_eq!(hosts.vet("wiki.lan", private.clone()), Ok(private.clone()));
        assert_eq!(hosts.vet("::1", ips(&["::1"])), Ok(ips(&["::1"])));
        assert_eq!(hosts.vet("other.wiki.lan", private.clone()), Err(Failure::Private(private[0])));
        assert_eq!(hosts.vet("proxy.lan", private.clone()), Ok(private.clone()));
        assert_eq!(policy(Private::Allowed).vet("any.lan", private.clone()), Ok(private));
    }
}
