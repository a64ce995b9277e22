//! What a fleet is doing, and what follows from it.

use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// What a fleet is doing. Texts are not sanitized: they are what anybody wrote who may write to the broker.
#[derive(Clone, Debug, Default)]
pub(crate) struct FleetReport {
    /// Its name.
    pub fleet: String,
    /// Where its broker is, without secrets.
    pub broker: String,
    /// Targets that nobody has taken.
    pub waiting: u64,
    /// Targets that a worker has taken and not yet finished.
    pub in_hand: u64,
    /// How many partitions nobody holds.
    pub unheld: usize,
    /// In the order of their ids.
    pub workers: Vec<FleetWorker>,
    /// In the order of their numbers.
    pub partitions: Vec<FleetPartition>,
}

/// A worker.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct FleetWorker {
    pub id: String,
    /// Whether its record makes sense; what it says of itself is empty where it does not.
    pub readable: bool,
    /// The name of its machine.
    pub host: String,
    pub process: u32,
    /// The release of its program.
    pub release: String,
    /// How many partitions it holds.
    pub partitions: usize,
    /// Targets that it has and that have no outcome yet.
    pub in_hand: u64,
    /// URLs with an outcome since it began.
    pub checked: u64,
    /// URLs with an outcome a second, of late.
    pub rate: f64,
    /// Targets that were handed out too often, since it began.
    pub poisoned: u64,
    /// Messages that it did not take, since it began.
    pub refused: FleetRefusals,
    /// Hosts that get no request, and for how many seconds yet.
    pub paused: BTreeMap<String, u64>,
    /// Seconds since it said all this, by the broker's clock and ours.
    pub age: u64,
}

/// Messages that were not taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct FleetRefusals {
    pub malformed: u64,
    pub oversized: u64,
    pub other_version: u64,
}

/// A partition.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FleetPartition {
    pub partition: u16,
    /// The id of the worker that holds it.
    pub holder: Option<String>,
    pub waiting: u64,
    pub in_hand: u64,
}

/// A host that gets no request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct PausedHost<'a> {
    pub(super) host: &'a str,
    /// For how long yet.
    pub(super) seconds: u64,
}

impl FleetReport {
    /// URLs a second, of all workers.
    pub(super) fn rate(&self) -> f64 {
        // A sum of nothing is -0.
        self.workers.iter().map(|worker| worker.rate).sum::<f64>() + 0.0
    }

    /// Seconds until all is checked at this rate; `None` where nothing is to be checked or nothing is.
    pub(super) fn seconds_left(&self) -> Option<u64> {
        let targets = self.waiting.saturating_add(self.in_hand);
        let rate = self.rate();
        let seconds = (targets > 0 && rate > 0.0).then(|| (targets as f64 / rate).ceil());
        Duration::try_from_secs_f64(seconds?).ok().map(|left| left.as_secs())
    }

    /// Hosts that get no request, those first that get none for longest.
    pub(super) fn paused(&self) -> Vec<PausedHost<'_>> {
        let mut longest: BTreeMap<&str, u64> = BTreeMap::new();
        for (host, seconds) in self.workers.iter().flat_map(|worker| &worker.paused) {
            let known = longest.entry(host).or_default();
            *known = (*known).max(*seconds);
        }
        let mut paused: Vec<_> = longest.into_iter().map(|(host, seconds)| PausedHost { host, seconds }).collect();
        paused.sort_by(|a, b| b.seconds.cmp(&a.seconds).then(a.host.cmp(b.host)));
        paused
    }

    /// Targets that were handed out too often, as the workers know that are there.
    pub(super) fn poisoned(&self) -> u64 {
        self.workers.iter().fold(0, |sum, worker| sum.saturating_add(worker.poisoned))
    }

    /// Messages that were not taken, as the workers know that are there.
    pub(super) fn refused(&self) -> FleetRefusals {
        self.workers.iter().fold(FleetRefusals::default(), |sum, FleetWorker { refused, .. }| FleetRefusals {
            malformed: sum.malformed.saturating_add(refused.malformed),
            oversized: sum.oversized.saturating_add(refused.oversized),
            other_version: sum.other_version.saturating_add(refused.other_version),
        })
    }
}
