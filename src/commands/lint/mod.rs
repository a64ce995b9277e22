//! `curate lint`: finds, judges, mends and reports.

mod base_revision;
mod baseline_filter;
mod blame;
pub mod config_at_revision;
mod fix;
pub mod gather;
mod inbound_links;
mod linked_files;
pub mod load;
mod output;
mod threads;

use crate::cli::LintArguments;
use crate::commands::lint::baseline_filter::Known;
pub use crate::commands::lint::fix::patch;
use crate::commands::lint::load::{Prepared, Work};
use crate::commands::{CLEAN, FAILED, FOUND, Failure, INTERRUPTED, outputs};
use crate::config::Overrides;
use crate::report::{LintedList, Report, format};
use crate::terminal::streams::Terminal;
use curate_rules::{Linter, RULES, Severity, one_per_cause, screen_offers};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::PathBuf;

/// What cannot be asked for, or not be done at all.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum LintError {
    #[error("`-` stands for standard input and cannot be given with other paths")]
    StdinNotAlone,
    #[error("--stdin-filename needs `-`")]
    #[diagnostic(help("curate lint - --stdin-filename README.md"))]
    FilenameWithoutStdin,
    #[error("the working folder cannot be found: {0}")]
    NoFolder(std::io::Error),
    #[error("{shown}: the baseline was not written: not everything could be judged")]
    BaselineNotWritten { shown: String },
}

/// What became of a run.
struct Done {
    judged: Vec<LintedList>,
    /// How many fixes were applied, by rule; `None` where none were asked for.
    applied: Option<BTreeMap<&'static str, usize>>,
    /// Whether a file could not be mended.
    failed: bool,
    /// Whether `--diff` showed anything.
    would_change: bool,
}

/// Learns something more of lists before they are judged.
pub type Learning<'a> = &'a dyn Fn(&mut Work) -> Result<Learned, Failure>;

/// Shows what was found.
pub type Presenting<'a> = &'a dyn Fn(&Report<'_>) -> Result<(), Failure>;

/// How learning ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learned {
    /// All of it was learnt.
    All,
    /// The run was stopped before that; what was learnt is reported.
    Interrupted,
    /// Nothing is to be judged: that was all that was asked for.
    Enough,
}

/// Lints what `arguments` name; gives the exit status.
pub fn run(arguments: &LintArguments, terminal: Terminal) -> Result<u8, Failure> {
    run_with(arguments, terminal, &|_| Ok(Learned::All))
}

/// Lints what `arguments` name, after `learning` of it; gives the exit status.
pub fn run_with(arguments: &LintArguments, terminal: Terminal, learning: Learning<'_>) -> Result<u8, Failure> {
    run_and(arguments, terminal, learning, &|report| crate::commands::lint::output::write(arguments, report, terminal))
}

/// The same, with the report left to `presenting`.
pub fn run_and(
    arguments: &LintArguments,
    terminal: Terminal,
    learning: Learning<'_>,
    presenting: Presenting<'_>,
) -> Result<u8, Failure> {
    let lines = Overrides {
        config: arguments.config.clone(),
        isolated: arguments.isolated,
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
        texts: arguments.config_from.as_deref().map(config_at_revision::configs).transpose()?,
    };
    let mut work = crate::commands::lint::load::load(arguments, &lines, terminal)?;
    if let Some(file) = &arguments.output_file {
        outputs::refuse(file, inputs(arguments, &work).iter().map(PathBuf::as_path))?;
    }
    let learned = learning(&mut work)?;
    if learned == Learned::Enough {
        return Ok(if work.unread.is_empty() { CLEAN } else { FAILED });
    }
    let interrupted = learned == Learned::Interrupted;
    let unread = mem::take(&mut work.unread);
    let (documents, asked, gates) = (work.documents, work.asked.take(), work.gates);
    let mut known = Known::read(arguments, &work.lists)?;
    let mends = arguments.fix || arguments.unsafe_fixes || arguments.diff;
    let mut done = if mends {
        crate::commands::lint::fix::mend(arguments, work.lists, known.as_ref(), terminal)?
    } else {
        judge(work.lists, least_shown(arguments))
    };
    let complete = unread.is_empty() && !done.failed && !interrupted;
    let known = match &mut known {
        Some(known) => known.apply(&mut done.judged, complete, terminal)?,
        None => 0,
    };
    // A change and a baseline are told finding by finding: which of many are new must be seen.
    if !arguments.all && arguments.since.is_none() && arguments.baseline.is_none() {
        done.judged.par_iter_mut().for_each(tell_causes_once);
    }
    tell_unread(&mut done.judged, &unread);
    let report = Report {
        lists: &done.judged,
        documents,
        hints: arguments.hints,
        complete,
        known,
        applied: done.applied.as_ref(),
        links: asked.as_ref(),
    };
    if !arguments.diff {
        presenting(&report)?;
    }
    let found = || {
        done.judged
            .iter()
            .flat_map(|judged| &judged.diagnostics)
            .any(|diagnostic| gates && arguments.fail_on.is_failed_by(diagnostic.severity))
    };
    let status = match (report.complete, arguments.diff) {
        _ if interrupted => INTERRUPTED,
        (false, _) => FAILED,
        (true, true) if done.would_change => FOUND,
        (true, false) if found() => FOUND,
        (true, _) => CLEAN,
    };
    // The process ends now: giving back the memory of all documents piece by piece would only take time.
    mem::forget(done);
    Ok(status)
}

/// Adds to `judged` the files that could not be read, with the reasons, as far as no rule has reported them.
fn tell_unread(judged: &mut Vec<LintedList>, unread: &[(String, String)]) {
    for (path, reason) in unread {
        if !judged.iter().any(|judged| judged.says_unread(path)) {
            judged.push(LintedList::unread(path, reason));
        }
    }
}

/// The files that a run reads, whether they are judged or not.
pub fn inputs(arguments: &LintArguments, work: &Work) -> BTreeSet<PathBuf> {
    let lists = || work.lists.iter().flat_map(|prepared| &prepared.paths);
    let configs = lists().filter_map(|path| work.world.configs.of(path).ok().flatten());
    let configs = configs.map(|config| work.world.here.join(config.shown()));
    lists().chain(&arguments.baseline).cloned().chain(configs).collect()
}

/// Tells what has one cause as one finding.
fn tell_causes_once(judged: &mut LintedList) {
    judged.diagnostics = one_per_cause(mem::take(&mut judged.diagnostics), &judged.list);
}

/// The level from which on findings are shown, whatever the format: programs are told of hints too.
fn least_shown(arguments: &LintArguments) -> Severity {
    let hides_hints = !arguments.hints && format(arguments.output_format, false).is_for_people();
    if hides_hints { Severity::Warning } else { Severity::Hint }
}

/// Lints without mending.
fn judge(lists: Vec<Prepared>, least: Severity) -> Done {
    let judged = |Prepared { list, settings, facts, .. }| {
        let mut diagnostics = Linter::new(RULES, &settings, &facts).lint(&list);
        screen_offers(&list, &mut diagnostics, least);
        LintedList { list, diagnostics }
    };
    Done { judged: lists.into_par_iter().map(judged).collect(), applied: None, failed: false, would_change: false }
}
