//! Arguments of `curate ci`.

use crate::cli::links::LinksArguments;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate ci`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CiArguments {
    /// What is checked.
    #[command(flatten)]
    pub check: LinksArguments,
    /// Do one half of the check alone
    #[arg(long, value_enum, value_name = "HALF")]
    pub only: Option<Only>,
    /// Write the findings to this file too, as SARIF
    #[arg(long, value_name = "FILE")]
    pub sarif_file: Option<PathBuf>,
    /// Write no job summary
    #[arg(long)]
    pub no_summary: bool,
}

/// One half of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Only {
    /// The offline rules.
    Lint,
    /// The URLs.
    Links,
}
