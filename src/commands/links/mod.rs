//! `curate links`: checks the URLs of lists, then judges their outcomes.

mod checked;
pub(super) mod clock;
mod dump;
mod error;
pub(super) mod explain;
mod host_limits;
#[cfg(feature = "fleet")]
mod in_batches;
pub(super) mod link_cache;
mod own_tree;
pub(super) mod plan;
mod private_outcomes;
mod progress;
mod run_counts;
pub(super) mod runner;
mod selection;
pub(super) mod settings;
mod shared_address;
#[cfg(feature = "fleet")]
mod through_fleet;
mod url_filter;

pub(super) use crate::commands::links::dump::dump;

use crate::cli::LinksArguments;
use crate::commands::failure::Failure;
use crate::commands::links::checked::{Checked, late};
use crate::commands::links::error::LinksError;
use crate::commands::links::link_cache::LinkCache;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::runner::check_all;
use crate::commands::links::selection::LinkSelection;
use crate::commands::links::settings::LinkSettings;
use crate::commands::links::shared_address::suspect_shared;
use crate::commands::outputs;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::report::report;
use crate::commands::steps::work::Work;
use crate::links::run::{RunEnd, RunReport};
use crate::links::settings::CheckSettings;
#[cfg(feature = "fleet")]
use crate::links::store::StorePlace;
use crate::links::target::QueuedTarget;
use crate::links::timed_transport::HostTimes;
use crate::report::HostTime;
use crate::terminal::streams::Terminal;
use curate_rules::{Outcomes, Text, Verdict, text};

/// Checks the links of what `arguments` name; gives the exit status.
pub(super) fn run(arguments: &LinksArguments, terminal: Terminal) -> Result<u8, Failure> {
    let plan = Plan::of_outcomes(&arguments.lint)?;
    let terminal = terminal.speaking(plan.language);
    let link_plan = LinkPlan::of(arguments)?;
    #[cfg(feature = "fleet")]
    if let Some(status) = in_batches::run(&plan, &link_plan, terminal)? {
        return Ok(status);
    }
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
    let mut selection = LinkSelection::of(work, &settings, plan);
    let targets = std::mem::take(&mut selection.targets);
    let total = targets.len();
    let mut checked = check_targets(targets, plan, &settings, terminal)?;
    suspect_shared(&mut checked.outcomes);
    let end = checked.report.end;
    checked.put_into(work, selection, plan, &settings, terminal)?;
    let outcomes = work.checked.as_ref().map(|checked| &checked.outcomes);
    if let Some(notice) = outcomes.and_then(|outcomes| end_notice(end, outcomes, total)) {
        terminal.notice(notice);
    }
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

/// The outcomes of `targets`: from the store where they are fresh, else by requests.
fn check_targets(
    targets: Vec<QueuedTarget>,
    plan: &LinkPlan,
    settings: &LinkSettings,
    terminal: Terminal,
) -> Result<Checked, LinksError> {
    let report = RunReport { end: RunEnd::Complete, limits: Vec::new() };
    let mut checked = Checked::new(Outcomes::default(), report);
    if targets.is_empty() {
        return Ok(checked);
    }
    let total = targets.len();
    #[cfg(feature = "fleet")]
    if let Some(StorePlace::Broker(place)) = plan.store.as_ref().filter(|_| plan.through_fleet) {
        checked.report.end =
            through_fleet::check_targets(&targets, place, plan, settings, &mut checked.outcomes, terminal)?;
        checked.count_unchecked(total, plan);
        return Ok(checked);
    }
    let mut cache = LinkCache::open(plan, &targets, &settings.check, terminal)?;
    let (was_online, silent_before) = (cache.was_online(), cache.silent_hosts());
    let check = CheckSettings { silent_before, was_online, ..settings.check.clone() };
    let left = cache.take_fresh(targets, plan.cached, &mut checked.outcomes);
    if !left.is_empty() {
        let mut on_result = |result| checked.outcomes.insert(cache.add(result));
        let (api, follower) = (plan.github_api.as_deref(), plan.follower.as_ref());
        let times = plan.measures_hosts.then(HostTimes::default);
        checked.report = check_all(left, &check, api, follower, times.clone(), terminal, &mut on_result)?;
        let measured = times.map(|times| times.take()).unwrap_or_default();
        let time = |(host, (requests, total))| (host, HostTime { requests, total });
        checked.times = measured.into_iter().map(time).collect();
    }
    checked.histories = cache.take_histories();
    cache.close(terminal)?;
    checked.count_unchecked(total, plan);
    Ok(checked)
}
