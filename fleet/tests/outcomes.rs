//! The bucket of outcomes, against real servers.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a test may panic")]

use bytes::Bytes;
use curate_fleet::address::FleetAddress;
use curate_fleet::connection::Connection;
use curate_fleet::names::FleetName;
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::outcomes::{OutcomeBucket, WRITES};
use curate_testing::nats::{NatsCluster, NatsOptions, NatsServer};
use futures_util::{StreamExt as _, stream};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;
use tokio::time::timeout;

/// Longer than anything should take here.
const LONG: Duration = Duration::from_mins(1);

async fn bucket(url: &str) -> OutcomeBucket {
    let address: FleetAddress = url.parse().expect("an address");
    let connection = Connection::open(&address, None, &FleetName::default()).await.expect("a connection");
    OutcomeBucket::open(&connection).await.expect("a bucket")
}

fn key(number: usize) -> OutcomeKey {
    OutcomeKey::of(&format!("https://host.example/{number}"))
}

/// Merges lines as sets, as stores merge days.
fn joined(stored: &[u8], new: &[u8]) -> Bytes {
    let lines =
        |bytes: &[u8]| -> BTreeSet<String> { String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect() };
    let all: Vec<String> = lines(stored).union(&lines(new)).cloned().collect();
    Bytes::from(all.join("\n"))
}

/// Writes values of `length` bytes for the keys `0..count`.
async fn fill(bucket: &OutcomeBucket, count: usize, length: usize) {
    let writes = stream::iter(0..count).map(|number| {
        let value = format!("{number:0length$}");
        async move { bucket.write(key(number), None, value.into(), |_| panic!("a conflict")).await.expect("written") }
    });
    writes.buffer_unordered(WRITES).for_each(|_| async {}).await;
}

