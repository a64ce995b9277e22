//! Whether output is coloured.

use clap::ValueEnum;

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// Where the terminal takes it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
