//! Has a fleet check the URLs of lists, and waits for it.

use crate::commands::fleet::{FleetRunError, OpenFleet};
use crate::commands::links::clock::now;
use crate::commands::links::link_cache::LinkCache;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::progress::Progress;
use crate::commands::links::runner::interrupted;
use crate::commands::links::settings::LinkSettings;
use crate::fleet::coordinator::{Coordinator, FleetOutcome, FleetSink, TargetBatches};
use crate::links::probe_result::NO_TIME;
use crate::links::run::RunEnd;
use crate::links::store::{BrokerPlace, StoreRow};
use crate::links::target::QueuedTarget;
use crate::terminal::streams::Terminal;
use curate_fleet::error::FleetError;
use curate_rules::api::outcome::Outcome;
use curate_rules::{Outcomes, Text, Verdict, plural, text};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// A run through a fleet.
pub(super) struct FleetRun<'a> {
    pub(super) place: &'a BrokerPlace,
    /// Its name; `None` where nobody is to go on with it.
    pub(super) name: Option<&'a str>,
    pub(super) deadline: Option<Duration>,
}

/// What a run makes of what a fleet says.
pub(super) trait OutcomeSink {
    /// Whether a target with these fragments need not be checked, since this is known.
    fn is_fresh(&self, row: &StoreRow, fragments: &[String]) -> bool;

    /// What a row means.
    fn judge(&self, row: StoreRow) -> Outcome;

    /// Takes an outcome.
    fn take(&mut self, outcome: Outcome);

    /// Takes one that is not in the store.
    fn take_answer(&mut self, outcome: Outcome) {
        self.take(outcome);
    }
}

/// Says which flags of `plan` do not reach the workers.
pub(super) fn tell_what_has_no_effect(plan: &LinkPlan, terminal: Terminal) {
    let requests = &plan.requests;
    let given = [
        ("--timeout", requests.timeout.is_some()),
        ("--max-concurrency", requests.max_concurrency.is_some()),
        ("--thorough", requests.thorough),
        ("--proxy", requests.proxy),
    ];
    let flags: Vec<&str> = given.into_iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| flag).collect();
    if !flags.is_empty() {
        let flags = flags.join(", ");
        terminal.notice(text!("workers request as they were started: {flags} of this run has no effect", flags));
    }
}

impl FleetRun<'_> {
    /// Has the fleet check all targets of `batches`; `sink` gets the outcomes.
    ///
    /// # Errors
    ///
    /// Where the fleet cannot be used, or a batch cannot be made.
    pub(super) fn check_all<B: TargetBatches>(
        &self,
        batches: &mut B,
        terminal: Terminal,
        sink: &mut dyn OutcomeSink,
    ) -> Result<RunEnd, B::Error>
    where
        B::Error: From<FleetRunError>,
    {
        // The connection is served while lists are read.
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        runtime.map_err(FleetRunError::from)?.block_on(async {
            let OpenFleet { connection, settings, work, outcomes } = OpenFleet::open(self.place).await?;
            let run = self.name.map_or_else(unnamed, str::to_owned);
            let (interrupt, stop) = watch::channel(false);
            tokio::spawn(async move {
                interrupted().await;
                let _ = interrupt.send(true);
            });
            let progress = Progress::of(&[], terminal);
            let mut shown = ShownOutcomes { progress: &progress, sink, terminal, was_silent: false };
            let coordinator = Coordinator { connection, settings, work, outcomes, run: run.clone(), now };
            let checking = coordinator.check_all(batches, stop, self.deadline, &mut shown);
            let end = progress.during(checking).await?;
            if end != RunEnd::Complete {
                terminal.notice(text!("the fleet goes on; --run {run} waits for the rest", run));
            }
            Ok(end)
        })
    }
}

/// Targets that are all known.
pub(super) struct OneBatch<'a> {
    targets: &'a [QueuedTarget],
    was_given: bool,
}

