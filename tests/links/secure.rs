//! Servers that speak TLS, with good certificates and bad ones.

use crate::fault::server::Server;
use crate::fault::tls::{Authority, self_signed};
use curate::links::http::Client;
use curate::links::probe_result::ProbeResult;
use curate::links::provider::Provider;
use curate::links::request::{Method, Request};
use curate::links::run::{ListedTargets, run};
use curate::links::settings::{CheckSettings, PrivateAddresses};
use curate::links::target::{CheckTarget, QueuedTarget};
use curate::links::transport::Transport as _;
use curate_rules::Verdict;
use rustls::HandshakeKind;
use std::net::Ipv4Addr;
use tokio::sync::watch;
use url::Url;

fn settings() -> CheckSettings {
    CheckSettings { private: PrivateAddresses::Allowed, ..CheckSettings::default() }
}

#[tokio::test]
async fn a_bad_certificate_is_no_dead_link_and_says_what_is_bad() {
    let authority = Authority::new();
    let configs = [
        (authority.expired("127.0.0.1"), "TLS: the certificate has expired"),
        (authority.good("other.test"), "TLS: the certificate is for another name"),
        (self_signed("127.0.0.3"), "TLS: the issuer of the certificate is not trusted"),
    ];
    let servers = [1, 2, 3].map(|last| Ipv4Addr::new(127, 0, 0, last)).into_iter().zip(configs);
    let servers: Vec<(Server, &str)> =
        servers.map(|(address, (config, cause))| (Server::at(address, 0, Some(config)), cause)).collect();
    let targets: Vec<QueuedTarget> = servers
        .iter()
        .map(|(server, _)| CheckTarget::new(&Url::parse(&server.url("/")).unwrap()).unwrap().into())
        .collect();
    let client = Client::trusting(&settings(), &[authority.certificate()]).unwrap();
    let (_keep, stop) = watch::channel(false);
    let mut results: Vec<ProbeResult> = Vec::new();
    run(ListedTargets::new(targets), &settings(), client, Provider::none(), stop, &mut |one| results.push(one)).await;
    assert_eq!(results.len(), servers.len());
    for (server, cause) in &servers {
        let result = results.iter().find(|result| *result.outcome.url == server.url("/")).unwrap();
        assert_eq!((result.outcome.verdict, &*result.outcome.cause), (Verdict::Unknown, *cause));
        assert!(!result.counts, "it never turns dead by history: {cause}");
        assert!(server.requests().is_empty(), "nothing is sent over it");
    }
}

#[tokio::test]
async fn a_second_connection_resumes_the_session() {
    let authority = Authority::new();
    let server = Server::secure(authority.good("127.0.0.1"));
    let client = Client::trusting(&settings(), &[authority.certificate()]).unwrap();
    let url: Url = server.url("/").parse().unwrap();
    for method in [Method::Get, Method::Get, Method::Get] {
        let first_origin = url.origin();
        // Over a connection of its own.
        let request = Request {
            url: url.clone(),
            method,
            fragments: Vec::new(),
            fresh: true,
            last: false,
            first_origin,
            cookies: None,
        };
        assert_eq!(client.send(request).await.unwrap().status, 200);
    }
    assert_eq!(server.connections(), 3);
    assert_eq!(server.handshakes(), [HandshakeKind::Full, HandshakeKind::Resumed, HandshakeKind::Resumed]);
}
