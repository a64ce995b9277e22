//! Where the `Location` of a response leads, as a browser reads it.

use crate::links::error_kind::ErrorKind;
use curate_rules::text;
use percent_encoding::{AsciiSet, percent_encode};
use reqwest::header::HeaderValue;
use std::borrow::Cow;
use url::Url;

/// The most redirects that are followed.
pub(crate) const MOST_HOPS: usize = 10;

/// One redirect that was followed.
#[derive(Clone, Debug)]
pub(crate) struct Followed {
    /// 301, 302, 303, 307 or 308.
    pub(crate) status: u16,
    /// Where it led, as [`next`] reads it.
    pub(crate) to: Url,
}

/// The URL that a `location` sent by `from` leads to: relative or not, its bytes raw UTF-8 or of another encoding, blanks
/// around it. Where it names no fragment it keeps that of `from`. Its credentials are dropped.
///
/// # Errors
///
/// [`ErrorKind::Scheme`] where it leads to anything but http and https, [`ErrorKind::Protocol`] where it is not a URL.
pub fn next(from: &Url, location: &HeaderValue) -> Result<Url, ErrorKind> {
    let text = match std::str::from_utf8(location.as_bytes()) {
        Ok(text) => Cow::Borrowed(text),
        // The bytes mean something to the server alone: it gets them back as they are.
        Err(_) => percent_encode(location.as_bytes(), &AsciiSet::EMPTY).into(),
    };
    let mut to = from.join(&text).map_err(|error| {
        ErrorKind::Protocol(text!("the Location is not a URL: {error}", error = error.to_string()).to_string())
    })?;
    if !matches!(to.scheme(), "http" | "https") {
        return Err(ErrorKind::Scheme(to.scheme().to_owned()));
    }
    if to.fragment().is_none() {
        to.set_fragment(from.fragment());
    }
    // Both fail only for URLs without a host, and http has one.
    let _ = to.set_username("");
    let _ = to.set_password(None);
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn led(from: &str, location: &[u8]) -> Result<String, ErrorKind> {
        next(&from.parse().unwrap(), &HeaderValue::from_bytes(location).unwrap()).map(String::from)
    }

    #[test]
    fn locations_are_read_as_browsers_do() {
        let from = "https://a.example/dir/page?q=1#part";
        for (location, wanted) in [
            ("https://b.example/x", "https://b.example/x#part"),
            ("https://b.example/x#new", "https://b.example/x#new"),
            ("https://b.example/x#", "https://b.example/x#"),
            ("next", "https://a.example/dir/next#part"),
            ("../up", "https://a.example/up#part"),
            ("/top?z", "https://a.example/top?z#part"),
            ("?z", "https://a.example/dir/page?z#part"),
            ("//b.example/y", "https://b.example/y#part"),
            ("  /blank ", "https://a.example/blank#part"),
            ("/中文", "https://a.example/%E4%B8%AD%E6%96%87#part"),
            ("/%E4%B8%AD", "https://a.example/%E4%B8%AD#part"),
            ("https://b.example\\c", "https://b.example/c#part"),
            ("HTTP://B.Example:80/", "http://b.example/#part"),
            ("https://user:secret@b.example/", "https://b.example/#part"),
            ("", "https://a.example/dir/page?q=1#part"),
        ] {
            assert_eq!(led(from, location.as_bytes()).as_deref(), Ok(wanted), "{location}");
        }
    }

    #[test]
    fn bytes_of_another_encoding_go_back_as_they_are() {
        assert_eq!(led("http://a.example/", b"/caf\xe9?a b").as_deref(), Ok("http://a.example/caf%E9?a%20b"));
    }

    #[test]
    fn other_schemes_and_nonsense_are_errors() {
        for scheme in ["file", "ftp", "javascript", "data", "mailto", "gopher"] {
            let location = format!("{scheme}:///etc/passwd");
            assert_eq!(led("http://a.example/", location.as_bytes()), Err(ErrorKind::Scheme(scheme.to_owned())));
        }
        assert!(matches!(led("http://a.example/", b"http://[::"), Err(ErrorKind::Protocol(_))));
        assert!(matches!(led("http://a.example/", b"http://a b/"), Err(ErrorKind::Protocol(_))));
    }
}
