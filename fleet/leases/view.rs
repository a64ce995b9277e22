//! What a worker has seen of the others' leases, and what follows from it. Pure: the time is told.
//!
//! That a key is gone at the broker does not free a partition by itself: the broker's clock can jump, and what it kept can be
//! lost when it dies. A partition whose key was not deleted by its holder is free when a whole lease has passed by the own clock
//! since its last renewal was seen, or since the view had a gap.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// A change of a key of the bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) subject: Subject,
    pub(super) revision: u64,
    pub(super) kind: Kind,
}

/// What a key is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Partition(u16),
    Worker(String),
}

/// What has become of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Written by this worker.
    Written(String),
    /// Deleted by its holder.
    Deleted,
    /// Gone by itself.
    Expired,
}

#[derive(Debug)]
pub(super) struct View {
    own: String,
    lease: Duration,
    partitions: Vec<Seen>,
    /// When each of the others was seen last.
    workers: BTreeMap<String, Instant>,
}

#[derive(Clone, Debug)]
struct Seen {
    holder: Option<String>,
    revision: u64,
    observed: Instant,
    free_from: Instant,
    retry_from: Instant,
}

impl View {
    /// A view in which everything is free from this moment on.
    pub(super) fn new(own: String, partitions: u16, lease: Duration, free_from: Instant) -> Self {
        let seen = Seen { holder: None, revision: 0, observed: free_from, free_from, retry_from: free_from };
        Self { own, lease, partitions: vec![seen; usize::from(partitions)], workers: BTreeMap::new() }
    }

    /// The number of partitions.
    pub(super) fn partitions(&self) -> u16 {
        self.partitions.len() as u16
    }

    /// Changes may have been missed.
    pub(super) fn gap(&mut self, now: Instant) {
        for seen in &mut self.partitions {
            seen.free_from = seen.free_from.max(now + self.lease);
            seen.observed = now;
        }
    }

    pub(super) fn observe(&mut self, change: &Change, now: Instant) {
        match &change.subject {
            Subject::Worker(id) if *id == self.own => {}
            Subject::Worker(id) if matches!(change.kind, Kind::Written(_)) => {
                self.workers.insert(id.clone(), now);
            }
            Subject::Worker(id) => {
                self.workers.remove(id);
            }
            Subject::Partition(partition) => {
                let lease = self.lease;
                if let Some(seen) = self.partitions.get_mut(usize::from(*partition)) {
                    seen.observe(change, now, lease);
                }
            }
        }
    }

    /// The revision on which a free partition is taken; `None` where it is not free.
    pub(super) fn free(&self, partition: u16, now: Instant) -> Option<u64> {
        let seen = self.partitions.get(usize::from(partition))?;
        if now < seen.retry_from {
            return None;
        }
        match &seen.holder {
            // Written by a request that was given up here and arrived all the same.
            Some(holder) if *holder == self.own => Some(seen.revision),
            // Holders renew three times in a lease: this one is gone, and nothing was left of its key to say so.
            Some(_) => (now >= seen.observed + 2 * self.lease).then_some(0),
            None => (now >= seen.free_from).then_some(seen.revision),
        }
    }

    /// A try to take a partition on this revision failed: what the broker keeps of a key that ended is itself gone after a while,
    /// and revision 0 takes it then.
    pub(super) fn failed(&mut self, partition: u16, revision: u64, now: Instant) {
        let wait = self.lease / 10;
        if let Some(seen) = self.partitions.get_mut(usize::from(partition)) {
            seen.retry_from = now + wait;
            if seen.revision == revision {
                seen.revision = 0;
            }
        }
    }

    /// All live workers, this one among them, in the order of their names.
    pub(super) fn workers(&mut self, now: Instant) -> Vec<String> {
        let forgotten = self.lease + self.lease / 2;
        self.workers.retain(|_, seen| now < *seen + forgotten);
        let mut workers: Vec<String> = self.workers.keys().cloned().collect();
        workers.push(self.own.clone());
        workers.sort_unstable();
        workers
    }

