//! Arguments of `curate completions` and `curate man`.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `curate man`.
#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// Write a page for every command into this folder instead
    #[arg(long, value_name = "FOLDER")]
    pub output_dir: Option<PathBuf>,
}
