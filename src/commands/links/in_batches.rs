//! Has a fleet check very many lists, some of them at a time: neither their documents nor their outcomes are held while it works.
//!
//! First every list is read, and its URLs are handed to the fleet; of each its key is held until it has an outcome. Then every list
//! is read again, and judged by what the shared store knows.

use crate::commands::failure::Failure;
use crate::commands::fleet::FleetRunError;
use crate::commands::links::checked::Checked;
use crate::commands::links::clock::now;
use crate::commands::links::error::LinksError;
use crate::commands::links::link_cache::LinkCache;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::selection::LinkSelection;
use crate::commands::links::settings::LinkSettings;
use crate::commands::links::shared_address::{leads_on, suspect_shared};
use crate::commands::links::through_fleet::{FleetRun, OutcomeSink, tell_what_has_no_effect};
use crate::commands::outputs;
use crate::commands::steps::judge::{Judgement, judge};
use crate::commands::steps::load::{load, paths_in_batches};
use crate::commands::steps::plan::{InputOptions, Plan};
use crate::commands::steps::report::report;
use crate::commands::steps::work::Work;
use crate::fleet::coordinator::TargetBatches;
use crate::links::run::{RunEnd, RunReport};
use crate::links::store::{BrokerPlace, BrokerStore, StorePlace, StoreRow};
use crate::links::target::QueuedTarget;
use crate::report::{Look, format};
use crate::terminal::streams::Terminal;
use curate_fleet::error::FleetError;
use curate_fleet::outcome_key::OutcomeKey;
use curate_rules::api::outcome::Outcome;
use curate_rules::{Outcomes, Verdict};
use std::collections::HashSet;
use std::path::PathBuf;

/// Why lists cannot be checked.
enum BatchError {
    Fleet(FleetRunError),
    Other(Failure),
}

impl From<FleetError> for BatchError {
    fn from(error: FleetError) -> Self {
        Self::Fleet(error.into())
    }
}

impl From<FleetRunError> for BatchError {
    fn from(error: FleetRunError) -> Self {
        Self::Fleet(error)
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Fleet(error) => error.into(),
            BatchError::Other(failure) => failure,
        }
    }
}

/// Checks the links of what `plan` names in several batches; gives the exit status. `None` where one batch is enough, or the lists
/// are needed all at once: for a change, fixes and baselines.
pub(super) fn run(plan: &Plan, links: &LinkPlan, terminal: Terminal) -> Result<Option<u8>, Failure> {
    let Some(StorePlace::Broker(place)) = links.store.as_ref().filter(|_| links.through_fleet) else { return Ok(None) };
    if !plan.input.one_at_a_time || plan.input.reads_stdin() {
        return Ok(None);
    }
    let paths = paths_in_batches(&plan.input, terminal)?;
    if paths.len() < 2 {
        return Ok(None);
    }
    let batches = ListBatches { plan, links, paths: &paths, next: 0, terminal };
    let end = batches.check(place)?;
    let judgement = end.judge(place)?;
    report(&judgement, plan, terminal)?;
    Ok(Some(judgement.end(plan)))
}

/// The lists of a run, in batches.
struct ListBatches<'a> {
    plan: &'a Plan,
    links: &'a LinkPlan,
    paths: &'a [Vec<PathBuf>],
    next: usize,
    /// Quiet once all that is to be said of the lists was said.
    terminal: Terminal,
}

/// A batch that was read.
struct ReadBatch {
    work: Work,
    settings: LinkSettings,
    selection: LinkSelection,
}

impl<'a> ListBatches<'a> {
    fn read(&self, index: usize) -> Result<Option<ReadBatch>, Failure> {
        let Some(paths) = self.paths.get(index) else { return Ok(None) };
        let input = InputOptions { paths: paths.clone(), fail_if_empty: false, ..self.plan.input.clone() };
        let work = load(&input, self.terminal)?;
        outputs::refuse_inputs(self.plan, &work)?;
        let settings = LinkSettings::of(&work, self.links, self.terminal)?;
        let selection = LinkSelection::of(&work, &settings, self.links);
        Ok(Some(ReadBatch { work, settings, selection }))
    }

