//! Arguments of `curate lsp`.

use clap::Args;

/// Arguments of `curate lsp`.
#[derive(Debug, Args)]
pub(crate) struct LspArguments {
    /// What many clients add, and what is done in any case
    #[arg(long, hide = true)]
    pub stdio: bool,
}
