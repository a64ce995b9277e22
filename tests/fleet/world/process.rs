//! Programs that are started, stopped, killed and measured.

use super::usage::{Usage, look};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// How often a process is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// A program that runs, or has ended. Dropping it kills it.
pub struct Process {
    id: u32,
    state: Arc<Mutex<State>>,
    out: NamedTempFile,
    err: NamedTempFile,
}

struct State {
    child: Child,
    usage: Usage,
    /// How it ended, once it has.
    status: Option<ExitStatus>,
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
    pub usage: Usage,
}

impl Process {
    /// Starts `program` in `folder`, which holds its cache too.
    pub fn start(program: &Path, folder: &Path, arguments: &[impl AsRef<str>]) -> Self {
        let (out, err) = (NamedTempFile::new().unwrap(), NamedTempFile::new().unwrap());
        let child = Command::new(program)
            .args(arguments.iter().map(AsRef::as_ref))
            .current_dir(folder)
            .env("XDG_CACHE_HOME", folder.join(".cache"))
            .env_remove("GITHUB_TOKEN")
            .stdin(Stdio::null())
            .stdout(out.reopen().unwrap())
            .stderr(err.reopen().unwrap())
            .spawn()
            .unwrap();
        let id = child.id();
        let state = Arc::new(Mutex::new(State { child, usage: Usage::default(), status: None }));
        let looking = Arc::clone(&state);
        std::thread::spawn(move || {
            while !looking.lock().unwrap().look() {
                std::thread::sleep(LOOK);
            }
        });
        Self { id, state, out, err }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Sends it a signal. One that has ended gets none, since its number may be another's.
    pub fn signal(&self, signal: Signal) {
        let mut state = self.state.lock().unwrap();
        if !state.look() {
            kill(Pid::from_raw(self.id.cast_signed()), signal).unwrap();
        }
    }

    /// Whether it runs, or is stopped.
    pub fn is_alive(&self) -> bool {
        !self.state.lock().unwrap().look()
    }

    /// What it has used so far.
    pub fn usage(&self) -> Usage {
        let mut state = self.state.lock().unwrap();
        state.look();
        state.usage
    }

    /// What it has written to its error output so far.
    pub fn err(&self) -> String {
        text(&self.err)
    }

    /// What it has written to its output so far.
    pub fn out(&self) -> String {
        text(&self.out)
    }

    /// Waits until it has ended; `None` where that takes longer than `limit`.
    pub fn wait(&self, limit: Duration) -> Option<Ended> {
        let begun = Instant::now();
        while self.is_alive() {
            if begun.elapsed() > limit {
                return None;
            }
            std::thread::sleep(LOOK / 4);
        }
        let state = self.state.lock().unwrap();
        let status = state.status.and_then(|status| status.code());
        Some(Ended { status, out: self.out(), err: self.err(), usage: state.usage })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal(Signal::SIGKILL);
        while self.is_alive() {
            std::thread::sleep(LOOK / 4);
        }
    }
}

impl State {
    /// Looks at the process; whether it has ended. What it used is known until it is waited for, which is only done here.
    fn look(&mut self) -> bool {
        if self.status.is_some() {
            return true;
        }
        let Some((state, usage)) = look(self.child.id()) else { return false };
        self.usage.processor = usage.processor;
        self.usage.memory = self.usage.memory.max(usage.memory);
        if state == 'Z' {
            self.status = Some(self.child.wait().unwrap());
        }
        self.status.is_some()
    }
}

fn text(file: &NamedTempFile) -> String {
    String::from_utf8_lossy(&fs::read(file.path()).unwrap()).into_owned()
}