    /// Has the fleet at `place` check all of them.
    fn check(mut self, place: &BrokerPlace) -> Result<CheckedBatches<'a>, Failure> {
        let aloud = self.terminal;
        let silent = aloud.silenced();
        self.terminal = silent;
        // All documents share their hosts: the first configuration says how URLs are checked.
        let first = self.read(0)?.map(|first| first.settings.check).unwrap_or_default();
        self.terminal = aloud;
        tell_what_has_no_effect(self.links, aloud);
        let mut kept = Kept { cache: LinkCache::none(&first), outcomes: Outcomes::default() };
        let run = FleetRun { place, name: self.links.run.as_deref(), deadline: self.links.deadline };
        let end = run.check_all(&mut self, aloud, &mut kept)?;
        suspect_shared(&mut kept.outcomes);
        self.terminal = silent;
        Ok(CheckedBatches { batches: self, kept, end, counted: HashSet::new() })
    }
}

impl TargetBatches for ListBatches<'_> {
    type Error = BatchError;

    fn rewind(&mut self) {
        self.next = 0;
        self.terminal = self.terminal.silenced();
    }

    fn next(&mut self) -> Option<Result<Vec<QueuedTarget>, BatchError>> {
        let read = self.read(self.next).transpose()?;
        self.next += 1;
        Some(read.map(|read| read.selection.targets).map_err(BatchError::Other))
    }
}

/// What is kept of outcomes while they come: those that the store does not have, and those that say more together.
struct Kept {
    cache: LinkCache,
    outcomes: Outcomes,
}

impl OutcomeSink for Kept {
    fn is_fresh(&self, row: &StoreRow, fragments: &[String]) -> bool {
        self.cache.is_fresh(row, fragments)
    }

    fn judge(&self, row: StoreRow) -> Outcome {
        self.cache.outcome(row)
    }

    fn take(&mut self, outcome: Outcome) {
        if leads_on(&outcome) {
            self.outcomes.insert(outcome);
        }
    }

    fn take_answer(&mut self, outcome: Outcome) {
        self.outcomes.insert(outcome);
    }
}

/// Batches whose URLs have their outcomes, as far as the run got.
struct CheckedBatches<'a> {
    batches: ListBatches<'a>,
    kept: Kept,
    end: RunEnd,
    /// URLs that were counted, by the prefixes of their keys: one may be in many lists.
    counted: HashSet<u64>,
}

impl CheckedBatches<'_> {
    /// Judges all lists by what the store at `place` knows.
    fn judge(mut self, place: &BrokerPlace) -> Result<Judgement, Failure> {
        let store = BrokerStore::existing(place).map_err(LinksError::from)?;
        let plan = self.batches.plan;
        let drops = format(plan.output.format, Look::default()).is_for_people();
        let mut all: Option<Judgement> = None;
        for index in 0..self.batches.paths.len() {
            let Some(batch) = self.batches.read(index)? else { break };
            let mut work = self.checked(batch, &store)?;
            if drops {
                self.let_go(&mut work);
            }
            let judgement = judge(work, plan, self.batches.terminal)?;
            all = Some(match all {
                Some(all) => all.joined(judgement, drops),
                None => judgement,
            });
        }
        all.ok_or_else(|| LinksError::NoLists.into())
    }

    /// A batch with the outcomes of its URLs.
    fn checked(&self, batch: ReadBatch, store: &BrokerStore) -> Result<Work, Failure> {
        let ReadBatch { mut work, settings, mut selection } = batch;
        let targets = std::mem::take(&mut selection.targets);
        let urls = targets.iter().map(|target| &*target.text);
        let (mut rows, _) = store.rows(urls, now()).map_err(LinksError::from)?;
        let outcome = |target: &QueuedTarget| {
            let row = rows.remove(&target.text);
            if let Some(kept) = self.kept.outcomes.get(&target.text) {
                return Some(kept.clone());
            }
            // Of a run that did not get to its end, what is old may be from another.
            let is_known = |row: &StoreRow| self.end == RunEnd::Complete || self.kept.is_fresh(row, &target.fragments);
            row.filter(is_known).map(|row| self.kept.judge(row))
        };
        let outcomes: Outcomes = targets.iter().filter_map(outcome).collect();
        let report = RunReport { end: self.end, limits: Vec::new() };
        let mut checked = Checked { outcomes, report, unchecked: Vec::new() };
        checked.count_unchecked(targets.len(), self.batches.links);
        checked.put_into(&mut work, selection, self.batches.links, &settings, self.batches.terminal)?;
        Ok(work)
    }

    /// Counts the outcomes of a batch, which its findings know, and lets them go.
    fn let_go(&mut self, work: &mut Work) {
        let Some(checked) = &mut work.checked else { return };
        for outcome in std::mem::take(&mut checked.outcomes).iter() {
            if outcome.verdict != Verdict::Refused && self.counted.insert(OutcomeKey::of(&outcome.url).prefix()) {
                *checked.more.entry(outcome.verdict).or_default() += 1;
            }
        }
    }
}
