//! Until when leases are certainly valid. Read right before each request, by any thread, without a lock.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// A lease that was called ended so many milliseconds ago has just ended.
const RECENT: u64 = 1_000;

/// A moment by both clocks of the machine. The monotonic one stands still while a machine is suspended; the other one can be
/// set. A lease is valid while neither says that its time is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) monotonic: Instant,
    wall: SystemTime,
}

impl Moment {
    pub(super) fn now() -> Self {
        Self { monotonic: Instant::now(), wall: SystemTime::now() }
    }
}

/// Until when the lease of each partition is certainly valid: the moment before its last renewal was sent, and the time of a
/// lease less a margin.
#[derive(Debug)]
pub struct Validity {
    begin: Moment,
    partitions: Vec<Until>,
}

/// Milliseconds since the beginning, by each clock; 0 where there is no lease.
#[derive(Debug, Default)]
struct Until {
    monotonic: AtomicU64,
    wall: AtomicU64,
    /// When it was called ended last.
    ended: AtomicU64,
}

impl Validity {
    pub(super) fn new(partitions: u16) -> Self {
        Self { begin: Moment::now(), partitions: (0..partitions).map(|_| Until::default()).collect() }
    }

    /// Whether a request may be sent now to a host of this partition.
    pub fn is_valid(&self, partition: u16) -> bool {
        let Some(until) = self.partitions.get(usize::from(partition)) else { return false };
        let now = Moment::now();
        let monotonic = until.monotonic.load(Ordering::Acquire);
        self.monotonic(now) < monotonic && self.wall(now) < until.wall.load(Ordering::Acquire)
    }

    /// Whether any lease is valid.
    pub fn is_any_valid(&self) -> bool {
        (0..self.partitions.len()).any(|partition| self.is_valid(partition as u16))
    }

    /// Whether a lease of this partition has just ended: its time is over and nobody has called it ended yet, or somebody did so
    /// within the last second. Then not all of the worker may know.
    pub fn has_just_ended(&self, partition: u16) -> bool {
        let Some(until) = self.partitions.get(usize::from(partition)) else { return false };
        let ended = until.ended.load(Ordering::Acquire);
        let is_recent = ended > 0 && self.monotonic(Moment::now()) < ended.saturating_add(RECENT);
        !self.is_valid(partition) && (is_recent || until.monotonic.load(Ordering::Acquire) > 0)
    }

    /// A lease that was renewed by a write sent after `sent`.
    pub(super) fn extend(&self, partition: u16, sent: Moment, time: Duration) {
        let Some(until) = self.partitions.get(usize::from(partition)) else { return };
        until.wall.store(self.wall(sent).saturating_add(time.as_millis() as u64), Ordering::Release);
        until.monotonic.store(self.monotonic(sent).saturating_add(time.as_millis() as u64), Ordering::Release);
    }

    /// There is no lease.
    pub(super) fn end(&self, partition: u16) {
        if let Some(until) = self.partitions.get(usize::from(partition)) {
            until.ended.store(self.monotonic(Moment::now()), Ordering::Release);
            until.monotonic.store(0, Ordering::Release);
        }
    }

    fn monotonic(&self, moment: Moment) -> u64 {
        moment.monotonic.saturating_duration_since(self.begin.monotonic).as_millis() as u64
    }

    fn wall(&self, moment: Moment) -> u64 {
        moment.wall.duration_since(self.begin.wall).unwrap_or_default().as_millis() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_ends_by_either_clock() {
        let hour = Duration::from_hours(1);
        let now = Moment::now();
        let mut validity = Validity::new(2);
        validity.begin.wall = now.wall - 3 * hour;
        assert!(!validity.is_valid(0) && !validity.is_valid(9) && !validity.has_just_ended(0));
        validity.extend(0, now, hour);
        assert!(validity.is_valid(0) && !validity.is_valid(1) && !validity.has_just_ended(0));
        assert!(validity.is_any_valid());
        validity.end(0);
        assert!(!validity.is_valid(0) && !validity.is_any_valid());
        // Suspended: by the monotonic clock no time has passed.
        validity.extend(0, Moment { wall: now.wall - 2 * hour, ..now }, hour);
        assert!(!validity.is_valid(0) && validity.has_just_ended(0));
        validity.extend(0, now, Duration::ZERO);
        assert!(!validity.is_valid(0));
    }
}
