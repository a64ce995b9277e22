//! Requests that one worker sends for another, and what became of them.

use crate::fleet::target_message::{MessageDefect, VERSION};
use crate::links::error_kind::ErrorKind;
use crate::links::request::{Method, Request};
use crate::links::response::{Body, Response};
use crate::links::transport::RequestResult;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::time::Duration;
use url::{Origin, Url};

/// Bytes of headers that are handed on; a verdict needs a few short ones.
const MOST_HEADERS: usize = 32 << 10;

#[derive(Serialize, Deserialize)]
struct RequestJson {
    version: u32,
    url: String,
    method: MethodJson,
    fragments: Vec<String>,
    fresh: bool,
    last: bool,
    /// Where the chain began; `None` where nothing is configured for that.
    first_origin: Option<String>,
    cookies: Option<Vec<u8>>,
}

#[derive(Serialize, Deserialize)]
enum MethodJson {
    Head,
    Ranged,
    Get,
}

#[derive(Serialize, Deserialize)]
struct ResultJson {
    version: u32,
    result: Result<ResponseJson, ErrorKind>,
}

#[derive(Serialize, Deserialize)]
struct ResponseJson {
    status: u16,
    headers: Vec<(String, Vec<u8>)>,
    address: Option<IpAddr>,
    body: Option<Body>,
    took_ms: u64,
}

/// The message that has another worker send `request`.
pub(crate) fn encode_request(request: &Request) -> Vec<u8> {
    let first_origin = request.first_origin.is_tuple().then(|| request.first_origin.ascii_serialization());
    let json = RequestJson {
        version: VERSION,
        url: request.url.to_string(),
        method: match request.method {
            Method::Head => MethodJson::Head,
            Method::Ranged => MethodJson::Ranged,
            Method::Get => MethodJson::Get,
        },
        fragments: request.fragments.clone(),
        fresh: request.fresh,
        last: request.last,
        first_origin,
        cookies: request.cookies.as_ref().map(|cookies| cookies.as_bytes().to_vec()),
    };
    serde_json::to_vec(&json).unwrap_or_default()
}

/// The request that `message` describes.
///
/// # Errors
///
/// Where it describes none.
pub(crate) fn decode_request(message: &[u8]) -> Result<Request, MessageDefect> {
    let json: RequestJson = parsed(message)?;
    if json.version != VERSION {
        return Err(MessageDefect::OtherVersion);
    }
    let url = Url::parse(&json.url).map_err(|_| MessageDefect::Malformed)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(MessageDefect::Malformed);
    }
    let first = json.first_origin.map(|origin| Url::parse(&origin)).transpose();
    let first = first.map_err(|_| MessageDefect::Malformed)?;
    let cookies = json.cookies.map(|cookies| HeaderValue::from_bytes(&cookies)).transpose();
    Ok(Request {
        url,
        method: match json.method {
            MethodJson::Head => Method::Head,
            MethodJson::Ranged => Method::Ranged,
            MethodJson::Get => Method::Get,
        },
        fragments: json.fragments,
        fresh: json.fresh,
        last: json.last,
        first_origin: first.map_or_else(Origin::new_opaque, |first| first.origin()),
        cookies: cookies.map_err(|_| MessageDefect::Malformed)?,
    })
}

/// The message that says what became of a request.
pub(crate) fn encode_result(result: &RequestResult) -> Vec<u8> {
    let result = match result {
        Ok(response) => Ok(ResponseJson::of(response)),
        Err(error) => Err(error.clone()),
    };
    serde_json::to_vec(&ResultJson { version: VERSION, result }).unwrap_or_default()
}

