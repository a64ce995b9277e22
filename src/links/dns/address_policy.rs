//! Which addresses of a host may be dialled.

use crate::links::dns::addresses;
use crate::links::error_kind::ErrorKind;
use crate::links::settings::{CheckSettings, PrivateAddresses};
use std::net::IpAddr;

/// Which addresses that are not public may be dialled.
#[derive(Clone, Debug)]
pub(crate) struct AddressPolicy {
    private: PrivateAddresses,
    /// Hosts that may be at any address: the proxies, and an API that the user named.
    exempt: Vec<String>,
}

impl AddressPolicy {
    /// What `settings` say about private addresses; the hosts named in `exempt` may be at any.
    pub(crate) fn new(settings: &CheckSettings, exempt: Vec<String>) -> Self {
        Self { private: settings.private.clone(), exempt }
    }

    /// The addresses of `host` that may be dialled.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Private`] with the first of them where there are some and none may be, [`ErrorKind::Dns`] where there
    /// are none at all.
    pub(crate) fn vet(
        &self,
        host: &str,
        addresses: impl IntoIterator<Item = IpAddr>,
    ) -> Result<Vec<IpAddr>, ErrorKind> {
        let all = match &self.private {
            PrivateAddresses::Allowed => true,
            PrivateAddresses::Hosts(hosts) => is_among(host, hosts),
            PrivateAddresses::Refused => false,
        } || is_among(host, &self.exempt);
        let (dialled, refused): (Vec<IpAddr>, Vec<IpAddr>) =
            addresses.into_iter().partition(|&address| all || addresses::is_public(address));
        match (dialled.is_empty(), refused.first()) {
            (false, _) => Ok(dialled),
            (true, Some(&address)) => Err(ErrorKind::Private(address)),
            (true, None) => Err(ErrorKind::Dns("it has no address".to_owned())),
        }
    }
}

/// Whether `host` is one of `hosts`, however either is written.
fn is_among(host: &str, hosts: &[String]) -> bool {
    let plain = |name: &str| name.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
    let host = plain(host);
    hosts.iter().any(|other| plain(other) == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(private: PrivateAddresses) -> AddressPolicy {
        AddressPolicy::new(&CheckSettings { private, ..CheckSettings::default() }, vec!["proxy.lan".to_owned()])
    }

    fn ips(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn private_addresses_of_a_mixed_answer_are_dropped() {
        let mixed = ips(&["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1"]);
        assert_eq!(policy(PrivateAddresses::Refused).vet("a.example", mixed), Ok(ips(&["8.8.8.8", "2606:4700::1"])));
        let none = ips(&["10.0.0.1", "::1"]);
        assert_eq!(policy(PrivateAddresses::Refused).vet("a.example", none.clone()), Err(ErrorKind::Private(none[0])));
        assert!(matches!(policy(PrivateAddresses::Refused).vet("a.example", []), Err(ErrorKind::Dns(_))));
    }

    #[test]
    fn named_hosts_and_proxies_may_be_private() {
        let private = ips(&["10.0.0.1"]);
        let hosts = policy(PrivateAddresses::Hosts(vec!["Wiki.Lan.".to_owned(), "[::1]".to_owned()]));
        assert_eq!(hosts.vet("wiki.lan", private.clone()), Ok(private.clone()));
        assert_eq!(hosts.vet("::1", ips(&["::1"])), Ok(ips(&["::1"])));
        assert_eq!(hosts.vet("other.wiki.lan", private.clone()), Err(ErrorKind::Private(private[0])));
        assert_eq!(hosts.vet("proxy.lan", private.clone()), Ok(private.clone()));
        assert_eq!(policy(PrivateAddresses::Allowed).vet("any.lan", private.clone()), Ok(private));
    }
}
