//! Hands targets to a fleet and waits for their outcomes. Nothing is lost where it ends early: what waits is checked, and the run
//! of the same name goes on where this one ended.

use crate::fleet::answer::Unobserved;
use crate::fleet::bucket_value::BucketValue;
use crate::fleet::target_message::{encode, is_too_long, partition};
use crate::links::day::Timestamp;
use crate::links::run::RunEnd;
use crate::links::store::StoreRow;
use crate::links::target::QueuedTarget;
use curate_fleet::connection::Connection;
use curate_fleet::error::FleetError;
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::outcome_updates::OutcomeUpdate;
use curate_fleet::outcomes::OutcomeBucket;
use curate_fleet::settings::{FleetSettings, RunRecord};
use curate_fleet::work::{Publisher, Target, WorkError, WorkStream};
use curate_rules::Outcome;
use futures_util::{StreamExt as _, stream};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};
use url::Url;

/// Where nothing comes for so long, what has no outcome is queued once more: what waits already is not queued twice.
const QUEUE_AGAIN: Duration = Duration::from_mins(1);
/// Where nothing comes for so long, that is told.
const SILENCE: Duration = Duration::from_secs(10);
/// How often a broker that does not answer is tried again with a batch, and after how long.
const TRIES: u32 = 40;
const TRY_AGAIN: Duration = Duration::from_secs(3);

/// What a fleet says of a URL.
pub(crate) enum FleetOutcome {
    /// All that is known of it; from an earlier run where it is fresh enough.
    Row { row: Box<StoreRow>, is_cached: bool },
    /// That nothing was observed.
    Answer(Outcome),
}

/// Who gets what a fleet says, and when it is silent.
pub(crate) trait FleetSink {
    /// Whether a target with these fragments need not be checked, since this is known.
    fn is_fresh(&self, row: &StoreRow, fragments: &[String]) -> bool;

    /// So many targets wait for the fleet now.
    fn queued(&mut self, left: usize);

    /// A target has its outcome.
    fn outcome(&mut self, outcome: FleetOutcome);

    /// Nothing came for a while; how many targets are left, and why that may be, where the broker does not answer.
    fn silence(&mut self, left: usize, trouble: Option<&FleetError>);
}

/// All targets of a run, in batches, so that they need not be held.
pub(crate) trait TargetBatches {
    /// Why a batch cannot be made.
    type Error: From<FleetError>;

    /// Begins with the first batch.
    fn rewind(&mut self);

    /// The next batch; `None` after the last.
    fn next(&mut self) -> Option<Result<Vec<QueuedTarget>, Self::Error>>;
}

/// Hands targets to a fleet.
pub(crate) struct Coordinator {
    pub(crate) connection: Connection,
    pub(crate) settings: FleetSettings,
    pub(crate) work: WorkStream,
    pub(crate) outcomes: OutcomeBucket,
    /// The name of the run.
    pub(crate) run: String,
    pub(crate) now: fn() -> Timestamp,
}

/// A run that has begun.
struct QueuedRun {
    publisher: Publisher,
    /// The revision of the bucket before it: what is of a later one is its own.
    since: u64,
    /// Of the keys of targets without an outcome, the prefixes: all that is held of them.
    pending: HashSet<u64>,
    deadline: Option<Instant>,
}

impl Coordinator {
    /// Has all targets of `batches` checked that this run has no outcome for yet and that `sink` does not find fresh, until `stop`
    /// becomes true or `deadline`.
    ///
    /// # Errors
    ///
    /// Where the broker takes no work, or a batch cannot be made. What was queued is checked nevertheless; the same run again
    /// queues the rest.
    pub(crate) async fn check_all<B: TargetBatches>(
        &self,
        batches: &mut B,
        mut stop: watch::Receiver<bool>,
        deadline: Option<Duration>,
        sink: &mut impl FleetSink,
    ) -> Result<RunEnd, B::Error> {
        let now = RunRecord { since: self.outcomes.last_revision().await? };
        let record = self.settings.begin_run(&self.run, now).await?;
        let mut run = QueuedRun {
            publisher: Publisher::new(self.work.clone(), self.run.clone()),
            since: record.since,
            pending: HashSet::new(),
            deadline: deadline.map(|deadline| Instant::now() + deadline),
        };
        let end = async {
            self.queue_all(batches, &mut run, sink).await?;
            self.wait(batches, &mut run, sink).await
        };
        tokio::select! {
            biased;
            Ok(_) = stop.wait_for(|stop| *stop) => return Ok(RunEnd::Interrupted),
            end = end => if end? == RunEnd::OutOfTime {
                return Ok(RunEnd::OutOfTime);
            },
        }
        // It has all its outcomes; what is remembered of it does no harm.
        let _ = self.settings.end_run(&self.run).await;
        Ok(RunEnd::Complete)
    }

