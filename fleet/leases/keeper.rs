//! Keeps the leases of one worker: takes, renews, gives back.

use super::bucket::Bucket;
use super::observer::Observation;
use super::validity::{Moment, Validity};
use super::view::{Change, Kind, Subject, View};
use super::write::{Done, Write, write};
use super::{Command, LeaseEvent};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, watch};

/// Where a keeper hears and tells.
pub(super) struct Channels {
    pub(super) commands: mpsc::UnboundedReceiver<Command>,
    pub(super) observations: mpsc::Receiver<Observation>,
    pub(super) events: mpsc::UnboundedSender<LeaseEvent>,
    pub(super) members: watch::Sender<Vec<String>>,
}

pub(super) struct Keeper {
    worker: String,
    bucket: Bucket,
    view: View,
    validity: Arc<Validity>,
    record: Bytes,
    recorded: Option<Instant>,
    leases: BTreeMap<u16, Lease>,
    taking: BTreeSet<u16>,
    writes: FuturesUnordered<BoxFuture<'static, Done>>,
    events: Vec<LeaseEvent>,
    is_leaving: bool,
}

/// A lease of this worker.
struct Lease {
    revision: u64,
    /// Before the write that renewed it last was sent.
    renewed: Moment,
    state: State,
    /// Whether a write of it is under way: never two at once.
    is_writing: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Held,
    /// The worker was told to give it back.
    GivingBack,
    /// The worker has released it.
    Released,
}

impl Keeper {
    pub(super) fn new(worker: String, bucket: Bucket, partitions: u16, validity: Arc<Validity>, record: Bytes) -> Self {
        // In a bucket that has been used, others may hold what has no key: a broker's clock jumped, or it lost something.
        let wait = if bucket.is_new { Duration::ZERO } else { bucket.lease };
        let view = View::new(worker.clone(), partitions, bucket.lease, Instant::now() + wait);
        Self {
            worker,
            bucket,
            view,
            validity,
            record,
            recorded: None,
            leases: BTreeMap::new(),
            taking: BTreeSet::new(),
            writes: FuturesUnordered::new(),
            events: Vec::new(),
            is_leaving: false,
        }
    }

