//! Who sends the requests of a worker: it does itself where it holds the partition of the host, and else the worker that does.
//! What the second look requests is sent from another worker, where there is one: dead means dead from two places.

use crate::fleet::call_message::{decode_result, encode_request};
use crate::fleet::target_message::partition;
use crate::links::error_kind::ErrorKind;
use crate::links::http::Client;
use crate::links::request::Request;
use crate::links::shard::stable_hash;
use crate::links::transport::{RequestResult, Transport};
use bytes::Bytes;
use curate_fleet::calls::{CallError, Caller};
use curate_fleet::leases::Leases;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// A worker that holds a partition may have other requests for a host before this one.
const TURN: Duration = Duration::from_secs(45);
/// Whoever took a request may have died: beyond the time of the request itself, it is called for again after so long.
const CALL: Duration = Duration::from_secs(15);
/// After so long a worker whose lease has ended knows that its targets are somebody else's.
const ENDED: Duration = Duration::from_secs(1);
/// Beyond the time of the request itself, for the way there and back.
const WAY: Duration = Duration::from_secs(3);

/// Sends requests from this worker or another.
#[derive(Clone)]
pub(crate) struct FleetTransport {
    pub(crate) client: Client,
    pub(crate) caller: Caller,
    pub(crate) leases: Arc<Leases>,
    pub(crate) partitions: u16,
    /// For one request.
    pub(crate) timeout: Duration,
}

impl FleetTransport {
    /// Whether this worker paces the host of `request`.
    fn is_here(&self, request: &Request) -> bool {
        self.leases.validity().is_valid(partition(&request.url, self.partitions))
    }

    /// The worker from which the second look of `request` is sent: one of the others, for all URLs of a host the same.
    fn other(&self, request: &Request) -> Option<String> {
        if !request.fresh {
            return None;
        }
        let mut others = self.leases.workers();
        others.retain(|other| other != self.leases.worker());
        let host = stable_hash(request.url.host_str().unwrap_or_default());
        let chosen = (host % (others.len().max(1) as u64)) as usize;
        others.into_iter().nth(chosen)
    }

    /// Has the worker that paces the host of `request` send it; `None` where that has become this one. A call would wait then for
    /// a turn that comes after this request.
    async fn visit(&self, request: &Request) -> Option<RequestResult> {
        tokio::select! {
            biased;
            () = self.until_here(request) => None,
            result = self.call(request) => Some(result),
        }
    }

    async fn until_here(&self, request: &Request) {
        while !self.is_here(request) {
            sleep(ENDED).await;
        }
    }

    async fn call(&self, request: &Request) -> RequestResult {
        let own = partition(&request.url, self.partitions);
        let message = Bytes::from(encode_request(request));
        let end = Instant::now() + TURN + self.timeout;
        let reply = loop {
            let until = end.min(Instant::now() + CALL + self.timeout);
            match self.caller.call_turn(own, message.clone(), until).await {
                Err(CallError::TimedOut | CallError::Nobody) if until < end => {}
                reply => break reply,
            }
        };
        let reply = reply.map_err(|_| ErrorKind::Unattended)?;
        decode_result(&reply).unwrap_or_else(|_| Err(ErrorKind::Protocol("another worker's message".to_owned())))
    }

    /// Sends `request` as long as the lease of its host's partition is valid; `None` where that ends before the response. A
    /// worker that was stopped while it opened a connection sends nothing over it when it goes on.
    async fn send_here(&self, request: Request) -> Option<RequestResult> {
        let (own, validity) = (partition(&request.url, self.partitions), self.leases.validity());
        let mut sending = pin!(self.client.send(request));
        poll_fn(
            |context| {
                if validity.is_valid(own) { sending.as_mut().poll(context).map(Some) } else { Poll::Ready(None) }
            },
        )
        .await
    }

    /// Sends `request` from another worker where there is one and it is a second look; `None` where that gave nothing.
    async fn send_from_other(&self, request: &Request) -> Option<RequestResult> {
        let other = self.other(request)?;
        let until = Instant::now() + self.timeout + WAY;
        let reply = self.caller.call_worker(&other, encode_request(request).into(), until).await;
        // It may have died.
        decode_result(&reply.ok()?).ok()
    }
}

impl Transport for FleetTransport {
    async fn send(&self, request: Request) -> RequestResult {
        loop {
            if self.is_here(&request) {
                if let Some(result) = self.send_from_other(&request).await {
                    return result;
                }
                if let Some(result) = self.send_here(request.clone()).await {
                    return result;
                }
            } else if !self.leases.validity().has_just_ended(partition(&request.url, self.partitions)) {
                if let Some(result) = self.visit(&request).await {
                    return result;
                }
                continue;
            }
            // Where the target was of that partition too, this is the last that is done for it.
            sleep(ENDED).await;
        }
    }

    fn is_elsewhere(&self, request: &Request) -> bool {
        !self.is_here(request)
    }
}
