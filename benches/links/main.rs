//! What checking links costs, beside lychee in the same run: `cargo bench --bench links [-- FIGURE…]`.
//!
//! The figures: 1 many hosts, 2 two slow hosts, 4 hosts that do not respond, 5 memory and processor, 6 the second run. (3,
//! the calls of GitHub's interface, is counted by a test.) 7, a million URLs, takes minutes, and runs where it is named. All servers are on loopback. `LYCHEE` names the program to
//! compare with, else the one on the path is taken, else there is none; `CURATE` another build of curate; `ROUNDS` says how
//! often each is run (3). Ratios mean something on a machine that does nothing else.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark may panic, and prints what it has measured"
)]

mod measure;
mod server;

use measure::{Cost, median, run};
use server::{BUSY, DEAD, LATENCY, Server, host, is_possible};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

struct LinksBench {
    server: Server,
    curate: PathBuf,
    lychee: Option<PathBuf>,
    rounds: usize,
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if !is_possible() {
        println!("not every address of loopback is a host here: nothing is measured");
        return;
    }
    rlimit::increase_nofile_limit(u64::from(u16::MAX)).unwrap();
    let lychee = std::env::var_os("LYCHEE").map_or_else(|| PathBuf::from("lychee"), PathBuf::from);
    let works =
        std::process::Command::new(&lychee).arg("--version").output().is_ok_and(|output| output.status.success());
    if !works {
        println!("{}: there is no lychee to compare with", lychee.display());
    }
    let bench = LinksBench {
        server: Server::start(),
        curate: std::env::var_os("CURATE").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_curate")), PathBuf::from),
        lychee: works.then_some(lychee),
        rounds: std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3),
    };
    let figures: [(&str, fn(&LinksBench)); 6] = [
        ("1", LinksBench::many_hosts),
        ("2", LinksBench::two_hosts),
        ("4", LinksBench::silent_hosts),
        ("5", LinksBench::hundred_thousand),
        ("6", LinksBench::second_run),
        ("7", LinksBench::million),
    ];
    for (name, figure) in figures {
        if (wanted.is_empty() && name != "7") || wanted.iter().any(|word| word == name) {
            figure(&bench);
        }
    }
}

impl LinksBench {
    /// 1: 10,000 URLs on 1,000 hosts, 512 in flight.
    fn many_hosts(&self) {
        println!("\n1. 10,000 URLs on 1,000 hosts, 50 ms latency, 512 in flight");
        let floor = LATENCY * 10_000 / 512;
        let folder = lists(&[self.urls(10_000, 1_000)]);
        let dump = self.curate(&folder, &["--dump"], false);
        let costs = self.both(&folder, &["--max-concurrency", "512"], &["--max-concurrency", "512"]);
        println!("   floor N·s/C {}; --dump alone {}", seconds(floor), summary(&dump));
        table(&costs, floor);
    }

    /// 2: two hosts with 200 URLs each and 50 ms between two requests, in file order and shuffled.
    fn two_hosts(&self) {
        println!("\n2. 200 + 200 URLs on two hosts, 50 ms interval");
        let floor = Duration::from_millis(50) * 200;
        let ordered: Vec<String> = (0..400).map(|at| self.server.url(host(at / 200), &format!("p/{at}"))).collect();
        // 3 and 400 have no common factor, so this meets each once; 97 apart, neighbours are of either host.
        let shuffled: Vec<String> = (0..400).map(|at| ordered[(at * 97 + 13) % 400].clone()).collect();
        for (name, urls) in [("in file order", ordered), ("shuffled", shuffled)] {
            let folder = lists(&[urls]);
            println!("   {name}, floor {}", seconds(floor));
            table(&self.both(&folder, &[], &[]), floor);
        }
    }

    /// 4: a dead host costs little, and a busy one holds nothing up.
    fn silent_hosts(&self) {
        println!(
            "\n4. 50 URLs of a host that closes every connection; 50 of one with Retry-After: 3600; 100 of others"
        );
        let mut urls = self.urls(100, 100);
        for at in 0..50 {
            urls.push(self.server.url(DEAD, &format!("p/{at}")));
            urls.push(self.server.url(BUSY, &format!("p/{at}")));
        }
        let folder = lists(&[urls]);
        let mut connections = Vec::new();
        for (name, program) in self.programs() {
            self.server.take();
            let cost = self.one(program, &folder, &[]);
            let seen = self.server.take();
            connections.push(seen.connections.get(&DEAD).copied().unwrap_or_default());
            println!(
                "   {name:<8} {} connections to the dead host; {}",
                connections[connections.len() - 1],
                summary(&[cost])
            );
        }
    }

    /// 5: memory and processor for 100,000 URLs.
    fn hundred_thousand(&self) {
        println!("\n5. 100,000 URLs on 10,000 hosts, 512 in flight");
        let urls = self.urls(100_000, 10_000);
        let parts: Vec<Vec<String>> = urls.chunks(10_000).map(<[String]>::to_vec).collect();
        let folder = lists(&parts);
        println!("   --dump alone {}", summary(&self.curate(&folder, &["--dump"], false)));
        table(
            &self.both(&folder, &["--max-concurrency", "512"], &["--max-concurrency", "512"]),
            LATENCY * 100_000 / 512,
        );
    }

