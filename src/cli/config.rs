//! Arguments of `curate config`.

use crate::config::argument::ConfigArgument;
use clap::Args;
use clap::Subcommand;
use std::path::PathBuf;

/// Arguments of `curate config`.
#[derive(Debug, Args)]
pub(crate) struct ConfigArguments {
    /// What to show.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What to show of the configuration.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// The settings of a file, with where each comes from
    Show(ShowArguments),
    /// The JSON schema of curate.toml
    Schema,
}

/// Arguments of `curate config show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// The file; a folder stands for its README.md
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Use this file, or override one setting
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub config: Vec<ConfigArgument>,
    /// Read no configuration file
    #[arg(long)]
    pub isolated: bool,
}
