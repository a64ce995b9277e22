//! A fleet whose workers, coordinator and brokers are killed, stopped and restarted while it works: no URL is lost, hardly one is
//! requested twice, and hosts do not notice.
//!
//! With `CURATE_FLEET=full` there are more URLs, and what is stopped is stopped for a minute.

#![expect(clippy::print_stderr, reason = "tests say how a run went")]

use crate::running_fleet::{FleetWorker, RunningFleet, is_full, outcomes};
use crate::world::lists::ListPlan;
use crate::world::process::Process;
use crate::world::record::{Pair, Record};
use crate::world::request::ReceivedMethod;
use crate::world::web::{Latency, SimulatedWeb};
use curate_testing::nats::{NatsCluster, NatsOptions, NatsServer};
use nix::sys::signal::Signal;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Between two requests to a host, or a little more.
const INTERVAL: Duration = Duration::from_millis(500);
/// A turn that is late by less than a quarter of the interval does not delay the next. The rest is for busy processors: of the
/// clients, and of the server that takes the times.
const CLOSEST: Duration = Duration::from_millis(500 * 3 / 4 - 125);
/// Of so many requests one may come closer: where a processor was busy for longer.
const LATE: usize = 500;
/// So many requests in a row show the pace whatever the processors do.
const IN_A_ROW: u32 = 8;
/// Of so many URLs one may be requested twice.
const TWICE: usize = 100;

/// Lists that a fleet checks.
struct Lists {
    web: SimulatedWeb,
    plan: ListPlan,
    folder: TempDir,
    begun: Instant,
}

impl Lists {
    fn new() -> Self {
        let web = SimulatedWeb::start(Latency { least: Duration::from_millis(5), most: Duration::from_millis(30) });
        let (hosts, each) = if is_full() { (101, 200) } else { (101, 32) };
        let plan = ListPlan { hosts, each, dead: 100, redirects: 200, files: 20, ..ListPlan::default() };
        let folder = tempfile::tempdir().unwrap();
        plan.write(&web, folder.path());
        Self { web, plan, folder, begun: Instant::now() }
    }

    fn fleet(&self, broker: String) -> RunningFleet {
        let mut arguments = self.web.arguments();
        arguments.extend(["--timeout", "5s"].map(str::to_owned));
        // Hosts that begin together do not stay together, so that what is killed is killed amid anything.
        let interval = |last: u32| {
            let interval = INTERVAL + last * Duration::from_millis(12);
            format!("[[links.host]]\nname = \"h*{last}.test\"\ninterval = \"{}ms\"\n", interval.as_millis())
        };
        RunningFleet { broker, arguments, settings: (0..10).map(interval).collect() }
    }

    fn coordinator(&self, fleet: &RunningFleet) -> Process {
        fleet.links(self.folder.path(), &["--run", "kills"])
    }

    /// Waits until hosts got so many percent of the requests that there will be.
    fn wait(&self, percent: usize) {
        let begun = Instant::now();
        while self.web.requests() * 100 < self.plan.total() * percent {
            assert!(begun.elapsed() < Duration::from_mins(2), "{} requests at {percent} %", self.web.requests());
            std::thread::sleep(Duration::from_millis(10));
        }
        self.say(&format!("{percent} %"));
    }

    fn say(&self, what: &str) {
        eprintln!("{:5.1} s, {} requests: {what}", self.begun.elapsed().as_secs_f64(), self.web.requests());
    }

    /// Waits for the end of a run, and looks at what it says and at what hosts saw of it.
    fn finish(&self, coordinator: &Process) {
        let limit = Duration::from_mins(if is_full() { 10 } else { 3 });
        let ended = coordinator.wait(limit).unwrap_or_else(|| panic!("it does not end: {}", coordinator.err()));
        self.say("the end");
        let outcomes = outcomes(&ended);
        assert_eq!(outcomes.len(), self.plan.total(), "{}", ended.err);
        for (url, outcome) in &outcomes {
            let wanted = if url.contains("/status/404/") { "dead" } else { "ok" };
            assert_eq!(outcome["verdict"], wanted, "{outcome}");
        }
        self.look(&self.web.record());
    }

