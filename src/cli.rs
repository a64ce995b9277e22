//! The command line.

mod badge;
mod chinese;
mod ci;
mod completions;
mod config;
mod environment;
mod examples;
mod explain;
mod fleet;
mod headings;
mod init;
mod links;
mod lint;
mod lsp;
mod merge;
mod parity;
mod rules;

pub(crate) use crate::cli::badge::BadgeArguments;
pub(crate) use crate::cli::ci::{CiArguments, Only};
pub(crate) use crate::cli::completions::{CompletionsArguments, ManArguments};
pub(crate) use crate::cli::config::{ConfigArguments, ConfigCommand, ShowArguments};
pub(crate) use crate::cli::explain::ExplainArguments;
#[cfg(feature = "fleet")]
pub(crate) use crate::cli::fleet::StatusFormat;
pub(crate) use crate::cli::fleet::{FleetCommand, FleetCommandArguments, StatusArguments, WorkerArguments};
pub(crate) use crate::cli::init::InitArguments;
pub(crate) use crate::cli::links::{FleetArguments, LinksArguments, RequestArguments};
pub(crate) use crate::cli::lint::{LintArguments, LintCommandArguments};
pub(crate) use crate::cli::lsp::LspArguments;
pub(crate) use crate::cli::merge::MergeArguments;
pub(crate) use crate::cli::parity::{ParityArguments, ParityFormat};
pub(crate) use crate::cli::rules::{RulesArguments, RulesFormat};

use crate::cli::headings::OUTPUT;
use crate::locale::SpokenLanguage;
use crate::terminal::color::ColorChoice;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// Arguments that the short help of commands with many more leaves to the long one.
const RARE: &[&str] = &["baseline", "force_exclude", "isolated", "no_baseline", "stdin_filename", "write_baseline"];
/// The same for a CI run.
const RARE_IN_CI: &[&str] = &["dump", "include", "no_summary", "staged", "statistics", "unsafe_fixes"];

fn hidden_in_short(argument: clap::Arg, names: &[&str]) -> clap::Arg {
    let is_hidden = names.iter().any(|name| argument.get_id() == *name);
    if is_hidden { argument.hide_short_help(true) } else { argument }
}

/// The command line as it is documented, whatever the environment.
pub(crate) fn command() -> clap::Command {
    environment::with_list(Arguments::command())
}

/// The arguments of the process, with what its environment says where they say nothing.
///
/// # Errors
///
/// Where they are wrong, or want help.
pub(crate) fn arguments() -> Result<Arguments, clap::Error> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let command = || environment::with_defaults(command(), &variable);
    let given: Vec<_> = std::env::args_os().collect();
    let matches = command()
        .try_get_matches_from(&given)
        .map_err(|error| chinese::answer(error, command(), &given, variable("CURATE_LANG")))?;
    let mut arguments = Arguments::from_arg_matches(&matches)?;
    if let Command::Lint(lint) = &mut arguments.command {
        environment::take_range_of_hook(&mut lint.lint, &|name| std::env::var(name).ok());
    }
    Ok(arguments)
}

/// The arguments of `curate links` where nobody has given any: what the environment says, and defaults.
///
/// # Errors
///
/// Where the environment says what cannot be.
pub(crate) fn links_arguments() -> Result<LinksArguments, clap::Error> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let matches = environment::with_defaults(command(), &variable).try_get_matches_from(["curate", "links"])?;
    match Arguments::from_arg_matches(&matches)?.command {
        Command::Links(links) => Ok(*links),
        _ => Err(clap::Error::new(clap::error::ErrorKind::InvalidSubcommand)),
    }
}

/// Keeps curated markdown lists correct, in one language or in several.
#[derive(Debug, Parser)]
#[command(name = "curate", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = examples::PROGRAM)]
pub(crate) struct Arguments {
    /// Colour: auto, always or never [default: auto]
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        alias = "colour",
        hide_possible_values = true,
        hide_default_value = true,
        help_heading = OUTPUT
    )]
    pub color: ColorChoice,
    /// Print findings only: no notices, no summary
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = OUTPUT)]
    pub quiet: bool,
    /// Say on standard error what is checked, and why
    ///
    /// Which files were found and which were left out, which configuration counts for them, which are editions of one list, and
    /// how long each step took.
    #[arg(short, long, global = true, help_heading = OUTPUT)]
    pub verbose: bool,
    /// Language of messages: en or zh [default: en]
    ///
    /// By default what `lang` of curate.toml says; never the language of the system, so that a run says the same anywhere.
    #[arg(long, global = true, value_enum, ignore_case = true, value_name = "LANGUAGE", hide_possible_values = true, help_heading = OUTPUT)]
    pub lang: Option<SpokenLanguage>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find what is wrong with lists, and fix it
    #[command(after_help = examples::LINT)]
    Lint(Box<LintCommandArguments>),
    /// Check every URL of lists, and report what is dead or has moved
    #[command(after_help = examples::LINKS, mut_args(|argument| hidden_in_short(argument, RARE)))]
    Links(Box<LinksArguments>),
    /// Lint and check URLs, in one report
    #[command(after_help = examples::CHECK, mut_args(|argument| hidden_in_short(argument, RARE)))]
    Check(Box<LinksArguments>),
    /// Check in a CI run: annotations, a job summary, outputs; fails on what a change introduced
    #[command(
        after_help = examples::CI,
        mut_args(|argument| hidden_in_short(hidden_in_short(argument, RARE), RARE_IN_CI))
    )]
    Ci(Box<CiArguments>),
    /// Show how much each translation has of each section: what is missing, not translated or out of date
    Parity(ParityArguments),
    /// Draw a badge of what is known of links, or of findings; nothing is requested
    #[command(after_help = examples::BADGE)]
    Badge(BadgeArguments),
    /// Show all rules
    Rules(RulesArguments),
    /// Show a rule's page, or what is remembered of a URL
    Explain(ExplainArguments),
    /// Join the results of several machines: stores, or reports of shards
    Merge(MergeArguments),
    /// Check URLs for a fleet, for as long as it runs
    #[command(after_help = examples::WORKER)]
    Worker(WorkerArguments),
    /// Show what a fleet is doing
    Fleet(FleetCommandArguments),
    /// Serve an editor: findings, fixes and more as it types
    ///
    /// The Language Server Protocol on standard input and output. No URL is requested unless the editor is told to have them checked.
    Lsp(LspArguments),
    /// Look at the lists here and write a first curate.toml
    Init(InitArguments),
    /// Show what counts for a file and why, or the schema of the configuration
    Config(ConfigArguments),
    /// Print the completions of a shell
    Completions(CompletionsArguments),
    /// Print the manual
    Man(ManArguments),
}
