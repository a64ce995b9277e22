//! Bodies that never end, break off, or unpack to far more than they seem.

use super::{links, reported};
use crate::fault::script::{Step, page, raw};
use crate::fault::server::Server;
use crate::program::list;

#[test]
fn bombs_and_endless_pages_do_no_harm() {
    let server = Server::start();
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, " ".repeat(1 << 16)).into_bytes();
    server.on("/endless", vec![Step::Send(head), Step::Repeat(chunk, usize::MAX)]);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, &vec![b' '; 64 << 20]).unwrap();
    let headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    server.on("/bomb", vec![Step::Respond(200, headers, encoder.finish().unwrap())]);
    server.on(
        "/large",
        vec![
            Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n".to_vec()),
            Step::Repeat(vec![b'a'; 1 << 20], 200),
        ],
    );
    let folder = list(&["/endless#part", "/bomb#part", "/large#part"].map(|path| server.url(path)));
    let run = links(folder.path(), &[]);
    assert!(run.status == 0 && run.out.contains("3 URLs: 3 ok") && !run.out.contains("README.md"), "{run:?}");
    assert!(server.sent() < 64 << 20, "{} bytes were taken", server.sent());
}

#[test]
fn a_page_in_an_encoding_that_nobody_asked_for_proves_nothing() {
    let server = Server::start();
    let html = format!("<!doctype html><title>404 Not Found</title><h1 id=a>A</h1>{}", "Words of a page. ".repeat(60));
    for coding in ["br", "zstd", "identity"] {
        let headers = [("Content-Type", "text/html"), ("Content-Encoding", coding)];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        server.on(&format!("/{coding}"), vec![Step::Respond(200, headers, html.clone().into_bytes())]);
    }
    let folder = list(&["/br#part", "/zstd#part", "/identity#part"].map(|path| server.url(path)));
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("3 URLs: 1 suspect, 2 ok"), "{run:?}");
}

#[test]
fn the_end_of_a_page_that_is_cut_off_says_nothing() {
    let server = Server::start();
    let text = "Words of a page. ".repeat(60);
    let cut = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n<!doctype html><h1 id=a>A</h1>{text}"
    );
    server.on("/cut", raw(cut));
    server.on("/whole", page(&format!("<!doctype html><h1 id=a>A</h1>{text}")));
    let folder = list(&["/cut#part", "/whole#part", "/whole#a"].map(|path| server.url(path)));
    let run = links(folder.path(), &[]);
    assert_eq!((reported(&run, 0), reported(&run, 2)), (String::new(), String::new()), "{run:?}");
    assert!(reported(&run, 1).contains("links/missing-fragment"), "{run:?}");
}
