//! Arguments of `curate rules`.

use clap::Args;

/// Arguments of `curate rules`.
#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
    /// `full` is a table, `concise` the names alone
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: RulesFormat,
}

/// How rules are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum RulesFormat {
    /// A table.
    #[default]
    Full,
    /// Names alone.
    Concise,
    /// An array of objects.
    Json,
}
