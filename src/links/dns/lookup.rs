//! The DNS client: where it sends lookups, and what its errors mean.

use crate::links::dns::addresses::is_public;
use crate::links::error_kind::ErrorKind;
use crate::links::settings::CheckSettings;
use curate_rules::text;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ProtocolConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Names that are looked up at the same time: each takes two sockets.
pub(crate) const LOOKUPS: usize = 64;
/// How often a lookup is sent to a silent name server.
const TRIES: u32 = 3;
/// Names kept; a run mostly requests the URLs of a host close together, and keeps its connections anyway.
const CACHE: u64 = 1024;

/// Public addresses of either family; it does not matter which.
const V4: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(1, 1, 1, 1)), 443);
const V6: SocketAddr = SocketAddr::new(IpAddr::V6(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 1)), 443);

/// What the error of a lookup means.
pub(crate) fn error_kind(error: &NetError) -> ErrorKind {
    if error.is_nx_domain() {
        return ErrorKind::NoSuchHost;
    }
    // It asks the system only after a failure of the socket, or of every name server.
    if matches!(error, NetError::Io(_) | NetError::NoConnections) && !has_network() {
        return ErrorKind::Offline;
    }
    ErrorKind::Dns(match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NoError => {
            return ErrorKind::NoAddress;
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) => of_code(none.response_code),
        NetError::Dns(DnsError::ResponseCode(code)) => of_code(*code),
        NetError::Timeout => text!("the name server does not answer").to_string(),
        NetError::NoConnections => text!("no name server can be reached").to_string(),
        other => other.to_string(),
    })
}

fn of_code(code: ResponseCode) -> String {
    match code {
        ResponseCode::ServFail => text!("the name server failed").to_string(),
        ResponseCode::Refused => text!("the name server refuses to answer").to_string(),
        other => text!("the name server says: {code}", code = other.to_string()).to_string(),
    }
}

/// A resolver that uses `server` alone; the system's own list of hosts does not count.
pub(crate) fn from_server(server: SocketAddr, settings: &CheckSettings) -> Result<TokioResolver, NetError> {
    let connections = [ProtocolConfig::Udp, ProtocolConfig::Tcp].map(|protocol| {
        let mut connection = ConnectionConfig::new(protocol);
        connection.port = server.port();
        connection
    });
    let server = NameServerConfig::new(server.ip(), true, connections.into());
    let config = ResolverConfig::from_name_servers(vec![server]);
    let mut options = options(settings);
    options.use_hosts_file = ResolveHosts::Never;
    build(config, options)
}

/// A resolver that uses the system's name servers, or `None` where the system does not say which they are.
#[cfg(any(unix, windows))]
pub(crate) fn from_system(settings: &CheckSettings) -> Option<TokioResolver> {
    let (config, theirs) = hickory_resolver::system_conf::read_system_conf().ok()?;
    let mut options = options(settings);
    options.timeout = theirs.timeout.min(options.timeout);
    options.edns0 = theirs.edns0;
    options.use_hosts_file = ResolveHosts::Always;
    build(config, options).ok()
}

#[cfg(not(any(unix, windows)))]
pub(crate) fn from_system(_: &CheckSettings) -> Option<TokioResolver> {
    None
}

fn build(config: ResolverConfig, options: ResolverOpts) -> Result<TokioResolver, NetError> {
    let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    *builder.options_mut() = options;
    builder.build()
}

fn options(settings: &CheckSettings) -> ResolverOpts {
    let mut options = ResolverOpts::default();
    // A silent name server is reported as one, so all tries have to end before the connection's time does.
    options.timeout = options.timeout.min(settings.connect_timeout / (TRIES + 1));
    options.attempts = TRIES as usize - 1;
    // The first address that is dialled decides which error is reported, so on a machine without a way to IPv6 those
    // addresses are looked up only where there are no others.
    options.ip_strategy = if has_route(V6) { LookupIpStrategy::Ipv4AndIpv6 } else { LookupIpStrategy::Ipv4thenIpv6 };
    options.cache_size = CACHE;
    options.max_active_requests = 2 * LOOKUPS;
    options.try_tcp_on_error = true;
    options
}

/// Whether the machine has a way to any public address.
pub(crate) fn has_network() -> bool {
    has_route(V4) || has_route(V6)
}

/// `addresses`, unless they are public ones of IPv6 alone, and the machine has a way to public ones of IPv4 alone.
///
/// # Errors
///
/// [`ErrorKind::OnlyIpv6`] where they are.
pub(crate) fn reachable(addresses: Vec<IpAddr>) -> Result<Vec<IpAddr>, ErrorKind> {
    reachable_with(addresses, || has_route(V4) && !has_route(V6))
}

fn reachable_with(addresses: Vec<IpAddr>, has_only_v4: impl FnOnce() -> bool) -> Result<Vec<IpAddr>, ErrorKind> {
    let is_far = addresses.iter().all(|address| address.is_ipv6() && is_public(*address));
    if is_far && !addresses.is_empty() && has_only_v4() { Err(ErrorKind::OnlyIpv6) } else { Ok(addresses) }
}

/// Whether the machine has a way to `address`. Nothing is sent: connecting a UDP socket only looks up the route.
fn has_route(address: SocketAddr) -> bool {
    let own: IpAddr = if address.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    UdpSocket::bind((own, 0)).is_ok_and(|socket| socket.connect(address).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_ipv6_alone_need_a_way_there() {
        let of = |texts: &[&str]| texts.iter().map(|text| text.parse().expect("an address")).collect::<Vec<IpAddr>>();
        let far = of(&["2606:4700::1", "2a00::1"]);
        assert_eq!(reachable_with(far.clone(), || true), Err(ErrorKind::OnlyIpv6));
        assert_eq!(reachable_with(far.clone(), || false), Ok(far));
        for near in [of(&["2606:4700::1", "8.8.8.8"]), of(&["::1"]), of(&["fd00::1", "2606:4700::1"]), of(&[])] {
            assert_eq!(reachable_with(near.clone(), || true), Ok(near));
        }
    }
}
