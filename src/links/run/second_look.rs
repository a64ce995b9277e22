//! The second look: what failed is asked again before it is called anything.

use crate::links::frontier::HostId;
use crate::links::run::{Failed, Learnt, Probe, Run, Transport};
use curate_rules::Verdict;
use std::collections::BTreeSet;

/// How often a URL is asked from the start before its death is believed or given up on.
const MOST_LOOKS: u8 = 3;

impl<T: Transport> Run<'_, T> {
    /// Asks what failed again, where that can change anything; whether there is anything to ask.
    pub(crate) fn look_again(&mut self, learnt: &mut dyn FnMut(Learnt)) -> bool {
        let failed = std::mem::take(&mut self.failed);
        let mut asks = false;
        let mut seen: BTreeSet<HostId> = BTreeSet::new();
        for Failed { probe, learnt: now } in failed {
            let before = self.looks.remove(&probe.target);
            let looks = before.as_ref().map_or(0, |(looks, _)| *looks) + 1;
            let was_dead = before.as_ref().is_some_and(|(_, learnt)| learnt.outcome.verdict == Verdict::Dead);
            let is_dead = now.outcome.verdict == Verdict::Dead;
            let undecided = looks < 2 || (is_dead != was_dead && looks < MOST_LOOKS);
            let host = self.names.get(&probe.target).copied();
            let mut manners = host.and_then(|host| self.hosts.get_mut(&host));
            let is_nameless = manners.as_ref().is_some_and(|manners| manners.nameless_again);
            let confirmed = is_dead && (was_dead || is_nameless);
            let given_up = manners.as_ref().is_some_and(|manners| manners.given_up);
            // A host that was given up is asked once for all of its URLs.
            let is_chosen = given_up && manners.as_ref().is_some_and(|manners| !manners.had_second);
            if let Some(manners) = manners.as_mut().filter(|_| is_chosen) {
                manners.had_second = true;
                seen.extend(host);
            }
            let may = !given_up || is_chosen;
            if !confirmed && undecided && may && self.is_in_time() {
                asks = true;
                let target = probe.target;
                self.looks.insert(target, (looks, now));
                self.start(Probe::second(target));
            } else if !confirmed && undecided && host.is_some_and(|host| seen.contains(&host)) && self.is_in_time() {
                // Its turn comes where that one question finds the host alive.
                if let Some(before) = before {
                    self.looks.insert(probe.target, before);
                }
                self.failed.push(Failed { probe, learnt: now });
            } else {
                let mut last = now;
                if !confirmed && last.outcome.verdict == Verdict::Dead {
                    last.outcome.verdict = Verdict::Unknown;
                    last.counts = false;
                }
                self.tell(last, learnt);
            }
        }
        if asks {
            return true;
        }
        // Only URLs of hosts that were given up are left, and those hosts have had their question.
        for Failed { learnt: last, .. } in std::mem::take(&mut self.failed) {
            self.tell(last, learnt);
        }
        false
    }
}
