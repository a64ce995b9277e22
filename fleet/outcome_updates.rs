//! Outcomes as they are written, by whomever.

use crate::error::FleetError;
use crate::outcome_key::OutcomeKey;
use crate::outcomes::{OutcomeBucket, StoredOutcome, is_deleted};
use crate::patience::Patience;
use async_nats::jetstream::consumer::DeliverPolicy;
use async_nats::jetstream::consumer::pull::{Ordered, OrderedConfig};
use async_nats::jetstream::message::Message;
use async_nats::jetstream::stream::DirectGetErrorKind;
use bytes::Bytes;
use futures_util::StreamExt as _;
use std::time::Duration;
use tokio::time::timeout;

/// A bucket that has not given its next entry for so long is looked at once more.
const SILENCE: Duration = Duration::from_secs(5);

/// An outcome that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeUpdate {
    /// Whose it is.
    pub key: OutcomeKey,
    /// What was written.
    pub stored: StoredOutcome,
}

/// All outcomes from a revision on, in the order in which they were written; of those of one URL that were written before
/// they were sent, the last. Goes on after lost connections, without a gap.
pub struct OutcomeUpdates {
    bucket: OutcomeBucket,
    /// What comes next is of this revision or later.
    next: u64,
    messages: Option<Ordered>,
}

impl OutcomeBucket {
    /// The outcomes from the revision `from` on.
    pub fn updates(&self, from: u64) -> OutcomeUpdates {
        OutcomeUpdates { bucket: self.clone(), next: from.max(1), messages: None }
    }

    /// Gives each outcome that is there now to `on_outcome`; of one that is replaced meanwhile, the old or the new, or both.
    ///
    /// # Errors
    ///
    /// Where the broker does not give all of them.
    pub async fn all(&self, mut on_outcome: impl FnMut(OutcomeKey, StoredOutcome)) -> Result<(), FleetError> {
        let mut updates = self.updates(0);
        let last = self.last_revision().await?;
        while updates.next <= last {
            match timeout(SILENCE, updates.advance()).await {
                Ok(Err(error)) => return Err(error),
                Ok(Ok(update)) => update.into_iter().for_each(|update| on_outcome(update.key, update.stored)),
                Err(_) if let Some(refusal) = self.connection.refusal() => return Err(refusal),
                // What was last may have been deleted since.
                Err(_) if self.is_at_end(updates.next).await? => return Ok(()),
                Err(_) => updates.messages = None,
            }
        }
        Ok(())
    }

    /// The revision of what was written last; 0 where nothing is there.
    ///
    /// # Errors
    ///
    /// Where the broker does not say.
    pub async fn last_revision(&self) -> Result<u64, FleetError> {
        let info = self.store.stream.get_info().await.map_err(|error| self.connection.error(&error))?;
        Ok(if info.state.messages == 0 { 0 } else { info.state.last_sequence })
    }

    /// Whether there is nothing of the revision `next` or later.
    async fn is_at_end(&self, next: u64) -> Result<bool, FleetError> {
        let all = format!("{}>", self.store.prefix);
        match self.store.stream.direct_get_next_for_subject(all, Some(next)).await {
            Ok(_) => Ok(false),
            Err(error) if error.kind() == DirectGetErrorKind::NotFound => Ok(true),
            Err(error) => Err(self.connection.error(&error)),
        }
    }
}

impl OutcomeUpdates {
    /// Waits for the next outcome.
    ///
    /// # Errors
    ///
    /// Where the broker does not answer for some seconds, or has refused something. The next call goes on where this one ended.
    pub async fn next(&mut self) -> Result<OutcomeUpdate, FleetError> {
        loop {
            match timeout(SILENCE, self.advance()).await {
                Ok(update) => {
                    if let Some(update) = update? {
                        return Ok(update);
                    }
                }
                // Nothing was written, or nothing is allowed to come.
                Err(_) => self.bucket.connection.refusal().map_or(Ok(()), Err)?,
            }
        }
    }

    /// Waits for the next entry; `None` where it is no outcome.
    async fn advance(&mut self) -> Result<Option<OutcomeUpdate>, FleetError> {
        let mut patience = Patience::new();
        loop {
            let Some(messages) = &mut self.messages else {
                match self.open().await {
                    Ok(messages) => self.messages = Some(messages),
                    Err(error) if !patience.wait().await => return Err(error),
                    Err(_) => {}
                }
                continue;
            };
            match messages.next().await {
                Some(Ok(message)) => return Ok(self.update(&message)),
                // What comes next begins where this one ended.
                ended => {
                    self.messages = None;
                    if let Some(Err(error)) = ended
                        && !patience.wait().await
                    {
                        return Err(self.bucket.connection.error(&error));
                    }
                }
            }
        }
    }

    /// The messages of the bucket from the next one on. They are pulled some hundred at a time: pushed ones would wait here by the
    /// tens of thousands.
    async fn open(&self) -> Result<Ordered, FleetError> {
        let config = OrderedConfig {
            filter_subject: format!("{}>", self.bucket.store.prefix),
            deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: self.next },
            ..OrderedConfig::default()
        };
        let stream = &self.bucket.store.stream;
        let consumer = stream.create_consumer(config).await.map_err(|error| self.bucket.connection.error(&error))?;
        consumer.messages().await.map_err(|error| self.bucket.connection.error(&error))
    }

    /// What `message` says; `None` where it is no outcome, or was here before.
    fn update(&mut self, message: &Message) -> Option<OutcomeUpdate> {
        let revision = message.info().ok()?.stream_sequence;
        if revision < self.next {
            return None;
        }
        self.next = revision + 1;
        if message.headers.as_ref().is_some_and(is_deleted) {
            return None;
        }
        let key = OutcomeKey::parse(message.subject.strip_prefix(self.bucket.store.prefix.as_str())?)?;
        // The client's value holds on to all that it has read with it.
        let value = Bytes::copy_from_slice(&message.payload);
        Some(OutcomeUpdate { key, stored: StoredOutcome { value, revision } })
    }
}
