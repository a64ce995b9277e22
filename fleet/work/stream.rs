//! The stream of work and its consumers, one a partition.

use super::error::WorkError;
use super::partition::PartitionWork;
use crate::error::error_code;
use crate::names::FleetName;
use async_nats::jetstream::consumer::{AckPolicy, pull};
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType, Stream};
use async_nats::jetstream::{self, Context, ErrorCode};
use futures_util::{StreamExt, TryStreamExt, stream};
use std::collections::HashSet;
use std::time::Duration;

/// How long a message is known by its identity, so that one whose acknowledgement was lost is not queued again after it was done.
/// The broker keeps all identities of this time in memory.
const DUPLICATE_WINDOW: Duration = Duration::from_secs(30);

/// Consumers are made so many at a time. On a cluster each of them is a group of brokers that elects who leads it; a busy one
/// answers none of too many in time.
const PIPELINED: usize = 16;

/// How often making a consumer is tried before the broker counts as away.
const TRIES: usize = 5;

/// A worker has at most so many targets of a partition in its hands.
const MOST_IN_HAND: i64 = 65_536;

/// How the stream is made where there is none yet.
#[derive(Clone, Copy, Debug)]
pub struct WorkStreamOptions {
    /// The number of partitions, the same for all of the fleet.
    pub partitions: u16,
    /// How many brokers keep a copy: 1, or 3 on a cluster.
    pub replicas: usize,
    /// Bytes the stream may take at the broker; `None` is no limit of its own.
    pub most_bytes: Option<u64>,
    /// After this time a target that was neither acknowledged nor said to be still held goes to whoever pulls next.
    pub acknowledge_within: Duration,
}

impl Default for WorkStreamOptions {
    fn default() -> Self {
        Self { partitions: 256, replicas: 1, most_bytes: None, acknowledge_within: Duration::from_secs(30) }
    }
}

/// The stream of targets that wait, and its consumers.
#[derive(Clone, Debug)]
pub struct WorkStream {
    pub(super) context: Context,
    pub(super) name: FleetName,
    stream: Stream<()>,
    partitions: u16,
    acknowledge_within: Duration,
}

/// What waits in a partition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Targets nobody has taken.
    pub waiting: u64,
    /// Targets that somebody has taken and not yet acknowledged.
    pub in_hand: u64,
}

impl WorkStream {
    /// Opens the stream of a fleet; makes it, and the consumers that are missing.
    ///
    /// # Errors
    ///
    /// Where the broker declines or does not answer.
    pub async fn open(context: Context, name: FleetName, options: WorkStreamOptions) -> Result<Self, WorkError> {
        let found = context.get_stream_no_info(name.work_stream()).await.map_err(|error| WorkError::new(&error))?;
        let stream = match found.get_info().await {
            Ok(info) if !is_work(&info.config) => {
                return Err(WorkError::Refused(format!("its stream {} is not made for work", name.work_stream())));
            }
            Ok(_) => found,
            Err(_) => create(&context, &name, options).await?,
        };
        let work = Self {
            context,
            name,
            stream,
            partitions: options.partitions,
            acknowledge_within: options.acknowledge_within,
        };
        work.create_consumers(options.acknowledge_within).await?;
        Ok(work)
    }

    /// Opens the stream of a fleet that is there, with so many `partitions`; `None` where nobody has made it.
    ///
    /// # Errors
    ///
    /// Where the broker declines or does not answer.
    pub async fn existing(context: Context, name: FleetName, partitions: u16) -> Result<Option<Self>, WorkError> {
        let stream = context.get_stream_no_info(name.work_stream()).await.map_err(|error| WorkError::new(&error))?;
        match stream.get_info().await {
            Ok(_) => {}
            Err(error) if error_code(&error) == Some(ErrorCode::STREAM_NOT_FOUND) => return Ok(None),
            Err(error) => return Err(WorkError::new(&error)),
        }
        let acknowledge_within = WorkStreamOptions::default().acknowledge_within;
        Ok(Some(Self { context, name, stream, partitions, acknowledge_within }))
    }

    /// The number of partitions.
    pub fn partitions(&self) -> u16 {
        self.partitions
    }

    /// The targets of a partition, for who holds its lease.
    ///
    /// # Errors
    ///
    /// Where the connection has ended.
    pub async fn partition(&self, partition: u16) -> Result<PartitionWork, WorkError> {
        PartitionWork::open(self, partition).await
    }

