//! Why a store cannot be used.

#[cfg(feature = "fleet")]
use crate::links::store::broker_help::help;
use crate::links::store::row_json::VERSION;
#[cfg(feature = "fleet")]
use curate_rules::text;
use std::fmt::Display;
use std::path::PathBuf;

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", shown.display())]
pub struct StoreError {
    /// The file, or the address of a broker without secrets.
    pub(crate) shown: PathBuf,
    pub(crate) kind: StoreErrorKind,
}

/// What is wrong with it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreErrorKind {
    #[error("is not a store of curate")]
    Foreign,
    #[error("is damaged")]
    Damaged,
    #[error("is a store of version {found}, and this curate has version {VERSION}")]
    Older { found: i32 },
    #[error("is a store of version {found}, which a newer curate has written; this one knows version {VERSION}")]
    Newer { found: i32 },
    #[error("is a folder, and a store is a file")]
    Folder,
    #[error("the store cannot be used: {0}")]
    Sql(#[from] rusqlite::Error),
    #[error("the store cannot be used: {0}")]
    Io(#[from] std::io::Error),
    #[cfg(feature = "fleet")]
    #[error("there is no store of the fleet {0}")]
    NoBucket(curate_fleet::names::FleetName),
    #[cfg(feature = "fleet")]
    #[error(transparent)]
    Broker(#[from] curate_fleet::error::FleetErrorKind),
}

/// What to do about a store at a broker: it depends on what is wrong there.
impl miette::Diagnostic for StoreError {
    fn help(&self) -> Option<Box<dyn Display + '_>> {
        match &self.kind {
            #[cfg(feature = "fleet")]
            StoreErrorKind::Broker(kind) => Some(Box::new(help(kind))),
            #[cfg(feature = "fleet")]
            StoreErrorKind::NoBucket(_) => Some(Box::new(text!(
                "a run of `curate links --store` without --cached creates it; --fleet-name names another"
            ))),
            _ => None,
        }
    }
}
