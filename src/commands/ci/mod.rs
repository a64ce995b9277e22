//! `curate ci`: a check for a CI run, which leaves annotations, a summary, outputs and files.

pub(super) mod environment;

use crate::cli::{CiArguments, LinksArguments, Only};
use crate::commands::ci::environment::{CiChange, CiEnvironment, Runner, append, output};
use crate::commands::failure::{FAILED, Failure, OutputError, written};
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::{check_links, dump};
use crate::commands::outputs;
use crate::commands::steps::config_at_revision::{changed_settings, configs};
use crate::commands::steps::fix::patch;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::{OutputOptions, Plan, RuleChoice};
use crate::commands::steps::report::{in_file, look};
use crate::commands::steps::work::Work;
use crate::config::argument::ConfigArgument;
use crate::config::fail_on::FailOn;
use crate::report::output_format::OutputFormat;
use crate::report::{Annotations, ChangePage, Format as _, MarkdownPage, Report, format, links_lines, summary_line};
use crate::terminal::streams::Terminal;
use curate_rules::{Text, text};
use std::io::Write as _;
use std::path::Path;

/// Bytes of a job's summary; GitHub takes 1 MiB for a step, and drops what is longer.
const LARGEST_SUMMARY: usize = 1_000_000;
/// Bytes of the report that later steps get: as much as a comment on a pull request may have.
const LARGEST_REPORT: usize = 60_000;

/// How many files one note names.
const MOST_NAMED: usize = 10;

/// Why a run refuses a change from strangers.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum CiError {
    #[error("{shown} leads out of the repository; that is refused on a change from a fork")]
    Outside { shown: String },
}

/// What a run leaves.
struct CiRun {
    status: u8,
    findings: usize,
    /// Whether everything that was to be judged was.
    complete: bool,
    /// The report that later steps get.
    report: String,
}

/// Checks what `arguments` name; gives the exit status.
pub(super) fn run(arguments: &CiArguments, terminal: Terminal) -> Result<u8, Failure> {
    let environment = CiEnvironment::of(&|name| std::env::var(name).ok());
    let done = check_in(&environment, arguments, terminal);
    if let Some(file) = &environment.outputs {
        let (status, findings, complete, report) = match &done {
            Ok(done) => (done.status, done.findings, done.complete, &*done.report),
            Err(_) => (FAILED, 0, false, ""),
        };
        let text = [
            output("exit-code", &status.to_string()),
            output("findings", &findings.to_string()),
            output("complete", &complete.to_string()),
            output("report", report.trim_end()),
        ];
        append(file, &text.concat()).map_err(|reason| failed(file, reason))?;
    }
    done.map(|done| done.status)
}

fn check_in(environment: &CiEnvironment, arguments: &CiArguments, terminal: Terminal) -> Result<CiRun, Failure> {
    let is_foreign = environment.change.as_ref().is_some_and(|change| change.is_foreign);
    let check = trusted_arguments(environment, arguments, terminal);
    let is_unknown = environment.change.is_some() && check.lint.since.is_none() && !check.lint.staged;
    if is_unknown {
        terminal.notice(text!(
            "what the change is to be compared with cannot be known: the environment does not tell; everything is \
             reported, and no finding fails the run (--since REV says it)"
        ));
    }
    let note = environment.change.as_ref().filter(|_| is_foreign).and_then(note_of_settings);
    let notes: Vec<Text> = note.into_iter().collect();
    for note in &notes {
        terminal.notice(note.clone());
    }

    let mut plan = Plan::failing_on(FailOn::Error, &check.lint)?;
    let terminal = terminal.speaking(plan.language);
    if let Some(change) = &mut plan.input.change {
        change.is_inferred = arguments.check.lint.since.is_none() && !arguments.check.lint.staged;
    }
    if arguments.only == Some(Only::Links) {
        plan.input.rules = RuleChoice::Outcomes;
    }
    plan.input.fail_if_empty = arguments.fail_if_empty;
    let link_plan = LinkPlan::of(&check)?;
    let mut work = load(&plan.input, terminal)?;
    outputs::refuse_inputs(&plan, &work)?;
    if is_foreign {
        stays_inside(&work)?;
    }
    if let Some(file) = &arguments.sarif_file {
        outputs::refuse_input(file, &plan, &work)?;
    }
    if link_plan.dumps {
        let status = dump(&work, &link_plan, terminal)?;
        return Ok(CiRun { status, findings: 0, complete: false, report: String::new() });
    }
    if arguments.only != Some(Only::Lint) {
        check_links(&mut work, &link_plan, terminal)?;
    }
    let patch = if is_unknown { String::new() } else { patch(&mut work, &plan)? };
    work.gates &= !is_unknown;
    let is_change = work.gates && plan.input.change.is_some();
    let judgement = judge(work, &plan, terminal)?;
    let pages = CiPages {
        page: MarkdownPage { most: 0, notes: &notes, patch: &patch, files_at: environment.files_at.as_deref() },
        base: environment.branch.as_deref(),
        is_change,
    };
    let report = judgement.report(&plan.output);
    let (findings, complete, page) = (report.shown().len(), report.complete, pages.of(&report, LARGEST_REPORT));
    if !judgement.is_shown(&plan) {
        present(arguments, environment, &plan.output, &report, &pages, terminal)?;
    }
    Ok(CiRun { status: judgement.end(&plan), findings, complete, report: page })
}

/// The pages about a run, for its summary and for later steps.
struct CiPages<'a> {
    /// What all of them say.
    page: MarkdownPage<'a>,
    /// What a clone calls the branch that the change is compared with.
    base: Option<&'a str>,
    /// Whether what was found is what a change introduced: then its contributor reads it.
    is_change: bool,
}

