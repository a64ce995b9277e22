//! Brokers that a fleet cannot use, that are full, that go away and come back.

use super::members::{Member, all_are, broker, checks, host, links, quick_fleet, status, until, worker};
use crate::fault::script::{Step, page, status as responds};
use crate::fault::server::{Server, nobody};
use crate::program::machine;
use curate_testing::nats::{NatsOptions, NatsServer, old_nats_program};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The commands that a broker may keep from their job.
const ALL: &[&[&str]] = &[&["worker"], &["links", "--allow-private"], &["fleet", "status"]];
/// Those of them that write.
const WRITING: &[&[&str]] = &[&["worker"], &["links", "--allow-private"]];

/// That each of `commands` fails at `broker` with `message` and `help`, within seconds, and requests nothing.
fn all_refuse(commands: &[&[&str]], broker: &str, more: &[&str], message: &str, help: &str) {
    let server = Server::start();
    server.otherwise(|_| responds(200));
    for command in commands {
        let begun = Instant::now();
        let folder = machine(&[server.url("/")]);
        let run = Member::start(folder, &[*command, &["--fleet", broker], more].concat()).ended();
        let begins = run.err.lines().any(|line| line.starts_with("error: ") && line.contains(message));
        assert!(run.status == Some(2) && run.out.is_empty() && begins, "{command:?}: {run:?}");
        assert!(run.err.contains(help) && !run.err.contains("secret"), "{command:?}: {run:?}");
        assert!(begun.elapsed() < Duration::from_secs(30), "{command:?}: {:?}", begun.elapsed());
    }
    assert_eq!(server.requests().len(), 0);
}

fn configured(configuration: &str) -> NatsOptions {
    NatsOptions { configuration: configuration.to_owned(), ..NatsOptions::default() }
}

#[test]
fn nobody_is_there() {
    all_refuse(
        ALL,
        &format!("nats://user:secret@{}", nobody()),
        &[],
        "the broker cannot be reached",
        "nats-server -js",
    );
}

#[test]
fn who_is_not_let_in() {
    let Some(broker) = NatsServer::start(&configured("authorization: { user: u, password: p }")) else { return };
    let wrong = format!("nats://u:secret@127.0.0.1:{}", broker.port());
    all_refuse(ALL, &wrong, &[], "does not accept the credentials", "--fleet-creds");
    all_refuse(ALL, &broker.url(), &["--fleet-creds", "none.creds"], "cannot be used", ".creds file");
}

#[test]
fn brokers_that_keep_nothing_or_have_no_room() {
    let options = NatsOptions { jetstream: false, ..NatsOptions::default() };
    let Some(broker) = NatsServer::start(&options) else { return };
    all_refuse(ALL, &broker.url(), &[], "JetStream is off", "nats-server -js");
    let folder = tempfile::tempdir().unwrap();
    let store = format!("jetstream: {{ store_dir: {:?}, max_file_store: 10 }}", folder.path());
    let Some(broker) = NatsServer::start(&NatsOptions { configuration: store, ..options }) else { return };
    all_refuse(WRITING, &broker.url(), &[], "the broker is full", "max_file_store");
}

#[test]
fn servers_that_are_too_old() {
    let Some(program) = old_nats_program() else { return };
    let Some(broker) = NatsServer::start(&NatsOptions { program: Some(program), ..NatsOptions::default() }) else {
        return;
    };
    all_refuse(ALL, &broker.url(), &[], "nats-server 2.10.26, and 2.11 or later is needed", "update the server");
}

/// A broker with a user who may publish and receive so much.
fn permitting(publish: &str, subscribe: &str) -> Option<NatsServer> {
    let permissions = format!("{{ publish: [{publish}], subscribe: [{subscribe}] }}");
    let user = format!("{{ user: u, password: secret, permissions: {permissions} }}");
    NatsServer::start(&configured(&format!("authorization: {{ users: [{user}] }}")))
}

#[test]
fn users_that_lack_a_permission() {
    let url = |broker: &NatsServer| format!("nats://u:secret@127.0.0.1:{}", broker.port());
    let Some(broker) = permitting("\"$JS.API.>\"", "\"_INBOX.>\"") else { return };
    all_refuse(WRITING, &url(&broker), &[], "does not allow it", "allow the user");
    let Some(broker) = permitting("\"$JS.API.>\", \"$KV.>\", \"_INBOX.>\"", "\"_INBOX.>\", \"curate.>\"") else {
        return;
    };
    let server = Server::start();
    let run = links(&[server.url("/")], &url(&broker), &[]).ended();
    assert!(run.status == Some(2) && run.err.contains("does not allow it"), "no target can be queued: {run:?}");
    let Some(broker) = permitting("\"$JS.>\", \"$KV.>\", \"_INBOX.>\"", "\"_INBOX.>\"") else { return };
    let run = worker(&url(&broker), &[]).ended();
    assert!(run.status == Some(2) && run.err.contains("does not allow it"), "no calls can be taken: {run:?}");
}

