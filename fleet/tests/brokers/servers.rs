//! The brokers of these tests themselves.

use curate_testing::nats::{NatsCluster, NatsOptions, NatsServer};

#[tokio::test]
async fn server_keeps_its_port() {
    let Some(mut server) = NatsServer::start(&NatsOptions::default()) else { return };
    let client = async_nats::connect(server.url()).await.expect("a connection");
    assert_eq!(client.server_info().port, server.port());
    server.kill();
    assert!(async_nats::connect(server.url()).await.is_err());
    server.start_again();
    async_nats::connect(server.url()).await.expect("a connection to the server that was started again");
    server.stop();
    assert_eq!(server.process_id(), None);
}

#[tokio::test]
async fn server_without_jetstream() {
    let options = NatsOptions { jetstream: false, ..NatsOptions::default() };
    let Some(server) = NatsServer::start(&options) else { return };
    let client = async_nats::connect(server.url()).await.expect("a connection");
    assert!(!client.server_info().jetstream);
}

#[test]
fn cluster_elects_another_leader() {
    let Some(mut cluster) = NatsCluster::start(3) else { return };
    let first = cluster.leader().expect("a leader");
    cluster.kill(first);
    let begin = std::time::Instant::now();
    while cluster.leader().is_none() {
        assert!(begin.elapsed().as_secs() < 30, "nobody leads");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_ne!(cluster.leader(), Some(first));
    cluster.start_again(first);
}
