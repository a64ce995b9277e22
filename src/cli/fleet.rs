//! Arguments of `curate worker` and `curate fleet`.

use crate::cli::headings::CONFIGURATION;
use crate::cli::links::{FleetArguments, RequestArguments};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Arguments of `curate worker`.
#[derive(Debug, Args)]
pub(crate) struct WorkerArguments {
    /// The broker, such as `nats://broker.example:4222`
    #[arg(long, value_name = "URL")]
    pub fleet: PathBuf,
    /// Which fleet and which user.
    #[command(flatten)]
    pub at: FleetArguments,
    /// The configuration that says how URLs are requested
    ///
    /// Its table `[links]` counts; without this, curate.toml in this folder or above. The lists' own configurations do not
    /// reach workers.
    #[arg(long, value_name = "FILE", help_heading = CONFIGURATION)]
    pub config: Option<PathBuf>,
    /// How URLs are requested.
    #[command(flatten)]
    pub request: RequestArguments,
}

/// Arguments of `curate fleet`.
#[derive(Debug, Args)]
pub(crate) struct FleetCommandArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: FleetCommand,
}

/// What to do with a fleet.
#[derive(Debug, Subcommand)]
pub(crate) enum FleetCommand {
    /// Show what waits, who works, how fast, and what is paused
    Status(StatusArguments),
}

/// Arguments of `curate fleet status`.
#[derive(Debug, Args)]
pub(crate) struct StatusArguments {
    /// The broker, such as `nats://broker.example:4222`
    #[arg(long, value_name = "URL")]
    pub fleet: PathBuf,
    /// Which fleet and which user.
    #[command(flatten)]
    pub at: FleetArguments,
    /// Output format: text or json
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", hide_possible_values = true)]
    pub output_format: StatusFormat,
}

/// How a fleet's status is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}
