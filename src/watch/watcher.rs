//! Sees changes of files as the system tells of them.

use crate::watch::burst::Burst;
use crate::watch::scope::WatchScope;
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Instant;

/// Why changes cannot be seen.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum WatchError {
    #[error("changes of files cannot be watched: {0}")]
    System(notify::Error),
    #[error("changes of files cannot be watched: {folders} folders are more than the system watches")]
    #[diagnostic(help("name fewer folders, or raise the limit; on Linux that is fs.inotify.max_user_watches"))]
    TooMany { folders: usize },
}

/// What is waited for.
enum Signal {
    Changed(notify::Result<Event>),
    Interrupted,
}

/// Why waiting is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wake {
    /// Something has changed that matters.
    Changed,
    /// Nobody wants to know any more.
    Interrupted,
}

/// Waits for changes in folders.
pub(crate) struct Watcher {
    system: RecommendedWatcher,
    signals: Receiver<Signal>,
    interrupts: Sender<Signal>,
    /// The folders that the system was told of.
    watched: BTreeSet<PathBuf>,
    counts: fn(&Path) -> bool,
}

impl Watcher {
    /// One that watches nothing yet; `counts` says of a file whether a run reads such, by its name.
    ///
    /// # Errors
    ///
    /// Where the system cannot tell of changes.
    pub(crate) fn new(counts: fn(&Path) -> bool) -> Result<Self, WatchError> {
        let (sender, signals) = channel();
        let interrupts = sender.clone();
        let on_event = move |event: notify::Result<Event>| {
            // What is only read is told of as well.
            if !matches!(&event, Ok(Event { kind: EventKind::Access(_), .. })) {
                // Nobody waits for it any more.
                let _ = sender.send(Signal::Changed(event));
            }
        };
        let system = notify::recommended_watcher(on_event).map_err(WatchError::System)?;
        Ok(Self { system, signals, interrupts, watched: BTreeSet::new(), counts })
    }

    /// What ends the waiting; the rest of what it is called by does not matter.
    pub(crate) fn interrupt(&self) -> impl FnOnce() + Send + 'static {
        let interrupts = self.interrupts.clone();
        move || {
            let _ = interrupts.send(Signal::Interrupted);
        }
    }

    /// Watches `folders` and no others. One that is not there any more, or may not be looked into, is left out; one that was
    /// replaced is watched anew.
    ///
    /// # Errors
    ///
    /// Where there are more than the system watches.
    pub(crate) fn watch(&mut self, folders: &BTreeSet<PathBuf>) -> Result<(), WatchError> {
        for folder in self.watched.difference(folders) {
            // It may be gone.
            let _ = self.system.unwatch(folder);
        }
        self.watched.clone_from(folders);
        for folder in folders {
            let Err(error) = self.system.watch(folder, RecursiveMode::NonRecursive) else { continue };
            if matches!(error.kind, ErrorKind::MaxFilesWatch) {
                return Err(WatchError::TooMany { folders: folders.len() });
            }
        }
        Ok(())
    }

    /// Waits until something has changed that matters to `scope`, and the changes that come with it are over.
    pub(crate) fn wait(&self, scope: &WatchScope) -> Wake {
        loop {
            match self.signals.recv() {
                Ok(Signal::Changed(event)) if !self.matters(&event, scope) => {}
                Ok(Signal::Changed(_)) => break,
                Ok(Signal::Interrupted) | Err(_) => return Wake::Interrupted,
            }
        }
        let mut burst = Burst::new(Instant::now());
        loop {
            let left = burst.left(Instant::now(), scope.git_works());
            if left.is_zero() {
                return Wake::Changed;
            }
            match self.signals.recv_timeout(left) {
                Ok(Signal::Changed(_)) => burst.goes_on(Instant::now()),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Signal::Interrupted) | Err(RecvTimeoutError::Disconnected) => return Wake::Interrupted,
            }
        }
    }

    /// Whether `event` matters to `scope`; what went wrong may have been anything.
    fn matters(&self, event: &notify::Result<Event>, scope: &WatchScope) -> bool {
        event.as_ref().map_or(true, |event| scope.is_changed_by(event, self.counts))
    }
}