/// Reads the keys `0..count` and as many that are not there; each has the value that [`fill`] wrote.
async fn check(bucket: &OutcomeBucket, count: usize, length: usize) {
    let keys: Vec<OutcomeKey> = (0..2 * count).map(key).collect();
    let all = bucket.many(&keys).await.expect("outcomes");
    assert_eq!(all.len(), count);
    for number in 0..count {
        assert_eq!(all[&key(number)].value, format!("{number:0length$}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_read_with_few_requests() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let bucket = bucket(&server.url()).await;
    assert_eq!(bucket.many(&[]).await.expect("nothing"), HashMap::new());
    check(&bucket, 0, 1).await;
    bucket.all(|_, _| panic!("nothing is there")).await.expect("all of nothing");
    fill(&bucket, 5_000, 300).await;
    check(&bucket, 5_000, 300).await;
    let requests = |server: &NatsServer| {
        let text = server.monitoring("/varz").expect("figures");
        let number = text.split("\"in_msgs\":").nth(1).expect("a count").split(',').next().expect("a number");
        number.trim().parse::<u64>().expect("a number")
    };
    let before = requests(&server);
    check(&bucket, 5_000, 300).await;
    assert!(requests(&server) - before < 20, "10,000 keys are ten requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn large_values_come_in_several_replies() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let bucket = bucket(&server.url()).await;
    fill(&bucket, 300, 60_000).await;
    check(&bucket, 300, 60_000).await;
    let mut all = BTreeMap::new();
    bucket.all(|key, stored| drop(all.insert(key, stored))).await.expect("all");
    assert_eq!(all.len(), 300);
}

#[tokio::test(flavor = "multi_thread")]
async fn small_requests_where_the_server_takes_no_larger() {
    let options = NatsOptions { configuration: "max_payload: 4096".to_owned(), ..NatsOptions::default() };
    let Some(server) = NatsServer::start(&options) else { return };
    let bucket = bucket(&server.url()).await;
    fill(&bucket, 500, 100).await;
    check(&bucket, 500, 100).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_where_two_write() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let (one, two) = (bucket(&server.url()).await, bucket(&server.url()).await);
    let writer = |bucket: OutcomeBucket, name: &'static str| async move {
        for round in 0..20 {
            let value = format!("{name} {round}");
            let writes = (0..20).map(|number| {
                bucket.write(key(number), None, value.clone().into(), |stored| Some(joined(stored, value.as_bytes())))
            });
            for result in futures_util::future::join_all(writes).await {
                result.expect("written");
            }
        }
    };
    tokio::join!(writer(one.clone(), "one"), writer(two, "two"));
    let all = one.many(&(0..20).map(key).collect::<Vec<_>>()).await.expect("outcomes");
    for number in 0..20 {
        assert_eq!(String::from_utf8_lossy(&all[&key(number)].value).lines().count(), 40);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_left_is_not_written_again_and_what_is_the_same_is() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let bucket = bucket(&server.url()).await;
    let first = bucket.write(key(1), None, "new".into(), |_| None).await.expect("written");
    let left = bucket.write(key(1), None, "other".into(), |_| None).await.expect("left");
    let same =
        bucket.write(key(1), Some(first + 7), "new".into(), |stored| Some(joined(stored, b"new"))).await.expect("left");
    // Somebody waits for the outcome, be it that of before.
    assert!(left == first && same > first, "{first} {left} {same}");
    let next = bucket.write(key(1), Some(same), "next".into(), |_| panic!("a conflict")).await.expect("written");
    let all = bucket.many(&[key(1)]).await.expect("outcomes");
    assert_eq!((&*all[&key(1)].value, all[&key(1)].revision), (&b"next"[..], next));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_is_not_known_and_can_be_written() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let bucket = bucket(&server.url()).await;
    fill(&bucket, 3, 5).await;
    let client = async_nats::connect(server.url()).await.expect("a client");
    let store = async_nats::jetstream::new(client).get_key_value("curate-default-outcomes").await.expect("the bucket");
    store.delete(key(1).to_string()).await.expect("deleted");
    store.purge(key(2).to_string()).await.expect("purged");
    let keys = [key(0), key(1), key(2)];
    assert_eq!(bucket.many(&keys).await.expect("outcomes").len(), 1);
    let mut all = Vec::new();
    bucket.all(|key, _| all.push(key)).await.expect("all");
    assert_eq!(all, [key(0)]);
    for deleted in [key(1), key(2)] {
        bucket.write(deleted, None, "again".into(), |_| panic!("nothing to merge with")).await.expect("written");
    }
    assert_eq!(bucket.many(&keys).await.expect("outcomes").len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_go_on_after_the_server_was_away() {
    let Some(mut server) = NatsServer::start(&NatsOptions::default()) else { return };
    let bucket = bucket(&server.url()).await;
    fill(&bucket, 100, 8).await;
    let (mut updates, mut seen) = (bucket.updates(0), BTreeMap::new());
    let mut last = 0;
    while seen.len() < 100 {
        let update = timeout(LONG, updates.next()).await.expect("in time").expect("an update");
        assert!(update.stored.revision > last, "in order");
        last = update.stored.revision;
        seen.insert(update.key, update.stored);
    }
    server.kill();
    let writes = async {
        for number in 100..200 {
            // The server is away at first: what is not confirmed is written again.
            while bucket.write(key(number), None, "late".into(), |_| None).await.is_err() {}
        }
    };
    let reads = async {
        while seen.len() < 200 {
            let Ok(update) = timeout(LONG, updates.next()).await.expect("in time") else { continue };
            assert!(update.stored.revision > last, "none comes twice");
            last = update.stored.revision;
            seen.insert(update.key, update.stored);
        }
    };
    let restart = async { tokio::task::block_in_place(|| server.start_again()) };
    tokio::join!(writes, reads, restart);
    let from = seen[&key(150)].revision;
    let mut later = bucket.updates(from);
    assert_eq!(later.next().await.expect("an update").key, key(150));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_may_die() {
    let Some(mut cluster) = NatsCluster::start(3) else { return };
    let bucket = bucket(&cluster.urls()).await;
    let copies = |cluster: &NatsCluster| {
        let text =
            cluster.nodes().iter().find_map(|node| node.monitoring("/jsz?streams=true&config=true")).expect("figures");
        text.contains("\"num_replicas\": 3")
    };
    assert!(copies(&cluster), "as many copies as there are nodes");
    fill(&bucket, 2_000, 100).await;
    let leader = cluster.leader().expect("a leader");
    cluster.kill(leader);
    check(&bucket, 2_000, 100).await;
    for number in 2_000..2_100 {
        let value = format!("{number:0100}");
        bucket.write(key(number), None, value.into(), |_| None).await.expect("written");
    }
    check(&bucket, 2_100, 100).await;
}