    /// The number of partitions that this worker holds when all have the same view, and where it looks first for free ones: the
    /// first workers hold one more than the others where it cannot be the same for all.
    pub(super) fn share(&mut self, now: Instant) -> (usize, u16) {
        let workers = self.workers(now);
        let rank = workers.iter().position(|worker| *worker == self.own).unwrap_or(0);
        let (partitions, count) = (self.partitions.len(), workers.len());
        let share = partitions / count + usize::from(rank < partitions % count);
        (share, (partitions * rank / count) as u16)
    }
}

impl Seen {
    fn observe(&mut self, change: &Change, now: Instant, lease: Duration) {
        self.revision = change.revision;
        self.observed = now;
        self.retry_from = now;
        match &change.kind {
            Kind::Written(holder) => {
                self.holder = Some(holder.clone());
                self.free_from = now + lease;
            }
            Kind::Deleted => {
                self.holder = None;
                self.free_from = now;
            }
            Kind::Expired => self.holder = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: Duration = Duration::from_secs(10);

    fn change(partition: u16, revision: u64, kind: Kind) -> Change {
        Change { subject: Subject::Partition(partition), revision, kind }
    }

    fn written(by: &str) -> Kind {
        Kind::Written(by.to_owned())
    }

    #[test]
    fn a_partition_is_free_when_its_holder_says_so_or_a_lease_has_passed() {
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        let mut view = View::new("b".to_owned(), 3, LEASE, begin);
        assert_eq!(view.free(0, begin), Some(0));
        view.observe(&change(0, 5, written("a")), at(1));
        assert_eq!(view.free(0, at(15)), None);
        // A broker whose clock jumped lets a lease end at once; by our clock it has not.
        view.observe(&change(0, 6, Kind::Expired), at(2));
        assert_eq!(view.free(0, at(10)), None);
        assert_eq!(view.free(0, at(11)), Some(6));
        view.failed(0, 6, at(11));
        assert_eq!(view.free(0, at(11)), None);
        assert_eq!(view.free(0, at(12)), Some(0));

        view.observe(&change(1, 7, written("a")), at(1));
        view.observe(&change(1, 8, Kind::Deleted), at(2));
        assert_eq!(view.free(1, at(2)), Some(8));
        view.gap(at(3));
        assert_eq!(view.free(1, at(12)), None);
        assert_eq!(view.free(1, at(13)), Some(8));

        // What is our own and not held is taken at once; what nobody renews and nobody deletes, late.
        view.observe(&change(2, 9, written("b")), at(3));
        assert_eq!(view.free(2, at(3)), Some(9));
        view.observe(&change(2, 10, written("c")), at(4));
        assert_eq!(view.free(2, at(23)), None);
        assert_eq!(view.free(2, at(24)), Some(0));
    }

    #[test]
    fn shares_differ_by_one_at_most_and_add_up() {
        let now = Instant::now();
        for partitions in [1, 4, 10, 256] {
            for count in 1..=7_usize {
                let ids: Vec<String> = (0..count).map(|number| format!("w{number}")).collect();
                let shares: Vec<usize> = ids
                    .iter()
                    .map(|own| {
                        let mut view = View::new(own.clone(), partitions, LEASE, now);
                        for id in &ids {
                            let subject = Subject::Worker(id.clone());
                            view.observe(&Change { subject, revision: 1, kind: written(id) }, now);
                        }
                        view.share(now).0
                    })
                    .collect();
                assert_eq!(shares.iter().sum::<usize>(), usize::from(partitions));
                assert!(shares.iter().max() <= shares.iter().min().map(|least| least + 1).as_ref(), "{shares:?}");
            }
        }
    }

    #[test]
    fn workers_that_say_nothing_are_forgotten() {
        let now = Instant::now();
        let mut view = View::new("b".to_owned(), 4, LEASE, now);
        let worker = |kind| Change { subject: Subject::Worker("a".to_owned()), revision: 1, kind };
        view.observe(&worker(written("a")), now);
        assert_eq!(view.workers(now + LEASE), ["a", "b"]);
        assert_eq!(view.workers(now + 2 * LEASE), ["b"]);
        view.observe(&worker(written("a")), now);
        view.observe(&worker(Kind::Expired), now);
        assert_eq!(view.workers(now), ["b"]);
    }
}
