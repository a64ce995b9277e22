//! The shared store: what one machine has found out, another need not.

use crate::fault::script::{Step, page, status};
use crate::fault::server::Server;
use crate::program::{Run, command, curate, links, links_arguments, machine};
use crate::stored_rows::{days_ago, failed, keep, rows};
use curate_testing::nats::{NatsOptions, NatsServer};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A broker; `None` where there is no program for it.
fn broker() -> Option<NatsServer> {
    NatsServer::start(&NatsOptions::default())
}

#[test]
fn what_one_machine_knows_another_does_not_request() {
    let Some(broker) = broker() else { return };
    let server = Server::start();
    for (path, code) in [("/well", 200), ("/gone", 404), ("/members", 403), ("/broken", 500)] {
        server.on(path, status(code));
    }
    let urls = ["/well", "/gone", "/members", "/broken"].map(|path| server.url(path));
    let first = links(machine(&urls).path(), &broker.url());
    assert!(first.status == 1 && first.err.is_empty(), "{first:?}");
    let before = server.requests().len();
    let other = machine(&urls);
    let second = links(other.path(), &broker.url());
    assert_eq!(second.out, first.out);
    assert!(
        server.requests()[before..].iter().all(|request| request.target == "/broken"),
        "an unknown one is checked again"
    );
    let before = server.requests().len();
    let cached = curate(other.path(), &[&links_arguments(&broker.url())[..], &["--cached"]].concat());
    assert_eq!((&cached.out, server.requests().len()), (&first.out, before));
    let another = curate(other.path(), &[&links_arguments(&broker.url())[..], &["--fleet-name", "another"]].concat());
    assert_eq!(another.out, first.out);
    assert!(server.requests().len() > before, "another fleet knows nothing of it");
    assert!(!other.path().join(".cache").exists(), "nothing is kept on this machine");
    for command in ["check", "ci"] {
        let before = server.requests().len();
        let run = curate(other.path(), &[&[command], &links_arguments(&broker.url())[1..]].concat());
        assert_eq!(run.status, 1, "{run:?}");
        assert!(server.requests()[before..].iter().all(|request| request.target == "/broken"), "{command}");
    }
}

#[test]
fn two_jobs_at_once_lose_nothing() {
    let Some(broker) = broker() else { return };
    let server = Server::start();
    server.otherwise(|request| status(if request.target.contains("broken") { 500 } else { 200 }));
    let of = |names: std::ops::Range<usize>| names.map(|name| server.url(&format!("/{name}"))).collect::<Vec<_>>();
    let shared: Vec<String> = (0..40).map(|name| server.url(&format!("/broken/{name}"))).collect();
    // Two days on which they failed: together with today they are dead.
    let seed = tempfile::tempdir().unwrap();
    keep(&seed.path().join("seed.db"), shared.iter().flat_map(|url| [failed(url, 2), failed(url, 1)]).collect());
    let seeded = curate(seed.path(), &["merge", "seed.db", "--output", &broker.url()]);
    assert_eq!(seeded.status, 0, "{seeded:?}");
    let machines = [machine(&[&of(0..150)[..], &shared].concat()), machine(&[&of(150..300)[..], &shared].concat())];
    let jobs =
        machines.each_ref().map(|machine| command(machine.path(), &links_arguments(&broker.url())).spawn().unwrap());
    for job in jobs {
        let run = Run::from(job.wait_with_output().unwrap());
        assert!(run.status == 1 && run.err.is_empty(), "{run:?}");
        assert_eq!(run.out.matches("links/dead").count(), 40, "{}", run.out);
    }
    let joined = curate(seed.path(), &["merge", &broker.url(), "--output", "joined.db"]);
    assert_eq!(joined.status, 0, "{joined:?}");
    let rows = rows(&seed.path().join("joined.db"));
    assert_eq!(rows.len(), 340);
    assert_eq!(rows.iter().filter(|row| row.failed_on.len() == 3).count(), 40);
}

#[test]
fn stores_are_joined_from_and_to_a_broker() {
    let Some(broker) = broker() else { return };
    let folder = tempfile::tempdir().unwrap();
    let url = |number: usize| format!("https://lamp-{number}.example/");
    keep(&folder.path().join("a.db"), (0..3_000).map(|number| failed(&url(number), 2)).collect());
    keep(&folder.path().join("b.db"), (2_000..5_000).map(|number| failed(&url(number), 1)).collect());
    for inputs in [&["a.db"][..], &["a.db", "b.db"], &[&broker.url(), "b.db"]] {
        let run = curate(folder.path(), &[&["merge"], inputs, &["--output", &broker.url()]].concat());
        assert!(run.status == 0 && run.err.is_empty(), "{run:?}");
    }
    let run = curate(folder.path(), &["merge", &broker.url(), "--output", "all.db"]);
    assert_eq!(run.status, 0, "{run:?}");
    let all = rows(&folder.path().join("all.db"));
    assert_eq!(all.len(), 5_000);
    assert_eq!(all.iter().filter(|row| row.failed_on.len() == 2).count(), 1_000);
    let explained = curate(folder.path(), &["explain", &url(2_500), "--store", &broker.url()]);
    assert!(explained.out.contains(&format!("store: {}", broker.url())), "{explained:?}");
    let days: BTreeSet<String> = [1, 2].map(|ago| days_ago(ago).day().to_string()).into();
    assert!(days.iter().all(|day| explained.out.contains(day)), "{explained:?}");
    let unknown = curate(folder.path(), &["explain", "https://new.example/", "--store", &broker.url()]);
    assert!(unknown.status == 2 && unknown.err.contains("nothing is remembered"), "{unknown:?}");
}

#[test]
fn a_store_that_goes_away_is_a_notice() {
    let Some(broker) = broker() else { return };
    let (url, broker) = (broker.url(), Arc::new(Mutex::new(broker)));
    let server = Server::start();
    let dying = Arc::clone(&broker);
    server.with("", "/first", move |_| {
        dying.lock().unwrap().kill();
        status(200)
    });
    server.on("/gone", status(404));
    let run = links(machine(&["/first", "/gone"].map(|path| server.url(path))).path(), &url);
    assert_eq!(run.status, 1, "{run:?}");
    assert_eq!(run.out.matches("links/dead").count(), 1, "{run:?}");
    assert!(run.err.contains(&format!("{url}: the broker does not answer")), "{run:?}");
    assert!(run.err.contains("the results are not remembered"), "{run:?}");
}

#[test]
fn a_store_that_comes_back_has_everything() {
    let Some(broker) = broker() else { return };
    let (url, broker) = (broker.url(), Arc::new(Mutex::new(broker)));
    let server = Server::start();
    let restarted = Arc::clone(&broker);
    server.with("", "/0", move |_| {
        restarted.lock().unwrap().start_again();
        status(200)
    });
    server.otherwise(|_| vec![Step::Wait(Duration::from_millis(20)), page("").remove(0)]);
    let urls: Vec<String> = (0..50).map(|name| server.url(&format!("/{name}"))).collect();
    let machine = machine(&urls);
    let run = links(machine.path(), &url);
    assert!(run.status == 0 && run.err.is_empty(), "{run:?}");
    let before = server.requests().len();
    assert_eq!(links(machine.path(), &url).status, 0);
    assert_eq!(server.requests().len(), before, "all of it is known");
}
