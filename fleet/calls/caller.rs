//! Calls other workers.

use super::{BUSY, MOST_REQUEST, MOST_RESPONSE, OUTCOME, WAITS};
use crate::names::FleetName;
use async_nats::{Client, HeaderMap, Request, RequestErrorKind};
use bytes::Bytes;
use std::time::Duration;
use tokio::time::Instant;

/// Where nobody takes a call, it is made again after this time.
const AGAIN: Duration = Duration::from_millis(300);

/// Why a call has no response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Nobody took it in time: no worker holds the partition, or all that could were busy.
    #[error("no worker takes the request")]
    Nobody,
    /// Somebody may have taken it, and no response came in time.
    #[error("no response in time")]
    TimedOut,
    /// The worker cannot do anything with it.
    #[error("the worker refuses the request")]
    Refused,
    /// The request or the response has more bytes than a call may have.
    #[error("{0} bytes are too much for a request between workers")]
    TooLarge(usize),
    /// The connection to the broker has ended.
    #[error("the broker does not answer ({0})")]
    Unavailable(String),
}

/// What came of one try.
enum Try {
    Response(Bytes),
    NobodyNow,
    Failed(CallError),
}

/// Calls the workers of a fleet.
#[derive(Clone, Debug)]
pub struct Caller {
    client: Client,
    name: FleetName,
}

impl Caller {
    /// A caller over this connection.
    pub fn new(client: Client, name: FleetName) -> Self {
        Self { client, name }
    }

    /// Calls whoever holds the partition, until somebody takes it, and waits for the response until `deadline`.
    ///
    /// # Errors
    ///
    /// Where no response came, or none that may be one.
    pub async fn call_turn(&self, partition: u16, request: Bytes, deadline: Instant) -> Result<Bytes, CallError> {
        self.call(self.name.turn_subject(partition), request, deadline).await
    }

    /// Calls the worker of this id, until it takes it, and waits for the response until `deadline`.
    ///
    /// # Errors
    ///
    /// Where no response came, or none that may be one.
    pub async fn call_worker(&self, worker: &str, request: Bytes, deadline: Instant) -> Result<Bytes, CallError> {
        self.call(self.name.worker_subject(worker), request, deadline).await
    }

    async fn call(&self, subject: String, request: Bytes, deadline: Instant) -> Result<Bytes, CallError> {
        if request.len() > MOST_REQUEST {
            return Err(CallError::TooLarge(request.len()));
        }
        loop {
            match self.try_once(subject.clone(), request.clone(), deadline).await {
                Try::Response(response) if response.len() > MOST_RESPONSE => {
                    return Err(CallError::TooLarge(response.len()));
                }
                Try::Response(response) => return Ok(response),
                Try::Failed(error) => return Err(error),
                Try::NobodyNow if Instant::now() + AGAIN >= deadline => return Err(CallError::Nobody),
                Try::NobodyNow => tokio::time::sleep(AGAIN).await,
            }
        }
    }

    async fn try_once(&self, subject: String, request: Bytes, deadline: Instant) -> Try {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut headers = HeaderMap::new();
        headers.insert(WAITS, left.as_millis().to_string());
        let request = Request::new().payload(request).headers(headers).timeout(Some(left));
        let response = match self.client.send_request(subject, request).await {
            Ok(response) => response,
            Err(error) => {
                return match error.kind() {
                    RequestErrorKind::NoResponders => Try::NobodyNow,
                    RequestErrorKind::TimedOut => Try::Failed(CallError::TimedOut),
                    _ => Try::Failed(CallError::Unavailable(error.to_string())),
                };
            }
        };
        let outcome = response.headers.as_ref().and_then(|headers| headers.get(OUTCOME));
        match outcome {
            None => Try::Response(response.payload),
            Some(outcome) if outcome.as_str() == BUSY => Try::NobodyNow,
            Some(_) => Try::Failed(CallError::Refused),
        }
    }
}
