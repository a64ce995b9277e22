//! The second look: what failed is checked again before it is called anything.

use crate::links::frontier::HostId;
use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::run::state::{FailedProbe, RunState};
use crate::links::transport::Transport;
use curate_rules::Verdict;
use std::collections::BTreeSet;

/// How often a URL is checked from the start before it counts as dead or unknown.
const MOST_LOOKS: u8 = 3;

impl<T: Transport> RunState<'_, T> {
    /// Starts the check of what failed again, where that can change anything; whether anything was started.
    pub(crate) fn look_again(&mut self, on_result: &mut dyn FnMut(ProbeResult)) -> bool {
        let failed = std::mem::take(&mut self.failed);
        let mut starts = false;
        let mut chosen: BTreeSet<HostId> = BTreeSet::new();
        for FailedProbe { probe, result: now } in failed {
            let before = self.looks.remove(&probe.target);
            let looks = before.as_ref().map_or(0, |(looks, _)| *looks) + 1;
            let was_dead = before.as_ref().is_some_and(|(_, result)| result.outcome.verdict == Verdict::Dead);
            let is_dead = now.outcome.verdict == Verdict::Dead;
            let undecided = looks < 2 || (is_dead != was_dead && looks < MOST_LOOKS);
            let host = self.host_of.get(&probe.target).copied();
            let mut state = host.and_then(|host| self.hosts.get_mut(&host));
            let is_nameless = state.as_ref().is_some_and(|state| state.nameless_again);
            let confirmed = is_dead && (was_dead || is_nameless);
            let given_up = state.as_ref().is_some_and(|state| state.given_up);
            // A host that was given up gets one request for all of its URLs.
            let is_chosen = given_up && state.as_ref().is_some_and(|state| !state.had_second);
            if let Some(state) = state.as_mut().filter(|_| is_chosen) {
                state.had_second = true;
                chosen.extend(host);
            }
            let may = !given_up || is_chosen;
            if !confirmed && undecided && may && self.is_in_time() {
                starts = true;
                let target = probe.target;
                self.looks.insert(target, (looks, now));
                self.start(Probe::second(target));
            } else if !confirmed && undecided && host.is_some_and(|host| chosen.contains(&host)) && self.is_in_time() {
                // Its turn comes where that one request finds the host alive.
                if let Some(before) = before {
                    self.looks.insert(probe.target, before);
                }
                self.failed.push(FailedProbe { probe, result: now });
            } else {
                let mut last = now;
                if !confirmed && last.outcome.verdict == Verdict::Dead {
                    last.outcome.verdict = Verdict::Unknown;
                    last.counts = false;
                }
                self.emit(last, on_result);
            }
        }
        if starts {
            return true;
        }
        // Only URLs of hosts that were given up are left, and those hosts have had their request.
        for FailedProbe { result, .. } in std::mem::take(&mut self.failed) {
            self.emit(result, on_result);
        }
        false
    }
}
