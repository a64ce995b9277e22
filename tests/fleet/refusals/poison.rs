//! Targets that workers die of, and targets that are only given back.

use super::members::{Member, all_are, broker, checks, counted, host, links, quick_fleet, status, verdicts, worker};
use crate::fault::script::{Step, status as responds};
use nix::sys::signal::Signal;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Workers that are alive, each with the User-Agent that it has.
type Workers = Arc<Mutex<Vec<(String, Member)>>>;

/// A worker that calls itself `agent`.
fn named(broker: &str, agent: &str) -> (String, Member) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("worker.toml");
    std::fs::write(&file, format!("[links]\nuser-agent = \"{agent}\"\n")).unwrap();
    let worker = worker(broker, &["--config", file.to_str().unwrap()]);
    (agent.to_owned(), worker)
}

#[test]
fn what_workers_die_of_becomes_unknown() {
    let Some(broker) = broker() else { return };
    let _client = quick_fleet(&broker, Duration::from_secs(3));
    let url = broker.url();
    let (deadly, harmless) = (host(11), host(12));
    let workers: Workers = Arc::default();
    let killed = Arc::clone(&workers);
    deadly.with("", "/deadly", move |request| {
        // Whoever requests it is killed a little later.
        std::thread::sleep(Duration::from_secs(2));
        let agent = request.header("User-Agent").unwrap_or_default().to_owned();
        killed.lock().unwrap().retain(|(name, _)| *name != agent);
        vec![Step::Hang]
    });
    harmless.otherwise(|_| responds(200));
    let good: Vec<String> = (0..20).map(|number| harmless.url(&format!("/{number}"))).collect();
    let urls = [&good[..], &[deadly.url("/deadly")]].concat();
    let run = links(&urls, &url, &[]);
    let (begun, mut count) = (Instant::now(), 0);
    while run.process.is_alive() {
        assert!(begun.elapsed() < Duration::from_mins(4), "{}", run.process.err());
        while workers.lock().unwrap().len() < 2 {
            count += 1;
            // Without the lock: somebody may be killed meanwhile.
            let worker = named(&url, &format!("worker-{count}"));
            workers.lock().unwrap().push(worker);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let ended = run.ended();
    assert_eq!(ended.status, Some(0), "{ended:?}");
    all_are("ok", &good, &ended);
    let found = verdicts(&ended);
    let poison = found.iter().find(|(url, ..)| url.ends_with("/deadly")).unwrap();
    assert_eq!((&*poison.1, &*poison.2), ("unknown", "4 workers took it, and none of them finished"));
    assert_eq!((checks(&deadly, "/deadly"), count), (4, 6), "four workers died of it, and two are left");
    super::members::until("the status counts it", || counted(&status(&url), "/poisoned") == 1);
}

#[test]
fn what_is_given_back_is_no_poison() {
    let Some(broker) = broker() else { return };
    let _client = quick_fleet(&broker, Duration::from_secs(20));
    let server = host(13);
    let before = Arc::new(Mutex::new(0));
    let count = Arc::clone(&before);
    server.with("", "/slow", move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        if *count > 6 { responds(200) } else { vec![Step::Hang] }
    });
    let urls = [server.url("/slow")];
    let run = links(&urls, &broker.url(), &[]);
    for round in 1..=6 {
        let worker = worker(&broker.url(), &["--timeout", "8s"]);
        super::members::until("it is requested", || *before.lock().unwrap() == round);
        worker.process.signal(Signal::SIGTERM);
        let ended = worker.ended();
        assert_eq!(ended.status, Some(0), "{ended:?}");
    }
    let last = worker(&broker.url(), &[]);
    let ended = run.ended();
    assert_eq!(ended.status, Some(0), "{ended:?} {}", last.process.err());
    all_are("ok", &urls, &ended);
    assert_eq!(counted(&status(&broker.url()), "/poisoned"), 0);
}