    /// How many targets the stream holds: those that wait, and those in hand.
    ///
    /// # Errors
    ///
    /// Where the broker declines or does not answer.
    pub async fn queued(&self) -> Result<u64, WorkError> {
        let info = self.stream.get_info().await.map_err(|error| WorkError::new(&error))?;
        Ok(info.state.messages)
    }

    /// What waits in each partition, in their order: one request to the broker for every 256 of them.
    ///
    /// # Errors
    ///
    /// Where the broker declines or does not answer.
    pub async fn backlog(&self) -> Result<Vec<Backlog>, WorkError> {
        let mut backlog = vec![Backlog::default(); usize::from(self.partitions)];
        let mut consumers = self.stream.consumers();
        while let Some(info) = consumers.try_next().await.map_err(|error| WorkError::new(&error))? {
            let partition = info.name.strip_prefix("partition-").and_then(|number| number.parse::<usize>().ok());
            if let Some(backlog) = partition.and_then(|partition| backlog.get_mut(partition)) {
                *backlog = Backlog { waiting: info.num_pending, in_hand: info.num_ack_pending as u64 };
            }
        }
        Ok(backlog)
    }

    /// Makes the consumer of a partition again, where a restart of the broker has lost it.
    ///
    /// # Errors
    ///
    /// Where the broker declines or does not answer.
    pub async fn restore(&self, partition: u16) -> Result<(), WorkError> {
        self.create_consumer(consumer(&self.name, partition, self.acknowledge_within)).await
    }

    async fn create_consumers(&self, acknowledge_within: Duration) -> Result<(), WorkError> {
        let names: Result<HashSet<String>, _> = self.stream.consumer_names().try_collect().await;
        let names = names.map_err(|error| WorkError::new(&error))?;
        let missing = (0..self.partitions).filter(|partition| !names.contains(&self.name.consumer(*partition)));
        let create = |partition| self.create_consumer(consumer(&self.name, partition, acknowledge_within));
        stream::iter(missing.map(create)).buffer_unordered(PIPELINED).try_collect().await
    }

    async fn create_consumer(&self, config: pull::Config) -> Result<(), WorkError> {
        for _ in 1..TRIES {
            match self.try_create_consumer(config.clone()).await {
                Err(WorkError::Unavailable(_)) => {}
                result => return result,
            }
        }
        self.try_create_consumer(config).await
    }

    async fn try_create_consumer(&self, config: pull::Config) -> Result<(), WorkError> {
        let created = self.context.create_consumer_on_stream(config, self.name.work_stream()).await;
        created.map(drop).map_err(|error| WorkError::new(&error))
    }
}

/// Makes the stream, or opens the one that somebody else made first, with other replicas or limits: whoever operates the broker
/// may change both.
async fn create(context: &Context, name: &FleetName, options: WorkStreamOptions) -> Result<Stream<()>, WorkError> {
    use jetstream::context::CreateStreamErrorKind::JetStream;
    if let Err(error) = context.create_stream(config(name, options)).await {
        let JetStream(cause) = error.kind() else { return Err(WorkError::new(&error)) };
        if cause.error_code() != ErrorCode::STREAM_NAME_EXIST {
            return Err(WorkError::new(&cause));
        }
    }
    context.get_stream_no_info(name.work_stream()).await.map_err(|error| WorkError::new(&error))
}

/// Whether a stream keeps each target once, until it is done.
fn is_work(config: &Config) -> bool {
    config.retention == RetentionPolicy::WorkQueue
        && config.discard_new_per_subject
        && config.max_messages_per_subject == 1
}

fn config(name: &FleetName, options: WorkStreamOptions) -> Config {
    Config {
        name: name.work_stream(),
        subjects: vec![name.work_subjects()],
        retention: RetentionPolicy::WorkQueue,
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        discard_new_per_subject: true,
        max_messages_per_subject: 1,
        max_bytes: options.most_bytes.and_then(|bytes| i64::try_from(bytes).ok()).unwrap_or(-1),
        num_replicas: options.replicas,
        duplicate_window: DUPLICATE_WINDOW,
        ..Config::default()
    }
}

fn consumer(name: &FleetName, partition: u16, acknowledge_within: Duration) -> pull::Config {
    pull::Config {
        durable_name: Some(name.consumer(partition)),
        filter_subject: name.partition_subjects(partition),
        ack_policy: AckPolicy::Explicit,
        ack_wait: acknowledge_within,
        max_ack_pending: MOST_IN_HAND,
        // A consumer in a file is a file written anew several times a second: with hundreds of them that is most of what the broker
        // does. After its restart, what was in hand is delivered once more.
        memory_storage: true,
        ..pull::Config::default()
    }
}
