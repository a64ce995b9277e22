//! Writes what is learnt while it is learnt, without holding up who learns.

use crate::links::day::Moment;
use crate::links::store::file::{Store, StoreError};
use crate::links::store::row::Row;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What is learnt within so long is written at once; a run that is killed loses no more.
const GATHER: Duration = Duration::from_millis(400);

/// A thread that writes to a store. The file is opened with the first row, so that a run that learns nothing leaves it alone.
pub struct Writer {
    rows: Sender<Row>,
    thread: JoinHandle<Result<(), StoreError>>,
}

impl Writer {
    /// Starts writing to the store at `path`; `now` is when the run began.
    pub fn start(path: PathBuf, now: Moment) -> Self {
        let (rows, received) = channel();
        Self { rows, thread: std::thread::spawn(move || write(&path, now, &received)) }
    }

    /// Has `row` joined with what is there.
    pub fn put(&self, row: Row) {
        // Where the thread has failed, `close` says why.
        let _ = self.rows.send(row);
    }

    /// Waits until everything is written and the file closed.
    ///
    /// # Errors
    ///
    /// Where something could not be written.
    pub fn close(self) -> Result<(), StoreError> {
        drop(self.rows);
        self.thread.join().unwrap_or(Ok(()))
    }
}

fn write(path: &std::path::Path, now: Moment, received: &Receiver<Row>) -> Result<(), StoreError> {
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
        store.join(rows, now)?;
        if is_over {
            return Ok(());
        }
        let Ok(next) = received.recv() else { return Ok(()) };
        first = next;
    }
}
