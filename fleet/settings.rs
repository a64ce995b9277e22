//! What is fixed when a fleet is made, and what is remembered of runs.

use crate::buckets::{existing_bucket, open_bucket};
use crate::connection::Connection;
use crate::error::{FleetError, FleetErrorKind};
use async_nats::jetstream::kv::{Config, CreateErrorKind, Store};
use bytes::Bytes;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The key of what is fixed.
const FLEET: &str = "fleet";
/// The version of what is kept.
const VERSION: u32 = 1;
/// The partitions of a fleet that nobody has made yet. A worker has its share of them, so they bound the number of workers.
pub const USUAL_PARTITIONS: u16 = 256;
/// More would be more consumers than a broker serves well.
pub const MOST_PARTITIONS: u16 = 4_096;

/// What is fixed when a fleet is made: everybody computes the partition of a host by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Fixed {
    version: u32,
    partitions: u16,
}

/// What is remembered of a run that has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The last revision of the bucket of outcomes before it began: what is of a later one, this run need not queue.
    pub since: u64,
}

/// The settings of a fleet.
#[derive(Clone, Debug)]
pub struct FleetSettings {
    connection: Connection,
    store: Store,
    partitions: u16,
}

impl FleetSettings {
    /// Reads the settings of a fleet; the first to do so makes it, with so many `partitions`.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be used, or the fleet is of another version.
    pub async fn open(connection: &Connection, partitions: u16) -> Result<Self, FleetError> {
        let bucket = connection.name().settings_bucket();
        let config = Config { bucket, history: 1, ..Config::default() };
        let store = open_bucket(connection, config).await?;
        let wanted = Fixed { version: VERSION, partitions: partitions.clamp(1, MOST_PARTITIONS) };
        let settings = Self { connection: connection.clone(), store, partitions: wanted.partitions };
        if settings.create(FLEET, &wanted).await? { Ok(settings) } else { settings.with_fixed().await }
    }

    /// Reads the settings of a fleet that is there; `None` where nobody has made it.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be used, or the fleet is of another version.
    pub async fn existing(connection: &Connection) -> Result<Option<Self>, FleetError> {
        match existing_bucket(connection, &connection.name().settings_bucket()).await? {
            Some(store) => Self { connection: connection.clone(), store, partitions: 0 }.with_fixed().await.map(Some),
            None => Ok(None),
        }
    }

    /// The settings as they were fixed when the fleet was made.
    async fn with_fixed(self) -> Result<Self, FleetError> {
        let name = self.connection.name().settings_bucket();
        match self.read::<Fixed>(FLEET).await? {
            Some(Fixed { version: VERSION, partitions: partitions @ 1..=MOST_PARTITIONS }) => {
                Ok(Self { partitions, ..self })
            }
            Some(Fixed { version, .. }) if version != VERSION => {
                Err(self.connection.failed(FleetErrorKind::OtherVersion { name, found: version.to_string() }))
            }
            _ => Err(self.connection.failed(FleetErrorKind::Settings { name, most: MOST_PARTITIONS })),
        }
    }

    /// How many partitions the fleet has.
    pub fn partitions(&self) -> u16 {
        self.partitions
    }

    /// How many brokers keep a copy of each thing.
    pub fn copies(&self) -> usize {
        self.store.stream.cached_info().config.num_replicas
    }

    /// The record of the run of this name; `new` where it begins now.
    ///
    /// # Errors
    ///
    /// Where the broker does not answer.
    pub async fn begin_run(&self, run: &str, new: RunRecord) -> Result<RunRecord, FleetError> {
        let key = run_key(run);
        if self.create(&key, &new).await? {
            return Ok(new);
        }
        Ok(self.read(&key).await?.unwrap_or(new))
    }

    /// Forgets the run of this name: it has all its outcomes.
    ///
    /// # Errors
    ///
    /// Where the broker does not answer.
    pub async fn end_run(&self, run: &str) -> Result<(), FleetError> {
        self.store.purge(run_key(run)).await.map_err(|error| self.connection.error(&error))
    }

    /// Writes `value` where nothing stands; whether nothing did.
    async fn create(&self, key: &str, value: &impl Serialize) -> Result<bool, FleetError> {
        let value = serde_json::to_vec(value).unwrap_or_default();
        match self.store.create(key, Bytes::from(value)).await {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == CreateErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(self.connection.error(&error)),
        }
    }

    async fn read<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, FleetError> {
        let value = self.store.get(key).await.map_err(|error| self.connection.error(&error))?;
        Ok(value.and_then(|value| serde_json::from_slice(&value).ok()))
    }
}

/// The key of a run: its name may have any letters, and a key only some.
fn run_key(run: &str) -> String {
    format!("run.{}", crate::outcome_key::OutcomeKey::of(run))
}
