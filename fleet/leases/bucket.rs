//! The bucket of leases at the broker.

use super::LeaseError;
use super::view::{Change, Kind, Subject};
use crate::names::FleetName;
use async_nats::jetstream::Context;
use async_nats::jetstream::kv::{Config, Entry, Operation, Store};
use async_nats::jetstream::stream::StorageType;
use std::time::Duration;

/// Opens the bucket of a fleet, or makes it with leases of this time. An existing one keeps the time it has, which holds for all
/// workers.
pub(super) async fn open(
    context: &Context,
    name: &FleetName,
    lease: Duration,
    replicas: usize,
) -> Result<Bucket, LeaseError> {
    let store = match context.get_key_value(name.leases_bucket()).await {
        Ok(store) => store,
        Err(_) => create(context, name, lease, replicas).await?,
    };
    let info = store.stream.get_info().await.map_err(|error| LeaseError::new(&error))?;
    Ok(Bucket { store, lease: info.config.max_age, is_new: info.state.last_sequence == 0 })
}

async fn create(context: &Context, name: &FleetName, lease: Duration, replicas: usize) -> Result<Store, LeaseError> {
    let config = Config {
        bucket: name.leases_bucket(),
        history: 1,
        max_age: lease,
        limit_markers: Some(lease),
        // A restart of the broker ends no lease.
        storage: StorageType::File,
        num_replicas: replicas,
        ..Config::default()
    };
    match context.create_key_value(config).await {
        Ok(store) => Ok(store),
        // Another worker was first, with another time.
        Err(error) => context.get_key_value(name.leases_bucket()).await.map_err(|_| LeaseError::new(&error)),
    }
}

#[derive(Clone, Debug)]
pub(super) struct Bucket {
    pub(super) store: Store,
    /// How long a lease lasts.
    pub(super) lease: Duration,
    /// Whether nothing has ever been written to it.
    pub(super) is_new: bool,
}

/// The key of a partition's lease; its value is the worker's id.
pub(super) fn partition_key(partition: u16) -> String {
    format!("partition.{partition}")
}

/// The key of what a worker says of itself.
pub(super) fn worker_key(worker: &str) -> String {
    format!("worker.{worker}")
}

/// What an entry says; `None` where it is none of ours.
pub(super) fn change(entry: &Entry) -> Option<Change> {
    let (subject, kind) = match entry.key.split_once('.')? {
        ("partition", number) => (Subject::Partition(number.parse().ok()?), written(&entry.value)?),
        ("worker", id) if is_worker_id(id) => (Subject::Worker(id.to_owned()), Kind::Written(id.to_owned())),
        _ => return None,
    };
    let kind = match entry.operation {
        Operation::Put => kind,
        Operation::Delete => Kind::Deleted,
        Operation::Purge => Kind::Expired,
    };
    Some(Change { subject, revision: entry.revision, kind })
}

/// Whether `id` may be a worker's: it becomes a part of a subject.
fn is_worker_id(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn written(value: &[u8]) -> Option<Kind> {
    Some(Kind::Written(std::str::from_utf8(value).ok()?.to_owned()))
}
