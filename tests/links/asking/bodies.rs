//! Bodies: read where they matter, and then no further than needed.

use super::{SHORT, ask, patient, question};
use crate::fault::script::{Step, page, typed};
use crate::fault::server::Server;
use curate::links::http::Client;
use curate::links::question::{Body, Manner, Question, Transport as _};
use curate::links::settings::Asking;
use std::io::Write as _;

async fn read(server: &Server, asking: &Asking, fragments: &[&str], glance: bool) -> Body {
    let fragments = fragments.iter().map(|&fragment| fragment.to_owned()).collect();
    let question = Question { fragments, glance, ..question(&server.url("/"), Manner::Get) };
    let answer = Client::new(asking).unwrap().ask(question).await.unwrap();
    assert_eq!(answer.status, 200);
    answer.body.unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gzipped(html: &[u8]) -> Vec<Step> {
    let headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    vec![Step::Answer(200, headers.into(), gzip(html))]
}

#[tokio::test]
async fn fragments_are_found_in_pages() {
    let server = Server::start();
    server.on("/", page("<h2 id=usage>Usage</h2><a name=install></a>"));
    let body = read(&server, &patient(), &["install", "usage", "gone"], false).await;
    let fragments = vec!["install".to_owned(), "usage".to_owned()];
    assert_eq!(body, Body { start: String::new(), fragments, whole: true, scripted: false });
}

#[tokio::test]
async fn the_start_of_a_page_is_decoded() {
    let server = Server::start();
    server.on("/", gzipped("<title>域名出售</title>".as_bytes()));
    let body = read(&server, &patient(), &[], true).await;
    assert_eq!(body.start, "<title>域名出售</title>");
    assert!(body.whole);
    let (text, _, _) = encoding_rs::GBK.encode("域名出售");
    server.on("/", typed("text/html; Charset=\"GB2312\"", &text));
    assert_eq!(read(&server, &patient(), &[], true).await.start, "域名出售");
    server.on("/", typed("text/html", b"caf\xe9"));
    assert_eq!(read(&server, &patient(), &[], true).await.start, "caf\u{fffd}");
}

#[tokio::test]
async fn nothing_is_read_that_nobody_wants() {
    let server = Server::start();
    server.on("/", page("<h2 id=usage>"));
    server.on("/gone", vec![Step::Answer(404, Vec::new(), b"gone".to_vec())]);
    for manner in [Manner::Head, Manner::Ranged, Manner::Get] {
        assert_eq!(ask(&patient(), &server.url("/"), manner).await.unwrap().body, None);
    }
    let question = Question { glance: true, ..question(&server.url("/gone"), Manner::Get) };
    assert_eq!(Client::new(&patient()).unwrap().ask(question).await.unwrap().body, None);
}

#[tokio::test]
async fn a_huge_body_is_not_fetched() {
    let server = Server::start();
    let head = Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n".to_vec());
    server.on("/", vec![head, Step::Repeat(vec![b'a'; 1 << 20], 200)]);
    // The range is ignored, as many servers do.
    assert_eq!(ask(&patient(), &server.url("/"), Manner::Ranged).await.unwrap().status, 200);
    let body = read(&server, &patient(), &["usage"], true).await;
    assert_eq!((body.start.len(), body.whole), (64 << 10, false));
    server.settle().await;
    assert!(server.sent() < 40 << 20, "{} bytes were taken", server.sent());
}

#[tokio::test]
async fn an_endless_or_slow_body_is_an_answer_all_the_same() {
    let server = Server::start();
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, " ".repeat(1 << 16)).into_bytes();
    server.on("/", vec![Step::Send(head.clone()), Step::Repeat(chunk, usize::MAX)]);
    let body = read(&server, &patient(), &["usage"], false).await;
    assert!(!body.whole && body.fragments.is_empty());

    let early = b"d\r\n<h2 id=early>\r\n".to_vec();
    server.on("/", vec![Step::Send([head, early].concat()), Step::Hang]);
    let asking = Asking { timeout: SHORT, ..patient() };
    let body = read(&server, &asking, &["early", "late"], false).await;
    assert_eq!((body.fragments, body.whole), (vec!["early".to_owned()], false));
    server.settle().await;
}

#[tokio::test]
async fn a_bomb_is_not_unpacked() {
    let server = Server::start();
    let mut bomb = vec![b' '; 32 << 20];
    bomb.extend(b"<h2 id=usage>");
    server.on("/", gzipped(&bomb));
    let body = read(&server, &patient(), &["usage"], true).await;
    assert_eq!((body.start.len(), body.fragments.len(), body.whole), (64 << 10, 0, false));
    // The same just below the limit is found.
    server.on("/", gzipped(&bomb[(30 << 20) + 13..]));
    let body = read(&server, &patient(), &["usage"], false).await;
    assert_eq!(body.fragments, ["usage"]);
}

#[tokio::test]
async fn a_broken_body_is_an_answer_all_the_same() {
    let server = Server::start();
    let mut broken = gzip(b"<h2 id=usage><p>More of it");
    broken.truncate(broken.len() - 12);
    let headers = vec![("Content-Encoding".to_owned(), "gzip".to_owned())];
    server.on("/", vec![Step::Answer(200, headers, broken)]);
    assert!(!read(&server, &patient(), &["gone"], true).await.whole);
    let short = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<h2 id=usage>".to_vec();
    server.on("/", vec![Step::Send(short), Step::Close]);
    let body = read(&server, &patient(), &["usage", "gone"], false).await;
    assert_eq!((body.fragments, body.whole), (vec!["usage".to_owned()], false));
}

#[tokio::test]
async fn a_fragment_of_what_is_no_page_says_nothing() {
    let server = Server::start();
    server.on("/", typed("application/pdf", b"%PDF-1.7"));
    let body = read(&server, &patient(), &["page=3"], false).await;
    assert!(body.scripted && body.fragments.is_empty());
}
