//! Arguments of `curate parity`.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate parity`.
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0, or 1 below --fail-under, 2 the job could not be done. See docs/parity.md.")]
pub(crate) struct ParityArguments {
    /// Files and folders; of a page, name the source for all its translations, or those that are of interest
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// Look in git for what the source has changed since it was translated; takes seconds
    #[arg(long)]
    pub stale: bool,
    /// Show sections that are complete in every translation, too, and on a terminal nothing shortened to its width
    #[arg(long)]
    pub all: bool,
    /// End with status 1 where a translation has less of its source than this, from 0 to 100
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub fail_under: Option<u8>,
    /// How the tables are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: ParityFormat,
    /// Use this configuration file for everything
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long)]
    pub isolated: bool,
    /// Leave out files that match, with the meaning patterns have in a .gitignore
    #[arg(long, value_name = "PATTERN")]
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
    /// One object; see docs/parity.md for its fields.
    Json,
}
