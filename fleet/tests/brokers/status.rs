//! What `status` says of a fleet.

use crate::member::{Member, PARTITIONS, is_even};
use crate::{connect, until};
use curate_fleet::names::FleetName;
use curate_fleet::status;
use curate_fleet::work::{Publisher, Target, WorkStream, WorkStreamOptions};
use curate_testing::nats::{NatsOptions, NatsServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn status_of_two_workers() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let context = connect(&server.url()).await;
    let name: FleetName = "tests".parse().expect("a name");
    let options = WorkStreamOptions { partitions: PARTITIONS, ..WorkStreamOptions::default() };
    let work = WorkStream::open(context.clone(), name.clone(), options).await.expect("a stream");

    let status = status::read(&context, &name, &work).await.expect("the status of a new fleet");
    assert_eq!((status.workers.len(), status.partitions.len(), status.unheld), (0, 13, 13));

    let publisher = Publisher::new(work.clone(), "run".to_owned());
    for key in ["a", "b", "c"] {
        let target = Target { partition: 2, key: key.to_owned(), payload: "x".into() };
        publisher.queue(target).await.expect("queued");
    }
    let members = [Member::join(&server.url(), 1).await, Member::join(&server.url(), 1).await];
    until("two workers share evenly", async || is_even(&[&members[0], &members[1]])).await;
    let taken = work.partition(2).await.expect("a partition").pull(1).await.expect("a target");
    assert_eq!(taken.len(), 1);

    let status = status::read(&context, &name, &work).await.expect("a status");
    assert_eq!((status.waiting, status.in_hand, status.unheld), (2, 1, 0));
    let shares: Vec<usize> = status.workers.iter().map(|worker| worker.partitions).collect();
    assert_eq!((shares.iter().sum::<usize>(), shares.iter().max()), (13, Some(&7)));
    assert_eq!(status.workers[0].record, serde_json::json!({"host": "here"}));
    assert!(status.workers[0].age < 60_000);
    let partition = serde_json::to_value(&status.partitions[2]).expect("JSON");
    let holder = members.iter().find(|member| member.held().contains(&2)).expect("a holder");
    let wanted = serde_json::json!({"partition": 2, "holder": holder.leases.worker(), "waiting": 2, "in_hand": 1});
    assert_eq!(partition, wanted);
}
