//! A request of HTTP/1.1 as it arrived.

/// How a request wants a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReceivedMethod {
    /// HEAD.
    Head,
    /// GET with `Range`.
    Ranged,
    /// GET of the whole.
    Get,
}

/// A request.
#[derive(Clone, Copy, Debug)]
pub struct ReceivedRequest<'a> {
    pub method: ReceivedMethod,
    /// Path and query.
    pub target: &'a str,
    /// The name of the host, without the port.
    pub host: &'a str,
    /// `User-Agent`, which tells workers apart.
    pub agent: &'a str,
    /// `Cookie`, or nothing.
    pub cookie: &'a str,
    /// Whether the connection is to be closed after the response.
    pub closes: bool,
}

/// Whether `bytes` are a whole request. Clients here send no body, and nothing before they have the response.
pub fn is_whole(bytes: &[u8]) -> bool {
    bytes.ends_with(b"\r\n\r\n")
}

/// The request that `bytes` are; `None` where they are none.
pub fn parse(bytes: &[u8]) -> Option<ReceivedRequest<'_>> {
    let mut lines = std::str::from_utf8(bytes).ok()?.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let method = match words.next()? {
        "HEAD" => ReceivedMethod::Head,
        "GET" => ReceivedMethod::Get,
        _ => return None,
    };
    let mut request = ReceivedRequest { method, target: words.next()?, host: "", agent: "", cookie: "", closes: false };
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "host" => request.host = value.split_once(':').map_or(value, |(host, _)| host),
            "user-agent" => request.agent = value,
            "cookie" => request.cookie = value,
            "connection" => request.closes = value.eq_ignore_ascii_case("close"),
            "range" if method == ReceivedMethod::Get => request.method = ReceivedMethod::Ranged,
            _ => {}
        }
    }
    Some(request)
}
