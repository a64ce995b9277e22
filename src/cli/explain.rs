//! Arguments of `curate explain`.

use crate::cli::links::{FleetArguments, RequestArguments};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The rule or group, such as `links/padding`; or the URL, as the list has it
    #[arg(value_name = "RULE|URL")]
    pub subject: String,
    /// The store to look a URL up in, in the place of the one in the user's cache
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Which fleet and which user at a broker.
    #[command(flatten)]
    pub fleet: FleetArguments,
    /// Check the URL now, and show each request and its response; nothing is remembered of it
    #[arg(long)]
    pub check: bool,
    /// How it is requested.
    #[command(flatten)]
    pub request: RequestArguments,
}
