//! What a run is to do, made from the arguments of the command line at the door: no step sees those.

use crate::cli::LintArguments;
use crate::commands::failure::Failure;
use crate::commands::steps::config_at_revision;
use crate::commands::steps::run_settings::RunSettings;
use crate::config::Overrides;
use crate::config::argument::files_and_settings;
use crate::config::fail_on::FailOn;
use crate::config::selector::{Selector, nothing};
use crate::git::CheckedState;
use crate::locale::SpokenLanguage;
use crate::report::output_format::OutputFormat;
use crate::report::{Look, format};
use curate_rules::{Applicability, Severity};
use std::path::PathBuf;

/// What is wrong with the arguments.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum PlanError {
    #[error("--write-baseline needs the name of a file")]
    #[diagnostic(help("`--baseline curate-baseline.toml`, or `baseline = \"curate-baseline.toml\"` in curate.toml"))]
    NoBaseline,
    #[error("--unsafe-fixes changes nothing by itself")]
    #[diagnostic(help("`--fix --unsafe-fixes` applies these fixes too, `--diff --unsafe-fixes` shows them"))]
    NothingToFix,
    #[error("--select {}", nothing(number))]
    #[diagnostic(help("`curate rules` shows what there is"))]
    SelectsNothing { number: &'static str },
}

/// What a run is to do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// What is read.
    pub input: InputOptions,
    /// What is fixed; `None` where nothing is.
    pub fixing: Option<FixOptions>,
    /// The baseline; `None` where there is none.
    pub baseline: Option<BaselineOptions>,
    /// What is reported, and where.
    pub output: OutputOptions,
    /// The language that the configuration wants; `None` where it says nothing of it.
    pub language: Option<SpokenLanguage>,
}

/// What is read, and what counts for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct InputOptions {
    /// Files and folders; `-` is standard input, none is the folder where curate runs.
    pub paths: Vec<PathBuf>,
    /// The name of what standard input holds.
    pub stdin_filename: Option<PathBuf>,
    /// Patterns of files that are left out.
    pub exclude: Vec<String>,
    /// Whether they are left out even where they are named.
    pub force_exclude: bool,
    /// Whether finding no file is an error.
    pub fail_if_empty: bool,
    /// The change whose findings count; `None` where all count.
    pub change: Option<ChangeOptions>,
    /// Whether summaries are expanded: a baseline counts, and a summary would hide that one of many findings is gone.
    pub expand: bool,
    /// Which of the rules that are on are run.
    pub rules: RuleChoice,
    /// Whether each list is judged once and by itself, so that not all of them need to be held as they were parsed.
    pub one_at_a_time: bool,
    /// What the command line says of configuration.
    pub overrides: Overrides,
}

/// Which of the rules that are on are run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RuleChoice {
    /// All of them.
    #[default]
    All,
    /// Those that judge the outcomes of URLs, and those that report what was not checked.
    Outcomes,
    /// Those that compare translations with their source, all of which are judged; with `history` those that need it too, be
    /// they on or not.
    Translations {
        /// Whether history is looked at.
        history: bool,
    },
}

/// A change.
#[derive(Clone, Debug)]
pub(crate) struct ChangeOptions {
    /// The revision it is compared with.
    pub since: String,
    /// Whether nobody named it: then a run can do without, and fails for nothing.
    pub is_inferred: bool,
    /// What is judged: the files, the index, or a commit.
    pub state: CheckedState,
}

/// How fixes are applied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FixOptions {
    /// Whether they are shown as a diff instead of being written.
    pub diff: bool,
    /// The riskiest fixes that are applied.
    pub least: Applicability,
    /// Whether hints are fixed too; those about the outcomes of URLs are always.
    pub hints: bool,
}

/// A baseline.
#[derive(Clone, Debug)]
pub(crate) struct BaselineOptions {
    /// Its file.
    pub file: PathBuf,
    /// Whether it is written anew.
    pub writes: bool,
    /// Whether only a change is judged.
    pub is_change: bool,
}

/// What is reported, and where.
#[derive(Clone, Debug, Default)]
pub(crate) struct OutputOptions {
    /// How findings are written.
    pub format: OutputFormat,
    /// Where the report goes; standard output where it is `None`.
    pub file: Option<PathBuf>,
    /// Whether findings are counted by rule instead.
    pub statistics: bool,
    /// Whether hints are shown.
    pub hints: bool,
    /// Whether findings of one cause are shown one by one.
    pub one_by_one: bool,
    /// Whether a terminal is given everything instead of a page.
    pub all: bool,
    /// Whether it takes the place of an earlier report on the terminal.
    pub redrawn: bool,
    /// From which level on findings make the run fail.
    pub fail_on: FailOn,
}

