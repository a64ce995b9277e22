//! `curate ci`: a check for a CI run, which leaves annotations, a summary, outputs and files.

pub mod environment;

use crate::cli::{CiArguments, LinksArguments, Only};
use crate::commands::ci::environment::{Change, Runner, Surroundings, append, output};
use crate::commands::lint::config_at_revision::{changed_settings, configs};
use crate::commands::lint::load::Work;
use crate::commands::lint::{Learned, inputs, patch, run_and};
use crate::commands::{FAILED, Failure, OutputError, links, outputs, written};
use crate::report::output_format::OutputFormat;
use crate::report::{Annotations, Format as _, MarkdownPage, Report, format, summary_line};
use crate::terminal::streams::Terminal;
use std::cell::{Cell, RefCell};
use std::io::Write as _;
use std::path::{Path, PathBuf};

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
#[derive(Default)]
struct Left {
    patch: RefCell<String>,
    report: RefCell<String>,
    findings: Cell<usize>,
    /// What is to be said before the findings.
    notes: Vec<String>,
}

/// Checks what `arguments` name; gives the exit status.
pub fn run(arguments: &CiArguments, terminal: Terminal) -> Result<u8, Failure> {
    let surroundings = Surroundings::of(&|name| std::env::var(name).ok());
    let is_foreign = surroundings.change.as_ref().is_some_and(|change| change.is_foreign);
    let mut check = arguments.check.clone();
    if let Some(change) = &surroundings.change {
        check.lint.since = check.lint.since.take().or_else(|| change.base.clone());
        if change.is_foreign {
            distrust(&mut check, change, terminal);
        }
    }
    let is_unknown = surroundings.change.is_some() && check.lint.since.is_none() && !check.lint.staged;
    if is_unknown {
        terminal.notice(
            "what the change is to be compared with cannot be known: the environment does not tell; everything is \
             reported, and no finding fails the run (--since REV says it)",
        );
    }
    let notes = surroundings.change.as_ref().filter(|_| is_foreign).and_then(note_of_settings);
    let left = Left { notes: notes.into_iter().collect(), ..Left::default() };
    left.notes.iter().for_each(|note| terminal.notice(note));
    let learning = |work: &mut Work| {
        if is_foreign {
            stays_inside(work)?;
        }
        if let Some(file) = &arguments.sarif_file {
            outputs::refuse(file, inputs(&check.lint, work).iter().map(PathBuf::as_path))?;
        }
        let learned = match arguments.only {
            Some(Only::Lint) => Learned::All,
            only => links::check(work, &check, only.is_none(), terminal)?,
        };
        if is_unknown {
            work.gates = false;
        } else if learned != Learned::Enough {
            left.patch.replace(patch(&check.lint, &mut work.lists)?);
        }
        Ok(learned)
    };
    let presenting = |report: &Report<'_>| present(arguments, &surroundings, report, &left, terminal);
    let done = run_and(&check.lint, terminal, &learning, &presenting);
    if let Some(file) = &surroundings.outputs {
        let status = done.as_ref().copied().unwrap_or(FAILED);
        let text = [
            output("exit-status", &status.to_string()),
            output("findings", &left.findings.get().to_string()),
            output("report", left.report.borrow().trim_end()),
        ];
        append(file, &text.concat()).map_err(|reason| failed(file, reason))?;
    }
    done
}

/// Takes from `check` what a change from a fork could abuse: it asks public addresses alone and sends nothing of the
/// environment, and the configuration is that of the base.
fn distrust(check: &mut LinksArguments, change: &Change, terminal: Terminal) {
    let request = &mut check.request;
    if request.allow_private || request.proxy || !request.allow_env.is_empty() {
        terminal.notice("a change from a fork: no private address is asked, no proxy, and no variable is sent");
    }
    (request.allow_private, request.proxy) = (false, false);
    request.allow_env.clear();
    let lint = &mut check.lint;
    if lint.config.take().is_some() {
        terminal.notice("a change from a fork: --config is not read; the configuration is that of the base");
    }
    if lint.isolated {
        return;
    }
    lint.config_from = lint.config_from.take().or_else(|| change.base.clone());
    let read = lint.config_from.as_deref().map(|base| configs(base).map(|_| ()));
    let reason = match read {
        Some(Ok(())) => return,
        Some(Err(reason)) => reason.to_string(),
        None => "the environment does not tell what it is".to_owned(),
    };
    terminal
        .notice(&format!("a change from a fork: no configuration is read, since that of the base cannot be: {reason}"));
    (lint.config_from, lint.isolated) = (None, true);
}

/// That a change edits settings which count as they are in the working tree: they may switch rules off, or leave lists out.
fn note_of_settings(change: &Change) -> Option<String> {
    let changed = changed_settings(change.base.as_deref()?).ok().filter(|changed| !changed.is_empty())?;
    let named: Vec<&str> = changed.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = changed.len().saturating_sub(MOST_NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!("the change edits settings that say what is checked, and how: {}{more}", named.join(", ")))
}

/// Refuses documents that a symbolic link leads out of the repository for: their lines would be shown to strangers.
fn stays_inside(work: &Work) -> Result<(), Failure> {
    for prepared in &work.lists {
        for (edition, path) in prepared.list.editions.iter().zip(&prepared.paths) {
            // A checkout that was downloaded without git is where the job runs.
            let root = path.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&work.world.here);
            let root = root.canonicalize().ok();
            let real = path.canonicalize().ok();
            if !root.zip(real).is_some_and(|(root, real)| real.starts_with(root)) {
                return Err(CiError::Outside { shown: edition.path.clone() }.into());
            }
        }
    }
    Ok(())
}

fn present(
    arguments: &CiArguments,
    surroundings: &Surroundings,
    report: &Report<'_>,
    left: &Left,
    terminal: Terminal,
) -> Result<(), Failure> {
    let lint = &arguments.check.lint;
    let mut out = terminal.stdout();
    let list = match surroundings.runner {
        Runner::Elsewhere if lint.output_file.is_none() => lint.output_format,
        Runner::Elsewhere => OutputFormat::Full,
        Runner::GitHub | Runner::GitLab => OutputFormat::Grouped,
    };
    written(format(list, terminal.is_coloured()).write(report, &mut *out))?;
    if surroundings.runner == Runner::GitHub {
        written(Annotations.write(report, &mut *out))?;
    }
    written(writeln!(out, "{}", summary_line(report)))?;
    written(out.flush())?;
    let patch = left.patch.borrow();
    let page = |most: usize| MarkdownPage { most, notes: &left.notes, patch: &patch }.of(report);
    if let Some(file) = surroundings.summary.as_deref().filter(|_| !arguments.no_summary) {
        append(file, &page(LARGEST_SUMMARY)).map_err(|reason| failed(file, reason))?;
    }
    let files = [(&arguments.sarif_file, OutputFormat::Sarif), (&lint.output_file, lint.output_format)];
    for (file, name) in files {
        let Some(file) = file else { continue };
        let mut bytes = Vec::new();
        written(format(name, false).write(report, &mut bytes))?;
        std::fs::write(file, bytes).map_err(|reason| failed(file, reason))?;
    }
    left.report.replace(page(LARGEST_REPORT));
    left.findings.set(report.shown().len());
    Ok(())
}

fn failed(file: &Path, reason: std::io::Error) -> Failure {
    OutputError::File { shown: file.display().to_string(), reason }.into()
}
