//! The second look: what failed is checked again before it is called anything, and what waited for an origin that did not
//! respond gets its turn where that one does after all.

use crate::links::frontier::HostId;
use crate::links::probe::Probe;
use crate::links::probe_result::NO_TIME;
use crate::links::run::origins::{OriginId, Standing};
use crate::links::run::state::{FailedProbe, ParkedProbe, RunState};
use crate::links::transport::Transport;
use curate_rules::{Verdict, text};
use std::mem;
use std::time::Duration;

/// How often a URL is checked from the start before it counts as dead or unknown.
const MOST_LOOKS: u8 = 3;
/// Why a URL was not checked whose origin, or that of a URL that it redirects to, was given up.
fn given_up() -> String {
    text!("its host does not respond").to_string()
}

/// Whether a failed probe may be checked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Now,
    /// One of the same host or origin goes first, and shows whether that makes sense.
    Later,
    Never,
}

impl<T: Transport> RunState<'_, T> {
    /// Starts what was left for later when nothing else is left to do, as far as that can change anything; whether anything was
    /// started.
    pub(crate) fn look_again(&mut self) -> bool {
        self.origins.end_trials();
        self.look_again_at(Duration::MAX);
        if !self.frontier.is_empty() {
            return true;
        }
        // Nothing can be found out any more.
        for ParkedProbe { probe, .. } in mem::take(&mut self.parked) {
            self.give_up(&probe, &given_up());
        }
        for failed in mem::take(&mut self.failed) {
            self.emit(failed.target, failed.result);
        }
        self.compare_doubtful(false);
        self.emit_doubtful();
        false
    }

    /// The same, for what was left until then, since the run began, while other targets are checked.
    pub(crate) fn look_again_at(&mut self, until: Duration) {
        let is_in_time = self.is_in_time();
        // First those that were not checked yet: they say most about an origin that others found silent, and the last of them
        // most of all, since URLs that stand together often fail together.
        let (due, later) = mem::take(&mut self.parked).into_iter().partition(|parked| parked.since <= until);
        self.parked = later;
        for ParkedProbe { probe, since } in Vec::into_iter(due).rev() {
            self.release(probe, since, is_in_time);
        }
        let (due, later) = mem::take(&mut self.failed).into_iter().partition(|failed| failed.at <= until);
        self.failed = later;
        for failed in Vec::into_iter(due) {
            self.check_again(failed, is_in_time);
        }
        self.compare_doubtful(is_in_time);
    }

    /// Queues a probe that waited for an origin, where that one is open or can be tried.
    fn release(&mut self, probe: Probe, since: Duration, is_in_time: bool) {
        let Some(url) = self.target(&probe).map(|target| probe.next_url(&target).clone()) else { return };
        let origin = self.origins.of(&url);
        self.origins.try_again(origin, probe.target);
        match self.origins.standing(origin) {
            _ if !is_in_time => self.give_up(&probe, NO_TIME),
            Standing::GivenUp => self.give_up(&probe, &given_up()),
            Standing::OnTrial(other) if other != probe.target => {
                self.parked.push(ParkedProbe { probe: probe.careful(), since });
            }
            Standing::Open | Standing::Suspended | Standing::OnTrial(_) => self.start(probe.careful()),
        }
    }

    /// Queues a second look at what failed, or emits its result where that is final.
    fn check_again(&mut self, failed: FailedProbe, is_in_time: bool) {
        let FailedProbe { target, host, origin, result: now, .. } = &failed;
        let before = self.looks.get(target);
        let looks = before.map_or(0, |(looks, _)| *looks) + 1;
        let was_dead = before.is_some_and(|(_, result)| result.outcome.verdict == Verdict::Dead);
        let is_dead = now.outcome.verdict == Verdict::Dead;
        let is_confirmed = is_dead && (was_dead || self.hosts.get(host).is_some_and(|host| host.is_confirmed));
        let is_undecided = looks < 2 || (is_dead != was_dead && looks < MOST_LOOKS);
        let turn =
            if is_confirmed || !is_undecided || !is_in_time { Turn::Never } else { self.turn(*host, *origin, *target) };
        match turn {
            Turn::Now => {
                self.looks.insert(*target, (looks, failed.result));
                self.start(Probe::second(failed.target));
            }
            Turn::Later => self.failed.push(failed),
            Turn::Never => {
                self.looks.remove(target);
                let mut last = failed.result;
                if !is_confirmed && is_dead {
                    last.outcome.verdict = Verdict::Unknown;
                    last.counts = false;
                }
                self.emit(failed.target, last);
            }
        }
    }

    /// Whether what failed for `target` at `origin` may be checked again. A missing name is looked up once for all URLs of its
    /// host, and a suspended origin is tried once.
    fn turn(&mut self, host: HostId, origin: OriginId, target: u32) -> Turn {
        if let Some(state) = self.hosts.get_mut(&host).filter(|state| state.is_nameless) {
            return if mem::replace(&mut state.is_looked_up, true) { Turn::Later } else { Turn::Now };
        }
        match self.origins.standing(origin) {
            Standing::Open => Turn::Now,
            Standing::Suspended => {
                self.origins.try_again(origin, target);
                Turn::Now
            }
            Standing::OnTrial(_) => Turn::Later,
            Standing::GivenUp => Turn::Never,
        }
    }
}
