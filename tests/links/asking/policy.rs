//! What is not asked at all.

use super::{failure, head, named, patient, question};
use crate::fault::dns::{NameServer, Saying};
use crate::fault::server::Server;
use curate::links::http::Client;
use curate::links::question::{Failure, Manner, Transport as _};
use curate::links::settings::{Asking, Private};
use std::net::IpAddr;

fn careful(names: &NameServer) -> Asking {
    Asking { private: Private::Refused, ..named(names) }
}

#[tokio::test]
async fn private_addresses_are_refused_in_every_spelling() {
    let server = Server::start();
    let careful = Asking { private: Private::Refused, ..patient() };
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
        assert_eq!(failure(&careful, &server.named(host, "/")).await, Failure::Private(address), "{host}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn names_that_lead_to_private_addresses_are_refused() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("inside.test", "127.0.0.1").at("mapped.test", "::ffff:127.0.0.1").at("metadata.test", "169.254.169.254");
    names.says("mixed.test", Saying::Addresses(vec!["10.0.0.1".parse().unwrap(), "::1".parse().unwrap()]));
    for host in ["inside.test", "mapped.test", "metadata.test", "mixed.test", "localhost"] {
        let failure = failure(&careful(&names), &server.named(host, "/")).await;
        assert!(matches!(failure, Failure::Private(_)), "{host}: {failure:?}");
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
    let question = question(&server.named("turning.test", "/"), Manner::Head);
    assert!(matches!(client.ask(question.clone()).await.unwrap_err(), Failure::Dns(_)));
    assert!(matches!(client.ask(question).await.unwrap_err(), Failure::Private(_)));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn hosts_that_are_named_may_be_private() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("wiki.test", "127.0.0.1").at("other.test", "127.0.0.1");
    let private = Private::Hosts(vec!["wiki.test".to_owned(), "127.0.0.1".to_owned()]);
    let asking = Asking { private, ..named(&names) };
    let client = Client::new(&asking).unwrap();
    for host in ["wiki.test", "127.0.0.1", "2130706433"] {
        assert_eq!(client.ask(question(&server.named(host, "/"), Manner::Head)).await.unwrap().status, 200, "{host}");
    }
    for host in ["other.test", "127.0.0.2", "[::1]"] {
        let failure = failure(&asking, &server.named(host, "/")).await;
        assert!(matches!(failure, Failure::Private(_)), "{host}: {failure:?}");
    }
}

#[tokio::test]
async fn other_schemes_and_bad_ports_are_not_asked() {
    assert_eq!(head("http://127.0.0.1:25/").await.unwrap_err(), Failure::BadPort(25));
    assert_eq!(head("https://127.0.0.1:6667/").await.unwrap_err(), Failure::BadPort(6667));
    assert_eq!(head("ftp://127.0.0.1/").await.unwrap_err(), Failure::Scheme("ftp".to_owned()));
    assert_eq!(head("file:///etc/passwd").await.unwrap_err(), Failure::Scheme("file".to_owned()));
}
