//! The thread that judges and fixes, while another answers the client.

use crate::lsp::project::{FixSelection, FixedText, JudgeTask, Judged, ListJudge};
use lsp_server::RequestId;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Something to do.
pub(super) enum Job {
    /// Judging; the flag is set as soon as nobody wants the result any more.
    Judge(JudgeTask, Arc<AtomicBool>),
    /// Finding what fixes change, for a request.
    Fix(JudgeTask, FixSelection, RequestId),
}

/// What became of it.
pub(super) enum Done {
    /// What was found.
    Judged(JudgeTask, Box<Judged>),
    /// What would be changed; else why that cannot be said.
    Fixed(JudgeTask, RequestId, Result<Vec<FixedText>, String>),
}

/// Starts the thread. It takes one job at a time, and gives what became of each to `done`.
pub(super) fn start(mut project: Box<dyn ListJudge>, done: impl Fn(Done) + Send + 'static) -> SyncSender<Job> {
    let (sender, receiver): (_, Receiver<Job>) = sync_channel(1);
    thread::spawn(move || {
        for job in receiver {
            done(run(&mut *project, job));
        }
    });
    sender
}

/// A bug in a rule ends no session.
fn run(project: &mut dyn ListJudge, job: Job) -> Done {
    match job {
        Job::Judge(task, stale) => {
            let is_stale = || stale.load(Ordering::Relaxed);
            let judged = catch_unwind(AssertUnwindSafe(|| project.judge(&task, &is_stale)));
            let failed = |_| Judged { failures: vec![BUG.to_owned()], ..Judged::default() };
            Done::Judged(task, Box::new(judged.unwrap_or_else(failed)))
        }
        Job::Fix(task, kind, id) => {
            let fixed = catch_unwind(AssertUnwindSafe(|| project.fix(&task, kind)));
            Done::Fixed(task, id, fixed.unwrap_or_else(|_| Err(BUG.to_owned())))
        }
    }
}

/// What a client is told of a panic.
pub(super) const BUG: &str = "a bug in curate, please report it with the list that shows it";
