//! Workers that leave: in order, and without a broker.

use super::members::{all_are, broker, checks, host, links, status, until, worker};
use crate::fault::script::{Step, status as responds};
use nix::sys::signal::Signal;
use std::time::{Duration, Instant};

#[test]
fn a_worker_hands_over_and_leaves() {
    let Some(broker) = broker() else { return };
    let servers: Vec<_> = (31..35).map(host).collect();
    for server in &servers {
        server.otherwise(|_| [vec![Step::Wait(Duration::from_millis(300))], responds(200)].concat());
    }
    let paths: Vec<String> = (0..40).map(|number| format!("/{number}")).collect();
    let urls: Vec<String> = servers.iter().flat_map(|server| paths.iter().map(|path| server.url(path))).collect();
    let workers = [worker(&broker.url(), &[]), worker(&broker.url(), &[])];
    until("all partitions are held", || status(&broker.url())["unheld"] == 0);
    let run = links(&urls, &broker.url(), &[]);
    until("some of it is done", || servers.iter().map(|server| server.requests().len()).sum::<usize>() > 20);
    let begun = Instant::now();
    workers[0].process.signal(Signal::SIGTERM);
    let left = workers[0].ended();
    assert_eq!(left.status, Some(0), "{left:?}");
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    let ended = run.ended();
    assert_eq!(ended.status, Some(0), "{ended:?}");
    all_are("ok", &urls, &ended);
    for server in &servers {
        let counts: Vec<usize> = paths.iter().map(|path| checks(server, path)).collect();
        assert!(counts.iter().all(|count| *count == 1), "what was in flight had time to end: {counts:?}");
    }
}

#[test]
fn a_worker_leaves_though_there_is_no_broker_any_more() {
    let Some(mut broker) = broker() else { return };
    let server = host(36);
    server.otherwise(|_| [vec![Step::Wait(Duration::from_secs(1))], responds(200)].concat());
    let urls: Vec<String> = (0..20).map(|number| server.url(&format!("/{number}"))).collect();
    let worker = worker(&broker.url(), &[]);
    let _run = links(&urls, &broker.url(), &[]);
    until("some is requested", || server.requests().len() > 2);
    broker.kill();
    let begun = Instant::now();
    worker.process.signal(Signal::SIGTERM);
    let left = worker.ended();
    assert_eq!(left.status, Some(0), "{left:?}");
    assert!(begun.elapsed() < Duration::from_secs(45), "{:?}", begun.elapsed());
}