    fn look(&self, record: &Record) {
        let repeated = record.repeated(ReceivedMethod::Head);
        eprintln!(
            "{} URLs by HEAD, {repeated} of them repeated; {:?}; closest {:?}, {:?}",
            record.urls(ReceivedMethod::Head),
            record.by_worker(),
            record.shortest_time(1),
            record.shortest_time(IN_A_ROW as usize)
        );
        eprintln!("a second: {:?}", record.by_time(Duration::from_secs(1)));
        assert!(repeated <= self.plan.total() / TWICE, "{repeated} of {} URLs", self.plan.total());
        // The second look comes from another worker, in the turn of the one that has the host.
        let is_first_look = |pair: &Pair| !pair.methods.contains(&ReceivedMethod::Get);
        let overlaps: Vec<Pair> = record.overlaps().into_iter().filter(is_first_look).collect();
        assert!(overlaps.is_empty(), "two workers at one host: {overlaps:#?}");
        let close = record.closer_than(CLOSEST);
        let handed_over = close.iter().filter(|pair| is_first_look(pair) && pair.workers[0] != pair.workers[1]);
        assert_eq!(handed_over.count(), 0, "two workers, one after the other: {close:#?}");
        assert!(close.len() <= record.total() / LATE, "too close: {close:#?}");
        assert!(
            record.shortest_time(IN_A_ROW as usize).is_none_or(|time| time >= IN_A_ROW * INTERVAL * 3 / 4),
            "too fast"
        );
    }
}

#[test]
fn workers_coordinator_and_broker_are_killed() {
    let Some(mut broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let lists = Lists::new();
    let fleet = lists.fleet(broker.url());
    let workers = fleet.workers(&["one", "two", "three", "four"]);
    let coordinator = lists.coordinator(&fleet);
    lists.wait(5);
    workers[0].process.signal(Signal::SIGKILL);
    lists.wait(10);
    workers[1].process.signal(Signal::SIGSTOP);
    let stopped = Instant::now();
    lists.wait(15);
    coordinator.signal(Signal::SIGKILL);
    lists.wait(20);
    workers[2].process.signal(Signal::SIGKILL);
    let coordinator = lists.coordinator(&fleet);
    lists.wait(25);
    broker.kill();
    std::thread::sleep(Duration::from_secs(1));
    broker.start_again();
    lists.say("the broker is there again");
    let more = fleet.workers(&["five", "six"]);
    let stop = Duration::from_secs(if is_full() { 60 } else { 25 });
    std::thread::sleep(stop.saturating_sub(stopped.elapsed()));
    workers[1].process.signal(Signal::SIGCONT);
    lists.say("the one that was stopped goes on");
    lists.finish(&coordinator);
    let record = lists.web.record();
    let by_worker = record.by_worker();
    assert!(["five", "six"].iter().all(|name| by_worker.contains_key(name)), "{by_worker:?}");
    leave(more.into_iter().chain(workers));
}

/// Tells workers to end, which those that live do.
fn leave(workers: impl Iterator<Item = FleetWorker>) {
    let workers: Vec<FleetWorker> = workers.filter(|worker| worker.process.is_alive()).collect();
    for worker in &workers {
        worker.process.signal(Signal::SIGTERM);
    }
    for worker in workers {
        let ended = worker.process.wait(Duration::from_secs(30)).expect("a worker does not leave");
        assert_eq!(ended.status, Some(0), "{}", ended.err);
    }
}

#[test]
fn a_node_of_the_cluster_is_killed_and_comes_back() {
    let Some(mut cluster) = NatsCluster::start(3) else { return };
    let lists = Lists::new();
    let fleet = lists.fleet(cluster.urls());
    let workers = fleet.workers(&["one", "two", "three", "four"]);
    lists.say("all have joined");
    let coordinator = lists.coordinator(&fleet);
    lists.wait(15);
    let leader = cluster.leader().unwrap_or(0);
    cluster.kill(leader);
    lists.wait(30);
    cluster.start_again(leader);
    lists.say("the node is there again");
    lists.finish(&coordinator);
    leave(workers.into_iter());
}
