//! Which bucket at which broker is a store.

use curate_fleet::address::{FleetAddress, FleetAddressError};
use curate_fleet::names::{FleetName, FleetNameError};
use std::fmt;
use std::path::{Path, PathBuf};

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
}

impl fmt::Display for BrokerPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(formatter)
    }
}
