//! The command line.

mod ci;
mod completions;
mod config;
mod explain;
mod init;
mod links;
mod lint;
mod merge;
mod parity;
mod rules;

pub(crate) use crate::cli::ci::{CiArguments, Only};
pub(crate) use crate::cli::completions::{CompletionsArguments, ManArguments};
pub(crate) use crate::cli::config::{ConfigArguments, ConfigCommand, ShowArguments};
pub(crate) use crate::cli::explain::ExplainArguments;
pub(crate) use crate::cli::init::InitArguments;
pub(crate) use crate::cli::links::{LinksArguments, RequestArguments};
pub(crate) use crate::cli::lint::LintArguments;
pub(crate) use crate::cli::merge::MergeArguments;
pub(crate) use crate::cli::parity::{ParityArguments, ParityFormat};
pub(crate) use crate::cli::rules::{RulesArguments, RulesFormat};

use crate::terminal::color::ColorChoice;
use clap::{Parser, Subcommand};

/// Keeps curated markdown lists correct, in one language or in several.
#[derive(Debug, Parser)]
#[command(name = "curate", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done, 130 interrupted."
)]
pub(crate) struct Arguments {
    /// When to colour the output
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", visible_alias = "colour")]
    pub color: ColorChoice,
    /// Print findings only: no notices, no summary
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find what is wrong with lists, and fix it
    Lint(Box<LintArguments>),
    /// Check every URL of lists, and report what is dead or has moved
    Links(Box<LinksArguments>),
    /// Lint and check URLs, in one report
    Check(Box<LinksArguments>),
    /// Check in a CI run: annotations, a job summary, outputs; fails on what a change introduced
    #[command(mut_arg("fail_on", |argument| argument.default_value("error")))]
    Ci(Box<CiArguments>),
    /// Show how much each translation has of each section: what is missing, not translated or out of date
    Parity(ParityArguments),
    /// Show all rules
    Rules(RulesArguments),
    /// Show a rule's page, or what is remembered of a URL
    Explain(ExplainArguments),
    /// Join the results of several machines: stores, or reports of shards
    Merge(MergeArguments),
    /// Look at the lists here and write a first curate.toml
    Init(InitArguments),
    /// Show what counts for a file and why, or the schema of the configuration
    Config(ConfigArguments),
    /// Print the completions of a shell
    Completions(CompletionsArguments),
    /// Print the manual
    Man(ManArguments),
}