    /// 7: memory and rate for a million URLs; without lychee, which needs gigabytes for it.
    fn million(&self) {
        println!("\n7. 1,000,000 URLs on 10,000 hosts, 512 in flight");
        let urls = self.urls(1_000_000, 10_000);
        let parts: Vec<Vec<String>> = urls.chunks(10_000).map(<[String]>::to_vec).collect();
        let folder = lists(&parts);
        let cost = self.one(&self.curate, &folder, &["--max-concurrency", "512"]);
        println!("   curate     {}; {} requests", summary(&[cost]), self.server.take().requests);
    }

    /// 6: what is known is not checked again.
    fn second_run(&self) {
        println!("\n6. the second run with the store, 10,000 URLs");
        let folder = lists(&[self.urls(10_000, 1_000)]);
        let first = run(&self.curate, folder.path(), &["links", "--allow-private", "--max-concurrency", "512"]);
        println!("   first run  {}", summary(&[first]));
        self.server.take();
        let rounds = 3 * self.rounds;
        let (mut dumps, mut seconds_runs) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            dumps.push(run(&self.curate, folder.path(), &["links", "--allow-private", "--dump"]));
            seconds_runs.push(run(&self.curate, folder.path(), &["links", "--allow-private"]));
        }
        println!("   --dump     {}", summary(&dumps));
        println!("   second run {}", summary(&seconds_runs));
        let wall = |costs: &[Cost]| median(costs, |cost| Some(cost.wall)).unwrap();
        let more = wall(&seconds_runs).saturating_sub(wall(&dumps));
        println!("   {} requests, {} ms more than --dump", self.server.take().requests, more.as_millis());
    }

    fn urls(&self, count: usize, hosts: usize) -> Vec<String> {
        (0..count).map(|at| self.server.url(host(at % hosts), &format!("p/{at}"))).collect()
    }

    fn programs(&self) -> Vec<(&'static str, &Path)> {
        let curate = ("curate", self.curate.as_path());
        std::iter::once(curate).chain(self.lychee.as_deref().map(|lychee| ("lychee", lychee))).collect()
    }

    /// Both programs in turn, so that what else the machine does troubles them alike.
    fn both(&self, folder: &TempDir, ours: &[&str], theirs: &[&str]) -> Vec<(&'static str, Vec<Cost>)> {
        let mut all: Vec<(&'static str, Vec<Cost>)> =
            self.programs().iter().map(|(name, _)| (*name, Vec::new())).collect();
        for _ in 0..self.rounds {
            for ((_, program), (name, costs)) in self.programs().iter().zip(&mut all) {
                costs.push(self.one(program, folder, if *name == "curate" { ours } else { theirs }));
            }
        }
        all
    }

    /// One run of one program that remembers nothing from earlier ones.
    fn one(&self, program: &Path, folder: &TempDir, more: &[&str]) -> Cost {
        if program == self.curate {
            let _ = fs::remove_dir_all(folder.path().join(".cache"));
            return run(program, folder.path(), &[&["links", "--allow-private"], more].concat());
        }
        run(program, folder.path(), &[&["--no-progress", "--quiet"], more, &["*.md"]].concat())
    }

    fn curate(&self, folder: &TempDir, more: &[&str], keeps: bool) -> Vec<Cost> {
        if !keeps {
            let _ = fs::remove_dir_all(folder.path().join(".cache"));
        }
        let arguments = [&["links", "--allow-private"], more].concat();
        (0..self.rounds).map(|_| run(&self.curate, folder.path(), &arguments)).collect()
    }
}

/// A folder with a list for each of `parts`.
fn lists(parts: &[Vec<String>]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (number, urls) in parts.iter().enumerate() {
        let mut text = format!("# List {number}\n");
        for (at, url) in urls.iter().enumerate() {
            if at % 50 == 0 {
                let _ = write!(text, "\n## Section {at}\n\n");
            }
            let _ = writeln!(text, "- [Tool {number}-{at}]({url}) - Does what tool {at} does.");
        }
        fs::write(folder.path().join(format!("list-{number}.md")), text).unwrap();
    }
    folder
}

fn table(all: &[(&'static str, Vec<Cost>)], floor: Duration) {
    let wall = |costs: &[Cost]| median(costs, |cost| Some(cost.wall)).unwrap();
    for (name, costs) in all {
        println!("   {name:<8} {}; {:.2} x the floor", summary(costs), wall(costs).as_secs_f64() / floor.as_secs_f64());
    }
    if let [(_, ours), (_, theirs)] = all {
        let ratio = |a: Option<Duration>, b: Option<Duration>| match (a, b) {
            (Some(a), Some(b)) => format!("{:.2}", a.as_secs_f64() / b.as_secs_f64()),
            _ => "unknown".to_owned(),
        };
        let processor = |costs: &[Cost]| median(costs, |cost| cost.processor);
        let walls = ratio(Some(wall(ours)), Some(wall(theirs)));
        println!("   curate : lychee = {walls} in time, {} in processor", ratio(processor(ours), processor(theirs)));
    }
}

/// The medians of some runs.
fn summary(costs: &[Cost]) -> String {
    let wall = median(costs, |cost| Some(cost.wall)).unwrap_or_default();
    let processor = median(costs, |cost| cost.processor).map_or_else(|| "?".to_owned(), seconds);
    let memory = median(costs, |cost| cost.memory).map_or_else(|| "?".to_owned(), |bytes| (bytes >> 20).to_string());
    let status = costs.first().and_then(|cost| cost.status);
    let status = status.map_or_else(|| "ended because it took too long".to_owned(), |code| format!("exit {code}"));
    format!("{} (processor {processor}, at most {memory} MiB, {status})", seconds(wall))
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}