    /// Keeps the leases until the worker has left.
    pub(super) async fn run(mut self, mut channels: Channels) {
        let mut beat = tokio::time::interval(self.bucket.lease / 20);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = beat.tick() => {
                    self.expire();
                    self.renew();
                }
                Some(observation) = channels.observations.recv() => self.on_observation(&observation),
                Some(done) = self.writes.next() => self.on_done(&done),
                command = channels.commands.recv() => match command {
                    Some(command) => self.on_command(command),
                    None => return,
                },
            }
            self.balance();
            for event in self.events.drain(..) {
                channels.events.send(event).ok();
            }
            let workers = self.view.workers(Instant::now());
            channels.members.send_if_modified(|known| {
                let is_other = *known != workers;
                *known = workers;
                is_other
            });
            if self.is_leaving && self.leases.is_empty() && self.writes.is_empty() {
                return;
            }
        }
    }

    /// Renews every lease that was not renewed for a third of its time, and what the worker says of itself.
    fn renew(&mut self) {
        let now = Instant::now();
        let is_due = |last: Instant| now >= last + self.bucket.lease / 3;
        let due: Vec<u16> = self
            .leases
            .iter()
            .filter(|(_, lease)| lease.state == State::Released || is_due(lease.renewed.monotonic))
            .map(|(partition, _)| *partition)
            .collect();
        if !self.is_leaving && self.recorded.is_none_or(is_due) {
            self.recorded = Some(now);
            self.begin(Write::Record(self.record.clone()));
        }
        for partition in due {
            self.write_lease(partition);
        }
    }

    /// Renews a lease, or deletes one that was released.
    fn write_lease(&mut self, partition: u16) {
        let Some(lease) = self.leases.get_mut(&partition).filter(|lease| !lease.is_writing) else { return };
        lease.is_writing = true;
        let write = match lease.state {
            State::Released => Write::Release(partition, lease.revision),
            State::Held | State::GivingBack => Write::Renew(partition, lease.revision),
        };
        self.begin(write);
    }

    fn begin(&self, what: Write) {
        let patience = self.bucket.lease / 3;
        self.writes.push(Box::pin(write(self.bucket.store.clone(), self.worker.clone(), patience, what)));
    }

    fn on_command(&mut self, command: Command) {
        match command {
            Command::Record(record) => self.record = record,
            Command::Release(partition) => {
                self.validity.end(partition);
                if let Some(lease) = self.leases.get_mut(&partition) {
                    lease.state = State::Released;
                }
                self.write_lease(partition);
            }
            Command::Leave => {
                self.is_leaving = true;
                self.begin(Write::Leave);
            }
        }
    }

    fn on_observation(&mut self, observation: &Observation) {
        let now = Instant::now();
        let change = match observation {
            Observation::Gap => return self.view.gap(now),
            Observation::Change(change) => change,
        };
        self.view.observe(change, now);
        if let Subject::Partition(partition) = change.subject {
            self.compare(partition, change);
        }
    }

    /// Compares a lease of this worker with what the bucket has become.
    fn compare(&mut self, partition: u16, change: &Change) {
        let Some(lease) = self.leases.get_mut(&partition).filter(|lease| lease.revision < change.revision) else {
            return;
        };
        if change.kind == Kind::Written(self.worker.clone()) {
            // A write of ours whose confirmation was late or is lost.
            lease.revision = change.revision;
        } else {
            self.lose(partition);
        }
    }

    fn on_done(&mut self, done: &Done) {
        match done.write {
            Write::Take(partition, revision) => self.on_taken(partition, revision, done),
            Write::Renew(partition, _) => self.on_renewed(partition, done),
            Write::Release(partition, _) if done.revision.is_some() => {
                self.leases.remove(&partition);
            }
            Write::Release(partition, _) => {
                if let Some(lease) = self.leases.get_mut(&partition) {
                    lease.is_writing = false;
                }
            }
            Write::Record(_) if done.revision.is_none() => self.recorded = None,
            Write::Record(_) | Write::Leave => {}
        }
    }

    fn on_taken(&mut self, partition: u16, expected: u64, done: &Done) {
        self.taking.remove(&partition);
        let Some(revision) = done.revision else { return self.view.failed(partition, expected, Instant::now()) };
        self.validity.extend(partition, done.sent, self.valid_for());
        let lease = Lease { revision, renewed: done.sent, state: State::Held, is_writing: false };
        self.leases.insert(partition, lease);
        self.events.push(LeaseEvent::Gained(partition));
    }

    fn on_renewed(&mut self, partition: u16, done: &Done) {
        let valid_for = self.valid_for();
        let Some(lease) = self.leases.get_mut(&partition) else { return };
        lease.is_writing = false;
        if let Some(revision) = done.revision {
            lease.revision = lease.revision.max(revision);
            lease.renewed = done.sent;
        }
        match lease.state {
            State::Released => self.write_lease(partition),
            State::Held | State::GivingBack if done.revision.is_some() => {
                self.validity.extend(partition, done.sent, valid_for);
            }
            State::Held | State::GivingBack => {}
        }
    }

    /// Less than the lease: a request that is sent at the end of it arrives within it, and clocks differ in rate.
    fn valid_for(&self) -> Duration {
        self.bucket.lease * 9 / 10
    }

    /// Drops leases whose time is over.
    fn expire(&mut self) {
        let now = Instant::now();
        let is_over = |(partition, lease): (&u16, &Lease)| match lease.state {
            State::Released => now >= lease.renewed.monotonic + self.bucket.lease,
            State::Held | State::GivingBack => !self.validity.is_valid(*partition),
        };
        let over: Vec<u16> = self.leases.iter().filter(|lease| is_over(*lease)).map(|lease| *lease.0).collect();
        for partition in over {
            self.lose(partition);
        }
    }

    fn lose(&mut self, partition: u16) {
        self.validity.end(partition);
        let lease = self.leases.remove(&partition);
        if lease.is_some_and(|lease| lease.state != State::Released) {
            self.events.push(LeaseEvent::Lost(partition));
        }
    }

    /// Takes free partitions where this worker has fewer than its share, and gives back where it has more.
    fn balance(&mut self) {
        let now = Instant::now();
        let (share, first) = if self.is_leaving { (0, 0) } else { self.view.share(now) };
        let held: Vec<u16> = self
            .leases
            .iter()
            .filter(|(_, lease)| lease.state == State::Held)
            .map(|(partition, _)| *partition)
            .collect();
        for partition in held.iter().rev().take(held.len().saturating_sub(share)) {
            if let Some(lease) = self.leases.get_mut(partition) {
                lease.state = State::GivingBack;
                self.events.push(LeaseEvent::GiveBack(*partition));
            }
        }
        let wanted = share.saturating_sub(held.len() + self.taking.len());
        for (partition, revision) in self.free(first, wanted, now) {
            self.taking.insert(partition);
            self.begin(Write::Take(partition, revision));
        }
    }

    /// Up to `most` free partitions with their revisions, from `first` on, and around.
    fn free(&self, first: u16, most: usize, now: Instant) -> Vec<(u16, u64)> {
        if most == 0 {
            return Vec::new();
        }
        let all = self.view.partitions();
        let order = (first..all).chain(0..first);
        let is_mine = |partition: &u16| self.taking.contains(partition) || self.leases.contains_key(partition);
        let free = order.filter(|partition| !is_mine(partition));
        free.filter_map(|partition| Some((partition, self.view.free(partition, now)?))).take(most).collect()
    }
}
