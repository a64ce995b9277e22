//! Arguments of `curate parity`.

use crate::cli::headings::{CONFIGURATION, OUTPUT, REPORTING, SELECTION};
use crate::config::argument::ConfigArgument;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate parity`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0, or 1 below --fail-under, 2 the job could not be done. See docs/en/guide/parity.md."
)]
pub(crate) struct ParityArguments {
    /// Files and folders to compare [default: .]
    ///
    /// Name the source of a page for all its translations, or only the translations that you mean.
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// Find translations that are out of date
    ///
    /// By what git knows of the changes to the source since each part was translated; takes seconds.
    #[arg(long, help_heading = REPORTING)]
    pub stale: bool,
    /// Show complete sections too; shorten nothing
    #[arg(long, help_heading = REPORTING)]
    pub all: bool,
    /// Fail below this share of the source, 0 to 100
    #[arg(long, help_heading = REPORTING, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub fail_under: Option<u8>,
    /// Format of the tables
    #[arg(long, help_heading = OUTPUT, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: ParityFormat,
    /// Use this file, or override one setting
    #[arg(long, value_name = "FILE|KEY=VALUE", help_heading = CONFIGURATION)]
    pub config: Vec<ConfigArgument>,
    /// Read no configuration file
    #[arg(long, help_heading = CONFIGURATION)]
    pub isolated: bool,
    /// Leave out files that match this .gitignore pattern
    #[arg(long, value_name = "PATTERN", help_heading = SELECTION)]
    pub exclude: Vec<String>,
}

/// How the tables are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ParityFormat {
    /// For a terminal, as wide as it is.
    #[default]
    Full,
    /// Tables for an issue or a wiki.
    Markdown,
    /// One object; see docs/en/guide/parity.md for its fields.
    Json,
    /// A page for a browser, with what is missing beside what the source has.
    Html,
}
