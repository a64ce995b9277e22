//! What a fleet is doing: its workers, and the work of each partition. Plain data, for people and for programs.

use crate::leases::{self, LeaseError};
use crate::names::FleetName;
use crate::work::{WorkError, WorkStream};
use async_nats::jetstream::Context;
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;

/// Why a fleet's status cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// The leases cannot be read.
    #[error(transparent)]
    Leases(#[from] LeaseError),
    /// The work cannot be read.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// What a fleet is doing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FleetStatus {
    /// The live workers, in the order of their ids.
    pub workers: Vec<WorkerStatus>,
    /// All partitions, in their order.
    pub partitions: Vec<PartitionStatus>,
    /// Targets that nobody has taken.
    pub waiting: u64,
    /// Targets that a worker has taken and not yet finished.
    pub in_hand: u64,
    /// Partitions that nobody holds.
    pub unheld: usize,
}

/// A live worker.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkerStatus {
    /// Its id, 16 hex digits.
    pub id: String,
    /// What it says of itself; null where that is no JSON.
    pub record: Value,
    /// Milliseconds since it said so, by the broker's clock and ours.
    pub age: u64,
    /// How many partitions it holds.
    pub partitions: usize,
}

/// A partition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartitionStatus {
    /// Its number.
    pub partition: u16,
    /// The id of the worker that holds it.
    pub holder: Option<String>,
    /// Targets that nobody has taken.
    pub waiting: u64,
    /// Targets that its holder has taken and not yet finished.
    pub in_hand: u64,
}

/// Reads what a fleet is doing, from its leases and its work: a handful of requests to the broker.
///
/// # Errors
///
/// Where the broker declines or does not answer.
pub async fn read(context: &Context, name: &FleetName, work: &WorkStream) -> Result<FleetStatus, StatusError> {
    let (held, said) = leases::read(context, name).await?;
    let (queued, backlog) = (work.queued().await?, work.backlog().await?);
    let partitions: Vec<PartitionStatus> = (0..work.partitions())
        .zip(&backlog)
        .map(|(partition, backlog)| PartitionStatus {
            partition,
            holder: held.get(&partition).cloned(),
            waiting: backlog.waiting,
            in_hand: backlog.in_hand,
        })
        .collect();
    let count = |id: &String| partitions.iter().filter(|partition| partition.holder.as_ref() == Some(id)).count();
    let workers = said.into_iter().map(|(id, record)| WorkerStatus {
        partitions: count(&id),
        id,
        record: serde_json::from_slice(&record.value).unwrap_or_default(),
        age: Duration::as_millis(&record.age) as u64,
    });
    Ok(FleetStatus {
        workers: workers.collect(),
        // A broker that was killed has forgotten whose they are, until workers tell it.
        waiting: queued.saturating_sub(partitions.iter().map(|partition| partition.in_hand).sum()),
        in_hand: partitions.iter().map(|partition| partition.in_hand).sum(),
        unheld: partitions.iter().filter(|partition| partition.holder.is_none()).count(),
        partitions,
    })
}
