//! A worker whose process is stopped (SIGSTOP) for longer than a lease, and goes on.

use crate::member::{LEASE, Member, PARTITIONS};
use crate::until;
use curate_fleet::leases::Validity;
use curate_testing::nats::{NatsOptions, NatsServer};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Where the stopped worker finds its broker.
const BROKER: &str = "CURATE_TEST_BROKER";

/// The signal takes effect within this time, in microseconds: far less than a lease.
const JUST_BEFORE: u64 = 500_000;

/// What the stopped worker says, and whether that contradicts the leases of the other.
#[derive(Default)]
struct Report {
    valid: AtomicUsize,
    lines: AtomicUsize,
    /// When the worker was stopped, in microseconds since 1970. What it began to say before may be said later.
    stopped: AtomicU64,
    most_valid: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_worker_goes_on_without_leases() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let other = Member::join(&server.url(), 1).await;
    until("the first holds all", async || other.valid() == usize::from(PARTITIONS)).await;
    let mut process = start(&server.url());
    let report = Arc::new(Report::default());
    let output = process.0.stdout.take().expect("its output");
    let reader = {
        let (report, validity) = (Arc::clone(&report), other.leases.validity());
        std::thread::spawn(move || read(output, &report, &validity))
    };
    let is_shared = async || {
        let valid = [report.valid.load(Ordering::Relaxed), other.valid()];
        valid.iter().sum::<usize>() == usize::from(PARTITIONS) && valid.iter().all(|valid| *valid >= 6)
    };
    until("both share", is_shared).await;

    report.stopped.store(microseconds(), Ordering::Relaxed);
    signal(&process, "STOP");
    until("the first holds all again", async || other.valid() == usize::from(PARTITIONS)).await;
    let lines = report.lines.load(Ordering::Relaxed);
    signal(&process, "CONT");
    until("it goes on", async || report.lines.load(Ordering::Relaxed) > lines + 10).await;
    until("both share again", is_shared).await;
    assert_eq!(report.most_valid.load(Ordering::Relaxed), usize::from(PARTITIONS), "valid for two at once");

    // The same where no broker tells it what has happened: its own clocks do.
    server.signal("STOP");
    signal(&process, "STOP");
    let begin = Instant::now();
    until("a lease is over", async || begin.elapsed() > LEASE).await;
    report.stopped.store(microseconds() - JUST_BEFORE, Ordering::Relaxed);
    report.most_valid.store(0, Ordering::Relaxed);
    let lines = report.lines.load(Ordering::Relaxed);
    signal(&process, "CONT");
    until("it goes on", async || report.lines.load(Ordering::Relaxed) > lines + 10).await;
    assert_eq!(report.most_valid.load(Ordering::Relaxed), 0, "valid after its time");
    server.signal("CONT");
    until("both share once more", is_shared).await;
    drop(process);
    reader.join().expect("a reader");
}

/// The worker that is stopped: says all the time how many of its leases are valid.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the process that the other test stops"]
async fn stopped_worker() {
    let member = Member::join(&std::env::var(BROKER).expect("a broker"), 1).await;
    loop {
        let now = microseconds();
        if writeln!(std::io::stdout(), "valid {now} {}", member.valid()).is_err() {
            return;
        }
        // In no hurry, and not as a task: it says what it thinks before its other tasks find out what has happened.
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A process that ends with this value.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn start(url: &str) -> Process {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "--ignored", "--nocapture", "stopped::stopped_worker"]).env(BROKER, url);
    Process(command.stdout(Stdio::piped()).spawn().expect("a worker"))
}

/// Reads what it says. The other gives partitions to it and takes none while it runs: what both call valid is counted twice.
fn read(output: ChildStdout, report: &Report, other: &Validity) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        let ["valid", said, valid] = words[..] else { continue };
        let (said, valid): (u64, usize) = (said.parse().expect("a time"), valid.parse().expect("a number"));
        report.lines.fetch_add(1, Ordering::Relaxed);
        let stopped = report.stopped.load(Ordering::Relaxed);
        if stopped > 0 && said <= stopped + JUST_BEFORE {
            continue;
        }
        let other = (0..PARTITIONS).filter(|partition| other.is_valid(*partition)).count();
        report.valid.store(valid, Ordering::Relaxed);
        report.most_valid.fetch_max(valid + other, Ordering::Relaxed);
    }
}

fn microseconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_micros() as u64
}

fn signal(process: &Process, name: &str) {
    let status = Command::new("kill").args([&format!("-{name}"), &process.0.id().to_string()]).status();
    assert!(status.expect("kill").success());
}