impl CiPages<'_> {
    /// The page about `report`, of at most `most` bytes.
    fn of(&self, report: &Report<'_>, most: usize) -> String {
        let page = MarkdownPage { most, ..self.page };
        if self.is_change { ChangePage { page, base: self.base }.of(report) } else { page.of(report) }
    }
}

/// The arguments of the check, with the base of the change where they name none, and without what a change from a fork could
/// abuse.
fn trusted_arguments(environment: &CiEnvironment, arguments: &CiArguments, terminal: Terminal) -> LinksArguments {
    let mut check = arguments.check.clone();
    if let Some(change) = &environment.change {
        check.lint.since = check.lint.since.take().or_else(|| change.base.clone());
        if change.is_foreign {
            distrust(&mut check, change, terminal);
        }
    }
    check
}

/// Takes from `check` what a change from a fork could abuse: it checks public addresses alone and sends nothing of the
/// environment, and the configuration is that of the base.
fn distrust(check: &mut LinksArguments, change: &CiChange, terminal: Terminal) {
    let request = &mut check.request;
    if request.allow_private || request.proxy || !request.allow_env.is_empty() {
        terminal.notice(text!(
            "a change from a fork: no private address is checked, no proxy is used, and no variable is sent"
        ));
    }
    (request.allow_private, request.proxy) = (false, false);
    request.allow_env.clear();
    let lint = &mut check.lint;
    // Whoever writes the change writes that file.
    lint.no_baseline = true;
    if lint.baseline.take().is_some() {
        terminal.notice(text!("a change from a fork: --baseline is not read; what was there before fails nothing"));
    }
    let named = lint.config.len();
    lint.config.retain(|argument| matches!(argument, ConfigArgument::Setting(_)));
    if lint.config.len() < named {
        terminal.notice(text!("a change from a fork: --config is not read; the configuration is that of the base"));
    }
    if lint.isolated {
        return;
    }
    lint.config_from = lint.config_from.take().or_else(|| change.base.clone());
    let read = lint.config_from.as_deref().map(|base| configs(base).map(|_| ()));
    let reason = match read {
        Some(Ok(())) => return,
        Some(Err(reason)) => Text::verbatim(reason.to_string()),
        None => text!("the environment does not tell what it is"),
    };
    terminal.notice(text!(
        "a change from a fork: no configuration is read, since that of the base cannot be: {reason}",
        reason
    ));
    (lint.config_from, lint.isolated) = (None, true);
}

/// That a change edits settings which count as they are in the working tree: they may switch rules off, or leave lists out.
fn note_of_settings(change: &CiChange) -> Option<Text> {
    let changed = changed_settings(change.base.as_deref()?).ok().filter(|changed| !changed.is_empty())?;
    let named: Vec<&str> = changed.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = changed.len().saturating_sub(MOST_NAMED);
    let named = Text::series(named.into_iter().map(Text::verbatim));
    Some(match more {
        0 => text!("the change edits settings that say what is checked, and how: {named}", named),
        _ => text!("the change edits settings that say what is checked, and how: {named} and {more} more", named, more),
    })
}

/// Refuses documents that a symbolic link leads out of the repository for: their lines would be shown to strangers.
fn stays_inside(work: &Work) -> Result<(), Failure> {
    for prepared in &work.lists {
        for (edition, path) in prepared.list.editions.iter().zip(&prepared.paths) {
            // A checkout that was downloaded without git is where the job runs.
            let root = path.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&work.workspace.here);
            let root = root.canonicalize().ok();
            let real = path.canonicalize().ok();
            if !root.zip(real).is_some_and(|(root, real)| real.starts_with(root)) {
                return Err(CiError::Outside { shown: edition.path.clone() }.into());
            }
        }
    }
    Ok(())
}

/// Writes what was found where the run's environment look for it.
fn present(
    arguments: &CiArguments,
    environment: &CiEnvironment,
    options: &OutputOptions,
    report: &Report<'_>,
    pages: &CiPages<'_>,
    terminal: Terminal,
) -> Result<(), Failure> {
    let mut out = terminal.stdout();
    let list = match environment.runner {
        Runner::Elsewhere if options.file.is_none() => options.format,
        Runner::Elsewhere => OutputFormat::Full,
        Runner::GitHub | Runner::GitLab => OutputFormat::Grouped,
    };
    written(format(list, look(terminal, options.all)).write(report, &mut *out))?;
    if environment.runner == Runner::GitHub {
        written(Annotations.write(report, &mut *out))?;
    }
    if let Some(links) = report.links.filter(|links| !links.is_empty()) {
        written(links_lines(links, report.language).try_for_each(|line| writeln!(out, "{line}")))?;
    }
    written(writeln!(out, "{}", summary_line(report)))?;
    written(out.flush())?;
    if let Some(file) = environment.summary.as_deref().filter(|_| !arguments.no_summary) {
        append(file, &pages.of(report, LARGEST_SUMMARY)).map_err(|reason| failed(file, reason))?;
    }
    let files = [(&arguments.sarif_file, OutputFormat::Sarif), (&options.file, options.format)];
    for (file, name) in files {
        let Some(file) = file else { continue };
        let mut bytes = Vec::new();
        written(format(name, in_file(terminal)).write(report, &mut bytes))?;
        std::fs::write(file, bytes).map_err(|reason| failed(file, reason))?;
    }
    Ok(())
}

fn failed(file: &Path, reason: std::io::Error) -> Failure {
    OutputError::File { shown: file.display().to_string(), reason }.into()
}
