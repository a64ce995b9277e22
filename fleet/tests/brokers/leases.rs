//! Leases: shared evenly, handed over in order, never valid for two.

use crate::member::{LEASE, Member, PARTITIONS, Watcher, is_even};
use crate::until;
use curate_testing::nats::{NatsCluster, NatsOptions, NatsServer};
use std::time::Instant;

/// Workers that come and go.
async fn come_and_go(urls: &str, replicas: usize) {
    let watcher = Watcher::new();
    let mut members: Vec<Member> = Vec::new();
    for count in 1..=4 {
        let member = Member::join(urls, replicas).await;
        watcher.add(&member);
        members.push(member);
        until(&format!("{count} workers share evenly"), async || is_even(&members.iter().collect::<Vec<_>>())).await;
    }
    assert!(members.iter().all(|member| member.leases.workers() == members[0].leases.workers()));
    assert_eq!(members[0].leases.workers().len(), 4);

    members.remove(0).leave().await;
    until("three share what the fourth left", async || is_even(&members.iter().collect::<Vec<_>>())).await;
    let killed = members.remove(1);
    let taken = killed.held();
    let begin = Instant::now();
    killed.kill().await;
    until("two share what the third held", async || is_even(&members.iter().collect::<Vec<_>>())).await;
    // The watched validity of the one that was killed ran until its end, and nobody took over before.
    assert!(!taken.is_empty() && begin.elapsed() > LEASE / 2, "{:?}", begin.elapsed());
    watcher.assert_no_overlap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_share_evenly_on_one_server() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    come_and_go(&server.url(), 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_share_evenly_on_a_cluster() {
    let Some(cluster) = NatsCluster::start(3) else { return };
    come_and_go(&cluster.urls(), 3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_restarts_ends_no_lease_for_two() {
    let Some(mut server) = NatsServer::start(&NatsOptions::default()) else { return };
    let watcher = Watcher::new();
    let members = [Member::join(&server.url(), 1).await, Member::join(&server.url(), 1).await];
    watcher.add(&members[0]);
    watcher.add(&members[1]);
    let is_shared = async || is_even(&[&members[0], &members[1]]);
    until("two workers share evenly", is_shared).await;
    server.kill();
    server.start_again();
    until("they do so after a restart", is_shared).await;

    // Away for longer than a lease: nobody holds anything, and all is taken anew later.
    server.kill();
    until("all leases end", async || members.iter().all(|member| member.held().is_empty())).await;
    assert_eq!(members[0].valid() + members[1].valid(), 0);
    server.start_again();
    until("the leases are taken anew", is_shared).await;

    // One that comes now must wait: what has no key may be held all the same.
    let third = Member::join(&server.url(), 1).await;
    watcher.add(&third);
    until("three share", async || is_even(&[&members[0], &members[1], &third])).await;
    watcher.assert_no_overlap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_loses_all_it_kept_ends_no_lease_for_two() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let watcher = Watcher::new();
    let members = [Member::join(&server.url(), 1).await, Member::join(&server.url(), 1).await];
    watcher.add(&members[0]);
    watcher.add(&members[1]);
    until("two workers share evenly", async || is_even(&[&members[0], &members[1]])).await;
    // The bucket is emptied while both hold what they hold.
    let context = crate::connect(&server.url()).await;
    let stream = context.get_stream("KV_curate-tests-leases").await.expect("the bucket");
    stream.purge().await.expect("purged");
    until("each loses all it held", async || members.iter().map(Member::lost).sum::<usize>() >= PARTITIONS.into())
        .await;
    until("two workers share evenly again", async || is_even(&[&members[0], &members[1]])).await;
    assert_eq!(members[0].valid() + members[1].valid(), usize::from(PARTITIONS));
    watcher.assert_no_overlap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_ends_no_lease_for_two() {
    let Some(mut cluster) = NatsCluster::start(3) else { return };
    let watcher = Watcher::new();
    let members = [Member::join(&cluster.urls(), 3).await, Member::join(&cluster.urls(), 3).await];
    watcher.add(&members[0]);
    watcher.add(&members[1]);
    let is_shared = async || is_even(&[&members[0], &members[1]]);
    until("two workers share evenly", is_shared).await;
    for node in 0..3 {
        cluster.kill(node);
        let third = Member::join(&cluster.urls(), 3).await;
        watcher.add(&third);
        until("three share without a node", async || is_even(&[&members[0], &members[1], &third])).await;
        third.leave().await;
        until("two share without a node", is_shared).await;
        cluster.start_again(node);
    }
    watcher.assert_no_overlap();
}
