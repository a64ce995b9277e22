//! Why URLs cannot be checked.

use crate::commands::links::runner::RunError;
use crate::links::store::{CloseError, StoreError};
use miette::Diagnostic as _;

/// Why URLs cannot be checked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(super) enum LinksError {
    #[cfg(feature = "fleet")]
    #[error("the lists are gone")]
    NoLists,
    #[cfg(feature = "fleet")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Fleet(#[from] crate::commands::fleet::FleetRunError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Store(StoreError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    SharedStore(StoreError),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Close(#[from] CloseError),
}

impl From<StoreError> for LinksError {
    fn from(error: StoreError) -> Self {
        if error.help().is_some() { Self::SharedStore(error) } else { Self::Store(error) }
    }
}
