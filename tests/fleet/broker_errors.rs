//! Brokers that cannot be used: a clear error and status 2, before anything is requested.

use crate::fault::script::status;
use crate::fault::server::{Server, nobody};
use crate::program::{Run, curate, links_arguments, machine};
use curate_testing::nats::{NatsOptions, NatsServer, old_nats_program};
use std::fs;
use std::time::{Duration, Instant};

fn configured(configuration: &str) -> NatsOptions {
    NatsOptions { configuration: configuration.to_owned(), ..NatsOptions::default() }
}

/// That `curate links` with `store` and the other `arguments` fails, requests nothing, and says `message` and `help`.
fn refused(store: &str, arguments: &[&str], message: &str, help: &str) {
    let server = Server::start();
    server.otherwise(|_| status(200));
    let machine = machine(&[server.url("/")]);
    let begin = Instant::now();
    let run: Run = curate(machine.path(), &[&links_arguments(store)[..], arguments].concat());
    let begins = run.err.lines().next().is_some_and(|line| line.starts_with("error: ") && line.contains(message));
    assert!(run.status == 2 && run.out.is_empty() && begins, "{store}: {run:?}");
    assert!(run.err.contains(help), "{store}: {run:?}");
    assert!(!run.err.contains("secret"), "{store}: {run:?}");
    assert_eq!(server.requests().len(), 0, "nothing is requested");
    assert!(begin.elapsed() < Duration::from_secs(15), "{store}: {:?}", begin.elapsed());
}

#[test]
fn addresses_that_are_none() {
    for (address, message) in [
        ("nats://user:secret@", "invalid address"),
        ("nats://secret@h/path", "invalid address"),
        ("tls://user:secret@h,nats://h", "different schemes"),
    ] {
        refused(address, &[], message, "");
    }
    refused("nats://h", &["--fleet-name", "No Name"], "invalid name of a fleet", "");
}

#[test]
fn nobody_is_there() {
    let address = nobody();
    refused(&format!("nats://user:secret@{address}"), &[], "the broker cannot be reached", "nats-server -js");
    refused("nats://secret@host.invalid", &[], "the broker cannot be reached", "nats-server -js");
}

#[test]
fn who_is_not_let_in() {
    let Some(broker) = NatsServer::start(&configured("authorization: { user: u, password: p }")) else { return };
    refused(&broker.url(), &[], "does not accept the credentials", "--fleet-creds");
    let wrong = format!("nats://u:secret@127.0.0.1:{}", broker.port());
    refused(&wrong, &[], "does not accept the credentials", "--fleet-creds");
    let file = broker.folder().join("secret-free.creds");
    fs::write(&file, "a secret that is not shown").unwrap();
    let shown = broker.folder().join("none.creds");
    refused(&broker.url(), &["--fleet-creds", shown.to_str().unwrap()], "cannot be used", ".creds file");
    let read_only = "authorization: { users: [{ user: u, password: secret, permissions: \
                     { publish: [\"$JS.API.>\"], subscribe: [\"_INBOX.>\"] } }] }";
    let Some(broker) = NatsServer::start(&configured(read_only)) else { return };
    let url = format!("nats://u:secret@127.0.0.1:{}", broker.port());
    refused(&url, &[], "does not allow it", "allow the user");
}

#[test]
fn brokers_that_keep_nothing_or_have_no_room() {
    let options = NatsOptions { jetstream: false, ..NatsOptions::default() };
    let Some(broker) = NatsServer::start(&options) else { return };
    refused(&broker.url(), &[], "JetStream is off", "nats-server -js");
    let folder = tempfile::tempdir().unwrap();
    let store = format!("jetstream: {{ store_dir: {:?}, max_file_store: 10 }}", folder.path());
    let options = NatsOptions { configuration: store, ..options };
    let Some(broker) = NatsServer::start(&options) else { return };
    // What is written first still goes in: the run began well, and ends as it would without a store.
    let server = Server::start();
    server.on("/gone", status(404));
    let run = curate(machine(&[server.url("/gone")]).path(), &links_arguments(&broker.url()));
    assert!(run.status == 1 && run.err.contains("the broker is full"), "{run:?}");
    assert!(run.err.contains("the results are not remembered"), "{run:?}");
    refused(&broker.url(), &[], "the broker is full", "max_file_store");
}

#[test]
fn servers_that_are_too_old() {
    let Some(program) = old_nats_program() else { return };
    let options = NatsOptions { program: Some(program), ..NatsOptions::default() };
    let Some(broker) = NatsServer::start(&options) else { return };
    refused(&broker.url(), &[], "nats-server 2.10.26, and 2.11 or later is needed", "update the server");
}

#[test]
fn tls_where_it_does_not_belong() {
    let Some(plain) = NatsServer::start(&NatsOptions::default()) else { return };
    refused(&plain.url().replace("nats:", "tls:"), &[], "no TLS with the broker", "nats:// is for servers without TLS");
    let certificate = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let (chain, key) = (plain.folder().join("chain.pem"), plain.folder().join("key.pem"));
    fs::write(&chain, certificate.cert.pem()).unwrap();
    fs::write(&key, certificate.signing_key.serialize_pem()).unwrap();
    let Some(broker) = NatsServer::start(&configured(&format!("tls: {{ cert_file: {chain:?}, key_file: {key:?} }}")))
    else {
        return;
    };
    for url in [broker.url(), broker.url().replace("nats:", "tls:")] {
        refused(&url, &[], "no TLS with the broker", "SSL_CERT_FILE");
    }
}
