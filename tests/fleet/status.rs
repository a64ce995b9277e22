//! `curate fleet status`: what people and programs see of a fleet.

use crate::fault::script::status;
use crate::fault::server::Server;
use crate::program::{Run, curate, links, machine};
use crate::worker::WorkerProcess;
use curate_fleet::connection::Connection;
use curate_fleet::leases::{LeaseOptions, Leases};
use curate_fleet::names::FleetName;
use curate_fleet::settings::FleetSettings;
use curate_fleet::work::{Publisher, Target, WorkStream, WorkStreamOptions};
use curate_testing::nats::{NatsOptions, NatsServer};
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

/// The status of the fleet `default` at `url`.
fn status_of(url: &str, format: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    curate(folder.path(), &["fleet", "status", "--fleet", url, "--output-format", format])
}

fn json(url: &str) -> Value {
    let run = status_of(url, "json");
    assert!(run.status == 0 && run.err.is_empty() && run.out.lines().count() == 1, "{run:?}");
    serde_json::from_str(&run.out).expect("JSON")
}

#[test]
fn a_fleet_that_is_not_there_is_not_made() {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let streams = || broker.monitoring("/jsz").expect("an answer").contains("\"streams\": 0");
    for format in ["text", "json"] {
        let run = status_of(&broker.url(), format);
        assert!(run.status == 2 && run.out.is_empty(), "{run:?}");
        assert!(run.err.contains(&format!("error: {}: there is no fleet default", broker.url())), "{run:?}");
        assert!(run.err.contains("curate worker --fleet"), "{run:?}");
    }
    assert!(streams(), "nothing was made");
    let server = Server::start();
    server.otherwise(|_| status(200));
    assert_eq!(links(machine(&[server.url("/")]).path(), &broker.url()).status, 0);
    let run = status_of(&broker.url(), "text");
    assert!(run.status == 2 && run.err.contains("there is no fleet default"), "a store is no fleet: {run:?}");
}

#[test]
fn the_status_of_a_fleet_at_work() {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let server = Server::start();
    server.otherwise(|_| status(200));
    let worker = WorkerProcess::start(&broker.url(), &[]);
    let urls: Vec<String> = (0..12).map(|page| server.url(&format!("/{page}"))).collect();
    let arguments = ["links", "--allow-private", "--fleet", &broker.url()];
    let run = curate(machine(&urls).path(), &arguments);
    assert_eq!(run.status, 0, "{run:?}");
    // The worker says what it has done.
    let object = worker.until("it says what it has done", || {
        let object = json(&broker.url());
        (object["workers"][0]["checked"] == 12 && object["unheld"] == 0).then_some(object)
    });
    for (field, value) in [("schema", 1), ("waiting", 0), ("in_hand", 0), ("poisoned", 0)] {
        assert_eq!(object[field], value, "{field}: {object}");
    }
    assert_eq!((&object["fleet"], &object["broker"]), (&"default".into(), &broker.url().into()));
    assert_eq!(object["refused"], serde_json::json!({"malformed": 0, "oversized": 0, "other_version": 0}));
    let shown = &object["workers"][0];
    assert_eq!((&shown["partitions"], &shown["process"]), (&256.into(), &worker.id().into()), "{object}");
    assert_eq!(shown["release"], env!("CARGO_PKG_VERSION"));
    assert_eq!(object["partitions"].as_array().map(Vec::len), Some(256));
    assert_eq!(object["partitions"][255]["holder"], shown["id"]);

    let screen = status_of(&broker.url(), "text");
    assert!(screen.status == 0 && screen.err.is_empty(), "{screen:?}");
    assert!(screen.out.starts_with("no URL waits; 1 worker "), "{screen:?}");
    let row = screen.out.lines().nth(3).expect("a row");
    assert!(row.contains(&worker.id().to_string()) && row.contains(" 256 ") && row.contains(" 12 "), "{screen:?}");
}

