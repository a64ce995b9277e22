//! Runs that end early and go on, and runs that are there at the same time.

use super::members::{all_are, broker, checks, host, links, until, worker};
use crate::fault::script::{Step, status as responds};
use crate::fault::server::Server;
use nix::sys::signal::Signal;
use std::time::Duration;

/// A host with pages that take a while each: of five the second is gone, and the third cannot be had.
fn slow_host(last: u8) -> Server {
    let server = host(last);
    server.otherwise(|request| {
        let number: usize = request.target.trim_start_matches('/').parse().unwrap_or(0);
        let code = [200, 404, 500, 200, 200][number % 5];
        [vec![Step::Wait(Duration::from_millis(50))], responds(code)].concat()
    });
    server
}

fn urls(server: &Server, numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(|number| server.url(&format!("/{number}"))).collect()
}

/// That each of so many paths was checked once.
fn all_once(server: &Server, count: usize) {
    let counts: Vec<usize> = (0..count).map(|number| checks(server, &format!("/{number}"))).collect();
    assert!(counts.iter().all(|count| *count == 1), "{counts:?}");
}

#[test]
fn a_run_that_was_killed_goes_on() {
    let Some(broker) = broker() else { return };
    let server = slow_host(21);
    let urls = urls(&server, 0..60);
    let _worker = worker(&broker.url(), &[]);
    let first = links(&urls, &broker.url(), &["--run", "lamps"]);
    until("half of it is done", || server.requests().len() > 40);
    first.process.signal(Signal::SIGKILL);
    let run = links(&urls, &broker.url(), &["--run", "lamps"]).ended();
    assert_eq!(run.status, Some(1), "{run:?}");
    for (rest, verdict) in ["ok", "dead", "unknown", "ok", "ok"].into_iter().enumerate() {
        let of_it: Vec<String> = urls.iter().skip(rest).step_by(5).cloned().collect();
        all_are(verdict, &of_it, &run);
    }
    all_once(&server, 60);
}

#[test]
fn a_run_that_was_interrupted_goes_on_under_the_name_that_it_says() {
    let Some(broker) = broker() else { return };
    let server = slow_host(22);
    let urls = urls(&server, 0..60);
    let _worker = worker(&broker.url(), &[]);
    let first = links(&urls, &broker.url(), &[]);
    until("some of it is done", || server.requests().len() > 20);
    first.process.signal(Signal::SIGINT);
    let ended = first.ended();
    assert!(ended.status == Some(130) && ended.out.contains("interrupted"), "{ended:?}");
    let name = ended.err.split("--run ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    let run = links(&urls, &broker.url(), &["--run", name]).ended();
    assert_eq!(run.status, Some(1), "{run:?}");
    all_once(&server, 60);
}

#[test]
fn a_run_whose_time_is_over_goes_on() {
    let Some(broker) = broker() else { return };
    let server = slow_host(23);
    let urls = urls(&server, 3..5);
    let ended = links(&urls, &broker.url(), &["--run", "lamps", "--deadline", "3s"]).ended();
    assert!(ended.err.contains("--run lamps waits for the rest"), "{ended:?}");
    all_are("unknown", &urls, &ended);
    let _worker = worker(&broker.url(), &[]);
    let run = links(&urls, &broker.url(), &["--run", "lamps"]).ended();
    assert_eq!(run.status, Some(0), "{run:?}");
    all_are("ok", &urls, &run);
    assert_eq!([checks(&server, "/3"), checks(&server, "/4")], [1, 1]);
}

#[test]
fn two_runs_at_once_check_what_they_share_once() {
    let Some(broker) = broker() else { return };
    let server = slow_host(24);
    let _worker = worker(&broker.url(), &[]);
    let runs = [links(&urls(&server, 0..40), &broker.url(), &[]), links(&urls(&server, 20..60), &broker.url(), &[])];
    for run in runs {
        let ended = run.ended();
        assert_eq!(ended.status, Some(1), "{ended:?}");
    }
    all_once(&server, 60);
}

#[test]
fn what_is_fresh_is_not_queued() {
    let Some(broker) = broker() else { return };
    let server = host(25);
    server.otherwise(|request| responds(if request.target == "/gone" { 404 } else { 200 }));
    let urls = ["/", "/gone"].map(|path| server.url(path));
    let worker = worker(&broker.url(), &[]);
    let first = links(&urls, &broker.url(), &[]).ended();
    assert_eq!(first.status, Some(1), "{first:?}");
    let before = server.requests().len();
    worker.process.signal(Signal::SIGKILL);
    // Nobody is there to check anything.
    let second = links(&urls, &broker.url(), &[]).ended();
    assert_eq!((second.status, server.requests().len()), (Some(1), before), "{second:?}");
    all_are("dead", &urls[1..], &second);
}