#[test]
fn a_run_goes_on_when_there_is_room_again() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    client.limit("curate-default-work", 5_000);
    let server = host(1);
    server.otherwise(|_| responds(200));
    let paths: Vec<String> = (0..60).map(|number| format!("/{number}")).collect();
    let urls: Vec<String> = paths.iter().map(|path| server.url(path)).collect();
    let run = links(&urls, &broker.url(), &["--run", "lamps"]).ended();
    assert!(run.status == Some(2) && run.err.contains("the broker is full"), "{run:?}");
    assert!(run.err.contains("max_file_store") && run.out.is_empty(), "{run:?}");
    let waiting = status(&broker.url())["waiting"].as_u64().unwrap();
    assert!((1..60).contains(&waiting), "{waiting}");
    client.limit("curate-default-work", -1);
    let worker = worker(&broker.url(), &[]);
    let run = links(&urls, &broker.url(), &["--run", "lamps"]).ended();
    assert_eq!(run.status, Some(0), "{run:?} {}", worker.process.err());
    all_are("ok", &urls, &run);
    assert!(paths.iter().all(|path| checks(&server, path) == 1), "none is checked twice");
}

#[test]
fn a_run_waits_for_a_broker_that_goes_away() {
    let Some(broker) = broker() else { return };
    let (url, broker) = (broker.url(), Arc::new(Mutex::new(broker)));
    let server = host(2);
    let restarted = Arc::clone(&broker);
    server.with("", "/3", move |_| {
        let restarted = Arc::clone(&restarted);
        std::thread::spawn(move || {
            let mut broker = restarted.lock().unwrap();
            broker.kill();
            std::thread::sleep(Duration::from_secs(2));
            broker.start_again();
        });
        responds(200)
    });
    server.otherwise(|_| vec![Step::Wait(Duration::from_millis(30)), page("").remove(0)]);
    let paths: Vec<String> = (0..30).map(|number| format!("/{number}")).collect();
    let urls: Vec<String> = paths.iter().map(|path| server.url(path)).collect();
    let worker = worker(&url, &[]);
    let run = links(&urls, &url, &[]).ended();
    assert_eq!(run.status, Some(0), "{run:?} {}", worker.process.err());
    all_are("ok", &urls, &run);
    assert!(paths.iter().all(|path| checks(&server, path) == 1), "what was found meanwhile is not lost");
}

#[test]
fn a_run_ends_in_time_where_the_broker_goes_away_for_good() {
    let Some(mut broker) = broker() else { return };
    let server = host(3);
    let urls = [server.url("/")];
    let run = links(&urls, &broker.url(), &["--deadline", "6s"]);
    until("its target waits", || status(&broker.url())["waiting"] == 1);
    broker.kill();
    let begun = Instant::now();
    let ended = run.ended();
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert!(ended.err.contains("waits for the rest"), "{ended:?}");
    all_are("unknown", &urls, &ended);
    broker.start_again();
    let _worker = worker(&broker.url(), &[]);
    until("what it has queued is checked", || checks(&server, "/") == 1);
}

#[test]
fn workers_end_when_their_leases_are_gone() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let worker = worker(&broker.url(), &[]);
    client.jetstream("STREAM.DELETE.KV_curate-default-leases", "");
    let ended = worker.ended();
    assert!(ended.status == Some(2) && ended.err.contains("bucket of leases is gone"), "{ended:?}");
}

#[test]
fn a_broker_that_fills_up_is_told_by_workers_and_runs() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let server = host(4);
    server.otherwise(|_| responds(200));
    let urls: Vec<String> = (0..30).map(|number| server.url(&format!("/{number}"))).collect();
    let worker = worker(&broker.url(), &[]);
    // The run opens the bucket, and waits.
    let run = links(&[server.url("/first")], &broker.url(), &[]).ended();
    assert_eq!(run.status, Some(0), "{run:?}");
    client.limit("KV_curate-default-outcomes", 3_000);
    let run = links(&urls, &broker.url(), &[]).ended();
    assert!(run.status == Some(2) && run.err.contains("the broker is full"), "{run:?}");
    until("the worker says so too", || worker.process.err().contains("outcomes cannot be written"));
}
