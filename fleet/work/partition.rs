//! Takes the targets of one partition.

use super::delivery::Delivery;
use super::error::WorkError;
use super::stream::WorkStream;
use async_nats::{Client, Message, StatusCode, Subscriber};
use futures_util::{FutureExt, StreamExt};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A request for targets waits so long at the broker where there are none: an idle partition costs one request in this time.
const EXPIRES: Duration = Duration::from_secs(5);

/// The broker's word that a request has ended comes so long after its time at the latest; later it is taken for lost.
const GRACE: Duration = Duration::from_secs(2);

/// Where nothing more comes of a request that has brought something, it is taken for ended after this time.
const SILENCE: Duration = Duration::from_millis(500);

/// The targets of one partition, for the worker that holds its lease. Dropping it leaves what was pulled and not handed out to be
/// delivered again after half a minute; [`PartitionWork::close`] gives it back at once.
#[derive(Debug)]
pub struct PartitionWork {
    client: Arc<Client>,
    next_subject: String,
    inbox: String,
    subscriber: Subscriber,
    requests: u64,
    /// The request that is open at the broker. Never two: beside an open one, the broker turns others away.
    open: Option<OpenRequest>,
    /// What the call under way has received; kept here, so that a call that is dropped loses nothing.
    received: Vec<Delivery>,
}

/// A request for messages (ADR-13). With `no_wait` and `expires` the broker answers with what is there, and waits only where
/// there is nothing.
#[derive(Serialize)]
struct PullRequest {
    batch: usize,
    expires: u64,
    no_wait: bool,
}

/// A request that the broker has not ended.
#[derive(Clone, Copy, Debug)]
struct OpenRequest {
    /// How many targets it may still bring.
    left: usize,
    /// When it is taken for ended, whatever the broker says.
    until: Instant,
}

/// What a message of the broker is to the request that is open.
enum Event {
    Delivery(Delivery),
    Ended,
    Refused(WorkError),
    /// Belongs to an earlier request, or says that the broker is there.
    Nothing,
}

impl PartitionWork {
    pub(super) async fn open(work: &WorkStream, partition: u16) -> Result<Self, WorkError> {
        let client = work.context.client();
        let inbox = client.new_inbox();
        let subscribed = client.subscribe(format!("{inbox}.*")).await;
        let subscriber = subscribed.map_err(|error| WorkError::Unavailable(error.to_string()))?;
        let next_subject =
            format!("$JS.API.CONSUMER.MSG.NEXT.{}.{}", work.name.work_stream(), work.name.consumer(partition));
        Ok(Self {
            client: Arc::new(client),
            next_subject,
            inbox,
            subscriber,
            requests: 0,
            open: None,
            received: Vec::new(),
        })
    }

    /// Takes up to `most` targets. Waits up to five seconds for the first; none is no error. What a call that was dropped has
    /// received or requested is handed out by the next.
    ///
    /// # Errors
    ///
    /// Where the broker declines (the consumer is gone, the leader changes) or nobody serves JetStream. Wait a little before
    /// the next call.
    pub async fn pull(&mut self, most: usize) -> Result<Vec<Delivery>, WorkError> {
        if self.open.is_none() && self.received.len() < most {
            self.request(most - self.received.len()).await?;
        }
        let ended = self.receive(most).await;
        let rest = self.received.split_off(most.min(self.received.len()));
        let deliveries = std::mem::replace(&mut self.received, rest);
        match ended {
            Err(error) if deliveries.is_empty() => Err(error),
            _ => Ok(deliveries),
        }
    }

    /// Receives until `most` are there or the request has ended.
    async fn receive(&mut self, most: usize) -> Result<(), WorkError> {
        while let Some(open) = self.open.filter(|_| self.received.len() < most) {
            let Ok(message) = timeout_at(open.until, self.subscriber.next()).await else {
                self.open = None;
                return Ok(());
            };
            let Some(message) = message else { return Err(WorkError::Unavailable("the connection ended".to_owned())) };
            match self.event(message) {
                Event::Delivery(delivery) => {
                    self.received.push(delivery);
                    let left = open.left.saturating_sub(1);
                    let until = Instant::now() + SILENCE;
                    self.open = (left > 0).then_some(OpenRequest { left, until });
                }
                Event::Refused(error) => {
                    self.open = None;
                    return Err(error);
                }
                Event::Ended => self.open = None,
                Event::Nothing => {}
            }
        }
        Ok(())
    }

    /// Ends it and gives back what has arrived and was not handed out.
    ///
    /// # Errors
    ///
    /// Where the connection has ended.
    pub async fn close(mut self) -> Result<(), WorkError> {
        self.subscriber.unsubscribe().await.map_err(|error| WorkError::Unavailable(error.to_string()))?;
        for delivery in std::mem::take(&mut self.received) {
            delivery.give_back().await?;
        }
        while let Some(Some(message)) = self.subscriber.next().now_or_never() {
            if let Event::Delivery(delivery) = self.event(message) {
                delivery.give_back().await?;
            }
        }
        Ok(())
    }

    async fn request(&mut self, most: usize) -> Result<(), WorkError> {
        self.requests += 1;
        let request = PullRequest { batch: most, expires: EXPIRES.as_nanos() as u64, no_wait: true };
        let request = serde_json::to_vec(&request).map_err(|error| WorkError::Refused(error.to_string()))?;
        let reply = format!("{}.{}", self.inbox, self.requests);
        let sent = self.client.publish_with_reply(self.next_subject.clone(), reply, request.into()).await;
        sent.map_err(|error| WorkError::Unavailable(error.to_string()))?;
        self.open = Some(OpenRequest { left: most, until: Instant::now() + EXPIRES + GRACE });
        Ok(())
    }

    fn event(&self, message: Message) -> Event {
        let Some(status) = message.status else {
            return Delivery::new(&self.client, message).map_or(Event::Nothing, Event::Delivery);
        };
        let request = message.subject.rsplit('.').next().and_then(|number| number.parse().ok());
        if request != Some(self.requests) || status == StatusCode::IDLE_HEARTBEAT {
            return Event::Nothing;
        }
        match status {
            StatusCode::NOT_FOUND | StatusCode::TIMEOUT => Event::Ended,
            StatusCode::NO_RESPONDERS => Event::Refused(WorkError::Unavailable("nobody serves JetStream".to_owned())),
            _ => Event::Refused(WorkError::Refused(message.description.unwrap_or_else(|| status.to_string()))),
        }
    }
}
