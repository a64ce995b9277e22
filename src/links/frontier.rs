//! Which task is next, and when. Pure: time is what the caller says it is, as a duration since the run began.
//!
//! A run takes as long as its longest host, so the host with most work left goes first, and a host whose turn has not
//! come holds no slot. Where there are far more hosts than slots, those that were begun are finished first: their
//! connections are still open, and the end is far. Only a host that may be what the end waits for goes before them. Where tasks
//! come for ever, hosts that were begun may never be finished: then they go first for some turns, and of the others the one whose
//! turn came first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, VecDeque};
use std::time::Duration;

/// How many requests a host that has not responded yet may have in flight; one whose last request failed may have a single
/// one. A dead host should cost little.
const UNPROVEN: usize = 2;

/// Where tasks come for ever, a host that was begun makes room for others after so many turns. More than most hosts have URLs in
/// a list, so that one connection is enough for them.
const TURNS_IN_A_ROW: u32 = 16;

/// A host of a frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct HostId(u32);

/// Tasks by host, each host with its own pace.
#[derive(Debug)]
pub(crate) struct Frontier<T> {
    hosts: Vec<Host<T>>,
    by_name: HashMap<String, HostId>,
    /// Places in `hosts` that are free again.
    free: Vec<HostId>,
    /// Hosts with work whose turn is later, the earliest first.
    waiting: BinaryHeap<Reverse<(Duration, HostId)>>,
    /// Hosts with work whose turn is now, the one with most work first; then the first named.
    ready: BinaryHeap<(usize, Reverse<HostId>)>,
    /// Hosts whose turn is now and whose connections may still be open, where they go before others.
    begun: VecDeque<HostId>,
    /// Hosts whose turn is now, in the order in which it came: instead of `ready` where tasks come for ever.
    in_order: VecDeque<HostId>,
    /// Hosts whose turn is now and that have more than their share of all work, the one with most first: they go before all others.
    long: BinaryHeap<(usize, Reverse<HostId>)>,
    per_host: usize,
    queued: usize,
    /// Hosts with work.
    busy: usize,
    /// About how many tasks of all hosts are in flight.
    slots: usize,
    /// Whether tasks come for ever.
    is_lasting: bool,
}

#[derive(Debug)]
struct Host<T> {
    queue: VecDeque<T>,
    interval: Duration,
    /// When its next turn is.
    next: Duration,
    /// How many turns it has had since it was begun, had no work, or made room for others.
    turns: u32,
    in_flight: usize,
    /// How many tasks of it may be in flight.
    most: usize,
    /// Whether it is in `waiting` or `ready`.
    listed: bool,
}

impl<T> Host<T> {
    /// Whether it goes before hosts that were not begun.
    fn is_begun(&self, is_lasting: bool) -> bool {
        if is_lasting { self.turns > 0 } else { self.next > Duration::ZERO }
    }
}

/// What to do now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<T> {
    /// This task of that host. Call [`Frontier::finish`] when it is done.
    Task(HostId, T),
    /// Nothing before then.
    At(Duration),
    /// Nothing, unless something that is in flight brings more.
    Nothing,
}

impl<T> Frontier<T> {
    /// A frontier that has at most `per_host` tasks of a host in flight, and about `slots` of all of them.
    pub(crate) fn new(per_host: usize, slots: usize) -> Self {
        Self {
            hosts: Vec::new(),
            by_name: HashMap::new(),
            free: Vec::new(),
            waiting: BinaryHeap::new(),
            ready: BinaryHeap::new(),
            begun: VecDeque::new(),
            in_order: VecDeque::new(),
            long: BinaryHeap::new(),
            per_host: per_host.max(1),
            queued: 0,
            busy: 0,
            slots: slots.max(1),
            is_lasting: false,
        }
    }

    /// Tasks come for ever.
    pub(crate) fn lasting(&mut self) {
        self.is_lasting = true;
    }

