//! Arguments of `curate badge`.

use crate::cli::headings::{CONFIGURATION, OUTPUT, SELECTION, URLS};
use crate::cli::links::FleetArguments;
use crate::config::argument::ConfigArgument;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate badge`.
#[derive(Debug, Args)]
pub(crate) struct BadgeArguments {
    /// Files and folders whose state it shows [default: .]
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// Write the badge to this file, in the place of standard output
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub output: Option<PathBuf>,
    /// The store with the outcomes of URLs, in the place of the one in the user's cache
    #[arg(long, value_name = "FILE", help_heading = URLS)]
    pub store: Option<PathBuf>,
    /// Which fleet and which user at a broker.
    #[command(flatten)]
    pub fleet: FleetArguments,
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
