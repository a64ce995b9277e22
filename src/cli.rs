//! The command line.

use crate::config::duration::some_duration;
use crate::config::fail_on::FailOn;
use crate::config::selector::Selector;
use crate::config::variable::AllowedVariable;
use crate::links::shard::Shard;
use crate::report::output_format::OutputFormat;
use crate::terminal::color::ColorChoice;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

/// Keeps curated markdown lists correct, in one language or in several.
#[derive(Debug, Parser)]
#[command(name = "curate", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done, 130 interrupted."
)]
pub struct Arguments {
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
pub enum Command {
    /// Find what is wrong with lists, and mend it
    Lint(Box<LintArguments>),
    /// Ask every URL of lists, and report what is dead or has moved
    Links(Box<LinksArguments>),
    /// Lint and ask, in one report
    Check(Box<LinksArguments>),
    /// Check in a CI run: annotations, a job summary, outputs; fails on what a change introduced
    #[command(mut_arg("fail_on", |argument| argument.default_value("error")))]
    Ci(Box<CiArguments>),
    /// Show all rules
    Rules(RulesArguments),
    /// Show a rule's page, or what is remembered of a URL
    Explain(ExplainArguments),
    /// Join what several machines learnt: stores, or reports of shards
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

/// Arguments of `curate lint`.
#[derive(Clone, Debug, Default, Args)]
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
    /// Only what the change since this revision introduced: since the commit it last had in common with HEAD
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Judge what is staged instead of the files themselves; since HEAD where --since says nothing else
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes"])]
    pub staged: bool,
    /// Judge what this revision has instead of the files themselves
    #[arg(long, value_name = "REV", requires = "since", conflicts_with_all = ["staged", "fix", "unsafe_fixes"])]
    pub until: Option<String>,
    /// Count findings by rule instead of listing them; with a format for programs, beside it on standard error
    #[arg(long)]
    pub statistics: bool,
    /// Report only what is above the counts of this file, which --write-baseline writes
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found now into the baseline, instead of reporting it
    #[arg(long, requires = "baseline", conflicts_with = "diff")]
    pub write_baseline: bool,
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
    /// Read configuration files as they were before the change since this revision, not as they are
    #[arg(long, value_name = "REV", conflicts_with_all = ["config", "isolated"])]
    pub config_from: Option<String>,
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

/// Arguments of `curate links` and `curate check`.
#[derive(Clone, Debug, Args)]
pub struct LinksArguments {
    /// What is judged and how it is shown.
    #[command(flatten)]
    pub lint: LintArguments,
    /// Show what would be asked, one URL a line, and ask nothing
    #[arg(long, conflicts_with_all = ["output_file", "statistics"])]
    pub dump: bool,
    /// Keep what is learnt in this file, in the place of the one in the user's cache
    #[arg(long, value_name = "FILE", conflicts_with = "no_store")]
    pub store: Option<PathBuf>,
    /// Remember nothing, and trust nothing that was remembered
    #[arg(long)]
    pub no_store: bool,
    /// Ask nothing: judge by what is remembered, however old
    #[arg(long, conflicts_with = "no_store")]
    pub cached: bool,
    /// Ask one part of the hosts, such as 2/5; the other parts are for other machines
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Ask only URLs that match one of these patterns
    #[arg(long, value_name = "REGEX")]
    pub include: Vec<regex::Regex>,
    /// Do not ask URLs that match; the text of the list counts too
    #[arg(long = "exclude-url", value_name = "REGEX")]
    pub exclude_url: Vec<regex::Regex>,
    /// Time for the whole run, such as 10m
    #[arg(long, value_name = "TIME", value_parser = some_duration)]
    pub deadline: Option<Duration>,
    /// Ask the Wayback Machine for the last copy of each dead link
    #[arg(long)]
    pub suggest_archive: bool,
    /// The availability API of the Wayback Machine
    #[arg(long, value_name = "URL", hide = true, default_value = "https://archive.org")]
    pub archive_api: url::Url,
    /// The API to ask for repositories of GitHub when `GITHUB_TOKEN` is set [default: `GITHUB_API_URL`, or GitHub's]
    #[arg(long, value_name = "URL")]
    pub github_api: Option<String>,
    /// How URLs are asked.
    #[command(flatten)]
    pub asking: AskingArguments,
}

/// Arguments of everything that asks URLs. What they say counts more than the configuration.
#[derive(Clone, Debug, Args)]
pub struct AskingArguments {
    /// Time for one request, such as 20s [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = some_duration)]
    pub timeout: Option<Duration>,
    /// Requests in flight, all hosts together [default: 128]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub max_concurrency: Option<u16>,
    /// Let the configuration send what this environment variable holds; with @HOST, only where its `name` is HOST
    #[arg(long, value_name = "NAME[@HOST]")]
    pub allow_env: Vec<AllowedVariable>,
    /// Ask addresses that are not public too (loopback, private networks)
    #[arg(long)]
    pub allow_private: bool,
    /// The name server to ask, as ADDRESS:PORT
    #[arg(long, value_name = "ADDRESS")]
    pub dns_server: Option<std::net::SocketAddr>,
    /// Go through the proxies of the environment; which addresses they reach is theirs to say
    #[arg(long)]
    pub proxy: bool,
    /// Trust the system's certificates too
    #[arg(long)]
    pub system_certs: bool,
}

/// Arguments of `curate ci`.
#[derive(Clone, Debug, Args)]
pub struct CiArguments {
    /// What is checked.
    #[command(flatten)]
    pub check: LinksArguments,
    /// Do one half of the check alone
    #[arg(long, value_enum, value_name = "HALF")]
    pub only: Option<Only>,
    /// Write the findings to this file too, as SARIF
    #[arg(long, value_name = "FILE")]
    pub sarif_file: Option<PathBuf>,
    /// Write no job summary
    #[arg(long)]
    pub no_summary: bool,
}

/// One half of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Only {
    /// The offline rules.
    Lint,
    /// What is learnt by asking URLs.
    Links,
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

/// Arguments of `curate merge`.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// Stores, or reports in the json format; they stay as they are
    #[arg(value_name = "FILES", required = true)]
    pub files: Vec<PathBuf>,
    /// Where to: for stores a store, which keeps what it knows; for reports a file in the place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// End with status 1 where a report has something of this level
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub fail_on: FailOn,
}

/// Arguments of `curate init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// `-` prints the configuration instead of writing it
    #[arg(value_name = "-", value_parser = ["-"])]
    pub print: Option<String>,
    /// Print the configuration instead of writing it
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `curate config`.
#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// What to show.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What to show of the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// The settings of a file, with where each comes from
    Show(ShowArguments),
    /// The JSON schema of curate.toml
    Schema,
}

/// Arguments of `curate config show`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// The file; a folder stands for its README.md
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Use this configuration file
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long)]
    pub isolated: bool,
}

/// Arguments of `curate completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `curate man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// Write a page for every command into this folder instead
    #[arg(long, value_name = "FOLDER")]
    pub output_dir: Option<PathBuf>,
}