    /// The host called `name`; a new one gets a turn every `interval`.
    pub(crate) fn host(&mut self, name: &str, interval: Duration) -> HostId {
        if let Some(host) = self.by_name.get(name) {
            return *host;
        }
        let new = Host {
            queue: VecDeque::new(),
            interval,
            next: Duration::ZERO,
            turns: 0,
            in_flight: 0,
            most: self.per_host.min(UNPROVEN),
            listed: false,
        };
        let id = self.free.pop().unwrap_or(HostId(self.hosts.len() as u32));
        match self.hosts.get_mut(id.0 as usize) {
            Some(place) => *place = new,
            None => self.hosts.push(new),
        }
        self.by_name.insert(name.to_owned(), id);
        id
    }

    /// Gives the room back that queues have left.
    pub(crate) fn shrink(&mut self) {
        self.hosts.iter_mut().for_each(|host| host.queue.shrink_to_fit());
    }

    /// Whether no task is queued.
    pub(crate) fn is_empty(&self) -> bool {
        self.queued == 0
    }

    /// Adds a task behind the others of `host`.
    pub(crate) fn push(&mut self, host: HostId, task: T) {
        self.add(host, task, false);
    }

    /// Adds a task before the others of `host`: what goes on with something that is half done.
    pub(crate) fn push_first(&mut self, host: HostId, task: T) {
        self.add(host, task, true);
    }

    fn add(&mut self, id: HostId, task: T, first: bool) {
        let Some(host) = self.hosts.get_mut(id.0 as usize) else { return };
        self.busy += usize::from(host.queue.is_empty());
        if first {
            host.queue.push_front(task);
        } else {
            host.queue.push_back(task);
        }
        self.queued += 1;
        self.list(id);
    }

    /// Puts a host into the heap where it has work that may be taken: with one task in flight where that is enough for it to be
    /// done before the others are, so that it has one connection.
    fn list(&mut self, id: HostId) {
        let Some(host) = self.hosts.get_mut(id.0 as usize) else { return };
        let most = if host.queue.len().saturating_mul(self.slots) < self.queued { 1 } else { host.most };
        if !host.listed && !host.queue.is_empty() && host.in_flight < most {
            host.listed = true;
            self.waiting.push(Reverse((host.next, id)));
        }
    }

    /// What to do at `now`.
    pub(crate) fn next(&mut self, now: Duration) -> Next<T> {
        loop {
            self.wake(now);
            let most = |heap: &mut BinaryHeap<(usize, Reverse<HostId>)>| heap.pop().map(|(_, Reverse(id))| id);
            let next = most(&mut self.long)
                .or_else(|| self.begun.pop_front())
                .or_else(|| self.in_order.pop_front())
                .or_else(|| most(&mut self.ready));
            let Some(id) = next else {
                return self.waiting.peek().map_or(Next::Nothing, |Reverse((at, _))| Next::At(*at));
            };
            let Some(host) = self.hosts.get_mut(id.0 as usize) else { continue };
            host.listed = false;
            if host.next > now || host.in_flight >= host.most {
                // It was paused while it waited for its turn, or failed.
                self.list(id);
                continue;
            }
            let Some(task) = host.queue.pop_front() else { continue };
            host.in_flight += 1;
            self.busy -= usize::from(host.queue.is_empty());
            host.turns = if host.queue.is_empty() { 0 } else { (host.turns + 1) % TURNS_IN_A_ROW };
            // A turn that came late does not delay those after it, but no two turns follow at once.
            let late = now.saturating_sub(host.next);
            host.next = if late < host.interval / 4 { host.next + host.interval } else { now + host.interval };
            self.queued -= 1;
            self.list(id);
            return Next::Task(id, task);
        }
    }

    /// Moves hosts whose time has come to those that are ready.
    fn wake(&mut self, now: Duration) {
        while let Some(Reverse((at, id))) = self.waiting.peek().copied() {
            if at > now {
                break;
            }
            self.waiting.pop();
            let Some(host) = self.hosts.get_mut(id.0 as usize) else { continue };
            if host.next > now {
                self.waiting.push(Reverse((host.next, id)));
            } else if host.queue.len().saturating_mul(4 * self.slots) >= self.queued {
                self.long.push((host.queue.len(), Reverse(id)));
            } else if self.busy > self.slots.saturating_mul(2) && host.is_begun(self.is_lasting) {
                self.begun.push_back(id);
            } else if self.is_lasting {
                self.in_order.push_back(id);
            } else {
                self.ready.push((host.queue.len(), Reverse(id)));
            }
        }
    }

