//! The bucket of outcomes: what is known of each URL, read by many keys at once and written so that nothing is lost that
//! somebody else writes at the same time.

use crate::batch_get::{LastMessage, ReplyEnd, batch_get};
use crate::buckets::{existing_bucket, open_bucket};
use crate::connection::Connection;
use crate::error::{FleetError, FleetErrorKind, error_code};
use crate::outcome_key::OutcomeKey;
use crate::patience::Patience;
use async_nats::jetstream::context::{PublishError, PublishErrorKind};
use async_nats::jetstream::kv::{Config, Store};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::LastRawMessageErrorKind;
use async_nats::{HeaderMap, jetstream};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use std::collections::HashMap;

/// The most subjects of one request.
const MOST: usize = 1024;
/// Requests for many keys at once.
const REQUESTS: usize = 4;
/// The key, of no URL, that is written when a bucket is opened.
const OPENED: &str = "opened";
/// As many bytes as an outcome seldom has more.
const USUAL: [u8; 512] = [b' '; 512];
/// Bytes of headers beside a value, with room to spare.
const HEADERS: usize = 1024;
/// How many writes a caller should have in flight.
pub const WRITES: usize = 256;

/// An outcome with its number, by which a later write says what it replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredOutcome {
    /// As it was written.
    pub value: Bytes,
    /// Its number in the bucket; that of a later write is greater.
    pub revision: u64,
}

/// The outcomes of a fleet.
#[derive(Clone, Debug)]
pub struct OutcomeBucket {
    pub(crate) connection: Connection,
    pub(crate) store: Store,
}

impl OutcomeBucket {
    /// The bucket, made where there is none.
    ///
    /// # Errors
    ///
    /// Where it cannot be made or written, or is of another version.
    pub async fn open(connection: &Connection) -> Result<Self, FleetError> {
        let config = Config { bucket: connection.name().outcomes_bucket(), history: 1, ..Config::default() };
        let store = open_bucket(connection, config).await?;
        let bucket = Self { connection: connection.clone(), store };
        bucket.check_room().await?;
        Ok(bucket)
    }

    /// The bucket; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Where the broker does not say, or it is of another version.
    pub async fn existing(connection: &Connection) -> Result<Option<Self>, FleetError> {
        let store = existing_bucket(connection, &connection.name().outcomes_bucket()).await?;
        Ok(store.map(|store| Self { connection: connection.clone(), store }))
    }

    /// The longest value that can be written, in bytes.
    pub fn longest_value(&self) -> usize {
        self.connection.client().max_payload().saturating_sub(HEADERS)
    }

    /// The outcomes of `keys`; what is not known has none. One that is being replaced at this moment may be missing: writing
    /// it later says so.
    ///
    /// # Errors
    ///
    /// Where the broker does not give all that it has of them.
    pub async fn many(&self, keys: &[OutcomeKey]) -> Result<HashMap<OutcomeKey, StoredOutcome>, FleetError> {
        // A request is one message: half of what it may be leaves room.
        let bytes = self.subject(OutcomeKey::of("")).len() + 3;
        let size = (self.connection.client().max_payload() / 2 / bytes).clamp(1, MOST);
        let chunks = stream::iter(keys.chunks(size)).map(|chunk| self.chunk(chunk));
        let all = HashMap::with_capacity(keys.len());
        let joined = |mut all: HashMap<_, _>, found: Vec<_>| async move {
            all.extend(found);
            Ok(all)
        };
        chunks.buffered(REQUESTS).try_fold(all, joined).await
    }

    /// The outcomes of so many keys as one request takes.
    async fn chunk(&self, keys: &[OutcomeKey]) -> Result<Vec<(OutcomeKey, StoredOutcome)>, FleetError> {
        let mut left: HashMap<String, OutcomeKey> = keys.iter().map(|key| (self.subject(*key), *key)).collect();
        let (mut found, mut patience) = (Vec::with_capacity(left.len()), Patience::new());
        loop {
            let mut subjects: Vec<String> = left.keys().cloned().collect();
            subjects.sort_unstable();
            let before = left.len();
            let on_message = |message: LastMessage| {
                let Some(key) = left.remove(&message.subject) else { return };
                if !is_deleted(&message.headers) {
                    found.push((key, StoredOutcome { value: message.payload, revision: message.sequence }));
                }
            };
            match batch_get(&self.connection, &self.store.stream_name, &subjects, on_message).await {
                ReplyEnd::Complete => return Ok(found),
                ReplyEnd::More if left.is_empty() => return Ok(found),
                ReplyEnd::More if left.len() < before => {}
                ReplyEnd::Unsupported => {
                    found.extend(self.singly(left.into_values().collect()).await?);
                    return Ok(found);
                }
                end => {
                    if !patience.wait().await {
                        return Err(self.broken(&end));
                    }
                }
            }
        }
    }

    /// The outcomes of `keys`, each with a request of its own.
    async fn singly(&self, keys: Vec<OutcomeKey>) -> Result<Vec<(OutcomeKey, StoredOutcome)>, FleetError> {
        let each = stream::iter(keys).map(|key| async move { Ok(self.last(key).await?.map(|last| (key, last))) });
        let found: Vec<_> = each.buffer_unordered(WRITES).try_collect().await?;
        Ok(found
            .into_iter()
            .flatten()
            .filter(|(_, last)| !last.is_deleted)
            .map(|(key, last)| (key, last.stored))
            .collect())
    }

