//! Reads the last messages of many subjects with one request. The client has nothing for that.
//! <https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-31.md>
//!
//! The reply is a message for each subject that has one, in the order of their numbers, then one of status 204. Each says how
//! many are still to come and which number the one before it had, so that a reply that is lost is noticed.

use crate::connection::Connection;
use async_nats::{HeaderMap, Message};
use bytes::Bytes;
use futures_util::StreamExt as _;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;

/// Until the next message of a reply.
const NEXT: Duration = Duration::from_secs(5);
/// So many bytes of messages are sent for one request, roughly; then the server stops.
const REPLY_BYTES: u32 = 4 << 20;
/// What the server says where no subject has a message.
const NOTHING: &str = "No Results";

/// The last message of a subject.
pub(crate) struct LastMessage {
    pub(crate) subject: String,
    /// Its number in the stream.
    pub(crate) sequence: u64,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Bytes,
}

/// How a reply ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReplyEnd {
    /// Everything was sent.
    Complete,
    /// There is more than fits into one reply.
    More,
    /// Messages are missing, or no reply came.
    Broken(String),
    /// The server does not know such requests.
    Unsupported,
}

/// Asks for the last messages of `subjects`, at most 1,024, in `stream`; gives each to `on_message`.
pub(crate) async fn batch_get(
    connection: &Connection,
    stream: &str,
    subjects: &[String],
    mut on_message: impl FnMut(LastMessage),
) -> ReplyEnd {
    let client = connection.client();
    let inbox = client.new_inbox();
    let request = json!({ "multi_last": subjects, "max_bytes": REPLY_BYTES }).to_string();
    let mut replies = match client.subscribe(inbox.clone()).await {
        Ok(replies) => replies,
        Err(error) => return ReplyEnd::Broken(error.to_string()),
    };
    if let Err(error) = client.publish_with_reply(format!("$JS.API.DIRECT.GET.{stream}"), inbox, request.into()).await {
        return ReplyEnd::Broken(error.to_string());
    }
    let mut progress = Progress::default();
    loop {
        match timeout(NEXT, replies.next()).await {
            Err(_) => return ReplyEnd::Broken(format!("no reply within {} seconds", NEXT.as_secs())),
            Ok(None) => return ReplyEnd::Broken("the connection was closed".to_owned()),
            Ok(Some(message)) if message.status.is_some() => return progress.end(&message),
            Ok(Some(message)) => {
                let Some(message) = progress.next(message) else {
                    return ReplyEnd::Broken("messages are missing in a reply".to_owned());
                };
                on_message(message);
            }
        }
    }
}

/// What was received of a reply.
#[derive(Default)]
struct Progress {
    /// The number of the last message.
    last: u64,
    /// How many were to come after it; `None` before the first.
    pending: Option<u64>,
}

impl Progress {
    /// The next message; `None` where one before it is missing, or it is none.
    fn next(&mut self, message: Message) -> Option<LastMessage> {
        let headers = message.headers?;
        let (sequence, before) = (number(&headers, "Nats-Sequence")?, number(&headers, "Nats-Last-Sequence")?);
        let pending = number(&headers, "Nats-Num-Pending")?;
        if before != self.last || self.pending.is_some_and(|expected| expected != pending + 1) {
            return None;
        }
        (self.last, self.pending) = (sequence, Some(pending));
        let subject = headers.get("Nats-Subject")?.as_str().to_owned();
        // The client's payload holds on to all that it has read with it.
        let payload = Bytes::copy_from_slice(&message.payload);
        Some(LastMessage { subject, sequence, headers, payload })
    }

    /// How a reply ended whose last message is `message`, one with a status.
    fn end(&self, message: &Message) -> ReplyEnd {
        let status = message.status.map_or(0, |status| status.as_u16());
        let said = message.description.as_deref().unwrap_or_default();
        match (status, self.pending) {
            (204, Some(0)) => self.last_of(message),
            (204, Some(_)) => match self.last_of(message) {
                ReplyEnd::Complete => ReplyEnd::More,
                end => end,
            },
            (404, None) if said == NOTHING => ReplyEnd::Complete,
            (408, None) => ReplyEnd::Unsupported,
            (503, _) => ReplyEnd::Broken("nobody replies".to_owned()),
            _ => ReplyEnd::Broken(format!("{status} {said}")),
        }
    }

    /// Whether `message`, which ends a reply, names the last message that was received.
    fn last_of(&self, message: &Message) -> ReplyEnd {
        let last = message.headers.as_ref().and_then(|headers| number(headers, "Nats-Last-Sequence"));
        if last == Some(self.last) {
            return ReplyEnd::Complete;
        }
        ReplyEnd::Broken("messages are missing at the end of a reply".to_owned())
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(status: Option<u16>, headers: &[(&str, u64)]) -> Message {
        let mut map = HeaderMap::new();
        map.insert("Nats-Subject", "a");
        for (name, number) in headers {
            map.insert(*name, number.to_string().as_str());
        }
        Message {
            subject: "inbox".into(),
            reply: None,
            payload: Bytes::new(),
            headers: Some(map),
            status: status.and_then(|status| async_nats::StatusCode::from_u16(status).ok()),
            description: None,
            length: 0,
        }
    }

    fn data(sequence: u64, before: u64, pending: u64) -> Message {
        let headers = [("Nats-Sequence", sequence), ("Nats-Last-Sequence", before), ("Nats-Num-Pending", pending)];
        message(None, &headers)
    }

    #[test]
    fn what_is_missing_is_noticed() {
        let end = |last| message(Some(204), &[("Nats-Last-Sequence", last)]);
        let mut all = Progress::default();
        assert!(all.next(data(3, 0, 1)).is_some() && all.next(data(7, 3, 0)).is_some());
        assert_eq!(all.end(&end(7)), ReplyEnd::Complete);
        assert!(matches!(all.end(&end(8)), ReplyEnd::Broken(_)), "the last is missing");
        let mut part = Progress::default();
        assert!(part.next(data(3, 0, 1)).is_some());
        assert_eq!(part.end(&end(3)), ReplyEnd::More);
        assert!(matches!(part.end(&end(7)), ReplyEnd::Broken(_)), "the last is missing");
        assert!(part.next(data(9, 7, 0)).is_none(), "one between them is missing");
        assert!(Progress::default().next(data(7, 3, 0)).is_none(), "the first is missing");
        assert!(matches!(Progress::default().end(&end(0)), ReplyEnd::Broken(_)), "all are missing");
    }
}
