//! The stream of work: what is queued is handed out in order until it is acknowledged, and never waits twice.

use crate::{connect, until};
use async_nats::jetstream::stream::Config;
use bytes::Bytes;
use curate_fleet::work::WorkStreamOptions;
use curate_fleet::work::{Backlog, Delivery, PartitionWork, Publisher, Queued, Target, WorkError, WorkStream};
use curate_testing::nats::{NatsCluster, NatsOptions, NatsServer};
use futures_util::{StreamExt, stream};
use std::time::{Duration, Instant, SystemTime};

const OPTIONS: WorkStreamOptions =
    WorkStreamOptions { partitions: 4, replicas: 1, most_bytes: None, acknowledge_within: Duration::from_secs(5) };

async fn open(urls: &str, options: WorkStreamOptions) -> WorkStream {
    WorkStream::open(connect(urls).await, "tests".parse().expect("a name"), options).await.expect("a stream")
}

async fn backlog(work: &WorkStream, partition: usize) -> Backlog {
    work.backlog().await.expect("a backlog")[partition]
}

fn target(partition: u16, key: &str) -> Target {
    Target { partition, key: key.to_owned(), payload: Bytes::from(format!("{{\"url\":\"{key}\"}}")) }
}

/// Pulls until `most` are there.
async fn pull(partition: &mut PartitionWork, most: usize) -> Vec<Delivery> {
    let begin = Instant::now();
    let mut deliveries = Vec::new();
    while deliveries.len() < most {
        assert!(begin.elapsed() < crate::PATIENCE, "{} of {most} came", deliveries.len());
        match partition.pull(most - deliveries.len()).await {
            Ok(more) => deliveries.extend(more),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    deliveries
}

fn keys(deliveries: &[Delivery]) -> Vec<&str> {
    deliveries.iter().map(Delivery::key).collect()
}

async fn waits_once_and_in_order(work: WorkStream) {
    let publisher = Publisher::new(work.clone(), "first".to_owned());
    let names: Vec<String> = (0..1000).map(|number| format!("k{number}")).collect();
    let targets = names.iter().map(|name| target(1, name));
    let results: Vec<_> = publisher.queue_all(stream::iter(targets)).collect().await;
    for (name, (key, result)) in names.iter().zip(&results) {
        assert_eq!((name, result), (key, &Ok(Queued::Queued)));
    }
    // Neither the same run nor another queues what waits.
    let other = Publisher::new(work.clone(), "second".to_owned());
    assert_eq!(publisher.queue(target(1, "k7")).await, Ok(Queued::AlreadyQueued));
    assert_eq!(other.queue(target(1, "k7")).await, Ok(Queued::AlreadyQueued));
    assert_eq!(backlog(&work, 1).await, Backlog { waiting: 1000, in_hand: 0 });

    let mut partition = work.partition(1).await.expect("a partition");
    let deliveries = pull(&mut partition, 1000).await;
    let misplaced = names.iter().zip(keys(&deliveries)).find(|(name, key)| name != key);
    assert_eq!(misplaced, None);
    assert!(deliveries.iter().all(|delivery| delivery.delivered == 1));
    assert_eq!(&deliveries[0].payload[..], b"{\"url\":\"k0\"}");
    let age = SystemTime::now().duration_since(deliveries[0].published).expect("queued before now");
    assert!(age < Duration::from_mins(1), "{age:?}");
    assert_eq!(backlog(&work, 1).await, Backlog { waiting: 0, in_hand: 1000 });
    // What is in hand waits still.
    assert_eq!(other.queue(target(1, "k7")).await, Ok(Queued::AlreadyQueued));
    for delivery in deliveries {
        delivery.acknowledge().await.expect("an acknowledgement");
    }
    until("acknowledged targets leave", async || backlog(&work, 1).await == Backlog::default()).await;
    // Done: the same run does not queue it again so soon, another does.
    assert_eq!(publisher.queue(target(1, "k7")).await, Ok(Queued::AlreadyQueued));
    assert_eq!(other.queue(target(1, "k7")).await, Ok(Queued::Queued));
}

#[tokio::test]
async fn one_server_hands_out_once_and_in_order() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    waits_once_and_in_order(open(&server.url(), OPTIONS).await).await;
}

#[tokio::test]
async fn a_cluster_hands_out_once_and_in_order() {
    let Some(cluster) = NatsCluster::start(3) else { return };
    let options = WorkStreamOptions { replicas: 3, ..OPTIONS };
    waits_once_and_in_order(open(&cluster.urls(), options).await).await;
}

#[tokio::test]
async fn what_is_not_acknowledged_comes_again() {
    let Some(mut server) = NatsServer::start(&NatsOptions::default()) else { return };
    let work = open(&server.url(), OPTIONS).await;
    let publisher = Publisher::new(work.clone(), "run".to_owned());
    for key in ["back", "later", "refused", "done", "lost"] {
        assert_eq!(publisher.queue(target(0, key)).await, Ok(Queued::Queued));
    }
    let mut partition = work.partition(0).await.expect("a partition");
    let mut first = pull(&mut partition, 5).await.into_iter();
    let mut next = || first.next().expect("a delivery");
    next().give_back().await.expect("given back");
    next().postpone(Duration::from_secs(1)).await.expect("postponed");
    next().refuse().await.expect("refused");
    next().acknowledge().await.expect("acknowledged");
    let lost = next();
    lost.still_held().await.expect("held");

    let again = pull(&mut partition, 2).await;
    assert_eq!(keys(&again), ["back", "later"]);
    assert!(again.iter().all(|delivery| delivery.delivered == 2));
    // What nobody says a word on is handed out in time, to whoever pulls then, also after a restart of the broker.
    drop(lost);
    server.kill();
    server.start_again();
    // That has lost its consumers, which count anew.
    let mut restored = work.restore(0).await;
    while restored.is_err() {
        tokio::time::sleep(Duration::from_millis(100)).await;
        restored = work.restore(0).await;
    }
    let again = pull(&mut partition, 3).await;
    assert!(again.iter().all(|delivery| delivery.delivered == 1));
    let mut found = keys(&again);
    found.sort_unstable();
    assert_eq!(found, ["back", "later", "lost"]);
}

#[tokio::test]
async fn what_was_pulled_and_not_handed_out_comes_again_at_once() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let work = open(&server.url(), OPTIONS).await;
    let mut partition = work.partition(0).await.expect("a partition");
    // The request stays open at the broker when its call is dropped.
    assert!(tokio::time::timeout(Duration::from_millis(300), partition.pull(10)).await.is_err());
    let publisher = Publisher::new(work.clone(), "run".to_owned());
    assert_eq!(publisher.queue(target(0, "one")).await, Ok(Queued::Queued));
    let begin = Instant::now();
    until("the open request takes it", async || backlog(&work, 0).await.in_hand == 1).await;
    partition.close().await.expect("closed");
    let mut partition = work.partition(0).await.expect("a partition");
    let deliveries = pull(&mut partition, 1).await;
    assert_eq!((keys(&deliveries), deliveries[0].delivered), (vec!["one"], 2));
    assert!(begin.elapsed() < Duration::from_secs(20), "not at once: {:?}", begin.elapsed());
}

