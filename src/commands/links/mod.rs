//! `curate links`: checks the URLs of lists, then judges their outcomes.

pub(super) mod clock;
mod dump;
pub(super) mod explain;
mod host_limits;
mod link_cache;
mod own_tree;
pub(super) mod plan;
mod private_outcomes;
mod progress;
mod run_counts;
mod runner;
mod selection;
mod settings;
mod shared_address;
mod url_filter;

pub(super) use crate::commands::links::dump::dump;

use crate::cli::LinksArguments;
use crate::commands::failure::Failure;
use crate::commands::links::link_cache::LinkCache;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::private_outcomes::mark_private;
use crate::commands::links::runner::{RunError, check_all, suggest_copies};
use crate::commands::links::selection::LinkSelection;
use crate::commands::links::settings::LinkSettings;
use crate::commands::links::shared_address::suspect_shared;
use crate::commands::outputs;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::report::report;
use crate::commands::steps::work::Work;
use crate::links::probe_result::NO_TIME;
use crate::links::run::{RunEnd, RunReport};
use crate::links::settings::CheckSettings;
use crate::links::store::{CloseError, StoreError};
use crate::links::target::QueuedTarget;
use crate::report::{CheckedLinks, Unchecked, UncheckedReason};
use crate::terminal::streams::Terminal;
use curate_rules::{Outcomes, Text, Verdict, text};

/// Why URLs cannot be checked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum LinksError {
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Store(#[from] StoreError),
    #[error(transparent)]
    #[diagnostic(help("--no-store does without"))]
    Close(#[from] CloseError),
}

/// What a run over the URLs of lists ended with.
struct Checked {
    outcomes: Outcomes,
    report: RunReport,
    /// What has no outcome, or none but that there was no time for it.
    unchecked: Vec<Unchecked>,
}

/// Checks the links of what `arguments` name; gives the exit status.
pub(super) fn run(arguments: &LinksArguments, terminal: Terminal) -> Result<u8, Failure> {
    let plan = Plan::of_outcomes(&arguments.lint)?;
    let terminal = terminal.speaking(plan.language);
    let link_plan = LinkPlan::of(arguments)?;
    let mut work = load(&plan.input, terminal)?;
    outputs::refuse_inputs(&plan, &work)?;
    if link_plan.dumps {
        return dump(&work, &link_plan, terminal);
    }
    check_links(&mut work, &link_plan, terminal)?;
    let judgement = judge(work, &plan, terminal)?;
    report(&judgement, &plan, terminal)?;
    Ok(judgement.end(&plan))
}

/// Checks the URLs of `work`, and puts the outcomes into its facts.
///
/// # Errors
///
/// Where the store cannot be used.
pub(super) fn check_links(work: &mut Work, plan: &LinkPlan, terminal: Terminal) -> Result<(), Failure> {
    let settings = LinkSettings::of(work, plan, terminal)?;
    let LinkSelection { targets, unchecked: refused, own, of_schemes, with_credentials } =
        LinkSelection::of(work, &settings, plan);
    let total = targets.len();
    let Checked { mut outcomes, report, mut unchecked } = check_targets(targets, plan, &settings, terminal)?;
    let end = report.end;
    suspect_shared(&mut outcomes);
    mark_private(&mut outcomes, &with_credentials);
    if let Some(archive) = plan.archive.as_ref().filter(|_| end == RunEnd::Complete) {
        suggest_copies(&mut outcomes, &settings.check, archive, terminal).map_err(LinksError::from)?;
    }
    outcomes.extend(refused);
    if let Some(notice) = end_notice(end, &outcomes, total) {
        terminal.notice(notice);
    }
    outcomes.extend(own);
    for (at, prepared) in work.lists.iter_mut().enumerate() {
        prepared.facts.outcomes = outcomes.clone();
        prepared.facts.wants_copies = plan.takes_copies;
        prepared.facts.ignores_link_check_comments = settings.ignores_comments(at);
    }
    let shard = plan.shard.map(|shard| (shard.index(), shard.count()));
    unchecked.extend(Unchecked::refused(&outcomes));
    unchecked.extend(of_schemes);
    let limits = host_limits::lines(&report.limits);
    work.checked = Some(CheckedLinks { outcomes, unchecked, limits, shard });
    work.interrupted = end == RunEnd::Interrupted;
    Ok(())
}

/// What is said of a run over `total` URLs that ended early; `None` where it did not.
fn end_notice(end: RunEnd, outcomes: &Outcomes, total: usize) -> Option<Text> {
    let known = || outcomes.count(|outcome| outcome.verdict != Verdict::Refused);
    Some(match end {
        RunEnd::Complete => return None,
        RunEnd::OutOfTime => {
            let (late, unknown) = (late(outcomes), outcomes.count(|outcome| outcome.verdict == Verdict::Unknown));
            text!(
                "time ran out (--deadline): of {total} URLs {late} not checked, {unknown} unknown; a later run, or one \
                 with more time, checks them",
                total,
                late,
                unknown = unknown.saturating_sub(late)
            )
        }
        RunEnd::Interrupted => {
            text!("INCOMPLETE: interrupted after {known} of {total} URLs", known = known(), total)
        }
        RunEnd::NoNetwork => text!(
            "INCOMPLETE: no network? None of the hosts responded in any way, so {left} of {total} URLs were not judged; \
             behind a proxy, use --proxy",
            left = total - known(),
            total
        ),
    })
}

/// How many URLs there was no time for.
fn late(outcomes: &Outcomes) -> usize {
    outcomes.count(|outcome| outcome.cause == NO_TIME)
}

/// The outcomes of `targets`: from the store where they are fresh, else by requests.
fn check_targets(
    targets: Vec<QueuedTarget>,
    plan: &LinkPlan,
    settings: &LinkSettings,
    terminal: Terminal,
) -> Result<Checked, LinksError> {
    let report = RunReport { end: RunEnd::Complete, limits: Vec::new(), corrected: Vec::new() };
    let mut checked = Checked { outcomes: Outcomes::default(), report, unchecked: Vec::new() };
    if targets.is_empty() {
        return Ok(checked);
    }
    let total = targets.len();
    let mut cache = LinkCache::open(plan, &targets, &settings.check, terminal)?;
    let (was_online, silent_before) = (cache.was_online(), cache.silent_hosts());
    let check = CheckSettings { silent_before, was_online, ..settings.check.clone() };
    let left = cache.take_fresh(targets, plan.cached, &mut checked.outcomes);
    if !left.is_empty() {
        let mut on_result = |result| checked.outcomes.insert(cache.add(result));
        let api = plan.github_api.as_deref();
        checked.report = check_all(&left, &check, api, terminal, &mut on_result)?;
    }
    cache.close(terminal)?;
    checked.unchecked = unchecked(&checked, total, plan);
    Ok(checked)
}

/// What of `total` URLs was not checked.
fn unchecked(checked: &Checked, total: usize, plan: &LinkPlan) -> Vec<Unchecked> {
    let missing = total.saturating_sub(checked.outcomes.len());
    let reason = match checked.report.end {
        _ if plan.cached => UncheckedReason::NotRemembered,
        RunEnd::NoNetwork => UncheckedReason::NoNetwork,
        _ => UncheckedReason::Interrupted,
    };
    let counts = [(UncheckedReason::Deadline, late(&checked.outcomes)), (reason, missing)];
    counts.into_iter().filter_map(|(reason, count)| Unchecked::some(reason, count)).collect()
}