    /// A task of `host` is done; `responded` says whether the host responded.
    pub(crate) fn finish(&mut self, id: HostId, responded: bool) {
        if let Some(host) = self.hosts.get_mut(id.0 as usize) {
            host.in_flight = host.in_flight.saturating_sub(1);
            host.most = if responded { self.per_host } else { 1 };
        }
        self.list(id);
    }

    /// Gives `host` no turn before `until`.
    pub(crate) fn pause(&mut self, id: HostId, until: Duration) {
        if let Some(host) = self.hosts.get_mut(id.0 as usize) {
            host.next = host.next.max(until);
        }
    }

    /// How many tasks of `host` are queued.
    pub(crate) fn queued(&self, id: HostId) -> usize {
        self.hosts.get(id.0 as usize).map_or(0, |host| host.queue.len())
    }

    /// Whether a task of `host` is the last one, as far as is known: none is queued, and no other is in flight.
    pub(crate) fn is_last(&self, id: HostId) -> bool {
        self.hosts.get(id.0 as usize).is_some_and(|host| host.queue.is_empty() && host.in_flight == 1)
    }

    /// The time between two turns of `host`.
    pub(crate) fn interval(&self, id: HostId) -> Duration {
        self.hosts.get(id.0 as usize).map_or(Duration::ZERO, |host| host.interval)
    }

    /// Gives `host` a turn every `interval` from its next one on.
    pub(crate) fn set_interval(&mut self, id: HostId, interval: Duration) {
        if let Some(host) = self.hosts.get_mut(id.0 as usize) {
            host.interval = interval;
        }
    }

    /// Takes all tasks of `host` away.
    pub(crate) fn drain(&mut self, id: HostId) -> Vec<T> {
        let Some(host) = self.hosts.get_mut(id.0 as usize) else { return Vec::new() };
        self.queued -= host.queue.len();
        self.busy -= usize::from(!host.queue.is_empty());
        std::mem::take(&mut host.queue).into()
    }

    /// Takes those tasks of `host` away that `is_meant`.
    pub(crate) fn drain_if(&mut self, id: HostId, mut is_meant: impl FnMut(&T) -> bool) -> Vec<T> {
        let (taken, left) = self.drain(id).into_iter().partition(|task| is_meant(task));
        if let Some(host) = self.hosts.get_mut(id.0 as usize) {
            host.queue = VecDeque::from(left);
            self.queued += host.queue.len();
            self.busy += usize::from(!host.queue.is_empty());
        }
        self.list(id);
        taken
    }

