//! Writes observations while a run makes them, without holding it up.

use crate::links::day::Timestamp;
#[cfg(feature = "fleet")]
use crate::links::store::broker_store::BrokerStore;
use crate::links::store::error::StoreError;
use crate::links::store::file::Store;
use crate::links::store::row::StoreRow;
use std::any::Any;
use std::mem::take;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Observations within so long are written at once; a run that is killed loses no more.
const GATHER: Duration = Duration::from_millis(400);

/// Rows that wait to be written. They wake nobody: a run has thousands a second.
type WaitingRows = Arc<Mutex<Vec<StoreRow>>>;

/// A thread that writes to a store. It opens the file with the first row, so that a run without one leaves it alone.
pub(crate) struct Writer {
    rows: WaitingRows,
    /// Dropped to say that no more rows come.
    open: Sender<()>,
    thread: JoinHandle<Result<(), StoreError>>,
}

/// What a writer gets.
pub(crate) struct RowReceiver {
    rows: WaitingRows,
    closed: Receiver<()>,
}

impl RowReceiver {
    /// The rows that have come since the last call, once there are any; none when no more come.
    fn next(&self) -> Vec<StoreRow> {
        loop {
            let is_closed = self.closed.recv_timeout(GATHER) != Err(RecvTimeoutError::Timeout);
            let rows = take(&mut *self.rows.lock().unwrap_or_else(PoisonError::into_inner));
            if is_closed || !rows.is_empty() {
                return rows;
            }
        }
    }
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

    /// Starts writing to an open store at a broker.
    #[cfg(feature = "fleet")]
    pub(crate) fn to_broker(store: BrokerStore, now: Timestamp) -> Self {
        Self::spawn(move |received| {
            loop {
                let rows = received.next();
                if rows.is_empty() {
                    return Ok(());
                }
                store.merge(rows, now)?;
            }
        })
    }

    /// Has another thread do `write` with the rows.
    pub(crate) fn spawn(write: impl FnOnce(&RowReceiver) -> Result<(), StoreError> + Send + 'static) -> Self {
        let ((open, closed), rows) = (channel(), WaitingRows::default());
        let received = RowReceiver { rows: Arc::clone(&rows), closed };
        Self { rows, open, thread: std::thread::spawn(move || write(&received)) }
    }

    /// Has `row` merged with the one in the store.
    pub(crate) fn put(&self, row: StoreRow) {
        // Where the thread has ended early, `close` says why.
        if !self.thread.is_finished() {
            self.rows.lock().unwrap_or_else(PoisonError::into_inner).push(row);
        }
    }

    /// Waits until everything is written and the file closed.
    ///
    /// # Errors
    ///
    /// Where something was not written.
    pub(crate) fn close(self) -> Result<(), CloseError> {
        drop(self.open);
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

fn write(path: &Path, now: Timestamp, received: &RowReceiver) -> Result<(), StoreError> {
    let mut rows = received.next();
    if rows.is_empty() {
        return Ok(());
    }
    let (mut store, _) = Store::open(path)?;
    while !rows.is_empty() {
        store.merge(rows, now)?;
        rows = received.next();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let writer = Writer::spawn(|received| {
            received.next();
            panic!("a row that nobody expected")
        });
        let error = writer.close().expect_err("the thread panicked");
        assert!(error.to_string().contains("a bug in curate") && error.to_string().contains("nobody expected"));
    }
}
