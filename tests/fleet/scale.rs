//! What a fleet costs where there is much to do: no host with very many URLs holds the others up, memory does not grow with the
//! number of URLs, and another worker is another worker's work.
//!
//! With `CURATE_FLEET=full` there are as many URLs as docs/en/reference/scale.md says, and times are compared; without it, only what
//! does not depend on how busy the machine is.

#![expect(clippy::print_stderr, reason = "tests say how a run went")]

use crate::running_fleet::{RunningFleet, is_full};
use crate::world::host_kind::{HostKind, host_name};
use crate::world::lists::{BIG, ListPlan};
use crate::world::record::Record;
use crate::world::request::ReceivedMethod;
use crate::world::usage::Usage;
use crate::world::web::{Latency, SimulatedWeb};
use curate_testing::nats::{NatsOptions, NatsServer};
use std::time::{Duration, Instant};

/// Between two requests to a host, where nothing else is configured.
const INTERVAL: Duration = Duration::from_millis(50);
/// Longer than a full run takes.
const LIMIT: Duration = Duration::from_mins(30);
const WORKERS: [&str; 4] = ["one", "two", "three", "four"];

/// How a run went.
struct Measured {
    record: Record,
    wall: Duration,
    coordinator: Usage,
    workers: Usage,
}

/// Runs a fleet of so many workers, each with so many requests in flight, on what `plan` lists; `None` without a broker.
fn run(plan: ListPlan, latency: Duration, workers: usize, concurrency: usize) -> Option<Measured> {
    let broker = NatsServer::start(&NatsOptions::default())?;
    let web = SimulatedWeb::start(Latency::always(latency));
    let folder = tempfile::tempdir().unwrap();
    plan.write(&web, folder.path());
    let mut arguments = web.arguments();
    arguments.extend(["--max-concurrency".to_owned(), concurrency.to_string()]);
    let fleet = RunningFleet { broker: broker.url(), arguments, settings: String::new() };
    let workers = fleet.workers(&WORKERS[..workers]);
    // All have joined; each has its share soon.
    std::thread::sleep(Duration::from_secs(3));
    let begun = Instant::now();
    let run = fleet.links_as(folder.path(), "concise", &[]);
    let ended = run.wait(LIMIT).unwrap_or_else(|| panic!("it does not end: {}", run.err()));
    let wall = begun.elapsed();
    let (record, total) = (web.record(), plan.total());
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert_eq!((record.urls(ReceivedMethod::Head), record.repeated(ReceivedMethod::Head)), (total, 0));
    let used = workers.iter().map(|worker| worker.process.usage());
    let most = used.max_by_key(|usage| usage.memory).unwrap_or_default();
    let (by_worker, mib) = (record.by_worker(), |usage: Usage| usage.memory >> 20);
    eprintln!(
        "{total} URLs in {wall:.1?}, {} a second: {by_worker:?}; worker {} MiB, coordinator {} MiB",
        total as u128 * 1_000 / wall.as_millis(),
        mib(most),
        mib(ended.usage)
    );
    Some(Measured { record, wall, coordinator: ended.usage, workers: most })
}

#[test]
fn a_host_of_very_many_urls_is_requested_whenever_it_may_be() {
    let (hosts, big, files) = if is_full() { (50_000, 5_000, 1_000) } else { (1_000, 300, 20) };
    let plan = ListPlan { hosts, each: 10, big, files, ..ListPlan::default() };
    let latency = Duration::from_millis(20);
    let Some(measured) = run(plan, latency, 2, 128) else { return };
    let (record, host) = (&measured.record, host_name(HostKind::Plain, BIG));
    let before = record.before(&host);
    assert!(before <= plan.total() / 10, "{before} requests of {} before its first", plan.total());
    let gaps = record.gaps(&host);
    assert_eq!(gaps.len() + 1, big);
    let prompt = gaps.iter().filter(|gap| **gap <= INTERVAL * 3 / 2).count();
    assert!(prompt * 10 >= gaps.len() * 9, "{prompt} of {} in its turn", gaps.len());
    if is_full() {
        // Of the link checker's schedule: the longest host, or all that there is by what is in flight.
        let floor = (INTERVAL * big as u32 + latency).max(latency * plan.total() as u32 / 256);
        eprintln!("{:.3} of the floor", measured.wall.as_secs_f64() / floor.as_secs_f64());
        assert!(measured.wall <= floor * 6 / 5, "{:?} and {floor:?}", measured.wall);
    }
}

#[test]
fn memory_does_not_grow_with_the_number_of_urls() {
    const MIB: u64 = 1 << 20;
    let [few, many] = if is_full() { [100_000_usize, 1_000_000] } else { [20_000, 60_000] };
    let plan = |urls| ListPlan { hosts: urls / 20, each: 20, files: urls / 100, ..ListPlan::default() };
    let measure = |urls| run(plan(urls), Duration::from_millis(5), 1, 128);
    let (Some(few), Some(many)) = (measure(few), measure(many)) else { return };
    for (who, few, many) in [("worker", few.workers, many.workers), ("coordinator", few.coordinator, many.coordinator)]
    {
        assert!(many.memory < 100 * MIB, "{who}: {} MiB", many.memory / MIB);
        let grown = many.memory.saturating_sub(few.memory);
        assert!(is_full() || grown < 12 * MIB, "{who}: {} KiB more", grown >> 10);
    }
}

#[test]
fn each_worker_does_a_worker_s_work() {
    const CONCURRENCY: usize = 16;
    let (hosts, most) = if is_full() { (4_000, 4) } else { (400, 2) };
    let plan = ListPlan { hosts, each: 5, files: 20, ..ListPlan::default() };
    let measure = |workers| run(plan, Duration::from_millis(100), workers, CONCURRENCY);
    let Some(one) = measure(1) else { return };
    assert!(one.record.most_at_once() <= CONCURRENCY, "{} at once", one.record.most_at_once());
    for workers in 2..=most {
        let Some(measured) = measure(workers) else { return };
        let (most, all) = (measured.record.most_at_once(), workers * CONCURRENCY);
        assert!(most <= all && most * 5 >= all * 4, "{most} at once of {all}");
        let by_worker = measured.record.by_worker();
        let least = by_worker.values().min().copied().unwrap_or(0);
        assert!(by_worker.len() == workers && least * workers * 5 >= plan.total() * 4, "{by_worker:?}");
        if is_full() {
            let gained = one.wall.as_secs_f64() / measured.wall.as_secs_f64();
            assert!(gained >= 0.8 * workers as f64, "{workers} workers do what {gained:.2} would");
        }
    }
}