    /// Takes all tasks away but those that `is_kept`: none of them costs its host a turn.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&T) -> bool) {
        for host in self.hosts.iter_mut().filter(|host| !host.queue.is_empty()) {
            let before = host.queue.len();
            host.queue.retain(&is_kept);
            self.queued -= before - host.queue.len();
            self.busy -= usize::from(host.queue.is_empty());
        }
    }

    /// The names of hosts, with their ids, in the order of the names.
    pub(crate) fn names(&self) -> BTreeMap<&str, HostId> {
        self.by_name.iter().map(|(name, id)| (name.as_str(), *id)).collect()
    }

    /// Forgets hosts that have had no turn since `before`, have nothing to do and are not to be kept; their ids, which other hosts
    /// may get.
    pub(crate) fn forget_idle(&mut self, before: Duration, is_kept: impl Fn(HostId) -> bool) -> Vec<HostId> {
        let (hosts, free) = (&mut self.hosts, &mut self.free);
        let first = free.len();
        self.by_name.retain(|_, id| {
            let Some(host) = hosts.get_mut(id.0 as usize) else { return false };
            let is_idle = host.queue.is_empty() && host.in_flight == 0 && !host.listed && host.next < before;
            let stays = !is_idle || is_kept(*id);
            if !stays {
                host.queue = VecDeque::new();
                free.push(*id);
            }
            stays
        });
        free.get(first..).unwrap_or_default().to_vec()
    }

    /// Takes all tasks of all hosts away.
    pub(crate) fn drain_all(&mut self) -> Vec<T> {
        (0..self.hosts.len() as u32).flat_map(|id| self.drain(HostId(id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    fn taken(frontier: &mut Frontier<u32>, at: u32) -> Option<u32> {
        match frontier.next(MS * at) {
            Next::Task(_, task) => Some(task),
            _ => None,
        }
    }

    #[test]
    fn the_host_with_most_work_goes_first_and_keeps_its_pace() {
        let mut frontier = Frontier::new(4, 128);
        let small = frontier.host("small", MS * 50);
        let large = frontier.host("large", MS * 50);
        frontier.push(small, 1);
        (10..14).for_each(|task| frontier.push(large, task));
        assert_eq!(taken(&mut frontier, 0), Some(10));
        assert_eq!(taken(&mut frontier, 0), Some(1));
        assert_eq!(frontier.next(MS), Next::At(MS * 50));
        assert_eq!(taken(&mut frontier, 51), Some(11), "two may be in flight before it has responded");
        assert_eq!(frontier.next(MS * 400), Next::Nothing);
        frontier.finish(large, true);
        assert_eq!(taken(&mut frontier, 400), Some(12));
        assert_eq!(frontier.next(MS * 400), Next::At(MS * 450), "a late turn brings no burst");
    }

    #[test]
    fn a_turn_that_is_a_little_late_does_not_delay_the_next() {
        let mut frontier = Frontier::new(4, 128);
        let host = frontier.host("host", MS * 50);
        (0..3).for_each(|task| frontier.push(host, task));
        frontier.finish(host, true);
        taken(&mut frontier, 0);
        taken(&mut frontier, 53);
        assert_eq!(frontier.next(MS * 60), Next::At(MS * 100));
    }

    #[test]
    fn a_pause_holds_one_host_only() {
        let mut frontier = Frontier::new(4, 128);
        let (busy, other) = (frontier.host("busy", MS), frontier.host("other", MS));
        frontier.push(busy, 1);
        frontier.push(other, 2);
        frontier.pause(busy, MS * 1000);
        assert_eq!(taken(&mut frontier, 0), Some(2));
        assert_eq!(frontier.next(MS * 5), Next::At(MS * 1000));
        assert_eq!(frontier.drain(busy), [1]);
        assert!(frontier.is_empty());
        assert_eq!(frontier.next(MS * 2000), Next::Nothing);
    }

    #[test]
    fn what_is_taken_away_costs_no_turn() {
        let mut frontier = Frontier::new(4, 128);
        let (host, other) = (frontier.host("host", MS * 50), frontier.host("other", MS * 50));
        frontier.push(other, 9);
        (0..100).for_each(|task| frontier.push(host, task));
        frontier.retain(|task| (98..100).contains(task));
        assert_eq!((taken(&mut frontier, 0), taken(&mut frontier, 0)), (Some(98), None));
        assert_eq!(taken(&mut frontier, 50), Some(99));
        assert!(frontier.is_empty());
        frontier.push(other, 10);
        assert_eq!(taken(&mut frontier, 50), Some(10));
    }

    #[test]
    fn a_host_that_fails_has_one_request_in_flight() {
        let mut frontier = Frontier::new(4, 128);
        let host = frontier.host("host", MS);
        (0..9).for_each(|task| frontier.push(host, task));
        frontier.finish(host, true);
        assert!((0..3).all(|at| taken(&mut frontier, at).is_some()));
        assert_eq!(frontier.next(MS * 5 / 2), Next::At(MS * 3));
        frontier.finish(host, false);
        assert_eq!(taken(&mut frontier, 9), None);
        frontier.finish(host, false);
        frontier.finish(host, false);
        assert_eq!(taken(&mut frontier, 9), Some(3));
    }

    #[test]
    fn of_many_hosts_those_that_were_begun_go_first() {
        let mut frontier = Frontier::new(4, 2);
        for task in 0..120_u32 {
            let host = frontier.host(&format!("h{}", task % 12), MS * 50);
            frontier.push(host, task);
        }
        let mut taken_at = |at: u32| -> Vec<u32> {
            let mut hosts = Vec::new();
            // Two slots.
            for _ in 0..2 {
                let Next::Task(host, task) = frontier.next(MS * at) else { break };
                hosts.push(task % 12);
                frontier.finish(host, true);
            }
            hosts
        };
        assert_eq!((taken_at(0), taken_at(50), taken_at(100)), (vec![0, 1], vec![0, 1], vec![0, 1]));
    }

    #[test]
    fn a_host_that_has_most_of_the_work_goes_before_those_that_were_begun() {
        let mut frontier = Frontier::new(4, 4);
        let mut push = |host: &str, tasks: std::ops::Range<u32>| {
            let host = frontier.host(host, MS * 50);
            frontier.finish(host, true);
            tasks.for_each(|task| frontier.push(host, task));
        };
        (0..100).for_each(|host| push(&format!("h{host}"), host * 10..host * 10 + 2));
        push("long", 5_000..5_100);
        // One slot: each of the others has had its first turn, and is begun.
        for _ in 0..101 {
            taken(&mut frontier, 0).unwrap();
        }
        assert_eq!(taken(&mut frontier, 50), Some(5_001));
        assert!(taken(&mut frontier, 50) < Some(5_000));
        assert_eq!(taken(&mut frontier, 100), Some(5_002));
    }

    #[test]
    fn where_tasks_come_for_ever_every_host_has_its_turn() {
        let mut frontier = Frontier::new(4, 2);
        frontier.lasting();
        let mut seen = Vec::new();
        for turn in 0..200_u32 {
            // One slot, and each turn brings work for a host that was begun.
            for host in if turn == 0 { 0..12 } else { 0..2 } {
                let id = frontier.host(&format!("h{host}"), MS * 50);
                frontier.finish(id, true);
                frontier.push(id, host);
            }
            seen.extend(taken(&mut frontier, turn * 100));
        }
        assert!((0..12).all(|host| seen.contains(&host)), "{seen:?}");
    }

    #[test]
    fn idle_hosts_are_forgotten_and_others_take_their_places() {
        let mut frontier = Frontier::new(4, 128);
        let ids: Vec<HostId> = (0..4).map(|number| frontier.host(&format!("h{number}"), MS * 50)).collect();
        ids.iter().take(3).zip(0..).for_each(|(id, task)| frontier.push(*id, task));
        assert!((0..3).all(|_| taken(&mut frontier, 0).is_some()));
        ids.iter().take(2).for_each(|id| frontier.finish(*id, true));
        frontier.push(ids[3], 9);
        assert_eq!(
            frontier.forget_idle(MS * 1000, |id| id == ids[1]),
            [ids[0]],
            "one is kept, one waits, one is in flight"
        );
        assert_eq!(frontier.host("h1", MS), ids[1]);
        assert_eq!(frontier.host("new", MS), ids[0]);
        assert_eq!(frontier.forget_idle(MS * 10, |_| false), [ids[0]], "it has had no turn at all");
    }

    #[test]
    fn every_task_is_given_once() {
        let mut frontier = Frontier::new(3, 128);
        for task in 0..1_000_u32 {
            let host = frontier.host(&format!("h{}", task % 37), MS * (task % 5));
            frontier.push(host, task);
        }
        let mut seen = Vec::new();
        let mut now = Duration::ZERO;
        loop {
            match frontier.next(now) {
                Next::Task(host, task) => {
                    seen.push(task);
                    frontier.finish(host, true);
                }
                Next::At(then) => now = then,
                Next::Nothing => break,
            }
        }
        seen.sort_unstable();
        assert_eq!(seen, (0..1_000).collect::<Vec<_>>());
    }
}
