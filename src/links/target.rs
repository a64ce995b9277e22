//! One URL to check.

use crate::links::fragment_policy::is_checkable;
use url::Url;

/// One URL to check, however many links lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckTarget {
    /// An http or https URL without fragment and credentials. Its text is the URL of the outcome.
    pub url: Url,
    /// The fragments of the page that links name, without `#`; sorted and without repetition before a run.
    pub fragments: Vec<String>,
}

impl CheckTarget {
    /// What to check for a link to `url`; `None` where that is not a web address. A fragment is kept where a page can be
    /// checked for it.
    ///
    /// The URL is the same that `curate_rules` finds the outcome of a link by.
    pub fn new(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        let fragment = url.fragment().filter(|fragment| is_checkable(url, fragment));
        Some(Self { url: as_sent(url), fragments: fragment.map(str::to_owned).into_iter().collect() })
    }
}

/// `url`, http or https, as it is sent: without fragment and credentials.
pub(crate) fn as_sent(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    // Both fail only for URLs without a host, and http has one.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_rules::api::link_url::request_url;

    #[test]
    fn outcomes_are_found_by_the_url_of_the_target() {
        for (url, checked, fragments) in [
            ("https://a.example/b?c#d", Some("https://a.example/b?c"), &["d"][..]),
            ("https://a.example#page=3", Some("https://a.example/"), &[]),
            ("http://me:secret@a.example/#", Some("http://a.example/"), &[]),
            ("ftp://a.example/", None, &[]),
        ] {
            let url = Url::parse(url).expect("a URL");
            let target = CheckTarget::new(&url);
            assert_eq!(target.as_ref().map(|target| target.url.as_str()), checked, "{url}");
            assert_eq!(request_url(&url).as_deref(), checked, "{url}");
            assert_eq!(target.map(|target| target.fragments).unwrap_or_default(), fragments, "{url}");
        }
    }
}
