//! Writes of leases, each bounded in time.

use super::bucket::{partition_key, worker_key};
use super::validity::Moment;
use async_nats::jetstream::kv::Store;
use bytes::Bytes;
use std::future::Future;
use std::time::Duration;

/// What became of a write.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) write: Write,
    /// Before it was sent.
    pub(super) sent: Moment,
    /// The revision it made; `None` where it failed, or where it is not known whether it did.
    pub(super) revision: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Write {
    /// Takes a partition that was free at this revision.
    Take(u16, u64),
    /// Renews a lease that has this revision.
    Renew(u16, u64),
    /// Deletes a lease that has this revision.
    Release(u16, u64),
    /// Says what the worker says of itself.
    Record(Bytes),
    /// Deletes what the worker said of itself.
    Leave,
}

/// Writes for this worker, and waits for the broker's word for `patience`.
pub(super) fn write(
    store: Store,
    worker: String,
    patience: Duration,
    write: Write,
) -> impl Future<Output = Done> + Send {
    let sent = Moment::now();
    async move {
        let result = tokio::time::timeout(patience, send(&store, &worker, &write)).await;
        Done { write, sent, revision: result.ok().flatten() }
    }
}

async fn send(store: &Store, worker: &str, write: &Write) -> Option<u64> {
    match write {
        Write::Take(partition, revision) | Write::Renew(partition, revision) => {
            store.update(partition_key(*partition), worker.to_owned().into(), *revision).await.ok()
        }
        Write::Release(partition, revision) => {
            store.delete_expect_revision(partition_key(*partition), Some(*revision)).await.ok().map(|()| *revision)
        }
        Write::Record(record) => store.put(worker_key(worker), record.clone()).await.ok(),
        Write::Leave => store.delete(worker_key(worker)).await.ok().map(|()| 0),
    }
}
