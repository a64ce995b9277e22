//! One machine without a fleet: what the fleet is compared with.

use super::numbers::Numbers;
use super::world::process::Process;
use super::world::request::ReceivedMethod;
use super::world::web::SimulatedWeb;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Three quarters of the usual interval: a turn that comes late delays none after it.
const CLOSE: Duration = Duration::from_micros(37_500);
/// A run that takes longer is ended.
const LIMIT: Duration = Duration::from_hours(1);

/// The program that is measured.
pub fn program() -> PathBuf {
    std::env::var_os("CURATE").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_curate")), PathBuf::from)
}

/// Runs `curate links` on the web, and prints what that costs.
pub fn measure(numbers: &Numbers) {
    let web = SimulatedWeb::start(numbers.latency);
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    numbers.plan.write(&web, folder.path());
    let total = numbers.plan.total();
    println!("{total} URLs on {} hosts: written in {:.1} s", numbers.plan.hosts, begun.elapsed().as_secs_f64());
    let mut arguments = vec!["links".to_owned(), "--max-concurrency".to_owned(), numbers.concurrency.to_string()];
    arguments.extend(web.arguments());
    let (begun, before) = (Instant::now(), web.processor());
    let run = Process::start(&program(), folder.path(), &arguments);
    let Some(ended) = run.wait(LIMIT) else {
        println!("it takes too long: {}", run.err());
        return;
    };
    let (wall, served) = (begun.elapsed(), web.processor().saturating_sub(before));
    let each = |time: Duration| time.as_secs_f64() * 1e6 / total as f64;
    println!("{}", ended.out.lines().last().unwrap_or(&ended.err));
    println!("wall       {:.2} s, {:.0} URLs a second", wall.as_secs_f64(), total as f64 / wall.as_secs_f64());
    println!("processor  {:.2} s, {:.1} µs a URL", ended.usage.processor.as_secs_f64(), each(ended.usage.processor));
    println!("memory     at most {} MiB", ended.usage.memory >> 20);
    let record = web.record();
    println!("the web    {:.2} s, {:.1} µs a URL", served.as_secs_f64(), each(served));
    println!(
        "requests   {} over {} connections; {} URLs checked twice; shortest time between two of a host {:?}, and from \
         one to the tenth after it {:?}",
        record.total(),
        record.connections(),
        record.repeated(ReceivedMethod::Head),
        record.shortest_time(1),
        record.shortest_time(10)
    );
    let close = record.closer_than(CLOSE);
    println!("closer than {CLOSE:?}: {} of a host", close.len());
    for pair in close.iter().take(5) {
        println!("           {} after {:?}, {:.2} s after the start", pair.host, pair.gap, pair.at.as_secs_f64());
    }
}
