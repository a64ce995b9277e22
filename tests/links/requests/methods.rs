//! What is sent, how often, over which connection; and that responses come through as they are.

use super::{head, header, patient, request, send};
use crate::fault::script::{ReceivedRequest, headed, status};
use crate::fault::server::Server;
use curate::links::http::{Client, ClientError};
use curate::links::redirect;
use curate::links::request::{Method, Request};
use curate::links::response::Response;
use curate::links::settings::{CheckSettings, HostRule};
use curate::links::transport::Transport as _;
use globset::Glob;
use std::time::Duration;
use url::Url;

/// A rule for loopback that sends a secret.
fn rule() -> HostRule {
    HostRule {
        name: Glob::new("127.*").unwrap().compile_matcher(),
        interval: None,
        timeout: None,
        get: false,
        accept: Vec::new(),
        headers: vec![("X-Token".to_owned(), "secret".to_owned())],
    }
}

#[tokio::test]
async fn each_manner_sends_what_it_should() {
    let server = Server::start();
    for (method, name, range, encoding) in [
        (Method::Head, "HEAD", None, None),
        (Method::Ranged, "GET", Some("bytes=0-0"), None),
        (Method::Get, "GET", None, Some("gzip")),
    ] {
        let path = format!("/{method:?}?q=1");
        assert_eq!(send(&patient(), &server.url(&format!("{path}#part")), method).await.unwrap().status, 200);
        let requests = server.requests_of(&path);
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].method, name);
        assert_eq!(requests[0].header("range"), range);
        assert_eq!(requests[0].header("accept-encoding"), encoding);
        assert_eq!(requests[0].header("referer"), None);
        let agent = requests[0].header("user-agent").unwrap();
        assert!(agent.starts_with("curate/") && agent.contains("(+https://"), "{agent}");
    }
}

#[tokio::test]
async fn every_status_comes_through_once() {
    let server = Server::start();
    for code in
        [200, 204, 206, 301, 302, 303, 307, 308, 401, 403, 404, 405, 410, 416, 429, 451, 500, 502, 503, 520, 999]
    {
        let path = format!("/{code}");
        server.on(&path, headed(code, &[("Location", "/elsewhere")]));
        assert_eq!(head(&server.url(&path)).await.unwrap().status, code);
        assert_eq!(server.requests_of(&path).len(), 1);
    }
    assert!(server.requests_of("/elsewhere").is_empty());
}

#[tokio::test]
async fn head_may_be_refused_or_lie() {
    let server = Server::start();
    server.with("", "/refused", |request| status(if request.method == "HEAD" { 405 } else { 200 }));
    server.with("", "/lying", |request| status(if request.method == "HEAD" { 404 } else { 200 }));
    let client = Client::new(&patient()).unwrap();
    for (path, code) in [("/refused", 405), ("/lying", 404)] {
        assert_eq!(client.send(request(&server.url(path), Method::Head)).await.unwrap().status, code);
        assert_eq!(client.send(request(&server.url(path), Method::Ranged)).await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn headers_come_through_as_they_are() {
    let server = Server::start();
    server.on("/wait", headed(429, &[("Retry-After", "3600"), ("cf-mitigated", "challenge")]));
    server.on("/raw", headed(301, &[("Location", "/中文 页#节")]));
    server.on("/relative", headed(302, &[("Location", "../up?x")]));
    server.on("/file", headed(302, &[("Location", "file:///etc/passwd")]));
    let response = head(&server.url("/wait")).await.unwrap();
    assert_eq!(header(&response, "retry-after"), Some(&b"3600"[..]));
    assert_eq!(header(&response, "cf-mitigated"), Some(&b"challenge"[..]));
    let led = |response: Response, from: &str| {
        redirect::next(&from.parse().unwrap(), &response.headers["location"]).map(String::from)
    };
    for (path, wanted) in [
        ("/raw", Ok(server.url("/%E4%B8%AD%E6%96%87%20%E9%A1%B5#%E8%8A%82"))),
        ("/relative", Ok(server.url("/up?x"))),
        ("/file", Err(curate::links::error_kind::ErrorKind::Scheme("file".to_owned()))),
    ] {
        let from = server.url(path);
        assert_eq!(led(head(&from).await.unwrap(), &from), wanted, "{path}");
    }
}

#[tokio::test]
async fn credentials_in_a_url_are_not_sent() {
    let server = Server::start();
    let url = server.url("/").replace("http://", "http://user:secret@");
    assert_eq!(head(&url).await.unwrap().status, 200);
    let request = server.request();
    assert_eq!(request.header("authorization"), None);
    assert!(!request.head.contains("secret"));
}

#[tokio::test]
async fn own_headers_go_to_the_first_origin_alone() {
    let (first, second) = (Server::start(), Server::start());
    let settings = CheckSettings { hosts: vec![rule()], ..patient() };
    let client = Client::new(&settings).unwrap();
    client.send(request(&first.url("/"), Method::Head)).await.unwrap();
    assert_eq!(first.request().header("x-token"), Some("secret"));
    // The same host, so the rule matches, but another port: another origin.
    let first_origin = first.url("/").parse::<Url>().unwrap().origin();
    let hop = Request { first_origin, ..request(&second.url("/"), Method::Head) };
    client.send(hop).await.unwrap();
    assert_eq!(second.request().header("x-token"), None);
}

#[tokio::test]
async fn a_slow_host_may_have_more_time() {
    let server = Server::start();
    let slow = crate::fault::script::Step::Wait(Duration::from_millis(400));
    server.on("/", [vec![slow], status(200)].concat());
    let impatient = CheckSettings { first_byte_timeout: Duration::from_millis(50), ..patient() };
    assert!(send(&impatient, &server.url("/"), Method::Head).await.is_err());
    let rule = HostRule { timeout: Some(super::AMPLE), ..rule() };
    let settings = CheckSettings { hosts: vec![rule], ..impatient };
    assert_eq!(send(&settings, &server.url("/"), Method::Head).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_header_that_is_none_is_refused_without_its_value() {
    let rule = HostRule { headers: vec![("X-Token".to_owned(), "sec\nret".to_owned())], ..rule() };
    let error = Client::new(&CheckSettings { hosts: vec![rule], ..patient() }).err().unwrap();
    assert!(matches!(&error, ClientError::Header(name) if name == "X-Token"));
    assert!(!error.to_string().contains("ret"), "{error}");
}

#[tokio::test]
async fn connections_are_kept_but_not_for_fresh_requests() {
    let server = Server::start();
    let client = Client::new(&patient()).unwrap();
    let usual = request(&server.url("/"), Method::Head);
    client.send(usual.clone()).await.unwrap();
    client.send(usual.clone()).await.unwrap();
    assert_eq!(server.connections(), 1);
    for method in [Method::Get, Method::Get, Method::Head] {
        client.send(Request { method, fresh: true, ..usual.clone() }).await.unwrap();
    }
    let connections: Vec<usize> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0, 1, 2, 3]);
    client.send(Request { last: true, ..usual.clone() }).await.unwrap();
    let closing = |request: &ReceivedRequest| request.header("connection") == Some("close");
    let closing: Vec<bool> = server.requests().iter().map(closing).collect();
    assert_eq!(closing, [false, false, false, false, false, true], "browsers do not say so, and nor do fresh requests");
    // No request is left, so nothing stays open, though the client still lives.
    server.settle().await;
    drop(client);
}
