//! Brokers that cannot be used, each with what is said of it.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may panic")]

use curate_fleet::address::FleetAddress;
use curate_fleet::connection::Connection;
use curate_fleet::error::{FleetError, FleetErrorKind};
use curate_fleet::names::FleetName;
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::outcomes::OutcomeBucket;
use curate_testing::nats::{NatsOptions, NatsServer, old_nats_program};
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

fn configured(configuration: &str) -> NatsOptions {
    NatsOptions { configuration: configuration.to_owned(), ..NatsOptions::default() }
}

async fn open(url: &str, credentials: Option<&Path>) -> Result<Connection, FleetError> {
    let address: FleetAddress = url.parse().expect("an address");
    Connection::open(&address, credentials, &FleetName::default()).await
}

/// What is said of the broker at `url`.
async fn error(url: &str) -> FleetError {
    let begin = Instant::now();
    let error = open(url, None).await.map(|_| ()).expect_err(url);
    assert!(begin.elapsed() < Duration::from_secs(8), "{error} after {:?}", begin.elapsed());
    assert!(!error.to_string().contains("secret") && !format!("{error:?}").contains("secret"), "{error:?}");
    assert!(error.to_string().starts_with("nats://") || error.to_string().starts_with("tls://"), "{error}");
    error
}

#[tokio::test]
async fn nobody_is_there() {
    let refused = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    assert!(matches!(error(&format!("nats://{refused}")).await.kind(), FleetErrorKind::Unreachable(_)));
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address");
    assert!(matches!(error(&format!("nats://user:secret@{address}")).await.kind(), FleetErrorKind::Unreachable(_)));
    assert!(matches!(error("nats://host.invalid").await.kind(), FleetErrorKind::Unreachable(_)));
}

#[tokio::test]
async fn one_server_of_several_is_enough() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address");
    open(&format!("nats://{address},{}", server.url()), None).await.expect("the other is there");
}

#[tokio::test]
async fn credentials() {
    let Some(server) = NatsServer::start(&configured("authorization: { user: u, password: \"p@ss\" }")) else { return };
    let port = server.port();
    open(&format!("nats://u:p%40ss@127.0.0.1:{port}"), None).await.expect("the right ones");
    for wrong in ["", "u:secret@", "secret@"] {
        let error = error(&format!("nats://{wrong}127.0.0.1:{port}")).await;
        assert!(matches!(error.kind(), FleetErrorKind::Credentials(_)), "{error:?}");
    }
    let folder = server.folder();
    std::fs::write(folder.join("secret.creds"), "not credentials but a secret").expect("a file");
    for name in ["missing.creds", "secret.creds"] {
        let error = open(&server.url(), Some(&folder.join(name))).await.map(|_| ()).expect_err(name);
        assert!(matches!(error.kind(), FleetErrorKind::CredentialsFile { .. }), "{error:?}");
        assert!(!error.to_string().contains("a secret"), "{error}");
    }
    let Some(server) = NatsServer::start(&configured("authorization: { token: t }")) else { return };
    open(&format!("nats://t@127.0.0.1:{}", server.port()), None).await.expect("the right token");
}

#[tokio::test]
async fn what_is_too_old_or_keeps_nothing() {
    let options = NatsOptions { jetstream: false, ..NatsOptions::default() };
    let Some(server) = NatsServer::start(&options) else { return };
    assert_eq!(*error(&server.url()).await.kind(), FleetErrorKind::NoJetStream);
    let accounts = "accounts: { A: { users: [{ user: a, password: a }] } }";
    let Some(server) = NatsServer::start(&configured(accounts)) else { return };
    let url = format!("nats://a:a@127.0.0.1:{}", server.port());
    assert_eq!(*error(&url).await.kind(), FleetErrorKind::NoJetStream);
    let Some(program) = old_nats_program() else { return };
    let options = NatsOptions { program: Some(program), ..NatsOptions::default() };
    let Some(server) = NatsServer::start(&options) else { return };
    assert_eq!(*error(&server.url()).await.kind(), FleetErrorKind::ServerVersion("2.10.26".to_owned()));
}

