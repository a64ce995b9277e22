//! `curate worker` and `curate fleet`: checks URLs for a fleet, and shows what one is doing.

#[cfg(feature = "fleet")]
mod connect;
#[cfg(feature = "fleet")]
mod status;
#[cfg(feature = "fleet")]
mod worker;

#[cfg(feature = "fleet")]
pub(super) use crate::commands::fleet::connect::{FleetRunError, OpenFleet};
#[cfg(feature = "fleet")]
pub(super) use crate::commands::fleet::{status::run as status, worker::run as worker};

#[cfg(not(feature = "fleet"))]
use crate::cli::{StatusArguments, WorkerArguments};
#[cfg(not(feature = "fleet"))]
use crate::commands::failure::Failure;
#[cfg(not(feature = "fleet"))]
use crate::links::store::StorePlaceError;
#[cfg(not(feature = "fleet"))]
use crate::terminal::streams::Terminal;

/// Fleets are beyond this build.
#[cfg(not(feature = "fleet"))]
pub(super) fn worker(_: &WorkerArguments, _: Terminal) -> Result<u8, Failure> {
    Err(StorePlaceError::NoFleet.into())
}

/// Fleets are beyond this build.
#[cfg(not(feature = "fleet"))]
pub(super) fn status(_: &StatusArguments, _: Terminal) -> Result<u8, Failure> {
    Err(StorePlaceError::NoFleet.into())
}
