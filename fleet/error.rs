//! What can go wrong with a broker. No error shows a secret.

use async_nats::jetstream;
use async_nats::jetstream::context::{
    AccountError, AccountErrorKind, CreateStreamError, CreateStreamErrorKind, GetStreamError, GetStreamErrorKind,
};
use async_nats::jetstream::{ErrorCode, stream};
use std::error::Error;
use std::sync::Arc;

/// Why something did not work at a broker: one sentence that says what and where.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{address}: {kind}")]
pub struct FleetError {
    /// The broker, without secrets.
    pub(crate) address: Arc<str>,
    /// What is wrong.
    pub(crate) kind: FleetErrorKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FleetErrorKind {
    /// No server was reached in time.
    #[error("the broker cannot be reached: {0}")]
    Unreachable(String),
    /// TLS could not be agreed on.
    #[error("no TLS with the broker: {0}")]
    Tls(String),
    /// The broker does not let us in.
    #[error("the broker does not accept the credentials: {0}")]
    Credentials(String),
    /// The file of credentials is not one.
    #[error("the credentials in {path} cannot be used: {why}")]
    CredentialsFile {
        /// As it was named.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The server lacks what a fleet needs.
    #[error("the broker is nats-server {0}, and 2.11 or later is needed")]
    ServerVersion(String),
    /// JetStream is off.
    #[error("the broker keeps nothing: JetStream is off there, or for this account")]
    NoJetStream,
    /// The account may not do that.
    #[error("the broker does not allow it: {0}")]
    Permission(String),
    /// There is no room.
    #[error("the broker is full: {0}")]
    Full(String),
    /// A bucket or stream is not what it should be.
    #[error("{name} is of version {found} at the broker, and version 1 is understood")]
    OtherVersion {
        /// The bucket or stream.
        name: String,
        /// What it says of itself.
        found: String,
    },
    /// What is fixed of a fleet makes no sense: somebody else has written it.
    #[error("what {name} says of the fleet makes no sense: it should be a number of partitions from 1 to {most}")]
    Settings {
        /// The bucket.
        name: String,
        /// The most partitions that there may be.
        most: u16,
    },
    /// Something was not answered, although it was tried again.
    #[error("the broker does not answer: {0}")]
    Unavailable(String),
    /// Anything else that the broker refuses.
    #[error("the broker refuses it: {0}")]
    Refused(String),
}

impl FleetError {
    /// What is wrong.
    pub fn kind(&self) -> &FleetErrorKind {
        &self.kind
    }

    /// Whether it may be otherwise in a while, without anybody doing something.
    pub fn is_passing(&self) -> bool {
        matches!(self.kind, FleetErrorKind::Unavailable(_))
    }

    /// The broker, without secrets.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// The code of what JetStream said, wherever `error` keeps it.
pub fn error_code(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    let mut next = Some(error);
    while let Some(error) = next {
        let said = said_by_jetstream(error);
        if said.is_some() {
            return said;
        }
        next = error.source();
    }
    None
}

fn said_by_jetstream(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    if let Some(error) = error.downcast_ref::<jetstream::Error>() {
        return Some(error.error_code());
    }
    let said = if let Some(error) = error.downcast_ref::<CreateStreamError>() {
        let CreateStreamErrorKind::JetStream(said) = error.kind() else { return None };
        said
    } else if let Some(error) = error.downcast_ref::<GetStreamError>() {
        let GetStreamErrorKind::JetStream(said) = error.kind() else { return None };
        said
    } else if let Some(error) = error.downcast_ref::<AccountError>() {
        let AccountErrorKind::JetStream(said) = error.kind() else { return None };
        said
    } else if let Some(error) = error.downcast_ref::<stream::ConsumerError>() {
        let stream::ConsumerErrorKind::JetStream(said) = error.kind() else { return None };
        said
    } else {
        return None;
    };
    Some(said.error_code())
}

/// What kind of error `error` is that came from a request to JetStream.
pub(crate) fn kind_of(error: &(dyn Error + 'static)) -> FleetErrorKind {
    let said = error.to_string();
    match error_code(error) {
        Some(ErrorCode::JETSTREAM_NOT_ENABLED | ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT) => {
            FleetErrorKind::NoJetStream
        }
        // Its text says which limit of the stream it is.
        Some(ErrorCode::STREAM_STORE_FAILED) if !said.contains("maximum") && !said.contains("space") => {
            FleetErrorKind::Refused(said)
        }
        Some(
            ErrorCode::STREAM_STORE_FAILED
            | ErrorCode::ACCOUNT_RESOURCES_EXCEEDED
            | ErrorCode::INSUFFICIENT_RESOURCES
            | ErrorCode::STORAGE_RESOURCES_EXCEEDED
            | ErrorCode::MEMORY_RESOURCES_EXCEEDED
            | ErrorCode::STREAM_MAX_STREAM_BYTES_EXCEEDED,
        ) => FleetErrorKind::Full(said),
        Some(_) => FleetErrorKind::Refused(said),
        None => FleetErrorKind::Unavailable(said),
    }
}
