//! A connection to a broker: opened within seconds or not at all, and kept from then on by the client, which connects again.

use crate::address::{AddressSecret, FleetAddress};
use crate::error::{FleetError, FleetErrorKind, kind_of};
use crate::leases::LeaseError;
use crate::names::FleetName;
use crate::status::StatusError;
use crate::work::WorkError;
use async_nats::connection::State;
use async_nats::jetstream::context::AccountErrorKind;
use async_nats::{Client, ConnectError, ConnectErrorKind, ConnectOptions, Event, ServerError, jetstream};
use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Until a connection is there, over all servers.
const OPEN: Duration = Duration::from_secs(5);
/// The oldest server that will do.
const OLDEST: (i64, i64, i64) = (2, 11, 0);

/// A connection for one fleet. Clones share it.
#[derive(Clone, Debug)]
pub struct Connection {
    client: Client,
    jetstream: jetstream::Context,
    address: Arc<str>,
    name: FleetName,
    /// What the server has refused last for want of a permission: it says so aside, and the request stays without a reply.
    violation: Arc<Mutex<Option<String>>>,
}

impl Connection {
    /// Connects to the broker at `address` as the user of the `credentials` file or of the address, for the fleet `name`.
    ///
    /// # Errors
    ///
    /// Where no server is reached within 5 seconds, does not let us in, is older than 2.11 or has no JetStream.
    pub async fn open(
        address: &FleetAddress,
        credentials: Option<&Path>,
        name: &FleetName,
    ) -> Result<Self, FleetError> {
        let shown: Arc<str> = address.to_string().into();
        let failed = |kind| FleetError { address: Arc::clone(&shown), kind };
        let violation = Arc::new(Mutex::new(None));
        let options = options(address, credentials, &violation).map_err(failed)?;
        let servers: Vec<String> = address.server_urls().collect();
        let client = match tokio::time::timeout(OPEN, options.connect(servers)).await {
            Ok(client) => client.map_err(|error| failed(connect_kind(&error, address)))?,
            Err(_) => return Err(failed(FleetErrorKind::Unreachable(no_reply()))),
        };
        let (major, minor, patch) = OLDEST;
        if !client.is_server_compatible(major, minor, patch) {
            return Err(failed(FleetErrorKind::ServerVersion(client.server_info().version)));
        }
        let mut jetstream = jetstream::new(client.clone());
        jetstream.set_timeout(OPEN);
        let connection = Self { client, jetstream, address: shown, name: name.clone(), violation };
        match connection.jetstream.query_account().await {
            Ok(_) => Ok(connection),
            Err(error) if error.kind() == AccountErrorKind::JetStreamUnavailable => {
                Err(connection.failed(FleetErrorKind::NoJetStream))
            }
            Err(error) => Err(connection.error(&error)),
        }
    }

    /// The client, for plain messages.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Streams and buckets.
    pub fn jetstream(&self) -> &jetstream::Context {
        &self.jetstream
    }

    /// The fleet.
    pub fn name(&self) -> &FleetName {
        &self.name
    }

