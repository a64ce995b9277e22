//! A fleet that runs: workers and coordinators as processes, at a broker, on a simulated web.

use crate::world::lists::{write_list, write_settings};
use crate::world::process::{Ended, Process};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than a short run takes.
pub const LIMIT: Duration = Duration::from_mins(2);
/// Longer than a worker needs to join.
const JOIN: Duration = Duration::from_mins(1);

/// Whether runs are to be as long as those that the closing figures come from.
pub fn is_full() -> bool {
    std::env::var("CURATE_FLEET").is_ok_and(|value| value == "full")
}

/// Where a fleet is, and how its programs request URLs.
pub struct RunningFleet {
    /// The URLs of its brokers.
    pub broker: String,
    /// The arguments of `curate links` and of `curate worker`.
    pub arguments: Vec<String>,
    /// Settings of workers, of the table `[links]`.
    pub settings: String,
}

/// A worker of a fleet, with its folder.
pub struct FleetWorker {
    pub process: Process,
    _folder: TempDir,
}

impl RunningFleet {
    /// Starts a worker, whose requests say its name, and waits until it has joined.
    pub fn worker(&self, name: &str) -> FleetWorker {
        let folder = tempfile::tempdir().unwrap();
        write_settings(folder.path(), name, &self.settings);
        let process = start(folder.path(), &["worker", "--fleet", &self.broker], &self.arguments);
        let begun = Instant::now();
        while !process.err().contains("worker ") {
            assert!(process.is_alive() && begun.elapsed() < JOIN, "{name} does not join: {}", process.err());
            std::thread::sleep(Duration::from_millis(10));
        }
        FleetWorker { process, _folder: folder }
    }

    /// Starts workers of these names.
    pub fn workers(&self, names: &[&str]) -> Vec<FleetWorker> {
        names.iter().map(|name| self.worker(name)).collect()
    }

    /// Starts `curate links` on the list in `folder`, through the fleet, with these arguments too; its report is JSON.
    pub fn links(&self, folder: &Path, more: &[&str]) -> Process {
        self.links_as(folder, "json", more)
    }

    /// The same with a report in this format.
    pub fn links_as(&self, folder: &Path, format: &str, more: &[&str]) -> Process {
        let own = ["links", "--output-format", format, "--fleet", &self.broker];
        start(folder, &[&own, more].concat(), &self.arguments)
    }

    /// What the fleet makes of `urls`.
    pub fn outcomes(&self, urls: &[String]) -> BTreeMap<String, Value> {
        let folder = tempfile::tempdir().unwrap();
        write_list(folder.path(), urls);
        let run = self.links(folder.path(), &[]);
        outcomes(&run.wait(LIMIT).unwrap_or_else(|| panic!("the fleet is too slow: {}", run.err())))
    }

    /// What one machine makes of them.
    pub fn local_outcomes(&self, urls: &[String]) -> BTreeMap<String, Value> {
        let folder = tempfile::tempdir().unwrap();
        write_list(folder.path(), urls);
        write_settings(folder.path(), "local", &self.settings);
        let run = start(folder.path(), &["links", "--no-store", "--output-format", "json"], &self.arguments);
        outcomes(&run.wait(LIMIT).expect("the run is too slow"))
    }
}

fn start(folder: &Path, own: &[&str], more: &[String]) -> Process {
    let arguments: Vec<&str> = own.iter().copied().chain(more.iter().map(String::as_str)).collect();
    Process::start(Path::new(env!("CARGO_BIN_EXE_curate")), folder, &arguments)
}

/// What a report in JSON says of each URL, and what was found at it.
pub fn outcomes(run: &Ended) -> BTreeMap<String, Value> {
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let links = report["links"].as_array().expect("outcomes of links").clone();
    links.into_iter().map(|link| (link["url"].as_str().expect("a URL").to_owned(), link)).collect()
}