impl Plan {
    /// What `arguments` want.
    ///
    /// # Errors
    ///
    /// Where the configuration cannot be read, a baseline is to be written that nobody named, or unsafe fixes are meant for neither
    /// `--fix` nor `--diff`.
    pub(crate) fn of(arguments: &LintArguments) -> Result<Self, Failure> {
        Self::failing_on(FailOn::default(), arguments)
    }

    /// The same for a run that findings make fail from the level `least` on, where nobody says another.
    ///
    /// # Errors
    ///
    /// As [`Plan::of`].
    pub(crate) fn failing_on(least: FailOn, arguments: &LintArguments) -> Result<Self, Failure> {
        let fixes = arguments.fix || arguments.diff;
        if arguments.unsafe_fixes && !fixes {
            return Err(PlanError::NothingToFix.into());
        }
        let fixing = fixes.then_some(FixOptions {
            diff: arguments.diff,
            least: if arguments.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe },
            hints: arguments.hints,
        });
        let mut input = InputOptions::of(arguments)?;
        let RunSettings { baseline, fail_on, language } = RunSettings::of(&input.paths, &input.overrides)?;
        let (writes, is_change) = (arguments.write_baseline, input.change.is_some());
        let baseline = arguments.baseline.clone().or(baseline.filter(|_| !arguments.no_baseline));
        if writes && baseline.is_none() {
            return Err(PlanError::NoBaseline.into());
        }
        let baseline = baseline.map(|file| BaselineOptions { file, writes, is_change });
        // A page folds; it leaves nothing out.
        let is_page = arguments.output_format == OutputFormat::Html;
        input.expand = arguments.all || baseline.is_some() || is_page;
        let output = OutputOptions {
            format: arguments.output_format,
            file: arguments.output_file.clone(),
            statistics: arguments.statistics,
            hints: arguments.hints,
            // A change and a baseline are reported finding by finding: which of many are new must be seen.
            one_by_one: arguments.all || is_change || baseline.is_some(),
            all: arguments.all,
            redrawn: false,
            fail_on: arguments.fail_on.or(fail_on).unwrap_or(least),
        };
        Ok(Self { input, fixing, baseline, output, language })
    }

    /// Whether the report shows how much each translation has: not of a change, and not of what a baseline does not know.
    pub(crate) fn shows_parity(&self) -> bool {
        let is_whole = self.baseline.is_none() && self.input.change.is_none();
        is_whole && self.output.format == OutputFormat::Html
    }

    /// The plan for a run that judges nothing but the outcomes of URLs.
    pub(crate) fn of_outcomes(arguments: &LintArguments) -> Result<Self, Failure> {
        let plan = Self::of(arguments)?;
        let one_at_a_time = plan.fixing.is_none() && plan.baseline.is_none() && plan.input.change.is_none();
        Ok(Self { input: InputOptions { rules: RuleChoice::Outcomes, one_at_a_time, ..plan.input }, ..plan })
    }
}

impl InputOptions {
    fn of(arguments: &LintArguments) -> Result<Self, Failure> {
        if let Some(Selector::Nothing(number)) =
            arguments.select.iter().find(|selector| matches!(selector, Selector::Nothing(_)))
        {
            return Err(PlanError::SelectsNothing { number }.into());
        }
        let (config, settings) = files_and_settings(&arguments.config, arguments.isolated)?;
        let since = arguments.since.as_deref().or(arguments.staged.then_some("HEAD"));
        let state = match &arguments.until {
            Some(until) => CheckedState::Commit(until.clone()),
            None if arguments.staged => CheckedState::Index,
            None => CheckedState::WorkingTree,
        };
        Ok(Self {
            paths: arguments.paths.clone(),
            stdin_filename: arguments.stdin_filename.clone(),
            exclude: arguments.exclude.clone(),
            force_exclude: arguments.force_exclude,
            fail_if_empty: false,
            change: since.map(|since| ChangeOptions { since: since.to_owned(), is_inferred: false, state }),
            expand: arguments.all,
            rules: RuleChoice::All,
            one_at_a_time: false,
            overrides: Overrides {
                config,
                settings,
                isolated: arguments.isolated,
                select: arguments.select.clone(),
                ignore: arguments.ignore.clone(),
                texts: arguments.config_from.as_deref().map(config_at_revision::configs).transpose()?,
            },
        })
    }

    /// Whether the other editions of what is named are judged as well; else they are context.
    pub(crate) fn judges_siblings(&self) -> bool {
        matches!(self.rules, RuleChoice::Translations { .. })
    }

    /// Whether standard input is read.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }
}

impl OutputOptions {
    /// The level from which on findings are shown, whatever the format: programs get hints too.
    pub(crate) fn least_shown(&self) -> Severity {
        let hides_hints = !self.hints && format(self.format, Look::default()).is_for_people();
        if hides_hints { Severity::Warning } else { Severity::Hint }
    }
}
