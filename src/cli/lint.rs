//! Arguments of `curate lint`, most of which everything that lints has too.

use crate::cli::headings::{CONFIGURATION, FIXING, OUTPUT, REPORTING, SELECTION};
use crate::config::argument::ConfigArgument;
use crate::config::fail_on::FailOn;
use crate::config::selector::Selector;
use crate::report::output_format::OutputFormat;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `curate lint`.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct LintCommandArguments {
    /// What is judged and how it is shown.
    #[command(flatten)]
    pub lint: LintArguments,
    /// Check again whenever a file changes
    ///
    /// A list, its translations, a configuration that counts, a file that is linked to. On a terminal each report takes the place of
    /// the one before; elsewhere it follows it, after a line. Ctrl-C ends it, with exit status 0. It fixes nothing: the file would
    /// change under the editor that has it open.
    #[arg(long, conflicts_with_all = ["staged", "until", "write_baseline"], help_heading = REPORTING)]
    pub watch: bool,
}

/// Arguments of `curate lint` that everything that lints has too.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct LintArguments {
    /// Files and folders to check, `-` for standard input [default: .]
    ///
    /// A file that is named is checked whatever its name, also where git ignores it. A folder gives its markdown files, without
    /// those that git ignores, hidden ones, and installed packages.
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// Run only these rules and groups, or `all`
    ///
    /// `all` is every rule. Rules that are off by default run too where they are selected.
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', help_heading = SELECTION)]
    pub select: Vec<Selector>,
    /// Skip these rules and groups, or `all`
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', help_heading = SELECTION)]
    pub ignore: Vec<Selector>,
    /// Leave out files that match
    ///
    /// A pattern means what it would in a .gitignore.
    #[arg(long, value_name = "PATTERN", help_heading = SELECTION)]
    pub exclude: Vec<String>,
    /// Leave out excluded files even if they are named
    ///
    /// Hooks name every file of a commit, excluded ones too.
    #[arg(long, help_heading = SELECTION)]
    pub force_exclude: bool,
    /// Check standard input as if it were this file
    ///
    /// Its configuration counts, and so do its translations beside it.
    #[arg(long, value_name = "FILE", help_heading = SELECTION)]
    pub stdin_filename: Option<PathBuf>,
    /// Check what is staged, not the working tree
    ///
    /// Only what the staged change introduces is reported: since HEAD, or since the revision that --since names. Where pre-commit
    /// runs for a push or with --from-ref and --to-ref, its range of commits is checked instead.
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes"], help_heading = SELECTION)]
    pub staged: bool,
    /// Check the files of this revision; needs --since
    #[arg(
        long,
        value_name = "REV",
        requires = "since",
        conflicts_with_all = ["staged", "fix", "unsafe_fixes"],
        help_heading = SELECTION,
        hide_short_help = true
    )]
    pub until: Option<String>,
    /// Report only what changed since this revision
    ///
    /// The change is compared with the commit that REV and HEAD last had in common.
    #[arg(long, value_name = "REV", help_heading = REPORTING)]
    pub since: Option<String>,
    /// Report only findings that this file does not have
    ///
    /// `--write-baseline` writes it; `baseline` of curate.toml names one for every run.
    #[arg(long, value_name = "FILE", help_heading = REPORTING)]
    pub baseline: Option<PathBuf>,
    /// Report the findings of the baseline too
    ///
    /// The `baseline` of curate.toml does not count.
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"], help_heading = REPORTING)]
    pub no_baseline: bool,
    /// Write all current findings into the baseline
    #[arg(long, conflicts_with_all = ["diff", "since", "staged"], help_heading = REPORTING)]
    pub write_baseline: bool,
    /// Report hints too (and fix them with --fix)
    #[arg(long, help_heading = REPORTING)]
    pub hints: bool,
    /// Report every finding: summarize and shorten nothing
    ///
    /// On a terminal that is all findings and links, where otherwise a page of them is shown.
    #[arg(long, help_heading = REPORTING)]
    pub all: bool,
    /// Lowest level that fails the run
    ///
    /// By default what `fail-on` of curate.toml says, and `warning` without; `error` for `curate ci`.
    #[arg(long, value_enum, value_name = "LEVEL", help_heading = REPORTING)]
    pub fail_on: Option<FailOn>,
    /// Apply safe fixes
    #[arg(long, help_heading = FIXING)]
    pub fix: bool,
    /// With --fix or --diff: fixes that need a review, too
    #[arg(long, help_heading = FIXING)]
    pub unsafe_fixes: bool,
    /// Show the fixes as a diff; write nothing
    ///
    /// Exit status 1 if there are any. With --unsafe-fixes it shows those too.
    #[arg(long, conflicts_with_all = ["statistics", "output_file", "output_format"], help_heading = FIXING)]
    pub diff: bool,
    /// Use this file, or override one setting
    ///
    /// FILE takes the place of every curate.toml. KEY=VALUE is TOML, where keys with `/` and values of one word need no quotes, and
    /// counts more than any file; it may be given several times, and beside one FILE. Paths in it are relative to the configuration
    /// file it adds to. To name a file with `=` in its path, begin with `./`.
    #[arg(long, value_name = "FILE|KEY=VALUE", help_heading = CONFIGURATION)]
    pub config: Vec<ConfigArgument>,
    /// Read configuration files of the base of a change
    ///
    /// They are read as they were before the change since REV, so that the change cannot switch off what judges it.
    #[arg(
        long,
        value_name = "REV",
        conflicts_with_all = ["config", "isolated"],
        help_heading = CONFIGURATION,
        hide_short_help = true
    )]
    pub config_from: Option<String>,
    /// Read no configuration file
    ///
    /// Neither curate.toml nor .editorconfig, .markdownlint* and the like.
    #[arg(long, help_heading = CONFIGURATION)]
    pub isolated: bool,
    /// Report format; --help lists all
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = OUTPUT
    )]
    pub output_format: OutputFormat,
    /// Write the report to this file
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    pub output_file: Option<PathBuf>,
    /// Count findings by rule
    ///
    /// In the place of the findings; beside a format for programs, on standard error.
    #[arg(long, help_heading = OUTPUT)]
    pub statistics: bool,
}
