//! Web addresses that are what nearly all are: a host and a path, nothing that a parser of URLs would change.

use memchr::memchr;

/// The host, the path (empty, or from its `/` on) and the fragment (without `#`; empty where there is none) of `url`; `None`
/// where anything but a parser should read it.
///
/// The scheme is `http` or `https`, the host a domain name in lower case without Punycode, not an IPv4 address; there are no
/// credentials, port, query, percent-encodings or dot segments. For such a URL the WHATWG URL Standard's parser never
/// fails, and gives these parts back unchanged.
pub(crate) fn parts(url: &str) -> Option<(&str, &str, &str)> {
    let (host, rest) = host(url)?;
    let (path, fragment) = match memchr(b'#', rest.as_bytes()) {
        Some(mark) => (rest.get(..mark)?, rest.get(mark + 1..)?),
        None => (rest, ""),
    };
    let is_plain = |part: &str| part.bytes().all(is_of_path);
    let is_path = path.is_empty() || path.starts_with('/');
    (is_path && is_plain(path) && is_plain(fragment) && !path.contains("/.")).then_some((host, path, fragment))
}

/// The host of `url` and what follows it: nothing, or a path, query or fragment of any kind. Whatever that is, a parser takes
/// such a URL (WHATWG URL Standard, 4.4: only host and port can fail).
pub(crate) fn host(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let end = rest.bytes().position(|byte| !is_of_host(byte)).unwrap_or(rest.len());
    let (host, rest) = rest.split_at_checked(end)?;
    let last = host.bytes().rposition(|byte| byte == b'.').and_then(|dot| host.as_bytes().get(dot + 1));
    let is_domain = last.is_some_and(u8::is_ascii_lowercase)
        && host.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
        && !host.as_bytes().windows(2).any(|pair| pair == b".." || pair == b"--");
    (is_domain && (rest.is_empty() || rest.starts_with(['/', '?', '#']))).then_some((host, rest))
}

fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
}

/// What no parser encodes in a path (RFC 3986, `pchar` and `/`), and no link wraps a URL in.
fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~' | b'+' | b',' | b'=' | b'@' | b':')
}

#[cfg(test)]
mod tests {
    use super::parts;
    use url::Url;

    #[test]
    fn a_parser_gives_the_same_parts() {
        for url in [
            "https://a.example",
            "http://a-b.example/",
            "https://r3-s-n.example/x/y.git",
            "https://a.example/@b/~c/d+e,f=g:h_i",
            "https://a.example/x//y/",
            "https://a.example/x#readme",
            "https://a.example#/route/x",
        ] {
            let parsed = Url::parse(url).unwrap();
            let (host, path, fragment) = parts(url).unwrap_or_default();
            assert_eq!(
                (parsed.host_str(), parsed.path(), parsed.fragment().unwrap_or_default()),
                (Some(host), if path.is_empty() { "/" } else { path }, fragment),
                "{url}"
            );
        }
        for url in [
            "https://A.example/",
            "https://a.example:443/",
            "https://a@b.example/",
            "https://1.2.3.4/",
            "https://a.1/",
            "https://localhost/",
            "https://xn--a.example/",
            "https://a..b/",
            "https://.b.c/",
            "https://a.b./",
            "https://a.example/../x",
            "https://a.example/?x",
            "https://a.example?x",
            "https://a.example/#%41",
            "https://a.example/#a#b",
            "https://a.example/%41",
            "https://a.example/(x)",
            "https:/a.example/",
            "ftp://a.example/",
            "https://a.example/ x",
            "https://a.example\\x",
            "https://ä.example/",
        ] {
            assert_eq!(parts(url), None, "{url}");
        }
    }
}
