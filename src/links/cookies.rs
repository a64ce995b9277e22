//! The cookies of one chain of redirects: some pages show themselves only to who sends back what a redirect has set. They
//! end with the chain. The rules are RFC 6265's, and the library's.

use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::header::{HeaderMap, HeaderValue, SET_COOKIE};
use std::sync::Arc;
use url::Url;

/// Bytes of `Set-Cookie` that one response may have; browsers take 4 KiB for one cookie. What does not fit is not sent back.
const LARGEST: usize = 8 << 10;

/// The cookies of one chain. Most chains have none, and cost nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cookies(Option<Arc<Jar>>);

impl Cookies {
    /// Takes those that a redirect from `from` sets; whether what is sent to `to` is another `Cookie` for that.
    pub(crate) fn take(&mut self, headers: &HeaderMap, from: &Url, to: &Url) -> bool {
        let mut left = LARGEST;
        let fits = |line: &&HeaderValue| {
            let rest = left.checked_sub(line.len());
            left = rest.unwrap_or(left);
            rest.is_some()
        };
        let mut set = headers.get_all(SET_COOKIE).iter().filter(fits).peekable();
        if set.peek().is_none() {
            return false;
        }
        let before = self.header(to);
        self.0.get_or_insert_default().set_cookies(&mut set, from);
        self.header(to) != before
    }

    /// The `Cookie` header of a request for `url`.
    pub(crate) fn header(&self, url: &Url) -> Option<HeaderValue> {
        self.0.as_ref()?.cookies(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_goes_back_to_its_site_and_to_no_other() {
        let url = |text: &str| Url::parse(text).expect("a URL");
        let headers = HeaderMap::from_iter([(SET_COOKIE, HeaderValue::from_static("seen=1; Path=/; Secure"))]);
        let (from, own) = (url("https://a.example/x"), url("https://a.example/y"));
        let mut cookies = Cookies::default();
        assert!(!cookies.take(&HeaderMap::new(), &from, &own));
        assert!(cookies.take(&headers, &from, &own));
        assert!(!cookies.take(&headers, &from, &own), "it is no news");
        assert_eq!(cookies.header(&own), Some(HeaderValue::from_static("seen=1")));
        for other in ["http://a.example/y", "https://b.example/x", "https://b.a.example/x"] {
            assert_eq!(cookies.header(&url(other)), None, "{other}");
        }
    }

    #[test]
    fn a_flood_of_cookies_is_not_kept() {
        let url = Url::parse("https://a.example/").expect("a URL");
        let line = |name: &str, length: usize| {
            let line = format!("{name}={}", "c".repeat(length));
            (SET_COOKIE, HeaderValue::from_str(&line).expect("a header"))
        };
        let mut cookies = Cookies::default();
        assert!(!cookies.take(&HeaderMap::from_iter([line("huge", 1 << 20)]), &url, &url));
        let many = (0..100).map(|at| line(&format!("c{at}"), 1_000));
        assert!(cookies.take(&many.chain([line("huge", 1 << 20), line("last", 10)]).collect(), &url, &url));
        let sent = cookies.header(&url).expect("some fit");
        let sent = sent.to_str().expect("text");
        assert!(sent.len() < 10_000 && sent.contains("last=") && !sent.contains("huge="), "{} bytes", sent.len());
    }
}