    /// What `error`, of a request to JetStream, means.
    pub fn error(&self, error: &(dyn Error + 'static)) -> FleetError {
        self.failed_or_refused(kind_of(error))
    }

    /// What `error` means here.
    pub fn work_error(&self, error: &WorkError) -> FleetError {
        match error {
            WorkError::Full(why) => self.failed(FleetErrorKind::Full(why.clone())),
            WorkError::Unavailable(why) => self.failed_or_refused(FleetErrorKind::Unavailable(why.clone())),
            error => self.failed(FleetErrorKind::Refused(error.to_string())),
        }
    }

    /// Whether a server of the broker is connected at this moment.
    pub fn is_there(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// That what the fleet keeps is gone.
    pub fn gone(&self) -> FleetError {
        let why = "the fleet's bucket of leases is gone: it was deleted, or the broker has lost what it kept";
        self.failed(FleetErrorKind::Refused(why.to_owned()))
    }

    /// What the server has refused so far for want of a permission: a member of a fleet that lacks one is of no use.
    pub fn refusal(&self) -> Option<FleetError> {
        Some(self.failed(FleetErrorKind::Permission(self.violation()?)))
    }

    /// What `error` means here.
    pub fn status_error(&self, error: &StatusError) -> FleetError {
        match error {
            StatusError::Work(error) => self.work_error(error),
            StatusError::Leases(error) => self.lease_error(error),
        }
    }

    /// What `error` means here.
    pub fn lease_error(&self, error: &LeaseError) -> FleetError {
        self.failed_or_refused(error.0.clone())
    }

    /// What is not answered was refused aside, where something was.
    fn failed_or_refused(&self, kind: FleetErrorKind) -> FleetError {
        let refusal = matches!(kind, FleetErrorKind::Unavailable(_)).then(|| self.refusal()).flatten();
        refusal.unwrap_or_else(|| self.failed(kind))
    }

    pub(crate) fn failed(&self, kind: FleetErrorKind) -> FleetError {
        FleetError { address: Arc::clone(&self.address), kind }
    }

    /// What the server has refused last for want of a permission.
    pub(crate) fn violation(&self) -> Option<String> {
        self.violation.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn no_reply() -> String {
    format!("no reply within {} seconds", OPEN.as_secs())
}

/// How the client connects. Each server of `address` has its part of the time.
fn options(
    address: &FleetAddress,
    credentials: Option<&Path>,
    violation: &Arc<Mutex<Option<String>>>,
) -> Result<ConnectOptions, FleetErrorKind> {
    let heard = Arc::clone(violation);
    let part = OPEN / u32::try_from(address.server_count()).unwrap_or(u32::MAX).max(1);
    let options = ConnectOptions::new()
        .name("curate")
        .connection_timeout(part)
        .request_timeout(Some(OPEN))
        .require_tls(address.has_tls())
        .event_callback(move |event| {
            if let Event::ServerError(ServerError::Other(said)) = event
                && said.to_ascii_lowercase().contains("permissions violation")
            {
                *heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(said);
            }
            std::future::ready(())
        });
    let options = match address.secret() {
        None => options,
        Some(AddressSecret::Token(token)) => options.token(token.clone()),
        Some(AddressSecret::Password { user, password }) => options.user_and_password(user.clone(), password.clone()),
    };
    let Some(path) = credentials else { return Ok(options) };
    let failed =
        |why: io::Error| FleetErrorKind::CredentialsFile { path: path.display().to_string(), why: why.to_string() };
    let text = std::fs::read_to_string(path).map_err(failed)?;
    // What the parser says of a file that is none could repeat parts of it.
    let not_one = |_| failed(io::Error::other("no JWT and seed are in it"));
    options.credentials(&text).map_err(not_one)
}

/// What it means that no connection came to be.
fn connect_kind(error: &ConnectError, address: &FleetAddress) -> FleetErrorKind {
    let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    match error.kind() {
        ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => {
            FleetErrorKind::Credentials(error.kind().to_string())
        }
        ConnectErrorKind::TimedOut => FleetErrorKind::Unreachable(no_reply()),
        ConnectErrorKind::Tls => FleetErrorKind::Tls(why),
        ConnectErrorKind::Io if is_of_tls(error, address) => FleetErrorKind::Tls(why),
        _ => FleetErrorKind::Unreachable(why),
    }
}

/// Whether the connection broke over TLS: what does not fit is `InvalidData` to rustls, and a server without TLS hangs up.
fn is_of_tls(error: &ConnectError, address: &FleetAddress) -> bool {
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>()).map(io::Error::kind);
    match source {
        Some(io::ErrorKind::InvalidData) => true,
        Some(io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset) => address.has_tls(),
        _ => false,
    }
}
