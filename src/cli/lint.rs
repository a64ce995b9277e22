//! Arguments of `curate lint`, which everything that lints has too.

use crate::config::fail_on::FailOn;
use crate::config::selector::Selector;
use crate::report::output_format::OutputFormat;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate lint`.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct LintArguments {
    /// Files and folders; `-` reads one document from standard input
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// Fix what can be fixed safely
    #[arg(long)]
    pub fix: bool,
    /// Apply fixes that need a look afterwards too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show what would be fixed as a diff, and write nothing; exit status 1 where that is anything
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
    /// Show hints too (and let --fix fix them)
    #[arg(long)]
    pub hints: bool,
    /// Show every finding where a summary stands for many, and on a terminal every link, nothing of it shortened
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
