//! A fleet on this machine: a broker, workers and a coordinator.

use super::local::program;
use super::numbers::Numbers;
use super::world::lists::write_settings;
use super::world::process::Process;
use super::world::request::ReceivedMethod;
use super::world::usage::look;
use super::world::web::SimulatedWeb;
use curate_testing::nats::{NatsOptions, NatsServer};
use nix::sys::signal::Signal;
use std::time::{Duration, Instant};

/// A run that takes longer is ended.
const LIMIT: Duration = Duration::from_hours(2);
/// How often requests are counted.
const STEP: Duration = Duration::from_secs(1);

/// Runs a fleet on the web, and prints what that costs.
pub fn measure(numbers: &Numbers) {
    let web = SimulatedWeb::start(numbers.latency);
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().join("lists");
    std::fs::create_dir(&lists).unwrap();
    numbers.plan.write(&web, &lists);
    let total = numbers.plan.total();
    println!("{total} URLs on {} hosts, {} workers", numbers.plan.hosts, numbers.workers);
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else {
        println!("no nats-server: CURATE_NATS_SERVER names one");
        return;
    };
    let at = ["--fleet".to_owned(), broker.url()];
    let workers: Vec<Process> = (0..numbers.workers)
        .map(|number| {
            let own = folder.path().join(format!("worker-{number}"));
            std::fs::create_dir(&own).unwrap();
            write_settings(&own, &format!("worker-{number}"), "");
            let mut arguments = vec!["worker".to_owned()];
            arguments.extend(at.clone());
            arguments.extend(["--max-concurrency".to_owned(), numbers.concurrency.to_string()]);
            arguments.extend(web.arguments());
            Process::start(&program(), &own, &arguments)
        })
        .collect();
    // They have joined, and share the partitions.
    std::thread::sleep(Duration::from_secs(8));
    let cpu = || broker.process_id().and_then(look).map_or(Duration::ZERO, |(_, usage)| usage.processor);
    let (broker_before, web_before) = (cpu(), web.processor());
    let workers_before: Vec<Duration> = workers.iter().map(|worker| worker.usage().processor).collect();
    let mut arguments = vec!["links".to_owned(), "--output-format".to_owned(), "concise".to_owned()];
    arguments.extend(at);
    let begun = Instant::now();
    let run = Process::start(&program(), &lists, &arguments);
    let Some(ended) = run.wait(LIMIT) else {
        println!("it takes too long: {}", run.err());
        return;
    };
    let wall = begun.elapsed();
    let each = |time: Duration| time.as_secs_f64() * 1e6 / total as f64;
    println!("{}", ended.out.lines().rev().take(2).collect::<Vec<_>>().join(" | "));
    println!("wall        {:.2} s, {:.0} URLs a second", wall.as_secs_f64(), total as f64 / wall.as_secs_f64());
    let cost = |name: &str, processor: Duration, memory: u64| {
        let (all, one) = (processor.as_secs_f64(), each(processor));
        println!("{name:<11} {all:.2} s of processor, {one:.1} µs a URL; at most {} MiB", memory >> 20);
    };
    cost("coordinator", ended.usage.processor, ended.usage.memory);
    let mut all = Duration::ZERO;
    for ((worker, before), number) in workers.iter().zip(workers_before).zip(0..) {
        let usage = worker.usage();
        all += usage.processor.saturating_sub(before);
        cost(&format!("worker {number}"), usage.processor.saturating_sub(before), usage.memory);
    }
    cost("workers", all, 0);
    let memory = broker.process_id().and_then(look).map_or(0, |(_, usage)| usage.memory);
    cost("broker", cpu().saturating_sub(broker_before), memory);
    cost("the web", web.processor().saturating_sub(web_before), 0);
    let record = web.record();
    println!(
        "requests    {} over {} connections; {} URLs checked twice; {} hosts requested by two workers at once; shortest time between a \
         request and the tenth after it {:?}",
        record.total(),
        record.connections(),
        record.repeated(ReceivedMethod::Head),
        record.overlaps().len(),
        record.shortest_time(10)
    );
    println!("a second    {:?}", record.by_time(STEP));
    for worker in &workers {
        worker.signal(Signal::SIGTERM);
    }
    for worker in &workers {
        drop(worker.wait(Duration::from_secs(30)));
    }
}
