//! A target in a worker's hands.

use super::error::WorkError;
use async_nats::jetstream::AckKind;
use async_nats::{Client, Message, Subject};
use bytes::Bytes;
use serde::Deserialize;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The broker may still be about to remove a target when it is queued anew; so long apart it is tried.
const QUEUED_ANEW: [Duration; 4] =
    [Duration::from_millis(50), Duration::from_millis(200), Duration::from_millis(500), Duration::from_secs(1)];

/// What the broker says of a message that it has taken; of another it says an error in its place.
#[derive(Deserialize)]
struct Confirmation {
    #[serde(rename = "seq")]
    _sequence: u64,
}

/// A target that was taken. Until it is acknowledged, given back or refused, it belongs to who took it, for the time that
/// `WorkStreamOptions` has (half a minute) from the last word on it.
#[derive(Clone, Debug)]
pub struct Delivery {
    client: Arc<Client>,
    subject: Subject,
    reply: Subject,
    /// What was queued.
    pub payload: Bytes,
    /// How often it was handed out since it was queued, this time included: 1 the first time.
    pub delivered: u64,
    /// When it was queued, by the broker's clock.
    pub published: SystemTime,
}

impl Delivery {
    /// From a message of a consumer; `None` for anything else.
    pub(super) fn new(client: &Arc<Client>, message: Message) -> Option<Self> {
        let reply = message.reply?;
        let (delivered, published) = position(&reply)?;
        let client = Arc::clone(client);
        Some(Self { client, subject: message.subject, reply, payload: message.payload, delivered, published })
    }

    /// The key of its URL.
    pub fn key(&self) -> &str {
        self.subject.rsplit('.').next().unwrap_or_default()
    }

    /// It is done: it leaves the stream. Sent without waiting for a confirmation; where it is lost, the target is handed out
    /// once more.
    ///
    /// # Errors
    ///
    /// Where the connection has ended.
    pub async fn acknowledge(self) -> Result<(), WorkError> {
        self.say(AckKind::Ack).await
    }

    /// It is handed out again at once. From the second time on it is queued anew, so that [`Delivery::delivered`] counts those
    /// who vanished with it, and at most one who gave it back.
    ///
    /// # Errors
    ///
    /// Where the broker does not confirm it.
    pub async fn give_back(self) -> Result<(), WorkError> {
        if self.delivered > 1 { self.queue_anew().await } else { self.say(AckKind::Nak(None)).await }
    }

    /// It is handed out again after this time; every second time at once, as [`Delivery::give_back`] does it.
    ///
    /// # Errors
    ///
    /// Where the broker does not confirm it.
    pub async fn postpone(self, wait: Duration) -> Result<(), WorkError> {
        if self.delivered > 1 { self.queue_anew().await } else { self.say(AckKind::Nak(Some(wait))).await }
    }

    /// Puts it at the end of its queue, as if it had never been handed out. Who ends between the two steps loses it; who waits
    /// for its outcome queues it again.
    async fn queue_anew(self) -> Result<(), WorkError> {
        // One of a subject waits at most, so this one leaves first. Where it has not left in the end, it comes again.
        let _ = self.client.request(self.reply.clone(), AckKind::Ack.into()).await;
        for pause in QUEUED_ANEW {
            let answer = self.client.request(self.subject.clone(), self.payload.clone()).await;
            let answer = answer.map_err(|error| WorkError::new(&error))?;
            if serde_json::from_slice::<Confirmation>(&answer.payload).is_ok() {
                return Ok(());
            }
            tokio::time::sleep(pause).await;
        }
        Err(WorkError::Refused("a target that was given back".to_owned()))
    }

    /// It is no target: it leaves the stream undone.
    ///
    /// # Errors
    ///
    /// Where the connection has ended.
    pub async fn refuse(self) -> Result<(), WorkError> {
        self.say(AckKind::Term).await
    }

    /// It is still being worked on. To be said every third of the time it belongs to who took it.
    ///
    /// # Errors
    ///
    /// Where the connection has ended.
    pub async fn still_held(&self) -> Result<(), WorkError> {
        self.say(AckKind::Progress).await
    }

    async fn say(&self, kind: AckKind) -> Result<(), WorkError> {
        let said = self.client.publish(self.reply.clone(), kind.into()).await;
        said.map_err(|error| WorkError::new(&error))
    }
}

/// How often a message was delivered and when it was published, from where it is acknowledged
/// (`$JS.ACK.<stream>.<consumer>.<delivered>.<sequence>.<sequence>.<nanoseconds>.<pending>`, or with a domain and an account
/// before the stream; ADR-15).
fn position(reply: &str) -> Option<(u64, SystemTime)> {
    let tokens = reply.strip_prefix("$JS.ACK.")?.split('.');
    let with_domain = if tokens.clone().count() >= 9 { 2 } else { 0 };
    let mut tokens = tokens.skip(with_domain + 2);
    let delivered = tokens.next()?.parse().ok()?;
    let nanoseconds = tokens.nth(2)?.parse().ok()?;
    Some((delivered, SystemTime::UNIX_EPOCH.checked_add(Duration::from_nanos(nanoseconds))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        let published = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_700_000_000_000_000_001);
        for reply in [
            "$JS.ACK.work.partition-1.2.30.4.1700000000000000001.5",
            "$JS.ACK._.hash.work.partition-1.2.30.4.1700000000000000001.5.token",
        ] {
            assert_eq!(position(reply), Some((2, published)), "{reply}");
        }
        for reply in ["", "_INBOX.a", "$JS.ACK.work", "$JS.ACK.work.consumer.x.1.1.1.1", "$JS.ACK.a.b.1.1.1"] {
            assert_eq!(position(reply), None, "{reply}");
        }
    }
}
