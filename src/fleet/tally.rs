//! What a worker counts, and says of itself in the fleet's status.

use crate::fleet::target_message::MessageDefect;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Hosts that are named where many are paused.
pub(crate) const MOST_HOSTS: usize = 20;
/// Bytes of a host name.
pub(crate) const LONGEST_HOST: usize = 253;

/// What a worker says of itself, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct WorkerRecord {
    /// The release of its program.
    pub(crate) release: String,
    pub(crate) host: String,
    pub(crate) process: u32,
    /// URLs with an outcome since it began.
    pub(crate) checked: u64,
    /// URLs with an outcome a second, of late.
    pub(crate) rate: f64,
    /// Targets that it has and that have no outcome yet.
    pub(crate) in_hand: u64,
    /// Targets that were handed out too often.
    pub(crate) poisoned: u64,
    pub(crate) refused: RefusedMessages,
    /// Hosts that want fewer requests, and for how many seconds from now they get none.
    pub(crate) paused: BTreeMap<String, u64>,
}

/// Messages that were not taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RefusedMessages {
    pub(crate) malformed: u64,
    pub(crate) oversized: u64,
    pub(crate) other_version: u64,
}

/// What a worker counts.
#[derive(Debug, Default)]
pub(crate) struct WorkerTally {
    checked: AtomicU64,
    poisoned: AtomicU64,
    malformed: AtomicU64,
    oversized: AtomicU64,
    other_version: AtomicU64,
    paused: Mutex<BTreeMap<String, Instant>>,
    /// How many were checked at the last record, when that was, and the rate then.
    last: Mutex<Option<(u64, Instant, f64)>>,
}

impl WorkerTally {
    /// A URL has its outcome.
    pub(crate) fn check(&self) {
        self.checked.fetch_add(1, Ordering::Relaxed);
    }

    /// A target was handed out too often.
    pub(crate) fn poison(&self) {
        self.poisoned.fetch_add(1, Ordering::Relaxed);
    }

    /// A message is not taken.
    pub(crate) fn refuse(&self, defect: MessageDefect) {
        let count = match defect {
            MessageDefect::Malformed => &self.malformed,
            MessageDefect::Oversized => &self.oversized,
            MessageDefect::OtherVersion => &self.other_version,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }

    /// A host gets no request for so long.
    pub(crate) fn pause(&self, host: &str, pause: Duration) {
        let mut paused = self.paused.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        paused.retain(|_, until| *until > now);
        if host.len() <= LONGEST_HOST && (paused.len() < MOST_HOSTS || paused.contains_key(host)) {
            paused.insert(host.to_owned(), now + pause);
        }
    }

    /// What the worker says of itself now, with so many targets in hand.
    pub(crate) fn record(&self, in_hand: usize) -> WorkerRecord {
        let now = Instant::now();
        let checked = self.checked.load(Ordering::Relaxed);
        let paused = self.paused.lock().unwrap_or_else(PoisonError::into_inner);
        let left = |until: &Instant| until.saturating_duration_since(now).as_secs();
        let paused = paused.iter().map(|(host, until)| (host.clone(), left(until))).filter(|(_, left)| *left > 0);
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        WorkerRecord {
            release: env!("CARGO_PKG_VERSION").to_owned(),
            host: String::new(),
            process: std::process::id(),
            checked,
            rate: self.rate(checked, now),
            in_hand: in_hand as u64,
            poisoned: count(&self.poisoned),
            refused: RefusedMessages {
                malformed: count(&self.malformed),
                oversized: count(&self.oversized),
                other_version: count(&self.other_version),
            },
            paused: paused.collect(),
        }
    }

    /// URLs a second: half by what was checked since the last record, half by what it was then.
    fn rate(&self, checked: u64, now: Instant) -> f64 {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let rate = match *last {
            Some((before, at, rate)) if now > at => {
                let new = (checked - before) as f64 / (now - at).as_secs_f64();
                if before == 0 { new } else { rate.midpoint(new) }
            }
            Some((_, _, rate)) => rate,
            None => 0.0,
        };
        *last = Some((checked, now, rate));
        (rate * 10.0).round() / 10.0
    }
}
