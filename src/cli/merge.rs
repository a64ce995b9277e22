//! Arguments of `curate merge`.

use crate::cli::links::FleetArguments;
use crate::config::fail_on::FailOn;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate merge`.
#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// Stores (files, or `nats://HOST`), or reports in the json format; they stay as they are
    #[arg(value_name = "FILES", required = true)]
    pub files: Vec<PathBuf>,
    /// Where to: for stores a store, which keeps what it knows; for reports a file in the place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which fleet and which user at a broker.
    #[command(flatten)]
    pub fleet: FleetArguments,
    /// End with status 1 where a report has something of this level
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub fail_on: FailOn,
}
