//! Where a store is: in a file, or at a broker.

#[cfg(feature = "fleet")]
use crate::links::store::broker_place::{BrokerPlace, BrokerPlaceError};
use std::path::{Path, PathBuf};

/// Where a store is.
#[derive(Clone, Debug)]
pub(crate) enum StorePlace {
    /// A file of this machine.
    File(PathBuf),
    /// Several machines share it.
    #[cfg(feature = "fleet")]
    Broker(BrokerPlace),
}

/// Why arguments name no store.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum StorePlaceError {
    #[cfg(feature = "fleet")]
    #[error(transparent)]
    Broker(#[from] BrokerPlaceError),
    /// The address is not repeated: it may have a password.
    #[cfg(not(feature = "fleet"))]
    #[error("this curate knows neither fleets nor stores at a broker: it was built without the feature `fleet`")]
    #[diagnostic(help("released binaries have it; `cargo install curate --features fleet` builds it"))]
    NoFleet,
}

impl StorePlace {
    /// The store that is `named`: a file, or the address of a broker, with the name of the fleet there and the file of the
    /// user's credentials.
    ///
    /// # Errors
    ///
    /// Where an address is none, or brokers are beyond this build.
    pub(crate) fn of(named: &Path, fleet: Option<&str>, credentials: Option<&Path>) -> Result<Self, StorePlaceError> {
        match address(named) {
            None => Ok(Self::File(named.to_owned())),
            #[cfg(feature = "fleet")]
            Some(address) => Ok(Self::Broker(BrokerPlace::of(address, fleet, credentials)?)),
            #[cfg(not(feature = "fleet"))]
            Some(_) => {
                // They only matter where there are brokers.
                let _ = (fleet, credentials);
                Err(StorePlaceError::NoFleet)
            }
        }
    }

    /// The file; `None` where it is another place.
    #[cfg_attr(not(feature = "fleet"), expect(clippy::unnecessary_wraps, reason = "the other place is a broker"))]
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            #[cfg(feature = "fleet")]
            Self::Broker(_) => None,
        }
    }

    /// What is shown of it, without secrets.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            #[cfg(feature = "fleet")]
            Self::Broker(place) => place.to_string(),
        }
    }
}

/// The address that `named` is; `None` where it is a file.
fn address(named: &Path) -> Option<&str> {
    let text = named.to_str()?;
    let (scheme, _) = text.split_once("://")?;
    ["nats", "tls"].into_iter().any(|known| scheme.eq_ignore_ascii_case(known)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_brokers() {
        for file in ["links.db", "nats.db", "./nats:/x", "http://x", "nats"] {
            assert_eq!(StorePlace::of(Path::new(file), None, None).expect("a file").file(), Some(Path::new(file)));
        }
        for broker in ["nats://user:secret@h", "TLS://secret@h"] {
            let place = StorePlace::of(Path::new(broker), None, None);
            #[cfg(feature = "fleet")]
            assert!(place.is_ok_and(|place| place.file().is_none() && !format!("{place:?}").contains("secret")));
            #[cfg(not(feature = "fleet"))]
            {
                use miette::Diagnostic as _;
                let error = place.expect_err("brokers are beyond this build");
                let help = error.help().expect("a help").to_string();
                assert!(!error.to_string().contains("secret") && help.contains("--features fleet"), "{error}");
            }
        }
    }
}
