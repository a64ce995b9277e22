//! Arguments of `curate ci`.

use crate::cli::headings::{OUTPUT, SELECTION};
use crate::cli::links::LinksArguments;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate ci`.
#[derive(Clone, Debug, Args)]
pub(crate) struct CiArguments {
    /// What is checked.
    #[command(flatten)]
    pub check: LinksArguments,
    /// Run one half of the check alone
    #[arg(long, value_enum, value_name = "HALF", help_heading = SELECTION)]
    pub only: Option<Only>,
    /// Write findings to this file too, as SARIF
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    pub sarif_file: Option<PathBuf>,
    /// Write no job summary
    #[arg(long, help_heading = OUTPUT)]
    pub no_summary: bool,
    /// End with 2 where no file is found
    #[arg(long, help_heading = SELECTION)]
    pub fail_if_empty: bool,
}

/// One half of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Only {
    /// The offline rules.
    Lint,
    /// The URLs.
    Links,
}
