//! What keeps work from being queued or taken.

use async_nats::jetstream::{self, ErrorCode};
use std::error::Error;

/// Why work is not queued, or not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkError {
    /// The stream, the account or the broker's disk is at its limit.
    #[error("the broker has no room for more work ({0}); let workers catch up, or raise its limits")]
    Full(String),
    /// More than the broker takes in one message.
    #[error("a target of {0} bytes is larger than the broker takes")]
    TooLarge(usize),
    /// Nothing came back in time, or the connection ended. What was sent may have arrived; sending it again is harmless.
    #[error("the broker does not answer ({0})")]
    Unavailable(String),
    /// The broker declined.
    #[error("the broker refuses: {0}")]
    Refused(String),
}

/// The words for a message that is refused because one of its subject waits already; what else has the same code is a limit.
const SUBJECT_TAKEN: &str = "maximum messages per subject exceeded";

impl WorkError {
    /// From what a request came to; an error that the broker wrote is looked for among the causes.
    pub(crate) fn new(error: &(dyn Error + 'static)) -> Self {
        match broker_error(error) {
            Some(error) if is_full(error) => Self::Full(error.to_string()),
            Some(error) => Self::Refused(error.to_string()),
            None => Self::Unavailable(error.to_string()),
        }
    }
}

/// Whether the broker refused a message because one of its subject waits already.
pub(crate) fn is_waiting_already(error: &(dyn Error + 'static)) -> bool {
    broker_error(error).is_some_and(|error| {
        error.error_code() == ErrorCode::STREAM_STORE_FAILED && error.to_string().contains(SUBJECT_TAKEN)
    })
}

fn is_full(error: &jetstream::Error) -> bool {
    let full = [
        ErrorCode::ACCOUNT_RESOURCES_EXCEEDED,
        ErrorCode::INSUFFICIENT_RESOURCES,
        ErrorCode::STORAGE_RESOURCES_EXCEEDED,
        ErrorCode::MEMORY_RESOURCES_EXCEEDED,
        ErrorCode::STREAM_STORE_FAILED,
    ];
    full.contains(&error.error_code())
}

/// What the broker wrote, among the causes of an error.
fn broker_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a jetstream::Error> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref() {
            return Some(error);
        }
        cause = error.source();
    }
    None
}
