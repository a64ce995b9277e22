//! Names: resolved by the name server that was given, absolutely, once for each connection.

use super::{SHORT, error, named, patient, request};
use crate::fault::dns::{NameServer, Saying, silent};
use crate::fault::server::Server;
use curate::links::error_kind::ErrorKind;
use curate::links::http::Client;
use curate::links::request::Method;
use curate::links::settings::CheckSettings;
use curate::links::transport::Transport as _;
use std::net::{IpAddr, Ipv4Addr};

#[tokio::test]
async fn lookups_go_to_the_server_that_was_given() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("a.test", "127.0.0.1");
    let client = Client::new(&named(&names)).unwrap();
    let response = client.send(request(&server.named("A.test", "/"), Method::Head)).await.unwrap();
    assert_eq!((response.status, response.address), (200, Some(IpAddr::V4(Ipv4Addr::LOCALHOST))));
    assert_eq!(server.request().host, "a.test");
    assert!(names.queries().iter().all(|(name, _)| name == "a.test"), "{:?}", names.queries());
    assert!(!names.queries().is_empty());
}

#[tokio::test]
async fn missing_names_differ_from_broken_name_servers() {
    let names = NameServer::start();
    names.says("broken.test", Saying::Failed).says("bare.test", Saying::Addresses(Vec::new()));
    assert_eq!(error(&named(&names), "http://gone.test/").await, ErrorKind::NoSuchHost);
    assert_eq!(error(&named(&names), "http://bare.test/").await, ErrorKind::NoAddress);
    let broken = error(&named(&names), "http://broken.test/").await;
    assert!(matches!(&broken, ErrorKind::Dns(text) if text.contains("failed")), "{broken:?}");
    // Without the list of hosts of the machine, and without its search list.
    assert!(names.queries().iter().all(|(name, _)| name.split_once('.').is_some_and(|(_, rest)| rest == "test")));
}

#[tokio::test]
async fn what_no_name_can_be_is_not_looked_up_and_what_is_odd_is() {
    let names = NameServer::start();
    let long = format!("http://{}.test/", "a".repeat(64));
    for url in ["http://a..test/", "http://.test/", "http://foo_bar..test/", &*long] {
        let error = error(&named(&names), url).await;
        assert!(matches!(error, ErrorKind::ImpossibleHost(_)), "{url}: {error:?}");
    }
    assert!(names.queries().is_empty(), "{:?}", names.queries());
    let server = Server::start();
    let client = Client::new(&named(&names)).unwrap();
    for name in ["foo_bar.test", "-a.test", "a-.test", "_.test"] {
        names.at(name, "127.0.0.1");
        let response = client.send(request(&server.named(name, "/"), Method::Head)).await;
        assert_eq!(response.unwrap().status, 200, "{name}");
    }
    assert_eq!(error(&named(&names), "http://-.test/").await, ErrorKind::NoSuchHost);
}

#[tokio::test]
async fn a_name_server_that_knows_no_public_names_calls_none_missing() {
    let names = NameServer::start();
    names.says("net", Saying::Addresses(Vec::new()));
    for url in ["http://lamp.com/", "http://desk.com/"] {
        assert_eq!(error(&named(&names), url).await, ErrorKind::Isolated("com".to_owned()));
    }
    assert_eq!(error(&named(&names), "http://lamp.net/").await, ErrorKind::NoSuchHost);
    // Nobody runs this one: it is a slip of the list's author.
    assert_eq!(error(&named(&names), "http://lamp.cmo/").await, ErrorKind::NoSuchHost);
    let client = Client::new(&named(&names)).unwrap();
    for path in ["a.com", "b.com", "c.com"] {
        client.send(request(&format!("http://{path}/"), Method::Head)).await.unwrap_err();
    }
    let tops = names.queries().into_iter().filter(|(name, _)| name == "com").count();
    assert_eq!(tops, 3, "once for each client");
}

#[tokio::test]
async fn a_silent_name_server_is_not_a_missing_name() {
    let names = silent();
    let nobody = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for server in [names.address(), nobody] {
        let settings = CheckSettings { connect_timeout: SHORT, dns_server: Some(server), ..patient() };
        let error = error(&settings, "http://slow.test/").await;
        assert!(matches!(&error, ErrorKind::Dns(text) if text.contains("does not answer")), "{error:?}");
    }
    assert!(names.queries().len() > 1);
}

#[tokio::test]
async fn the_address_that_was_vetted_is_the_one_that_is_dialled() {
    // The name leads elsewhere at each lookup.
    let names = NameServer::start();
    names.with("turning.test", |earlier| {
        let last = u8::try_from(2 + earlier).unwrap();
        Saying::Addresses(vec![IpAddr::V4(Ipv4Addr::new(127, 0, 0, last))])
    });
    let first = Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None);
    let second = Server::at(Ipv4Addr::new(127, 0, 0, 3), first.port(), None);
    let client = Client::new(&named(&names)).unwrap();
    let url = first.named("turning.test", "/");
    let response = client.send(request(&url, Method::Head)).await.unwrap();
    assert_eq!(response.address, Some(first.address().ip()));
    assert_eq!((first.requests().len(), second.requests().len()), (1, 0));
    let lookups = names.queries().into_iter().filter(|(_, kind)| kind.to_string() == "A").count();
    assert_eq!(lookups, 1);
}
