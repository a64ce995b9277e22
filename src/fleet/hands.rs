//! What a worker has in its hands: targets that were delivered to it and have no outcome yet, by the number that its run knows
//! them by. Their count is bounded, whatever waits at the broker.

use crate::links::run::FIRST_OWN;
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::work::Delivery;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Targets in hand, over all partitions. Enough for hosts that take one request in a while not to hold up the others.
const MOST: usize = 16_384;
/// Targets of one partition in hand: at least, and at most.
const OF_PARTITION: (usize, usize) = (32, 1_024);
/// The broker hands a target to another worker where it has not heard of it for three times as long.
const HELD: Duration = Duration::from_secs(10);

/// One target.
pub(crate) struct HeldTarget {
    pub(crate) partition: u16,
    pub(crate) key: OutcomeKey,
    pub(crate) delivery: Delivery,
    /// When the broker last heard that it is held.
    told: Instant,
}

/// All targets in hand. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Hands {
    inner: Arc<Mutex<HeldTargets>>,
}

#[derive(Default)]
struct HeldTargets {
    held: HashMap<u32, HeldTarget>,
    by_key: HashMap<OutcomeKey, u32>,
    next: u32,
    /// The partitions that are this worker's.
    partitions: BTreeMap<u16, HeldPartition>,
}

/// What is held of a partition.
#[derive(Default)]
struct HeldPartition {
    /// How many targets.
    held: usize,
    /// Tells who waits for room, or for nothing to be held. Each partition has its own: thousands of targets a second come and go.
    changed: Arc<Notify>,
}

impl Hands {
    /// A partition is this worker's.
    pub(crate) fn open(&self, partition: u16) {
        let mut inner = self.lock();
        inner.partitions.entry(partition).or_default();
        // Each has less room now, or more after one was closed.
        inner.tell_all();
    }

    /// A partition is this worker's no more: the targets that were held of it, with their numbers. Those that are dropped are
    /// delivered to others in time.
    pub(crate) fn close(&self, partition: u16) -> Vec<(u32, HeldTarget)> {
        let mut inner = self.lock();
        let closed = inner.partitions.remove(&partition);
        let numbers = inner.numbers(partition);
        let closed_targets = numbers.into_iter().filter_map(|number| Some((number, inner.remove(number)?))).collect();
        if let Some(closed) = closed {
            closed.changed.notify_waiters();
        }
        inner.tell_all();
        closed_targets
    }

    /// The numbers of the targets that are held of a partition.
    pub(crate) fn of(&self, partition: u16) -> Vec<u32> {
        self.lock().numbers(partition)
    }

    /// How many targets are held.
    pub(crate) fn len(&self) -> usize {
        self.lock().held.len()
    }

    /// Waits until there is room for more targets of a partition, not only for a few where there were many; for how many.
    pub(crate) async fn room(&self, partition: u16) -> usize {
        self.when(partition, |held, most| (held * 2 <= most).then(|| most - held)).await
    }

    /// Waits until nothing is held of a partition.
    pub(crate) async fn empty(&self, partition: u16) {
        self.when(partition, |held, _| (held == 0).then_some(())).await;
    }

    /// Waits until `is_so` of what is held of a partition and what may be.
    async fn when<T>(&self, partition: u16, is_so: impl Fn(usize, usize) -> Option<T>) -> T {
        loop {
            let changed = self.lock().changed(partition);
            let changed = changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let (held, most) = self.lock().window(partition);
            if let Some(so) = is_so(held, most) {
                return so;
            }
            changed.await;
        }
    }

    /// Takes a target; its number. `None` where it is held already, and was delivered once more.
    pub(crate) fn take(&self, partition: u16, key: OutcomeKey, delivery: Delivery) -> Option<u32> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        if let Some(held) = inner.by_key.get(&key).and_then(|number| inner.held.get_mut(number)) {
            (held.delivery, held.told) = (delivery, Instant::now());
            return None;
        }
        while inner.held.contains_key(&inner.next) {
            inner.next = (inner.next + 1) % FIRST_OWN;
        }
        let number = inner.next;
        inner.next = (number + 1) % FIRST_OWN;
        inner.partitions.entry(partition).or_default().held += 1;
        inner.held.insert(number, HeldTarget { partition, key, delivery, told: Instant::now() });
        inner.by_key.insert(key, number);
        Some(number)
    }

    /// Lets go of a target; `None` where it is not held any more.
    pub(crate) fn let_go(&self, number: u32) -> Option<HeldTarget> {
        let mut inner = self.lock();
        let held = inner.remove(number)?;
        let (_, most) = inner.window(held.partition);
        if let Some(partition) = inner.partitions.get_mut(&held.partition) {
            partition.held = partition.held.saturating_sub(1);
            // Nobody waits for anything else.
            if partition.held * 2 <= most {
                partition.changed.notify_waiters();
            }
        }
        Some(held)
    }

    /// Tells the broker now and then, for ever, of what is held for long in partitions whose lease `is_valid`: it is not to be
    /// handed to another worker.
    pub(crate) async fn keep(&self, is_valid: impl Fn(u16) -> bool) {
        let mut ticks = tokio::time::interval(HELD / 4);
        loop {
            ticks.tick().await;
            for delivery in self.overdue(&is_valid) {
                // Where the broker does not hear it, another worker gets the target; so be it.
                let _ = delivery.still_held().await;
            }
        }
    }

    /// What the broker has not heard of for some time.
    fn overdue(&self, is_valid: impl Fn(u16) -> bool) -> Vec<Delivery> {
        let mut inner = self.lock();
        let due = inner.held.values_mut().filter(|held| held.told.elapsed() >= HELD && is_valid(held.partition));
        due.map(|held| {
            held.told = Instant::now();
            held.delivery.clone()
        })
        .collect()
    }

    fn lock(&self) -> MutexGuard<'_, HeldTargets> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HeldTargets {
    fn remove(&mut self, number: u32) -> Option<HeldTarget> {
        let held = self.held.remove(&number)?;
        self.by_key.remove(&held.key);
        Some(held)
    }

    fn numbers(&self, partition: u16) -> Vec<u32> {
        let of = self.held.iter().filter(|(_, held)| held.partition == partition);
        let mut numbers: Vec<u32> = of.map(|(number, _)| *number).collect();
        numbers.sort_unstable();
        numbers
    }

    fn changed(&self, partition: u16) -> Arc<Notify> {
        self.partitions.get(&partition).map(|partition| Arc::clone(&partition.changed)).unwrap_or_default()
    }

    fn tell_all(&self) {
        self.partitions.values().for_each(|partition| partition.changed.notify_waiters());
    }

    /// How many targets are held of a partition, and how many may be.
    fn window(&self, partition: u16) -> (usize, usize) {
        let held = self.partitions.get(&partition).map_or(0, |partition| partition.held);
        let (least, most) = OF_PARTITION;
        (held, (MOST / self.partitions.len().max(1)).clamp(least, most))
    }
}
