//! Takes the calls of other workers.

use super::caller::CallError;
use super::{BUSY, MOST_REQUEST, MOST_RESPONSE, OUTCOME, REFUSED, WAITS};
use crate::names::FleetName;
use async_nats::{Client, HeaderMap, Message, Subject, Subscriber};
use bytes::Bytes;
use futures_util::StreamExt;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::AbortHandle;
use tokio::time::Instant;

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// To be sent when it is the turn of a host of this partition.
    Turn(u16),
    /// To be sent at once.
    Worker,
}

/// A call of another worker. Whoever takes it responds or declines; dropped without a word it leaves the caller waiting until its
/// deadline.
#[derive(Debug)]
pub struct Call {
    /// What it is for.
    pub called: Called,
    /// What the caller sent, at most [`MOST_REQUEST`] bytes.
    pub request: Bytes,
    /// Until when the caller waits. Later, nobody needs the response.
    pub deadline: Instant,
    reply: Subject,
    client: Client,
    _permit: OwnedSemaphorePermit,
}

impl Call {
    /// Responds.
    ///
    /// # Errors
    ///
    /// Where the response has more than [`MOST_RESPONSE`] bytes (the caller is told that the call is refused), or the connection
    /// has ended.
    pub async fn respond(self, response: Bytes) -> Result<(), CallError> {
        if response.len() > MOST_RESPONSE {
            say(&self.client, self.reply, REFUSED).await;
            return Err(CallError::TooLarge(response.len()));
        }
        let sent = self.client.publish(self.reply, response).await;
        sent.map_err(|error| CallError::Unavailable(error.to_string()))
    }

    /// Not now and not here: the caller tries again a little later.
    pub async fn decline(self) {
        say(&self.client, self.reply, BUSY).await;
    }

    /// Nothing can be done with it: the caller gives up.
    pub async fn refuse(self) {
        say(&self.client, self.reply, REFUSED).await;
    }
}

/// Takes the calls to one worker and to the partitions it holds.
#[derive(Debug)]
pub struct CallServer {
    inlet: Inlet,
    name: FleetName,
    worker: AbortHandle,
    turns: BTreeMap<u16, AbortHandle>,
}

/// What each subscription needs.
#[derive(Clone, Debug)]
struct Inlet {
    client: Client,
    permits: Arc<Semaphore>,
    calls: mpsc::Sender<Call>,
}

impl CallServer {
    /// Takes calls to the worker of this id, at most `most` at a time; what comes beyond that is told that the worker is busy.
    ///
    /// # Errors
    ///
    /// Where the connection to the broker has ended.
    pub async fn start(
        client: Client,
        name: FleetName,
        worker: &str,
        most: usize,
    ) -> Result<(Self, mpsc::Receiver<Call>), CallError> {
        let (calls, receiver) = mpsc::channel(most.max(1));
        let inlet = Inlet { client, permits: Arc::new(Semaphore::new(most)), calls };
        let worker = inlet.open(name.worker_subject(worker), Called::Worker).await?;
        Ok((Self { inlet, name, worker, turns: BTreeMap::new() }, receiver))
    }

    /// From now on takes calls for the turns of this partition.
    ///
    /// # Errors
    ///
    /// Where the connection to the broker has ended.
    pub async fn hold(&mut self, partition: u16) -> Result<(), CallError> {
        let task = self.inlet.open(self.name.turn_subject(partition), Called::Turn(partition)).await?;
        if let Some(before) = self.turns.insert(partition, task) {
            before.abort();
        }
        Ok(())
    }

    /// Takes none any more for this partition. Those that were taken are still to be responded to.
    pub fn release(&mut self, partition: u16) {
        if let Some(task) = self.turns.remove(&partition) {
            task.abort();
        }
    }
}

impl Drop for CallServer {
    fn drop(&mut self) {
        self.worker.abort();
        self.turns.values().for_each(AbortHandle::abort);
    }
}

impl Inlet {
    /// Subscribes, and takes what comes in a task of its own until that is aborted.
    async fn open(&self, subject: String, called: Called) -> Result<AbortHandle, CallError> {
        let subscribed = self.client.subscribe(subject).await;
        let subscriber = subscribed.map_err(|error| CallError::Unavailable(error.to_string()))?;
        Ok(tokio::spawn(self.clone().follow(subscriber, called)).abort_handle())
    }

    async fn follow(self, mut subscriber: Subscriber, called: Called) {
        while let Some(message) = subscriber.next().await {
            self.take(message, called).await;
        }
    }

    async fn take(&self, message: Message, called: Called) {
        let Some(reply) = message.reply else { return };
        let waits =
            message.headers.as_ref().and_then(|headers| headers.get(WAITS)).and_then(|wait| wait.as_str().parse().ok());
        let Some(waits) = waits.filter(|_| message.payload.len() <= MOST_REQUEST) else {
            return say(&self.client, reply, REFUSED).await;
        };
        let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() else {
            return say(&self.client, reply, BUSY).await;
        };
        // A caller cannot make a worker wait for longer than an hour.
        let deadline = Instant::now() + Duration::from_millis(waits).min(Duration::from_hours(1));
        let client = self.client.clone();
        let call = Call { called, request: message.payload, deadline, reply, client, _permit: permit };
        // A channel of as many places as there are permits is never full; closed, the worker is about to end.
        if let Err(call) = self.calls.try_send(call) {
            call.into_inner().decline().await;
        }
    }
}

/// Tells a caller that there is no response. Where the connection has ended, its deadline does.
async fn say(client: &Client, reply: Subject, outcome: &str) {
    let mut headers = HeaderMap::new();
    headers.insert(OUTCOME, outcome);
    client.publish_with_headers(reply, headers, Bytes::new()).await.ok();
}
