//! Arguments of `curate explain`.

use crate::cli::links::AskingArguments;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The rule or group, such as `links/padding`; or the URL, as the list has it
    #[arg(value_name = "RULE|URL")]
    pub subject: String,
    /// The store to look a URL up in, in the place of the one in the user's cache
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Ask the URL now, and show each question and its answer; nothing is remembered of it
    #[arg(long)]
    pub ask: bool,
    /// How it is asked.
    #[command(flatten)]
    pub asking: AskingArguments,
}
