//! Which bucket at which broker is a store.

use curate_fleet::address::{FleetAddress, FleetAddressError};
use curate_fleet::connection::Connection;
use curate_fleet::error::FleetError;
use curate_fleet::names::{FleetName, FleetNameError};
use curate_fleet::patience::{Patience, patiently};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A broker that is there may take so long to answer: the servers of a cluster elect their leaders.
const ELECTION: Duration = Duration::from_secs(30);

/// The outcomes of a fleet, which are a shared store.
#[derive(Clone, Debug)]
pub(crate) struct BrokerPlace {
    pub(crate) address: FleetAddress,
    pub(crate) name: FleetName,
    /// The file of the user's credentials.
    pub(crate) credentials: Option<PathBuf>,
}

/// Why arguments name none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BrokerPlaceError {
    #[error(transparent)]
    Address(#[from] FleetAddressError),
    #[error(transparent)]
    Name(#[from] FleetNameError),
}

impl BrokerPlace {
    /// The store at `address`, of the fleet `name`.
    ///
    /// # Errors
    ///
    /// Where they are no address and no name.
    pub(crate) fn of(address: &str, name: Option<&str>, credentials: Option<&Path>) -> Result<Self, BrokerPlaceError> {
        Ok(Self {
            address: address.parse()?,
            name: name.map(str::parse).transpose()?.unwrap_or_default(),
            credentials: credentials.map(Path::to_owned),
        })
    }

    /// Connects; where nothing listens, that is said at once.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be used.
    pub(crate) async fn connect(&self) -> Result<Connection, FleetError> {
        elected(async || Connection::open(&self.address, self.credentials.as_deref(), &self.name).await).await
    }
}

/// What `attempt` comes to, once a broker that is there has elected who answers.
///
/// # Errors
///
/// Those of the last attempt.
pub(crate) async fn elected<T>(attempt: impl AsyncFn() -> Result<T, FleetError>) -> Result<T, FleetError> {
    patiently(Patience::of(ELECTION), attempt).await
}

impl fmt::Display for BrokerPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(formatter)
    }
}
