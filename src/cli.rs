//! The command line.

use crate::plain::choices::{Colour, FailOn, OutputFormat};
use crate::plain::selector::Selector;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Keeps curated markdown lists correct, in one language or in several.
#[derive(Debug, Parser)]
#[command(name = "curate", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.")]
pub struct Arguments {
    /// When to colour the output
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", visible_alias = "colour")]
    pub color: Colour,
    /// Print findings only: no notices, no summary
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find what is wrong with lists, and mend it
    Lint(Box<LintArguments>),
    /// Show all rules
    Rules(RulesArguments),
    /// Show a rule's page: what, why, examples, fix, options
    Explain(ExplainArguments),
}

/// Arguments of `curate lint`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct LintArguments {
    /// Files and folders; `-` reads one document from standard input
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// Mend what can be mended safely
    #[arg(long)]
    pub fix: bool,
    /// Apply fixes that need a look afterwards too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show what would be mended as a diff, and write nothing
    #[arg(long)]
    pub diff: bool,
    /// Run only these rules and groups, also those that are off by default
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',')]
    pub select: Vec<Selector>,
    /// Do not run these rules and groups
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',')]
    pub ignore: Vec<Selector>,
    /// End with status 1 where something of this level is found
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub fail_on: FailOn,
    /// Show hints too (and let --fix mend them)
    #[arg(long)]
    pub hints: bool,
    /// Show every finding where a summary stands for many
    #[arg(long)]
    pub all: bool,
    /// Count findings by rule instead of listing them
    #[arg(long)]
    pub statistics: bool,
    /// How findings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: OutputFormat,
    /// Write the report to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// The name of what standard input holds; its siblings and configuration count
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
    /// Use this configuration file for everything
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration file (curate.toml, .editorconfig, .markdownlint)
    #[arg(long)]
    pub isolated: bool,
    /// Leave out files that match, with the meaning patterns have in a .gitignore
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// Leave out excluded files even where they are named
    #[arg(long)]
    pub force_exclude: bool,
}

/// Arguments of `curate rules`.
#[derive(Debug, Args)]
pub struct RulesArguments {
    /// `full` is a table, `concise` the names alone
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: RulesFormat,
}

/// How rules are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum RulesFormat {
    /// A table.
    #[default]
    Full,
    /// Names alone.
    Concise,
    /// An array of objects.
    Json,
}

/// Arguments of `curate explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The rule, such as `links/padding`
    #[arg(value_name = "RULE")]
    pub rule: String,
}
