//! Queues targets.

use super::error::{self, WorkError};
use super::stream::WorkStream;
use async_nats::jetstream::context::{PublishAckFuture, PublishError, PublishErrorKind};
use async_nats::jetstream::message::PublishMessage;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};

/// So many targets are on their way to the broker at a time.
const WINDOW: usize = 256;

/// One target to queue.
#[derive(Clone, Debug)]
pub struct Target {
    /// The partition of its host.
    pub partition: u16,
    /// The key of its URL: letters, digits, `-`, `_`.
    pub key: String,
    /// What the worker needs to know.
    pub payload: Bytes,
}

/// What became of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queued {
    /// It waits now.
    Queued,
    /// One with its key waits already or is in a worker's hands, or this run queued it less than half a minute ago.
    AlreadyQueued,
}

/// Queues the targets of one run.
#[derive(Clone, Debug)]
pub struct Publisher {
    work: WorkStream,
    run: String,
}

impl Publisher {
    /// A publisher for the run of this name. A target that a run queues twice within half a minute is queued once, even where it
    /// has been done in between.
    pub fn new(work: WorkStream, run: String) -> Self {
        Self { work, run }
    }

    /// Queues one target. What failed can be queued again without harm.
    ///
    /// # Errors
    ///
    /// Where the broker has no room, declines or does not answer.
    pub async fn queue(&self, target: Target) -> Result<Queued, WorkError> {
        self.send(target).await.result().await
    }

    /// Queues all of `targets`, 256 at a time on their way; says of each what became of it, in their order.
    pub fn queue_all(
        &self,
        targets: impl Stream<Item = Target> + Send,
    ) -> impl Stream<Item = (String, Result<Queued, WorkError>)> + Send {
        // Sent one after the other, so that they wait in this order; only the acknowledgements are waited for together.
        let sent = targets.then(move |target| async move { (target.key.clone(), self.send(target).await) });
        sent.map(|(key, sent)| async move { (key, sent.result().await) }).buffered(WINDOW)
    }

    async fn send(&self, target: Target) -> Sent {
        let subject = self.work.name.work_subject(target.partition, &target.key);
        let size = target.payload.len();
        let message =
            PublishMessage::build().payload(target.payload).message_id(format!("{}.{}", self.run, target.key));
        Sent { size, acknowledgement: self.work.context.send_publish(subject, message).await }
    }
}

/// A target on its way, of this many bytes.
struct Sent {
    size: usize,
    acknowledgement: Result<PublishAckFuture, PublishError>,
}

impl Sent {
    async fn result(self) -> Result<Queued, WorkError> {
        let acknowledgement = match self.acknowledgement {
            Ok(acknowledgement) => acknowledgement.await,
            Err(error) => Err(error),
        };
        match acknowledgement {
            Ok(acknowledgement) if acknowledgement.duplicate => Ok(Queued::AlreadyQueued),
            Ok(_) => Ok(Queued::Queued),
            Err(error) if error::is_waiting_already(&error) => Ok(Queued::AlreadyQueued),
            Err(error) if error.kind() == PublishErrorKind::MaxPayloadExceeded => Err(WorkError::TooLarge(self.size)),
            Err(error) => Err(WorkError::new(&error)),
        }
    }
}