    /// Queues what has no outcome.
    async fn queue_all<B: TargetBatches>(
        &self,
        batches: &mut B,
        run: &mut QueuedRun,
        sink: &mut impl FleetSink,
    ) -> Result<(), B::Error> {
        while let Some(batch) = batches.next() {
            let batch = batch?;
            let mut left = self.without_known(batch, run, sink).await?;
            // One URL may be in many lists.
            left.retain(|target| run.pending.insert(key(target).prefix()));
            sink.queued(run.pending.len());
            self.publish(&left, run).await?;
            if run.is_late() {
                break;
            }
        }
        Ok(())
    }

    /// Waits for the outcomes of what is pending.
    async fn wait<B: TargetBatches>(
        &self,
        batches: &mut B,
        run: &mut QueuedRun,
        sink: &mut impl FleetSink,
    ) -> Result<RunEnd, B::Error> {
        let mut updates = self.outcomes.updates(run.since + 1);
        let mut queue_again = Instant::now() + QUEUE_AGAIN;
        let mut silent_at = Instant::now() + SILENCE;
        while !run.pending.is_empty() {
            let next = run.deadline.unwrap_or(queue_again).min(queue_again).min(silent_at);
            tokio::select! {
                update = updates.next() => match update {
                    Ok(update) => {
                        (queue_again, silent_at) = (Instant::now() + QUEUE_AGAIN, Instant::now() + SILENCE);
                        self.take(&update, run, sink);
                    }
                    Err(_) if let Some(refusal) = self.connection.refusal() => return Err(refusal.into()),
                    Err(error) => sink.silence(run.pending.len(), Some(&error)),
                },
                () = sleep_until(next) => {
                    if run.is_late() {
                        return Ok(RunEnd::OutOfTime);
                    }
                    sink.silence(run.pending.len(), None);
                    silent_at = queue_again;
                    // What workers find out may have no place.
                    self.outcomes.check_room().await.or_else(|error| error.is_passing().then_some(()).ok_or(error))?;
                    if queue_again <= Instant::now() {
                        self.queue_pending(batches, run).await?;
                        queue_again = Instant::now() + QUEUE_AGAIN;
                        silent_at = queue_again;
                    }
                }
            }
        }
        Ok(RunEnd::Complete)
    }

    /// Queues what is pending once more: a broker may have lost it, or a message of another run with another beginning.
    async fn queue_pending<B: TargetBatches>(&self, batches: &mut B, run: &QueuedRun) -> Result<(), B::Error> {
        batches.rewind();
        while let Some(batch) = batches.next() {
            let mut left = batch?;
            left.retain(|target| run.pending.contains(&key(target).prefix()));
            self.publish(&left, run).await?;
        }
        Ok(())
    }

    /// What of a batch is to be checked; the rest has its outcome from an earlier run, or from this one before it was begun
    /// again.
    async fn without_known(
        &self,
        mut batch: Vec<QueuedTarget>,
        run: &QueuedRun,
        sink: &mut impl FleetSink,
    ) -> Result<Vec<QueuedTarget>, FleetError> {
        let keys: Vec<OutcomeKey> = batch.iter().map(key).collect();
        let known = self.outcomes.many(&keys).await?;
        batch.retain(|target| {
            if is_too_long(target) {
                sink.outcome(FleetOutcome::Answer(Unobserved::of_too_long().outcome(&target.text)));
                return false;
            }
            let key = key(target);
            let Some(stored) = known.get(&key) else { return true };
            let is_own = stored.revision > run.since;
            let Some(outcome) = self.read(key, &stored.value, !is_own) else { return true };
            let is_known = match &outcome {
                FleetOutcome::Row { row, .. } => is_own || sink.is_fresh(row, &target.fragments),
                FleetOutcome::Answer(_) => is_own,
            };
            if is_known {
                sink.outcome(outcome);
            }
            !is_known
        });
        Ok(batch)
    }

