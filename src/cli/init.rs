//! Arguments of `curate init`.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate init`.
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The folder of the list; the one where curate runs by default. `-` prints the configuration instead of writing it
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Print the configuration instead of writing it
    #[arg(long)]
    pub dry_run: bool,
    /// Take the findings of today as known, in curate-baseline.toml: runs report what comes after
    #[arg(long)]
    pub baseline: bool,
}