#[tokio::test]
async fn tls_where_it_does_not_belong() {
    let Some(plain) = NatsServer::start(&NatsOptions::default()) else { return };
    let tls = plain.url().replace("nats://", "tls://");
    let said = error(&tls).await;
    assert!(matches!(said.kind(), FleetErrorKind::Tls(_)), "{said:?}");
    let certificate = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
    let folder = plain.folder();
    let (chain, key) = (folder.join("chain.pem"), folder.join("key.pem"));
    std::fs::write(&chain, certificate.cert.pem()).expect("a file");
    std::fs::write(&key, certificate.signing_key.serialize_pem()).expect("a file");
    let options = format!("tls: {{ cert_file: {chain:?}, key_file: {key:?} }}");
    let Some(server) = NatsServer::start(&configured(&options)) else { return };
    for url in [server.url(), server.url().replace("nats://", "tls://")] {
        let said = error(&url).await;
        assert!(matches!(said.kind(), FleetErrorKind::Tls(why) if why.contains("certificate")), "{said:?}");
    }
}

#[tokio::test]
async fn what_is_not_allowed() {
    let users = "authorization: { users: [{ user: u, password: p, permissions: \
                 { publish: [\"$JS.API.INFO\"], subscribe: [\"_INBOX.>\"] } }] }";
    let Some(server) = NatsServer::start(&configured(users)) else { return };
    let connection = open(&format!("nats://u:p@127.0.0.1:{}", server.port()), None).await.expect("let in");
    let error = OutcomeBucket::open(&connection).await.map(|_| ()).expect_err("nothing is allowed");
    assert!(matches!(error.kind(), FleetErrorKind::Permission(_)), "{error:?}");
}

#[tokio::test]
async fn what_is_full() {
    let options = NatsOptions { jetstream: false, ..configured("") };
    let Some(mut server) = NatsServer::start(&options) else { return };
    let text = std::fs::read_to_string(server.folder().join("configuration")).expect("a configuration");
    let store = format!("jetstream: {{ store_dir: {:?}, max_file_store: 100KB }}", server.folder());
    std::fs::write(server.folder().join("configuration"), text + &store).expect("a file");
    server.start_again();
    let connection = open(&server.url(), None).await.expect("a connection");
    let bucket = OutcomeBucket::open(&connection).await.expect("a bucket");
    let mut written = Vec::new();
    let error = loop {
        let key = OutcomeKey::of(&written.len().to_string());
        match bucket.write(key, None, vec![b'x'; 10_000].into(), |_| None).await {
            Ok(_) => written.push(key),
            Err(error) => break error,
        }
        assert!(written.len() < 20, "100 KB are full");
    };
    assert!(matches!(error.kind(), FleetErrorKind::Full(_)), "{error:?}");
    assert_eq!(bucket.many(&written).await.expect("outcomes").len(), written.len());
}

#[tokio::test]
async fn a_bucket_of_another_version() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let client = async_nats::connect(server.url()).await.expect("a client");
    let config = async_nats::jetstream::kv::Config {
        bucket: "curate-default-outcomes".to_owned(),
        description: "curate fleet, version 2".to_owned(),
        ..Default::default()
    };
    async_nats::jetstream::new(client).create_key_value(config).await.expect("a bucket");
    let connection = open(&server.url(), None).await.expect("a connection");
    for error in
        [OutcomeBucket::open(&connection).await.map(|_| ()), OutcomeBucket::existing(&connection).await.map(|_| ())]
    {
        let error = error.expect_err("another version");
        assert!(matches!(error.kind(), FleetErrorKind::OtherVersion { found, .. } if found == "2"), "{error:?}");
    }
}
