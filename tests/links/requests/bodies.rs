//! Bodies: read where they matter, and then no further than needed.

use super::{SHORT, patient, request, send};
use crate::fault::script::{Step, page, typed};
use crate::fault::server::Server;
use curate::links::http::Client;
use curate::links::request::{Method, Request};
use curate::links::response::Body;
use curate::links::settings::CheckSettings;
use curate::links::transport::Transport as _;
use std::io::Write as _;

async fn read(server: &Server, settings: &CheckSettings, fragments: &[&str]) -> Body {
    let fragments = fragments.iter().map(|&fragment| fragment.to_owned()).collect();
    let request = Request { fragments, ..request(&server.url("/"), Method::Get) };
    let response = Client::new(settings).unwrap().send(request).await.unwrap();
    assert_eq!(response.status, 200);
    response.body.unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gzipped(html: &[u8]) -> Vec<Step> {
    let headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    vec![Step::Respond(200, headers.into(), gzip(html))]
}

#[tokio::test]
async fn fragments_are_found_in_pages() {
    let server = Server::start();
    server.on("/", page("<h2 id=usage>Usage</h2><a name=install></a>"));
    let body = read(&server, &patient(), &["install", "usage", "gone"]).await;
    let fragments = vec!["install".to_owned(), "usage".to_owned()];
    assert_eq!((body.fragments, body.whole, body.scripted), (fragments, true, false));
}

#[tokio::test]
async fn pages_are_decoded() {
    let server = Server::start();
    server.on("/", gzipped("<h2 id=域名出售>".as_bytes()));
    assert_eq!(read(&server, &patient(), &["域名出售"]).await.fragments, ["域名出售"]);
    let (text, _, _) = encoding_rs::GBK.encode("<h2 id=域名出售>");
    server.on("/", typed("text/html; Charset=\"GB2312\"", &text));
    assert_eq!(read(&server, &patient(), &["域名出售"]).await.fragments, ["域名出售"]);
    server.on("/", typed("text/html", b"<h2 id=caf\xe9>"));
    assert_eq!(read(&server, &patient(), &["caf\u{fffd}"]).await.fragments, ["caf\u{fffd}"]);
}

#[tokio::test]
async fn nothing_is_read_that_nobody_wants() {
    let server = Server::start();
    server.on("/", page("<h2 id=usage>"));
    server.on("/gone", vec![Step::Respond(404, Vec::new(), b"gone".to_vec())]);
    for method in [Method::Head, Method::Ranged] {
        assert_eq!(send(&patient(), &server.url("/"), method).await.unwrap().body, None);
    }
    let request = Request { fragments: vec!["usage".to_owned()], ..request(&server.url("/gone"), Method::Get) };
    assert_eq!(Client::new(&patient()).unwrap().send(request).await.unwrap().body, None);
}

#[tokio::test]
async fn the_beginning_says_what_a_page_looks_like() {
    let server = Server::start();
    let text = "lamps ".repeat(100_000);
    server.on("/", page(&format!("<title>\n Old\tlamps </title><svg><title>x</title></svg><p>{text}")));
    let body = send(&patient(), &server.url("/"), Method::Get).await.unwrap().body.unwrap();
    let look = body.page.unwrap();
    assert_eq!((look.title.as_str(), body.whole), ("Old lamps", false));
    server.on("/", page(&format!("<title>Old lamps</title><p>{text}{text}")));
    let longer = send(&patient(), &server.url("/"), Method::Get).await.unwrap().body.unwrap();
    assert_eq!(longer.page.unwrap(), look);
}

#[tokio::test]
async fn a_huge_body_is_not_fetched() {
    let server = Server::start();
    let head = Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n".to_vec());
    server.on("/", vec![head, Step::Repeat(vec![b'a'; 1 << 20], 200)]);
    // The range is ignored, as many servers do.
    assert_eq!(send(&patient(), &server.url("/"), Method::Ranged).await.unwrap().status, 200);
    let body = read(&server, &patient(), &["usage"]).await;
    assert_eq!((body.fragments.len(), body.whole), (0, false));
    server.settle().await;
    assert!(server.sent() < 40 << 20, "{} bytes were taken", server.sent());
}

#[tokio::test]
async fn an_endless_or_slow_body_is_a_response_all_the_same() {
    let server = Server::start();
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, " ".repeat(1 << 16)).into_bytes();
    server.on("/", vec![Step::Send(head.clone()), Step::Repeat(chunk, usize::MAX)]);
    let body = read(&server, &patient(), &["usage"]).await;
    assert!(!body.whole && body.fragments.is_empty());

    let early = b"d\r\n<h2 id=early>\r\n".to_vec();
    server.on("/", vec![Step::Send([head, early].concat()), Step::Hang]);
    let settings = CheckSettings { timeout: SHORT, ..patient() };
    let body = read(&server, &settings, &["early", "late"]).await;
    assert_eq!((body.fragments, body.whole), (vec!["early".to_owned()], false));
    server.settle().await;
}

#[tokio::test]
async fn a_bomb_is_not_unpacked() {
    let server = Server::start();
    let mut bomb = vec![b' '; 32 << 20];
    bomb.extend(b"<h2 id=usage>");
    server.on("/", gzipped(&bomb));
    let body = read(&server, &patient(), &["usage"]).await;
    assert_eq!((body.fragments.len(), body.whole), (0, false));
    // The same just below the limit is found.
    server.on("/", gzipped(&bomb[(30 << 20) + 13..]));
    let body = read(&server, &patient(), &["usage"]).await;
    assert_eq!(body.fragments, ["usage"]);
}

#[tokio::test]
async fn a_broken_body_is_a_response_all_the_same() {
    let server = Server::start();
    let mut broken = gzip(b"<h2 id=usage><p>More of it");
    broken.truncate(broken.len() - 12);
    let headers = vec![("Content-Encoding".to_owned(), "gzip".to_owned())];
    server.on("/", vec![Step::Respond(200, headers, broken)]);
    assert!(!read(&server, &patient(), &["gone"]).await.whole);
    let short = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<h2 id=usage>".to_vec();
    server.on("/", vec![Step::Send(short), Step::Close]);
    let body = read(&server, &patient(), &["usage", "gone"]).await;
    assert_eq!((body.fragments, body.whole), (vec!["usage".to_owned()], false));
}

#[tokio::test]
async fn a_fragment_outside_of_a_page_proves_nothing() {
    let server = Server::start();
    server.on("/", typed("application/pdf", b"%PDF-1.7"));
    let body = read(&server, &patient(), &["page=3"]).await;
    assert!(body.scripted && body.fragments.is_empty());
}
