//! `curate worker` as a process.

use crate::program::command;
use std::process::Child;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Until what a worker does must have happened.
const PATIENCE: Duration = Duration::from_mins(1);

/// A worker. Dropping it kills it.
pub struct WorkerProcess {
    process: Child,
    /// Where it runs.
    _folder: TempDir,
}

impl WorkerProcess {
    /// A worker of the fleet at `url` that also requests addresses of loopback.
    pub fn start(url: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let all = [&["worker", "--allow-private", "--fleet", url], arguments].concat();
        let process = command(folder.path(), &all).spawn().expect("a worker");
        Self { process, _folder: folder }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Waits until `look` sees something.
    pub fn until<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        let begin = Instant::now();
        loop {
            if let Some(seen) = look() {
                return seen;
            }
            assert!(begin.elapsed() < PATIENCE, "not within a minute: {what}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for WorkerProcess {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