    fn broken(&self, end: &ReplyEnd) -> FleetError {
        if let Some(violation) = self.connection.violation() {
            return self.connection.failed(FleetErrorKind::Permission(violation));
        }
        let why = match end {
            ReplyEnd::Broken(why) => why.clone(),
            _ => "a reply without a message".to_owned(),
        };
        self.connection.failed(FleetErrorKind::Unavailable(why))
    }

    /// Writes something that is no outcome, to know before any work is done whether that is allowed, and whether there is room.
    ///
    /// # Errors
    ///
    /// Where it is not, or there is none.
    pub async fn check_room(&self) -> Result<(), FleetError> {
        // Where the bucket has a limit of its own: what is written below takes its own place again.
        let info = self.store.stream.get_info().await.map_err(|error| self.connection.error(&error))?;
        let limit = u64::try_from(info.config.max_bytes).unwrap_or(u64::MAX);
        if info.state.bytes.saturating_add(USUAL.len() as u64) > limit {
            return Err(self.connection.failed(FleetErrorKind::Full(format!("{limit} bytes are the bucket's limit"))));
        }
        let mut patience = Patience::new();
        let subject = format!("{}{OPENED}", self.store.prefix);
        loop {
            let message = PublishMessage::build().payload(Bytes::from_static(&USUAL));
            match self.publish(subject.clone(), message).await {
                Ok(_) => return Ok(()),
                Err(error) if self.is_final(&error) || !patience.wait().await => {
                    return Err(self.connection.error(&error));
                }
                Err(_) => {}
            }
        }
    }

    /// Whether an error of a write would be the same the next time.
    fn is_final(&self, error: &PublishError) -> bool {
        !may_pass(error) || self.connection.violation().is_some()
    }

    /// Writes `value` for `key` where the outcome of revision `expected` stands, or none. Where another one stands, `merge`
    /// says what to write in its place, or `None` to leave it. Gives the revision that stands in the end.
    ///
    /// # Errors
    ///
    /// Where the broker does not confirm it. It may be written nevertheless: a repetition does no harm.
    pub async fn write(
        &self,
        key: OutcomeKey,
        expected: Option<u64>,
        value: Bytes,
        merge: impl Fn(&[u8]) -> Option<Bytes>,
    ) -> Result<u64, FleetError> {
        let mut patience = Patience::new();
        let (mut expected, mut new) = (expected.unwrap_or(0), value.clone());
        loop {
            let message = PublishMessage::build().expected_last_subject_sequence(expected).payload(new.clone());
            let error = match self.publish(self.subject(key), message).await {
                Ok(revision) => return Ok(revision),
                Err(error) => error,
            };
            let is_conflict = error.kind() == PublishErrorKind::WrongLastSequence;
            if !is_conflict && self.is_final(&error) || !patience.wait().await {
                return Err(self.connection.error(&error));
            }
            if !is_conflict {
                continue;
            }
            (expected, new) = match self.last(key).await? {
                None => (0, value.clone()),
                Some(last) if last.is_deleted => (last.stored.revision, value.clone()),
                Some(LastOutcome { stored, .. }) => match merge(&stored.value) {
                    Some(merged) => (stored.revision, merged),
                    None => return Ok(stored.revision),
                },
            };
        }
    }

    /// Writes `message`; the revision that it is.
    async fn publish(&self, subject: String, message: PublishMessage) -> Result<u64, PublishError> {
        let acknowledgement = self.connection.jetstream().send_publish(subject, message).await?;
        Ok(acknowledgement.await?.sequence)
    }

    /// What stands at `key`, as the leader of the bucket knows it: a copy may be a little behind.
    async fn last(&self, key: OutcomeKey) -> Result<Option<LastOutcome>, FleetError> {
        let mut patience = Patience::new();
        loop {
            let error = match self.store.stream.get_last_raw_message_by_subject(&self.subject(key)).await {
                Ok(message) => {
                    let is_deleted = is_deleted(&message.headers);
                    let value = Bytes::copy_from_slice(&message.payload);
                    return Ok(Some(LastOutcome {
                        stored: StoredOutcome { value, revision: message.sequence },
                        is_deleted,
                    }));
                }
                Err(error) => error,
            };
            if error.kind() == LastRawMessageErrorKind::NoMessageFound {
                return Ok(None);
            }
            if !patience.wait().await {
                return Err(self.connection.error(&error));
            }
        }
    }

    fn subject(&self, key: OutcomeKey) -> String {
        format!("{}{key}", self.store.prefix)
    }
}

/// What stands at a key, be it that it was deleted.
struct LastOutcome {
    stored: StoredOutcome,
    is_deleted: bool,
}

/// Whether a message with these headers says that the key has no value any more.
pub(crate) fn is_deleted(headers: &HeaderMap) -> bool {
    headers.get("KV-Operation").is_some_and(|operation| operation.as_str() != "PUT")
        || headers.get("Nats-Marker-Reason").is_some()
}

/// Whether it may go well when it is tried again: the broker did not answer, or has no leader at the moment.
fn may_pass(error: &PublishError) -> bool {
    let kind = error.kind();
    let is_silent =
        matches!(kind, PublishErrorKind::TimedOut | PublishErrorKind::BrokenPipe | PublishErrorKind::StreamNotFound);
    let said = error_code(error);
    is_silent
        || said.is_some_and(|code| {
            matches!(code, jetstream::ErrorCode::CLUSTER_NOT_AVAILABLE | jetstream::ErrorCode::CLUSTER_NOT_LEADER)
        })
}