    /// Takes an outcome, where a target waits for it.
    fn take(&self, update: &OutcomeUpdate, run: &mut QueuedRun, sink: &mut impl FleetSink) {
        if !run.pending.contains(&update.key.prefix()) {
            return;
        }
        // What makes no sense is no outcome: the target is queued again in time.
        if let Some(outcome) = self.read(update.key, &update.stored.value, false) {
            run.pending.remove(&update.key.prefix());
            sink.outcome(outcome);
        }
    }

    /// What a value of the bucket means, which stands at `key`.
    fn read(&self, key: OutcomeKey, value: &[u8], is_cached: bool) -> Option<FleetOutcome> {
        Some(match BucketValue::read(key, value, (self.now)())? {
            BucketValue::Row(row) => FleetOutcome::Row { row, is_cached },
            BucketValue::Answer(outcome) => FleetOutcome::Answer(outcome),
        })
    }

    /// Queues targets, the hosts in turns, so that none waits for all of another's.
    async fn publish(&self, targets: &[QueuedTarget], run: &QueuedRun) -> Result<(), FleetError> {
        let partitions = self.work.partitions();
        let message = |index: u32| {
            let target = targets.get(index as usize)?;
            let url = Url::parse(&target.text).ok()?;
            let (key, payload) = (key(target).to_string(), encode(target, run.since).into());
            Some(Target { partition: partition(&url, partitions), key, payload })
        };
        let mut messages: Vec<Target> = in_turns(targets).into_iter().filter_map(message).collect();
        for tries_left in (0..TRIES).rev() {
            let failed = self.send(&messages, run).await?;
            let Some((error, _)) = failed.first() else { return Ok(()) };
            if run.is_late() {
                return Ok(());
            }
            if tries_left == 0 {
                return Err(self.connection.work_error(error));
            }
            // Each may be queued again without harm.
            let failed: HashSet<String> = failed.into_iter().map(|(_, key)| key).collect();
            messages.retain(|message| failed.contains(&message.key));
            sleep(TRY_AGAIN).await;
        }
        Ok(())
    }

    /// Sends messages; those for which the broker did not answer, with the error.
    async fn send(&self, messages: &[Target], run: &QueuedRun) -> Result<Vec<(WorkError, String)>, FleetError> {
        let mut failed = Vec::new();
        let mut sent = Box::pin(run.publisher.queue_all(stream::iter(messages.iter().cloned())));
        while let Some((key, result)) = sent.next().await {
            match result {
                Ok(_) => {}
                Err(error @ WorkError::Unavailable(_)) if self.connection.refusal().is_none() => {
                    failed.push((error, key));
                }
                Err(error) => return Err(self.connection.work_error(&error)),
            }
        }
        Ok(failed)
    }
}

impl QueuedRun {
    fn is_late(&self) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= Instant::now())
    }
}

fn key(target: &QueuedTarget) -> OutcomeKey {
    OutcomeKey::of(&target.text)
}

/// So many targets of a host are queued one after the other: they share a connection.
const TURN: usize = 8;

/// The positions of `targets` in an order in which hosts take turns, those with most targets first.
fn in_turns(targets: &[QueuedTarget]) -> Vec<u32> {
    let mut hosts: HashMap<&str, Vec<u32>> = HashMap::new();
    for (target, index) in targets.iter().zip(0..) {
        hosts.entry(target.host()).or_default().push(index);
    }
    let mut hosts: Vec<Vec<u32>> = hosts.into_values().collect();
    hosts.sort_unstable_by_key(|indices| (Reverse(indices.len()), indices.first().copied()));
    let mut order = Vec::with_capacity(hosts.iter().map(Vec::len).sum());
    let longest = hosts.first().map_or(0, Vec::len);
    for begin in (0..longest).step_by(TURN) {
        for indices in hosts.iter().take_while(|indices| indices.len() > begin) {
            order.extend(indices.iter().skip(begin).take(TURN));
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_take_turns() {
        let target = |url: String| QueuedTarget { text: url.into(), fragments: Box::default() };
        let (a, b) = ((0..3).map(|page| format!("http://a/{page}")), (0..20).map(|page| format!("http://b/{page}")));
        let targets: Vec<QueuedTarget> = a.chain(b).map(target).collect();
        let order: Vec<u32> = (3..11).chain(0..3).chain(11..23).collect();
        assert_eq!(in_turns(&targets), order);
    }
}
