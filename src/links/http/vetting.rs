//! URLs that are refused by what can be told before their names are resolved.

use crate::links::dns::{AddressPolicy, host_name};
use crate::links::error_kind::ErrorKind;
use crate::links::http::ports;
use crate::links::settings::CheckSettings;
use curate_rules::Refusal;
use std::net::IpAddr;
use url::{Host, Url};

/// Looks at the scheme and the port of `url`, and at its address where it has one in the place of a name.
///
/// # Errors
///
/// [`ErrorKind::Scheme`], [`ErrorKind::BadPort`], [`ErrorKind::ImpossibleHost`] or [`ErrorKind::Private`] where `policy` or
/// nobody requests it.
pub(super) fn vet(url: &Url, policy: &AddressPolicy) -> Result<(), ErrorKind> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(ErrorKind::Scheme(url.scheme().to_owned()));
    }
    if let Some(port) = url.port().filter(|&port| ports::is_bad(port)) {
        return Err(ErrorKind::BadPort(port));
    }
    if let Some(defect) = url.domain().and_then(host_name::defect) {
        return Err(ErrorKind::ImpossibleHost(defect.into()));
    }
    // Addresses do not pass the resolver. Every spelling of one has become the same by now.
    let literal = match url.host() {
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        _ => None,
    };
    if let (Some(address), Some(host)) = (literal, url.host_str()) {
        policy.vet(host, [address])?;
    }
    Ok(())
}

/// Why `url` is not requested under `settings`, as far as that can be told before its name is resolved.
pub(crate) fn refusal(url: &Url, settings: &CheckSettings) -> Option<Refusal> {
    vet(url, &AddressPolicy::new(settings, Vec::new())).err()?.refusal()
}
