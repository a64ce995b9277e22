//! Writes observations while a run makes them, without holding it up.

use crate::links::day::Timestamp;
use crate::links::store::file::{Store, StoreError};
use crate::links::store::row::StoreRow;
use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Observations within so long are written at once; a run that is killed loses no more.
const GATHER: Duration = Duration::from_millis(400);

/// A thread that writes to a store. It opens the file with the first row, so that a run without one leaves it alone.
pub(crate) struct Writer {
    rows: Sender<StoreRow>,
    thread: JoinHandle<Result<(), StoreError>>,
}

/// Why not everything was written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CloseError {
    /// The store cannot be written.
    #[error(transparent)]
    Store(StoreError),
    /// The thread panicked, with this message.
    #[error("the store is incomplete, because of a bug in curate; please report it: {0}")]
    Panic(String),
}

impl Writer {
    /// Starts writing to the store at `path`; `now` is when the run began.
    pub(crate) fn start(path: PathBuf, now: Timestamp) -> Self {
        Self::spawn(move |received| write(&path, now, received))
    }

    /// Has another thread do `write` with the rows.
    pub(crate) fn spawn(write: impl FnOnce(&Receiver<StoreRow>) -> Result<(), StoreError> + Send + 'static) -> Self {
        let (rows, received) = channel();
        Self { rows, thread: std::thread::spawn(move || write(&received)) }
    }

    /// Has `row` merged with the one in the store.
    pub(crate) fn put(&self, row: StoreRow) {
        // Where the thread has ended early, `close` says why.
        let _ = self.rows.send(row);
    }

    /// Waits until everything is written and the file closed.
    ///
    /// # Errors
    ///
    /// Where something was not written.
    pub(crate) fn close(self) -> Result<(), CloseError> {
        drop(self.rows);
        match self.thread.join() {
            Ok(result) => result.map_err(CloseError::Store),
            Err(payload) => Err(CloseError::Panic(message(&*payload))),
        }
    }
}

/// The message of a panic.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

fn write(path: &Path, now: Timestamp, received: &Receiver<StoreRow>) -> Result<(), StoreError> {
    let Ok(mut first) = received.recv() else { return Ok(()) };
    let (mut store, _) = Store::open(path)?;
    loop {
        let end = Instant::now() + GATHER;
        let mut rows = vec![first];
        let is_over = loop {
            match received.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(row) => rows.push(row),
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
        };
        store.merge(rows, now)?;
        if is_over {
            return Ok(());
        }
        let Ok(next) = received.recv() else { return Ok(()) };
        first = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let writer = Writer::spawn(|received| {
            let _ = received.recv();
            panic!("a row that nobody expected")
        });
        let error = writer.close().expect_err("the thread panicked");
        assert!(error.to_string().contains("a bug in curate") && error.to_string().contains("nobody expected"));
    }
}