#[tokio::test]
async fn calls_that_are_dropped_lose_nothing() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let work = open(&server.url(), WorkStreamOptions { acknowledge_within: Duration::from_hours(1), ..OPTIONS }).await;
    let publisher = Publisher::new(work.clone(), "run".to_owned());
    let mut partition = work.partition(0).await.expect("a partition");
    for number in 0..200 {
        publisher.queue(target(0, &format!("k{number}"))).await.expect("queued");
    }
    let mut found = 0;
    for wait in 0..100 {
        // Each call is dropped at another moment.
        let call = partition.pull(4);
        let deliveries = tokio::time::timeout(Duration::from_micros(wait * 20), call).await;
        found += deliveries.map_or(0, |deliveries| deliveries.expect("no error").len());
    }
    let rest = pull(&mut partition, 200 - found).await;
    assert!(rest.iter().all(|delivery| delivery.delivered == 1), "no call loses what it has received");
}

#[tokio::test]
async fn an_empty_partition_is_no_error() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let work = open(&server.url(), OPTIONS).await;
    let mut partition = work.partition(2).await.expect("a partition");
    let begin = Instant::now();
    assert_eq!(keys(&partition.pull(10).await.expect("nothing")), Vec::<&str>::new());
    assert!(begin.elapsed() >= Duration::from_secs(4), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_full_stream_says_so() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let work = open(&server.url(), WorkStreamOptions { most_bytes: Some(2_000), ..OPTIONS }).await;
    let publisher = Publisher::new(work.clone(), "run".to_owned());
    let targets = (0..100).map(|number| target(0, &format!("k{number}")));
    let results: Vec<_> = publisher.queue_all(stream::iter(targets)).collect().await;
    let queued = results.iter().filter(|(_, result)| *result == Ok(Queued::Queued)).count();
    let full = results.iter().filter(|(_, result)| matches!(result, Err(WorkError::Full(_)))).count();
    assert!(queued > 5 && full > 50 && queued + full == 100, "{queued} queued, {full} refused: {results:?}");
    // When there is room again, a repetition queues what is missing.
    let mut partition = work.partition(0).await.expect("a partition");
    for delivery in pull(&mut partition, queued).await {
        delivery.acknowledge().await.expect("an acknowledgement");
    }
    until("there is room", async || publisher.queue(target(0, "k99")).await == Ok(Queued::Queued)).await;
    let huge = Target { payload: vec![0; 2_000_000].into(), ..target(0, "huge") };
    assert_eq!(publisher.queue(huge).await, Err(WorkError::TooLarge(2_000_000)));
}

#[tokio::test]
async fn who_opens_second_finds_what_is_there() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let work = open(&server.url(), OPTIONS).await;
    assert_eq!(Publisher::new(work, "run".to_owned()).queue(target(3, "one")).await, Ok(Queued::Queued));
    let other = open(&server.url(), WorkStreamOptions { most_bytes: Some(1_000_000), ..OPTIONS }).await;
    assert_eq!(other.backlog().await.expect("a backlog")[3].waiting, 1);
}

#[tokio::test]
async fn a_stream_of_somebody_else_is_refused() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let context = connect(&server.url()).await;
    let config = Config { name: "curate-tests-work".to_owned(), subjects: vec!["a".to_owned()], ..Config::default() };
    context.create_stream(config).await.expect("a stream");
    let opened = WorkStream::open(context, "tests".parse().expect("a name"), OPTIONS).await;
    assert!(matches!(opened, Err(WorkError::Refused(_))), "{opened:?}");
}