/// A fleet without a program: what waits are three targets of one partition.
async fn with_waiting(url: &str) -> (Connection, FleetName) {
    let name = FleetName::default();
    let connection = Connection::open(&url.parse().expect("an address"), None, &name).await.expect("a connection");
    let settings = FleetSettings::open(&connection, 8).await.expect("settings");
    let options = WorkStreamOptions { partitions: settings.partitions(), ..WorkStreamOptions::default() };
    let work = WorkStream::open(connection.jetstream().clone(), name.clone(), options).await.expect("a stream");
    let publisher = Publisher::new(work, "run".to_owned());
    for key in ["a", "b", "c"] {
        let target = Target { partition: 2, key: key.to_owned(), payload: "x".into() };
        publisher.queue(target).await.expect("queued");
    }
    (connection, name)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_without_workers() {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    with_waiting(&broker.url()).await;
    let run = status_of(&broker.url(), "text");
    assert!(run.out.starts_with("3 URLs wait, 0 in hand; no worker is there\n"), "{run:?}");
    assert!(run.out.contains("\n  nobody           2        3        0\n"), "{run:?}");
    let command = format!("No worker is there. This starts one:\n  curate worker --fleet {}\n", broker.url());
    assert!(run.out.ends_with(&command), "{run:?}");
    let object = json(&broker.url());
    assert_eq!((&object["waiting"], &object["unheld"], &object["seconds_left"]), (&3.into(), &8.into(), &Value::Null));
    assert_eq!(
        object["partitions"][2],
        serde_json::json!({"partition": 2, "holder": null, "waiting": 3, "in_hand": 0})
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_records_break_nothing() {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let (connection, name) = with_waiting(&broker.url()).await;
    let options = LeaseOptions { partitions: 8, ..LeaseOptions::default() };
    let record = r#"{"host": "mill-1", "paused": {"slow.example": 700}, "poisoned": 1, "later": {}}"#;
    let joined = Leases::join(connection.jetstream(), &name, options, record.into()).await;
    let (leases, _events) = joined.expect("a worker");
    let bucket = connection.jetstream().get_key_value(name.leases_bucket()).await.expect("a bucket");
    let long = "\u{1b}[2J\u{202e}##[error]灯".repeat(200);
    let huge = serde_json::json!({
        "host": long, "release": long, "process": u32::MAX, "checked": u64::MAX, "in_hand": u64::MAX, "poisoned": u64::MAX,
        "rate": 1e300, "refused": {"malformed": u64::MAX, "oversized": 1, "other_version": u64::MAX},
        "paused": {(long.clone()): 1, "\u{9b}x": u64::MAX, "slow.example": 7},
    });
    let records = ["", "no JSON", "[]", "{\"host\": 7}", "{\"rate\": -1e9}", "{\"process\": -1}", &huge.to_string()];
    for (at, record) in records.into_iter().enumerate() {
        bucket.put(format!("worker.{at:016x}"), record.to_owned().into()).await.expect("written");
    }
    bucket.put("partition.7", "\u{1b}]0;x\u{7}".into()).await.expect("written");
    for lang in ["en", "zh"] {
        let folder = tempfile::tempdir().unwrap();
        let run = curate(folder.path(), &["fleet", "status", "--fleet", &broker.url(), "--lang", lang]);
        assert!(run.status == 0 && run.err.is_empty(), "{run:?}");
        assert!(!run.out.contains(|character: char| character.is_control() && character != '\n'), "{run:?}");
        assert!(!run.out.contains('\u{202e}') && !run.out.contains("##["), "{run:?}");
        let wide: Vec<&str> = run.out.lines().filter(|line| line.width() > 90).collect();
        assert!(wide.is_empty() && run.out.lines().count() < 60, "{wide:#?}");
        assert!(run.out.contains("mill-1") && run.out.contains("slow.example"), "{run:?}");
    }
    let object = json(&broker.url());
    let workers = object["workers"].as_array().expect("workers");
    assert_eq!(workers.len(), records.len() + 1);
    assert_eq!(workers.iter().filter(|worker| worker["readable"] == false).count(), 5);
    assert_eq!((&object["poisoned"], &object["refused"]["malformed"]), (&u64::MAX.into(), &u64::MAX.into()));
    assert_eq!(object["paused"][0]["host"], "\u{9b}x");
    assert!(object["rate"].as_f64().is_some_and(|rate| rate <= 1e7), "{object}");
    drop(leases);
}
