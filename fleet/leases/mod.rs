//! Who checks the hosts of which partition. Each worker holds leases: keys of a bucket that end by themselves unless they are
//! renewed, taken and renewed by compare-and-set. Workers share the partitions evenly; one that joins is given some by the
//! others, in order: they finish what they do there first.
//!
//! Leases are keys, not pinned consumers of JetStream: with a key its holder knows when its lease ends, also while the broker is
//! away, and a worker can be told to give some back.

mod bucket;
mod keeper;
mod observer;
mod snapshot;
mod validity;
mod view;
mod write;

pub use snapshot::{WorkerRecord, read};
pub use validity::Validity;

use crate::error::{FleetErrorKind, error_code, kind_of};
use crate::names::FleetName;
use async_nats::jetstream::kv::Store;
use async_nats::jetstream::{Context, ErrorCode};
use bytes::Bytes;
use std::error::Error;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;

/// What keeps a worker from joining a fleet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("leases: {0}")]
pub struct LeaseError(pub(crate) FleetErrorKind);

impl LeaseError {
    pub(crate) fn new(error: &(dyn Error + 'static)) -> Self {
        Self(kind_of(error))
    }
}

/// How leases are kept.
#[derive(Clone, Copy, Debug)]
pub struct LeaseOptions {
    /// The number of partitions, the same for all of the fleet.
    pub partitions: u16,
    /// How many brokers keep a copy: 1, or 3 on a cluster.
    pub replicas: usize,
    /// How long a lease lasts, where the fleet has no bucket of leases yet: whole seconds.
    pub lease: Duration,
}

impl Default for LeaseOptions {
    fn default() -> Self {
        Self { partitions: 256, replicas: 1, lease: Duration::from_secs(10) }
    }
}

/// What happens to the leases of this worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeaseEvent {
    /// The partition is this worker's now.
    Gained(u16),
    /// Others want it: finish what is in flight, give the rest of its work back, then call [`Leases::release`]. The lease is
    /// valid until then.
    GiveBack(u16),
    /// It is this worker's no more. Whatever is still in hand of it is somebody else's.
    Lost(u16),
}

/// The leases of one worker. Dropping it ends their renewal, as if the process were killed: the others take them when they end.
#[derive(Debug)]
pub struct Leases {
    worker: String,
    lease: Duration,
    store: Store,
    validity: Arc<Validity>,
    workers: watch::Receiver<Vec<String>>,
    commands: mpsc::UnboundedSender<Command>,
    tasks: [AbortHandle; 2],
}

/// What the worker tells who keeps its leases.
#[derive(Debug)]
enum Command {
    Record(Bytes),
    Release(u16),
    Leave,
}

impl Leases {
    /// Joins a fleet under a new random id: takes its share of partitions, from now on and in the background, and tells of each.
    /// The events end when it has left. `record` is what `status` shows of it, JSON.
    ///
    /// # Errors
    ///
    /// Where the broker declines or does not answer.
    pub async fn join(
        context: &Context,
        name: &FleetName,
        options: LeaseOptions,
        record: Bytes,
    ) -> Result<(Self, mpsc::UnboundedReceiver<LeaseEvent>), LeaseError> {
        let bucket = bucket::open(context, name, options.lease, options.replicas).await?;
        let worker = random_id();
        let validity = Arc::new(Validity::new(options.partitions));
        let (commands, commands_receiver) = mpsc::unbounded_channel();
        let (events, events_receiver) = mpsc::unbounded_channel();
        let (members, workers) = watch::channel(vec![worker.clone()]);
        let lease = bucket.lease;
        let (observations, observer) = observer::observe(context.client(), bucket.store.clone(), lease * 2 / 3);
        let channels = keeper::Channels { commands: commands_receiver, observations, events, members };
        let store = bucket.store.clone();
        let keeper = keeper::Keeper::new(worker.clone(), bucket, options.partitions, Arc::clone(&validity), record);
        let keeper = tokio::spawn(keeper.run(channels)).abort_handle();
        Ok((Self { worker, lease, store, validity, workers, commands, tasks: [keeper, observer] }, events_receiver))
    }

    /// The worker's id: 16 hex digits.
    pub fn worker(&self) -> &str {
        &self.worker
    }

    /// How long a lease lasts without being renewed, the same for all workers.
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// Until when leases are certainly valid, to be read right before each request.
    pub fn validity(&self) -> Arc<Validity> {
        Arc::clone(&self.validity)
    }

    /// Whether the broker has the bucket of leases no more: somebody has deleted it, or the broker has lost what it kept. A worker
    /// never gets a lease again then.
    pub async fn are_gone(&self) -> bool {
        let info = self.store.stream.get_info().await;
        info.is_err_and(|error| error_code(&error) == Some(ErrorCode::STREAM_NOT_FOUND))
    }

    /// The ids of all live workers, this one among them, in their order.
    pub fn workers(&self) -> Vec<String> {
        self.workers.borrow().clone()
    }

    /// What `status` shows of this worker from now on, JSON.
    pub fn set_record(&self, record: Bytes) {
        self.command(Command::Record(record));
    }

    /// Nothing more is sent to hosts of this partition: others may take it.
    pub fn release(&self, partition: u16) {
        self.validity.end(partition);
        self.command(Command::Release(partition));
    }

    /// Gives back all partitions, in order, and takes none. The events end when that is done.
    pub fn leave(&self) {
        self.command(Command::Leave);
    }

    /// A worker that has left takes no commands.
    fn command(&self, command: Command) {
        self.commands.send(command).ok();
    }
}

impl Drop for Leases {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

/// 16 hex digits from the system's source of random numbers, by which the standard library seeds its tables.
fn random_id() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}
