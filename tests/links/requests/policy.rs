//! What is not requested at all.

use super::{error, head, named, patient, request};
use crate::fault::dns::{NameServer, Saying};
use crate::fault::server::Server;
use curate::links::error_kind::ErrorKind;
use curate::links::http::Client;
use curate::links::request::Method;
use curate::links::settings::{CheckSettings, PrivateAddresses};
use curate::links::transport::Transport as _;
use std::net::IpAddr;

fn careful(names: &NameServer) -> CheckSettings {
    CheckSettings { private: PrivateAddresses::Refused, ..named(names) }
}

#[tokio::test]
async fn private_addresses_are_refused_in_every_spelling() {
    let server = Server::start();
    let careful = CheckSettings { private: PrivateAddresses::Refused, ..patient() };
    for (host, address) in [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("①②⑦.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("%31%32%37.0.0.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::1]", "::1"),
        ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
        ("[::ffff:7f00:1]", "::ffff:127.0.0.1"),
        ("[64:ff9b::7f00:1]", "64:ff9b::7f00:1"),
        ("[2002:7f00:1::]", "2002:7f00:1::"),
        ("[fe80::1]", "fe80::1"),
        ("169.254.169.254", "169.254.169.254"),
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert_eq!(error(&careful, &server.named(host, "/")).await, ErrorKind::Private(address), "{host}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn names_that_lead_to_private_addresses_are_refused() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("inside.test", "127.0.0.1").at("mapped.test", "::ffff:127.0.0.1").at("metadata.test", "169.254.169.254");
    names.says("mixed.test", Saying::Addresses(vec!["10.0.0.1".parse().unwrap(), "::1".parse().unwrap()]));
    for host in ["inside.test", "mapped.test", "metadata.test", "mixed.test", "localhost"] {
        let error = error(&careful(&names), &server.named(host, "/")).await;
        assert!(matches!(error, ErrorKind::Private(_)), "{host}: {error:?}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_name_that_turns_private_is_refused_then() {
    let (server, names) = (Server::start(), NameServer::start());
    names.with("turning.test", |earlier| {
        if earlier == 0 { Saying::Addresses(Vec::new()) } else { Saying::Addresses(vec!["127.0.0.1".parse().unwrap()]) }
    });
    let client = Client::new(&careful(&names)).unwrap();
    let request = request(&server.named("turning.test", "/"), Method::Head);
    assert!(matches!(client.send(request.clone()).await.unwrap_err(), ErrorKind::NoAddress));
    assert!(matches!(client.send(request).await.unwrap_err(), ErrorKind::Private(_)));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn hosts_that_are_named_may_be_private() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("wiki.test", "127.0.0.1").at("other.test", "127.0.0.1");
    let private = PrivateAddresses::Hosts(vec!["wiki.test".to_owned(), "127.0.0.1".to_owned()]);
    let settings = CheckSettings { private, ..named(&names) };
    let client = Client::new(&settings).unwrap();
    for host in ["wiki.test", "127.0.0.1", "2130706433"] {
        assert_eq!(client.send(request(&server.named(host, "/"), Method::Head)).await.unwrap().status, 200, "{host}");
    }
    for host in ["other.test", "127.0.0.2", "[::1]"] {
        let error = error(&settings, &server.named(host, "/")).await;
        assert!(matches!(error, ErrorKind::Private(_)), "{host}: {error:?}");
    }
}

#[tokio::test]
async fn other_schemes_and_bad_ports_are_not_requested() {
    assert_eq!(head("http://127.0.0.1:25/").await.unwrap_err(), ErrorKind::BadPort(25));
    assert_eq!(head("https://127.0.0.1:6667/").await.unwrap_err(), ErrorKind::BadPort(6667));
    assert_eq!(head("ftp://127.0.0.1/").await.unwrap_err(), ErrorKind::Scheme("ftp".to_owned()));
    assert_eq!(head("file:///etc/passwd").await.unwrap_err(), ErrorKind::Scheme("file".to_owned()));
}

#[tokio::test]
async fn an_address_that_is_too_long_is_called_that() {
    let server = Server::start();
    let long = |length: usize| format!("{}{}", server.url("/"), "a".repeat(length - server.url("/").len()));
    assert_eq!(error(&patient(), &long(65_535)).await, ErrorKind::TooLong(65_535));
    assert!(server.requests().is_empty());
    assert_eq!(head(&long(65_534)).await.unwrap().status, 200);
    assert_eq!(head(&format!("{}#{}", server.url("/"), "a".repeat(100_000))).await.unwrap().status, 200);
}
