//! Responses that come from somebody in front of the page: bot walls, and domain parkers.

use crate::links::domain::registrable;
use curate_rules::DOMAIN_PARKER;
use reqwest::header::HeaderMap;
use url::Url;

/// The bot wall that a response of `status` with `headers` comes from: known by a header of its own that it documents or
/// sends, or by a status that nobody else uses.
pub(crate) fn wall(status: u16, headers: &HeaderMap) -> Option<&'static str> {
    let says = |name: &str, part: &str| {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.to_ascii_lowercase().contains(part))
    };
    let has = |name: &str| headers.contains_key(name);
    if says("cf-mitigated", "challenge") {
        return Some("Cloudflare");
    }
    // No standard knows it; LinkedIn began it.
    if status == 999 {
        return Some("status 999");
    }
    if has("x-amzn-waf-action") {
        return Some("AWS WAF");
    }
    if !matches!(status, 202 | 401 | 403 | 405 | 406 | 418 | 429 | 456 | 503) {
        return None;
    }
    if has("x-datadome") || has("x-datadome-cid") || says("set-cookie", "datadome=") {
        return Some("DataDome");
    }
    if has("x-px-block") || says("set-cookie", "_px3=") || says("set-cookie", "_pxhd=") {
        return Some("PerimeterX");
    }
    if has("x-iinfo") || says("set-cookie", "incap_ses_") || says("set-cookie", "visid_incap_") {
        return Some("Imperva");
    }
    if has("x-sucuri-block") {
        return Some("Sucuri");
    }
    if says("server", "akamaighost") || says("set-cookie", "_abck=") {
        return Some("Akamai");
    }
    if says("server", "ddos-guard") || says("server", "qrator") {
        return Some("a DDoS guard");
    }
    // Pages of Cloudflare's own without the header. It names itself in every response, so that a 503 is of the host behind.
    if status == 403 && says("server", "cloudflare") {
        return Some("Cloudflare");
    }
    None
}

/// Hosts that show nothing but domains for sale, with the name to say.
const PARKERS: &[(&str, &str)] = &[
    ("afternic.com", "Afternic"),
    ("bodis.com", "Bodis"),
    ("dan.com", "Dan.com"),
    ("domainmarket.com", "DomainMarket"),
    ("hugedomains.com", "HugeDomains"),
    ("parkingcrew.net", "ParkingCrew"),
    ("parklogic.com", "ParkLogic"),
    ("sedo.com", "Sedo"),
    ("sedoparking.com", "Sedo"),
    ("uniregistry.com", "Uniregistry"),
];

/// The parker that the page at `last` belongs to, where the link leads to another site: `linked`.
pub(crate) fn parker(linked: &Url, last: &Url, headers: &HeaderMap) -> Option<&'static str> {
    let (linked, last) = (registrable(linked)?, registrable(last)?);
    // Parking pages must say so to the makers of advertisement blockers, by a header that only they have.
    if headers.contains_key("x-adblock-key") {
        return Some(DOMAIN_PARKER);
    }
    PARKERS.iter().find(|(host, _)| *host == last && linked != last).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&str, &str)| {
            (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap())
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn walls() {
        for (status, pairs, wanted) in [
            (403, &[("CF-Mitigated", "challenge")][..], Some("Cloudflare")),
            (200, &[("cf-mitigated", "challenge")], Some("Cloudflare")),
            (403, &[("server", "cloudflare")], Some("Cloudflare")),
            (404, &[("server", "cloudflare")], None),
            (503, &[("server", "cloudflare")], None),
            (503, &[("server", "cloudflare"), ("cf-mitigated", "challenge")], Some("Cloudflare")),
            (200, &[("server", "cloudflare")], None),
            (999, &[], Some("status 999")),
            (202, &[("x-amzn-waf-action", "challenge")], Some("AWS WAF")),
            (202, &[], None),
            (403, &[("set-cookie", "datadome=abc; Path=/")], Some("DataDome")),
            (404, &[("set-cookie", "datadome=abc; Path=/")], None),
            (403, &[], None),
        ] {
            assert_eq!(wall(status, &headers(pairs)), wanted, "{status} {pairs:?}");
        }
    }

    #[test]
    fn parkers() {
        let url = |text: &str| Url::parse(text).unwrap();
        let gone = url("https://lamp.example.com/");
        assert_eq!(parker(&gone, &url("https://www.hugedomains.com/x"), &HeaderMap::new()), Some("HugeDomains"));
        assert_eq!(parker(&url("https://sedo.com/"), &url("https://www.sedo.com/uk/"), &HeaderMap::new()), None);
        assert_eq!(parker(&gone, &gone, &headers(&[("x-adblock-key", "k_s")])), Some("a domain parker"));
        assert_eq!(parker(&gone, &gone, &HeaderMap::new()), None);
    }
}
