//! Who a host belongs to.

use url::{Host, Url};

/// The registrable domain of the host of `url`: what one buys, by the public suffix list (`example.co.uk`, `me.github.io`).
/// The host itself where there is none: an address, `localhost`, a public suffix. `None` where `url` has no host.
pub(crate) fn registrable(url: &Url) -> Option<String> {
    match url.host()? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            Some(psl::domain_str(name).unwrap_or(name).to_ascii_lowercase())
        }
        address => Some(address.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains() {
        for (url, domain) in [
            ("https://www.example.com/x", Some("example.com")),
            ("https://a.b.example.co.uk/", Some("example.co.uk")),
            ("https://me.github.io/", Some("me.github.io")),
            ("https://github.io/", Some("github.io")),
            ("https://www.example.com./", Some("example.com")),
            ("http://127.0.0.1:8080/", Some("127.0.0.1")),
            ("http://[::1]/", Some("[::1]")),
            ("http://localhost/", Some("localhost")),
            ("https://www.例子.中国/", Some("xn--fsqu00a.xn--fiqs8s")),
            ("mailto:a@b.c", None),
        ] {
            let url = Url::parse(url).expect("a URL");
            assert_eq!(registrable(&url).as_deref(), domain, "{url}");
        }
    }
}
