//! A run that goes on for weeks forgets the hosts that it has not spoken to for a while, so that its memory does not grow with
//! what it has checked.

use crate::links::frontier::HostId;
use crate::links::run::origins::OriginId;
use crate::links::run::state::RunState;
use crate::links::transport::Transport;
use std::collections::HashSet;
use std::time::Duration;

/// How often idle hosts are forgotten. What a run knows of a host lasts at least for that, and at most for three times as long.
pub(crate) const FORGET_EVERY: Duration = Duration::from_mins(2);

impl<T: Transport> RunState<'_, T> {
    /// Forgets what is known of hosts and origins that nothing waits for, and that have had no request for a while.
    pub(crate) fn forget_idle(&mut self) {
        let before = self.begun.elapsed().saturating_sub(FORGET_EVERY);
        let failing: HashSet<HostId> = self.failed.iter().map(|failed| failed.host).collect();
        for id in self.frontier.forget_idle(before, |id| failing.contains(&id)) {
            self.hosts.remove(&id);
            self.seen.remove(&id);
        }
        let failing = self.failed.iter().map(|failed| failed.origin);
        let doubtful = self.doubtful.iter().map(|doubtful| doubtful.origin);
        let read = self.missing_targets.values().chain(self.corrections.values()).copied();
        let kept: HashSet<OriginId> = failing.chain(doubtful).chain(read).collect();
        for id in self.origins.forget_idle(|id| kept.contains(&id)) {
            self.missing_pages.remove(&id);
        }
    }
}
