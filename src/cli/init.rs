//! Arguments of `curate init`.

use clap::Args;

/// Arguments of `curate init`.
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// `-` prints the configuration instead of writing it
    #[arg(value_name = "-", value_parser = ["-"])]
    pub print: Option<String>,
    /// Print the configuration instead of writing it
    #[arg(long)]
    pub dry_run: bool,
}