impl<'a> OneBatch<'a> {
    /// These.
    pub(super) fn of(targets: &'a [QueuedTarget]) -> Self {
        Self { targets, was_given: false }
    }
}

impl TargetBatches for OneBatch<'_> {
    type Error = FleetRunError;

    fn rewind(&mut self) {
        self.was_given = false;
    }

    fn next(&mut self) -> Option<Result<Vec<QueuedTarget>, FleetRunError>> {
        (!std::mem::replace(&mut self.was_given, true)).then(|| Ok(self.targets.to_vec()))
    }
}

/// The name of a run that nobody has named: of this process, at this moment.
fn unnamed() -> String {
    let moment = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{:x}-{:x}", moment.as_millis(), std::process::id())
}

/// Outcomes that the progress counts.
struct ShownOutcomes<'a> {
    progress: &'a Progress,
    sink: &'a mut dyn OutcomeSink,
    terminal: Terminal,
    /// Whether it was said that nothing comes.
    was_silent: bool,
}

impl FleetSink for ShownOutcomes<'_> {
    fn is_fresh(&self, row: &StoreRow, fragments: &[String]) -> bool {
        self.sink.is_fresh(row, fragments)
    }

    fn queued(&mut self, left: usize) {
        self.progress.expect(left);
    }

    fn outcome(&mut self, outcome: FleetOutcome) {
        self.was_silent = false;
        match outcome {
            FleetOutcome::Row { row, is_cached: true } => {
                let outcome = self.sink.judge(*row).with(|details| details.cached = true);
                self.sink.take(outcome);
            }
            FleetOutcome::Row { row, is_cached: false } => {
                let outcome = self.sink.judge(*row);
                self.progress.add(&outcome);
                self.sink.take(outcome);
            }
            FleetOutcome::Answer(outcome) => {
                self.progress.add(&outcome);
                self.sink.take_answer(outcome);
            }
        }
    }

    fn silence(&mut self, left: usize, trouble: Option<&FleetError>) {
        if std::mem::replace(&mut self.was_silent, true) {
            return;
        }
        let why = match trouble {
            Some(error) => Text::verbatim(error.to_string()),
            None => text!("`curate fleet status` shows whether workers are there; `curate worker` is one"),
        };
        self.terminal.notice(plural!(
            left,
            "{left} URL waits for the fleet: {why}",
            "{left} URLs wait for the fleet: {why}",
            why
        ));
    }
}

/// Has the fleet at `place` check `targets`; how that ended.
///
/// # Errors
///
/// Where the fleet cannot be used.
pub(super) fn check_targets(
    targets: &[QueuedTarget],
    place: &BrokerPlace,
    plan: &LinkPlan,
    settings: &LinkSettings,
    outcomes: &mut Outcomes,
    terminal: Terminal,
) -> Result<RunEnd, FleetRunError> {
    tell_what_has_no_effect(plan, terminal);
    let run = FleetRun { place, name: plan.run.as_deref(), deadline: plan.deadline };
    let cache = LinkCache::none(&settings.check);
    let end = run.check_all(&mut OneBatch::of(targets), terminal, &mut Held { cache, outcomes })?;
    if end == RunEnd::OutOfTime {
        let late = targets.iter().filter(|target| outcomes.get(&target.text).is_none());
        let late = late.map(|target| Outcome::of(&*target.text, Verdict::Unknown, NO_TIME));
        let late: Vec<Outcome> = late.collect();
        outcomes.extend(late);
    }
    Ok(end)
}

/// Outcomes that are all held.
struct Held<'a> {
    cache: LinkCache,
    outcomes: &'a mut Outcomes,
}

impl OutcomeSink for Held<'_> {
    fn is_fresh(&self, row: &StoreRow, fragments: &[String]) -> bool {
        self.cache.is_fresh(row, fragments)
    }

    fn judge(&self, row: StoreRow) -> Outcome {
        self.cache.outcome(row)
    }

    fn take(&mut self, outcome: Outcome) {
        self.outcomes.insert(outcome);
    }
}
