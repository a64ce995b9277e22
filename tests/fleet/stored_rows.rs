//! Rows as other runs and other versions of curate have left them.

use crate::fault::script::status;
use crate::fault::server::Server;
use crate::program::{links, machine};
use curate::links::day::Timestamp;
use curate::links::probe_result::ProbeResult;
use curate::links::store::{Store, StoreRow};
use curate_fleet::connection::Connection;
use curate_fleet::names::FleetName;
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::outcomes::OutcomeBucket;
use curate_rules::Verdict;
use curate_rules::api::outcome::Outcome;
use curate_testing::nats::{NatsOptions, NatsServer};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::runtime::Runtime;

/// The same time of day, so many days ago.
pub fn days_ago(days: u64) -> Timestamp {
    Timestamp(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() - days * 86_400)
}

/// That `url` failed so many days ago.
pub fn failed(url: &str, days: u64) -> StoreRow {
    let outcome = Outcome::of(url, Verdict::Unknown, "connection refused");
    let final_url = url.parse().unwrap();
    let result = ProbeResult { outcome, final_url, counts: true, page: None, is_doubtful: false, responded: true };
    StoreRow::observed(&result, days_ago(days)).unwrap()
}

/// Keeps `rows` in a file.
pub fn keep(path: &Path, rows: Vec<StoreRow>) {
    Store::open(path).unwrap().0.merge(rows, days_ago(0)).unwrap();
}

/// All rows of a file.
pub fn rows(path: &Path) -> Vec<StoreRow> {
    Store::existing(path).unwrap().all(days_ago(0)).unwrap()
}

async fn bucket(url: &str) -> OutcomeBucket {
    let connection = Connection::open(&url.parse().unwrap(), None, &FleetName::default()).await.unwrap();
    OutcomeBucket::open(&connection).await.unwrap()
}

/// What stands at the broker for `url`.
async fn stored(bucket: &OutcomeBucket, url: &str) -> String {
    let key = OutcomeKey::of(url);
    let all = bucket.many(&[key]).await.unwrap();
    String::from_utf8_lossy(&all[&key].value).into_owned()
}

#[test]
fn rows_of_another_version() {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let server = Server::start();
    server.otherwise(|_| status(200));
    let paths = ["/newer", "/older", "/broken", "/foreign", "/bytes"];
    let urls = paths.map(|path| server.url(path));
    let newer = r#"{"version":99,"kept":"as it is"}"#;
    let foreign = failed("https://foreign.example/", 1).to_json();
    let values: [&[u8]; 5] = [newer.as_bytes(), br#"{"version":2}"#, b"{", foreign.as_bytes(), b"\xff\x00"];
    let runtime = Runtime::new().unwrap();
    let bucket = runtime.block_on(bucket(&broker.url()));
    for (url, value) in urls.iter().zip(values) {
        let write = bucket.write(OutcomeKey::of(url), None, value.to_vec().into(), |_| None);
        runtime.block_on(write).unwrap();
    }
    let machine = machine(&urls);
    let run = links(machine.path(), &broker.url());
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(run.err.matches("newer curate").count(), 1, "{run:?}");
    assert!(paths.iter().all(|path| !server.requests_of(path).is_empty()), "none of them is known");
    assert_eq!(runtime.block_on(stored(&bucket, &urls[0])), newer);
    for url in &urls[1..] {
        let row = StoreRow::from_json(&runtime.block_on(stored(&bucket, url))).expect(url);
        assert!(row.failed_on.is_empty() && row.to_json().contains(url.as_str()));
    }
    let before = server.requests().len();
    assert_eq!(links(machine.path(), &broker.url()).status, 0);
    assert!(server.requests()[before..].iter().all(|request| request.target == "/newer"), "the others are known now");
}
