//! Servers that break off, hang, or talk something else.

use super::{SHORT, error, head, patient, send};
use crate::fault::script::{Step, raw, status};
use crate::fault::server::{Server, nobody};
use crate::fault::tls::{Authority, self_signed};
use curate::links::error_kind::{ErrorKind, Phase};
use curate::links::http::Client;
use curate::links::request::Method;
use curate::links::settings::CheckSettings;
use curate::links::transport::Transport as _;
use std::time::Duration;

#[tokio::test]
async fn broken_connections_are_told_apart() {
    let server = Server::start();
    server.on("/reset", vec![Step::Reset]).on("/empty", vec![Step::Close]);
    server.on("/half", raw("HTTP/1.1 200 OK\r\nContent-Le"));
    for path in ["/reset", "/empty", "/half"] {
        assert_eq!(head(&server.url(path)).await.unwrap_err(), ErrorKind::Reset, "{path}");
    }
    assert_eq!(head(&format!("http://{}/", nobody())).await.unwrap_err(), ErrorKind::Refused);
    assert_eq!(head(&format!("https://{}/", nobody())).await.unwrap_err(), ErrorKind::Refused);
}

#[tokio::test]
async fn what_is_not_http_is_called_that() {
    let server = Server::start();
    server.on("/garbage", raw("\x00\x01\x02 what is this\r\n\r\n"));
    server.on("/ssh", raw("SSH-2.0-OpenSSH_9.9\r\n"));
    server.on("/status", raw("HTTP/1.1 twenty OK\r\n\r\n"));
    let lines = "X-Line: 1\r\n".repeat(300);
    server.on("/lines", raw(format!("HTTP/1.1 200 OK\r\n{lines}\r\n")));
    for path in ["/garbage", "/ssh", "/status", "/lines"] {
        let error = head(&server.url(path)).await.unwrap_err();
        assert!(matches!(error, ErrorKind::Protocol(_)), "{path}: {error:?}");
    }
}

#[tokio::test]
async fn a_head_without_end_is_not_read_to_its_end() {
    let server = Server::start();
    let start = Step::Send(b"HTTP/1.1 200 OK\r\nX-Big: ".to_vec());
    server.on("/", vec![start, Step::Repeat(vec![b'a'; 1 << 16], 1 << 10), Step::Send(b"\r\n\r\n".to_vec())]);
    let error = head(&server.url("/")).await.unwrap_err();
    assert!(matches!(error, ErrorKind::Protocol(_)), "{error:?}");
    server.settle().await;
    assert!(server.sent() < 16 << 20, "{} bytes were taken", server.sent());
}

#[tokio::test]
async fn silence_is_a_timeout_before_the_first_byte() {
    let server = Server::start();
    server.on("/hang", vec![Step::Hang]);
    server.on("/drip", vec![Step::Drip(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), Duration::from_secs(1))]);
    let settings = CheckSettings { first_byte_timeout: SHORT, ..patient() };
    for path in ["/hang", "/drip"] {
        assert_eq!(error(&settings, &server.url(path)).await, ErrorKind::Timeout(Phase::FirstByte), "{path}");
    }
    // The limit for the whole bounds that for the first byte.
    let settings = CheckSettings { timeout: SHORT, ..patient() };
    assert_eq!(error(&settings, &server.url("/hang")).await, ErrorKind::Timeout(Phase::FirstByte));
}

#[tokio::test]
async fn a_handshake_that_hangs_is_a_timeout_while_connecting() {
    // Takes connections in its backlog and never speaks.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = CheckSettings { connect_timeout: SHORT, ..patient() };
    let url = format!("https://{}/", listener.local_addr().unwrap());
    assert_eq!(error(&settings, &url).await, ErrorKind::Timeout(Phase::Connecting));
}

#[tokio::test]
async fn bad_certificates_are_told_apart() {
    let authority = Authority::new();
    for (config, word) in [
        (authority.expired("127.0.0.1"), "expired"),
        (authority.good("other.test"), "another name"),
        (self_signed("127.0.0.1"), "not trusted"),
    ] {
        let server = Server::secure(config);
        let client = Client::trusting(&patient(), &[authority.certificate()]).unwrap();
        let error = client.send(super::request(&server.url("/"), Method::Head)).await.unwrap_err();
        assert!(matches!(&error, ErrorKind::Tls(text) if text.contains(word)), "{error:?}");
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn only_known_authorities_are_trusted() {
    let authority = Authority::new();
    let server = Server::secure(authority.good("127.0.0.1"));
    let request = super::request(&server.url("/"), Method::Head);
    let knowing = Client::trusting(&patient(), &[authority.certificate()]).unwrap();
    assert_eq!(knowing.send(request.clone()).await.unwrap().status, 200);
    let error = Client::new(&patient()).unwrap().send(request).await.unwrap_err();
    assert!(matches!(error, ErrorKind::Tls(_)), "{error:?}");
}

#[tokio::test]
async fn the_wrong_protocol_on_a_port_is_seen() {
    let plain = Server::start();
    plain.on("/", status(200));
    // The handshake is not a request: nothing can be sent back, and the client must not wait for it either.
    let hello = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = hello.local_addr().unwrap().port();
    std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        let (mut stream, _) = hello.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let error = head(&format!("https://127.0.0.1:{port}/")).await.unwrap_err();
    assert!(matches!(error, ErrorKind::Tls(_)), "{error:?}");

    let secure = Server::secure(self_signed("127.0.0.1"));
    let error = head(&format!("http://127.0.0.1:{}/", secure.port())).await.unwrap_err();
    assert!(matches!(error, ErrorKind::Protocol(_) | ErrorKind::Reset), "{error:?}");
}

#[tokio::test]
async fn a_handshake_that_breaks_off_is_trouble_with_tls() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        use std::io::Read as _;
        let (mut stream, _) = listener.accept().unwrap();
        // All of it, since closing with something unread would reset.
        let _ = stream.read(&mut [0; 1 << 13]);
    });
    let error = send(&patient(), &format!("https://127.0.0.1:{port}/"), Method::Head).await.unwrap_err();
    assert!(matches!(error, ErrorKind::Tls(_)), "{error:?}");
}
