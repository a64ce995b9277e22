//! Reads the leases of a fleet, for who holds none.

use super::LeaseError;
use super::bucket::change;
use super::view::{Kind, Subject};
use crate::error::error_code;
use crate::names::FleetName;
use async_nats::jetstream::kv::Entry;
use async_nats::jetstream::{Context, ErrorCode};
use bytes::Bytes;
use futures_util::StreamExt;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// What the bucket says is waited for no longer than this.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a worker says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerRecord {
    /// As it wrote it, JSON.
    pub value: Bytes,
    /// How long ago, by the broker's clock and ours.
    pub age: Duration,
}

/// Who holds which partition, and what each live worker says of itself.
type Snapshot = (BTreeMap<u16, String>, BTreeMap<String, WorkerRecord>);

/// Who holds which partition, and what each live worker says of itself. Nobody holds anything in a fleet that has no bucket yet.
///
/// # Errors
///
/// Where the broker declines or does not answer.
pub async fn read(context: &Context, name: &FleetName) -> Result<Snapshot, LeaseError> {
    let mut snapshot = Snapshot::default();
    let store = match context.get_key_value(name.leases_bucket()).await {
        Ok(store) => store,
        Err(error) if error_code(&error) == Some(ErrorCode::STREAM_NOT_FOUND) => return Ok(snapshot),
        Err(error) => return Err(LeaseError::new(&error)),
    };
    let info = store.stream.get_info().await.map_err(|error| LeaseError::new(&error))?;
    if info.state.messages == 0 {
        return Ok(snapshot);
    }
    let mut watch = store.watch_with_history(">").await.map_err(|error| LeaseError::new(&error))?;
    // Where all that was there has ended in between, nothing comes.
    while let Ok(Some(entry)) = tokio::time::timeout(PATIENCE, watch.next()).await {
        let entry = entry.map_err(|error| LeaseError::new(&error))?;
        let is_last = entry.delta == 0;
        add(&mut snapshot, entry);
        if is_last {
            break;
        }
    }
    Ok(snapshot)
}

fn add((partitions, workers): &mut Snapshot, entry: Entry) {
    let Some(change) = change(&entry) else { return };
    match (change.subject, change.kind) {
        (Subject::Partition(partition), Kind::Written(holder)) => {
            partitions.insert(partition, holder);
        }
        (Subject::Worker(id), Kind::Written(_)) => {
            let age = SystemTime::now().duration_since(entry.created.into()).unwrap_or_default();
            workers.insert(id, WorkerRecord { value: entry.value, age });
        }
        (_, Kind::Deleted | Kind::Expired) => {}
    }
}