/// What became of a request, by `message`.
///
/// # Errors
///
/// Where it does not say so.
pub(crate) fn decode_result(message: &[u8]) -> Result<RequestResult, MessageDefect> {
    let json: ResultJson = parsed(message)?;
    if json.version != VERSION {
        return Err(MessageDefect::OtherVersion);
    }
    match json.result {
        Ok(response) => response.response().map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

fn parsed<'a, T: Deserialize<'a>>(message: &'a [u8]) -> Result<T, MessageDefect> {
    serde_json::from_slice(message).map_err(|_| MessageDefect::Malformed)
}

impl ResponseJson {
    fn of(response: &Response) -> Self {
        let mut left = MOST_HEADERS;
        let mut headers = Vec::new();
        for (name, value) in &response.headers {
            let Some(rest) = left.checked_sub(name.as_str().len() + value.len()) else { continue };
            left = rest;
            headers.push((name.as_str().to_owned(), value.as_bytes().to_vec()));
        }
        Self {
            status: response.status,
            headers,
            address: response.address,
            body: response.body.clone(),
            took_ms: response.took.as_millis() as u64,
        }
    }

    fn response(self) -> Result<Response, MessageDefect> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            let pair = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_bytes(&value).ok());
            let (name, value) = pair.ok_or(MessageDefect::Malformed)?;
            headers.append(name, value);
        }
        if !(100..=999).contains(&self.status) {
            return Err(MessageDefect::Malformed);
        }
        Ok(Response {
            status: self.status,
            headers,
            address: self.address,
            body: self.body,
            took: Duration::from_millis(self.took_ms),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::error_kind::Phase;
    use crate::links::response::PageLook;

    #[test]
    fn a_request_arrives_as_it_was_sent() {
        for (cookies, origin) in [
            (None, Origin::new_opaque()),
            (
                Some(HeaderValue::from_bytes(b"a=\xff").expect("a header")),
                Url::parse("http://b.example:81").expect("a URL").origin(),
            ),
        ] {
            let sent = Request {
                url: Url::parse("https://a.example/x?y#z").expect("a URL"),
                method: Method::Get,
                fragments: vec!["z".to_owned()],
                fresh: true,
                last: false,
                first_origin: origin.clone(),
                cookies,
            };
            let arrived = decode_request(&encode_request(&sent)).expect("a request");
            assert_eq!((&arrived.url, arrived.method, arrived.fresh), (&sent.url, sent.method, sent.fresh));
            assert_eq!((&arrived.cookies, &arrived.fragments), (&sent.cookies, &sent.fragments));
            assert_eq!(arrived.first_origin.is_tuple(), origin.is_tuple());
            assert!(!origin.is_tuple() || arrived.first_origin == origin);
        }
        for message in ["", "{}", "[]", "{\"version\":1}"] {
            assert!(decode_request(message.as_bytes()).is_err(), "{message}");
        }
    }

    #[test]
    fn what_became_of_it_arrives_whole() {
        let mut headers = HeaderMap::new();
        for value in ["a=1", "b=2"] {
            headers.append("set-cookie", HeaderValue::from_static(value));
        }
        headers.append("location", HeaderValue::from_bytes("/\u{fc}".as_bytes()).expect("a header"));
        let page = PageLook { title: "A \u{1f600} title".to_owned(), text: (3, u64::MAX) };
        let body = Body { fragments: vec!["x".to_owned()], whole: true, scripted: false, page: Some(page) };
        let response = Response {
            status: 999,
            headers,
            address: Some(IpAddr::from([127, 0, 0, 1])),
            body: Some(body),
            took: Duration::from_millis(7),
        };
        let arrived = decode_result(&encode_result(&Ok(response.clone()))).expect("a result").expect("a response");
        assert_eq!((arrived.status, &arrived.headers), (999, &response.headers));
        assert_eq!((arrived.body, arrived.address, arrived.took), (response.body, response.address, response.took));
        for error in [
            ErrorKind::NoSuchHost,
            ErrorKind::ImpossibleHost("a reason".into()),
            ErrorKind::Timeout(Phase::FirstByte),
            ErrorKind::Tls("the certificate has expired".to_owned()),
            ErrorKind::Private(IpAddr::from([10, 0, 0, 1])),
            ErrorKind::BadPort(25),
        ] {
            let arrived = decode_result(&encode_result(&Err(error.clone()))).expect("a result");
            assert_eq!(arrived.expect_err("an error"), error);
        }
        assert!(decode_result(b"{\"version\":1,\"result\":{\"Ok\":{\"status\":7}}}").is_err());
    }
}
