//! Names: resolved by the name server that was given, absolutely, once for each connection.

use super::{SHORT, failure, named, patient, question};
use crate::fault::dns::{NameServer, Saying, silent};
use crate::fault::server::Server;
use curate::links::http::Client;
use curate::links::question::{Failure, Manner, Transport as _};
use curate::links::settings::Asking;
use std::net::{IpAddr, Ipv4Addr};

#[tokio::test]
async fn names_are_asked_of_the_server_that_was_given() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("a.test", "127.0.0.1");
    let client = Client::new(&named(&names)).unwrap();
    let answer = client.ask(question(&server.named("A.test", "/"), Manner::Head)).await.unwrap();
    assert_eq!((answer.status, answer.address), (200, Some(IpAddr::V4(Ipv4Addr::LOCALHOST))));
    assert_eq!(server.request().host, "a.test");
    assert!(names.questions().iter().all(|(name, _)| name == "a.test"), "{:?}", names.questions());
    assert!(!names.questions().is_empty());
}

#[tokio::test]
async fn missing_names_differ_from_broken_name_servers() {
    let names = NameServer::start();
    names.says("broken.test", Saying::Failed).says("bare.test", Saying::Addresses(Vec::new()));
    assert_eq!(failure(&named(&names), "http://gone.test/").await, Failure::NoSuchHost);
    for (host, word) in [("broken.test", "failed"), ("bare.test", "no address")] {
        let failure = failure(&named(&names), &format!("http://{host}/")).await;
        assert!(matches!(&failure, Failure::Dns(text) if text.contains(word)), "{host}: {failure:?}");
    }
    // Without the list of hosts of the machine, and without its search list.
    assert!(names.questions().iter().all(|(name, _)| name.split_once('.').is_some_and(|(_, rest)| rest == "test")));
}

#[tokio::test]
async fn a_name_server_that_knows_no_public_names_calls_none_missing() {
    let names = NameServer::start();
    names.says("net", Saying::Addresses(Vec::new()));
    for url in ["http://lamp.com/", "http://desk.com/"] {
        assert_eq!(failure(&named(&names), url).await, Failure::Isolated("com".to_owned()));
    }
    assert_eq!(failure(&named(&names), "http://lamp.net/").await, Failure::NoSuchHost);
    // Nobody runs this one: it is a slip of the list's author.
    assert_eq!(failure(&named(&names), "http://lamp.cmo/").await, Failure::NoSuchHost);
    let client = Client::new(&named(&names)).unwrap();
    for path in ["a.com", "b.com", "c.com"] {
        client.ask(question(&format!("http://{path}/"), Manner::Head)).await.unwrap_err();
    }
    let tops = names.questions().into_iter().filter(|(name, _)| name == "com").count();
    assert_eq!(tops, 3, "once for each client");
}

#[tokio::test]
async fn a_silent_name_server_is_no_missing_name() {
    let names = silent();
    let nobody = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for server in [names.address(), nobody] {
        let asking = Asking { connect_timeout: SHORT, dns_server: Some(server), ..patient() };
        let failure = failure(&asking, "http://slow.test/").await;
        assert!(matches!(&failure, Failure::Dns(text) if text.contains("does not answer")), "{failure:?}");
    }
    assert!(names.questions().len() > 1);
}

#[tokio::test]
async fn the_address_that_was_vetted_is_the_one_that_is_dialled() {
    // The name leads elsewhere each time it is asked for.
    let names = NameServer::start();
    names.with("turning.test", |earlier| {
        let last = u8::try_from(2 + earlier).unwrap();
        Saying::Addresses(vec![IpAddr::V4(Ipv4Addr::new(127, 0, 0, last))])
    });
    let first = Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None);
    let second = Server::at(Ipv4Addr::new(127, 0, 0, 3), first.port(), None);
    let client = Client::new(&named(&names)).unwrap();
    let url = first.named("turning.test", "/");
    let answer = client.ask(question(&url, Manner::Head)).await.unwrap();
    assert_eq!(answer.address, Some(first.address().ip()));
    assert_eq!((first.requests().len(), second.requests().len()), (1, 0));
    let asked = names.questions().into_iter().filter(|(_, kind)| kind.to_string() == "A").count();
    assert_eq!(asked, 1);
}
