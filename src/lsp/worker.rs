//! The thread that judges, while another answers the client.

use crate::lsp::project::{JudgeTask, Judged, Project};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Something to do.
pub(super) struct Job {
    pub task: JudgeTask,
    /// Set as soon as nobody wants the result any more.
    pub stale: Arc<AtomicBool>,
}

/// Starts the thread. It takes one job at a time, and gives each result to `done` with the task that it is of.
pub(super) fn start(
    mut project: Box<dyn Project>,
    done: impl Fn(JudgeTask, Judged) + Send + 'static,
) -> SyncSender<Job> {
    let (sender, receiver): (_, Receiver<Job>) = sync_channel(1);
    thread::spawn(move || {
        for Job { task, stale } in receiver {
            let is_stale = || stale.load(Ordering::Relaxed);
            // A bug in a rule ends no session.
            let judged = catch_unwind(AssertUnwindSafe(|| project.judge(&task, &is_stale)));
            let failed = || Judged { failures: vec![BUG.to_owned()], ..Judged::default() };
            done(task, judged.unwrap_or_else(|_| failed()));
        }
    });
    sender
}

/// What a client is told of a panic.
pub(super) const BUG: &str = "a bug in curate, please report it with the list that shows it";
