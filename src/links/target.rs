//! One URL to check.

use crate::links::fragment_policy::is_checkable;
use std::sync::Arc;
use url::Url;

/// One URL to check, however many links lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckTarget {
    /// An http or https URL without fragment and credentials.
    pub url: Url,
    /// Its text, which is the URL of the outcome.
    pub text: Arc<str>,
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
        let sent = as_sent(url);
        Some(Self {
            text: sent.as_str().into(),
            url: sent,
            fragments: fragment.map(str::to_owned).into_iter().collect(),
        })
    }
}

/// A [`CheckTarget`] while it waits. A run may have a million, so it is small: outcomes share its text, and its URL is parsed
/// again when it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedTarget {
    /// The text of the URL.
    pub text: Arc<str>,
    /// As in [`CheckTarget::fragments`].
    pub fragments: Box<[String]>,
}

impl From<CheckTarget> for QueuedTarget {
    fn from(target: CheckTarget) -> Self {
        Self { text: target.text, fragments: target.fragments.into() }
    }
}

impl QueuedTarget {
    /// The target, ready to be checked.
    pub(crate) fn unpacked(&self) -> Option<CheckTarget> {
        let (text, fragments) = (Arc::clone(&self.text), self.fragments.to_vec());
        Some(CheckTarget { url: Url::parse(&text).ok()?, text, fragments })
    }

    /// The host of its URL.
    pub(crate) fn host(&self) -> &str {
        host(&self.text)
    }
}

/// The host of a target whose URL has this `text`, as [`Url::host_str`] has it.
pub(crate) fn host(text: &str) -> &str {
    let after = text.split_once("://").map_or("", |(_, after)| after);
    let authority = after.split(['/', '?']).next().unwrap_or("");
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => host,
        _ => authority,
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

    #[test]
    fn a_target_comes_out_of_the_queue_as_it_went_in() {
        for url in [
            "https://me:secret@a.example:8080/b:c?d=e:f#g",
            "http://a.example",
            "http://a.example?b",
            "http://[2001:db8::1]:81/",
            "http://[2001:db8::1]/",
            "http://127.0.0.1:9/x",
            "https://\u{fc}ber.example/\u{e4}",
        ] {
            let target = CheckTarget::new(&Url::parse(url).expect("a URL")).expect("a web address");
            let queued = QueuedTarget::from(target.clone());
            assert_eq!(Some(queued.host()), target.url.host_str(), "{url}");
            assert_eq!(queued.unpacked(), Some(target), "{url}");
        }
    }
}
