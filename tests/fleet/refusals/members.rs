//! The processes of a fleet, and what they are to be like.

use super::raw_client::RawClient;
use crate::fault::server::Server;
use crate::program::{curate, machine};
use crate::world::process::{Ended, Process};
use curate_testing::nats::{NatsOptions, NatsServer};
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than anything here takes.
pub const LIMIT: Duration = Duration::from_mins(2);

/// A broker with JetStream; `None` where there is no program for it.
pub fn broker() -> Option<NatsServer> {
    NatsServer::start(&NatsOptions::default())
}

/// A process of a fleet in a folder of its own.
pub struct Member {
    pub process: Process,
    pub folder: TempDir,
}

impl Member {
    /// Runs `curate` with these arguments in `folder`.
    pub fn start(folder: TempDir, arguments: &[&str]) -> Self {
        let process = Process::start(Path::new(env!("CARGO_BIN_EXE_curate")), folder.path(), arguments);
        Self { process, folder }
    }

    /// Waits until it has ended.
    pub fn ended(&self) -> Ended {
        self.process.wait(LIMIT).unwrap_or_else(|| panic!("it goes on: {} {}", self.process.out(), self.process.err()))
    }
}

/// A worker of the fleet at `broker`, with `more` arguments, that has joined.
pub fn worker(broker: &str, more: &[&str]) -> Member {
    let arguments = ["worker", "--fleet", broker, "--allow-private"];
    let worker = Member::start(tempfile::tempdir().unwrap(), &[&arguments, more].concat());
    until("the worker joins", || worker.process.err().contains("worker "));
    worker
}

/// The arguments of a run through the fleet at `broker`.
pub fn links_arguments(broker: &str) -> [&str; 7] {
    ["links", "--fleet", broker, "--allow-private", "--hints", "--output-format", "json"]
}

/// A run through the fleet at `broker` over a list of `urls`, with `more` arguments.
pub fn links(urls: &[String], broker: &str, more: &[&str]) -> Member {
    Member::start(machine(urls), &[&links_arguments(broker)[..], more].concat())
}

/// A server at this address of loopback: a host of its own.
pub fn host(last: u8) -> Server {
    Server::at(Ipv4Addr::new(127, 0, 9, last), 0, None)
}

/// What a report in json says of each URL: verdict and cause.
pub fn verdicts(ended: &Ended) -> Vec<(String, String, String)> {
    let report: Value = serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {ended:?}"));
    let text = |link: &Value, field: &str| link[field].as_str().unwrap_or_default().to_owned();
    let links = report["links"].as_array().unwrap();
    links.iter().map(|link| (text(link, "url"), text(link, "verdict"), text(link, "cause"))).collect()
}

/// That each of `urls` has `verdict`.
pub fn all_are(verdict: &str, urls: &[String], ended: &Ended) {
    let found = verdicts(ended);
    for url in urls {
        assert!(found.iter().any(|(found, its, _)| found == url && its == verdict), "{url}: {ended:?}");
    }
}

/// How often each path of `server` was requested by HEAD: with that each check begins.
pub fn checks(server: &Server, path: &str) -> usize {
    server.requests_of(path).iter().filter(|request| request.method == "HEAD").count()
}

/// What `curate fleet status` says; null before there is a fleet.
pub fn status(broker: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let run = curate(folder.path(), &["fleet", "status", "--fleet", broker, "--output-format", "json"]);
    if run.err.contains("there is no fleet") {
        return Value::Null;
    }
    assert_eq!(run.status, 0, "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

/// A number that all workers say together, at a pointer into the status.
pub fn counted(status: &Value, pointer: &str) -> u64 {
    status.pointer(pointer).and_then(Value::as_u64).unwrap_or(0)
}

/// Waits until `is_so`.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Makes the fleet `default` at `broker` before anybody comes: with few partitions, short leases, and a short time after which
/// what nobody says a word on is handed out again. Who comes keeps what is there.
pub fn quick_fleet(broker: &NatsServer, acknowledge_within: Duration) -> RawClient {
    let mut client = RawClient::connect(broker.port());
    bucket(&mut client, "settings", Duration::ZERO);
    client.publish("$KV.curate-default-settings.fleet", r#"{"version":1,"partitions":4}"#);
    bucket(&mut client, "leases", Duration::from_secs(4));
    let work = json!({
        "name": "curate-default-work", "subjects": ["curate.default.work.>"], "retention": "workqueue",
        "storage": "file", "discard": "new", "discard_new_per_subject": true, "max_msgs_per_subject": 1,
        "num_replicas": 1, "duplicate_window": 30_000_000_000_u64,
    });
    client.jetstream("STREAM.CREATE.curate-default-work", &work.to_string());
    for partition in 0..4 {
        let (name, filter) = (format!("partition-{partition}"), format!("curate.default.work.{partition}.>"));
        let consumer = json!({
            "stream_name": "curate-default-work", "action": "create",
            "config": {
                "durable_name": name, "filter_subject": filter, "ack_policy": "explicit",
                "ack_wait": acknowledge_within.as_nanos() as u64, "max_ack_pending": 65_536,
            },
        });
        client.jetstream(&format!("CONSUMER.CREATE.curate-default-work.{name}.{filter}"), &consumer.to_string());
    }
    client
}

/// Makes a bucket as the client does, whose values end after `age`, or never where that is zero.
fn bucket(client: &mut RawClient, name: &str, age: Duration) {
    let stream = format!("KV_curate-default-{name}");
    let mut config = json!({
        "name": stream, "subjects": [format!("$KV.curate-default-{name}.>")], "max_msgs_per_subject": 1,
        "discard": "new", "allow_rollup_hdrs": true, "deny_delete": true, "allow_direct": true, "storage": "file",
        "num_replicas": 1, "max_age": age.as_nanos() as u64, "duplicate_window": 2_000_000_000_u64,
    });
    if !age.is_zero() {
        config["allow_msg_ttl"] = true.into();
        config["subject_delete_marker_ttl"] = (age.as_nanos() as u64).into();
    }
    client.jetstream(&format!("STREAM.CREATE.{stream}"), &config.to_string());
}
