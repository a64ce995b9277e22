//! Which URLs are nobody else's business: they are told to no third party.

use crate::links::dns::is_public;
use std::net::IpAddr;
use url::{Host, Url};

/// Ends of names that only a local network knows: those set aside for it (RFC 6761, RFC 6762 with its appendix G, RFC 8375,
/// ICANN's `.internal`), and those that routers and companies use all the same.
const LOCAL: &[&str] =
    &["corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "localdomain", "localhost", "private"];

/// Whether the address of `url` tells that it is not for the public: an address that is not public, a name without a dot, a
/// name that only a local network knows, or a user's credentials. What a name resolves to is not looked up.
pub(crate) fn is_private(url: &Url) -> bool {
    has_credentials(url)
        || match url.host() {
            Some(Host::Domain(name)) => is_local(name),
            Some(Host::Ipv4(address)) => !is_public(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => !is_public(IpAddr::V6(address)),
            None => false,
        }
}

/// Whether a user or a password stands before the host of `url`.
pub(crate) fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_of = |end: &str| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !name.contains('.') || LOCAL.iter().any(|end| is_of(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_and_public() {
        for url in [
            "http://localhost:8080/x",
            "http://wiki/x",
            "http://wiki./x",
            "http://Wiki.Corp/",
            "https://jira.intranet/",
            "https://nas.local./",
            "http://router.home.arpa/",
            "http://home.arpa/",
            "http://a.b.internal/",
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1:81/x",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:10.0.0.1]/",
            "https://me@lamp.example/",
            "https://:word@lamp.example/",
        ] {
            assert!(is_private(&Url::parse(url).expect("a URL")), "{url}");
        }
        for url in [
            "https://lamp.example/x",
            "https://lamp.example./@me",
            "https://local.example/",
            "https://mylocal.net/",
            "https://corp.com/",
            "http://8.8.8.8/",
            "http://[2606:4700::1111]/",
        ] {
            assert!(!is_private(&Url::parse(url).expect("a URL")), "{url}");
        }
    }
}
