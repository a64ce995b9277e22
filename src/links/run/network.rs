//! Whether there is a network at all. Without one, a failure says nothing about any link. Pure.

use crate::links::error_kind::ErrorKind;
use crate::links::frontier::HostId;
use crate::links::transport::RequestResult;
use std::collections::BTreeSet;
use std::time::Duration;

/// After so many hosts without any response there is no network, whatever is left to check.
const MANY: usize = 10;
/// Requests that wait for so long are not going to show the contrary. Failures are often faster than responses.
const PATIENCE: Duration = Duration::from_secs(3);
/// After so long without any response a network has gone away.
const LOST: Duration = Duration::from_secs(25);
/// A run over fewer hosts than this says nothing of the network: they may all be slow.
const FEW: usize = 3;

/// What a run knows of its network.
#[derive(Debug, Default)]
pub(crate) struct Network {
    /// Whether anything has responded, now or shortly before the run.
    pub(crate) responded: bool,
    /// Hosts that have not.
    silent: BTreeSet<HostId>,
    /// Whether the system says that it has no network.
    is_off: bool,
    /// Whether the run lasts: its network may go away.
    lasts: bool,
    /// Where it lasts, when the first of the silent hosts was found to be that, since it began.
    silent_since: Duration,
}

impl Network {
    /// The network of a run that begins; `was_online` where a host responded shortly before.
    pub(crate) fn new(was_online: bool) -> Self {
        Self { responded: was_online, ..Self::default() }
    }

    /// Takes note of what a request to `host` gave, of which `was_silent` says whether it did not respond in earlier runs, and
    /// `has_answered` whether it did in this one. Once something has responded to a run that lasts, only hosts tell that the network
    /// has gone away which were there before: a list may have any number of dead ones.
    pub(crate) fn note(
        &mut self,
        host: HostId,
        result: &RequestResult,
        now: Duration,
        was_silent: impl FnOnce() -> bool,
        has_answered: bool,
    ) {
        match result {
            Ok(_) => self.has_responded(),
            Err(error) if error.proves_network() => self.has_responded(),
            Err(error) if !error.is_of_the_url() => {
                self.is_off |= *error == ErrorKind::Offline;
                if (self.responded && !(self.lasts && has_answered)) || was_silent() {
                    return;
                }
                if self.silent.is_empty() {
                    self.silent_since = now;
                }
                self.silent.insert(host);
            }
            Err(_) => {}
        }
    }

    /// The same network, of a run that lasts.
    pub(crate) fn lasting(&mut self) {
        self.lasts = true;
    }

    /// Whether the run lasts.
    pub(crate) fn is_lasting(&self) -> bool {
        self.lasts
    }

    /// Something has responded.
    pub(crate) fn has_responded(&mut self) {
        self.responded = true;
        if self.lasts {
            self.silent.clear();
        }
    }

    /// Whether results mean something: something has responded. In a run that lasts, the network does not seem to have gone away
    /// since; a few hosts that nothing else follows are just silent.
    pub(crate) fn is_certain(&self, now: Duration) -> bool {
        if !self.lasts {
            return self.responded;
        }
        let is_off = self.is_off && !self.responded;
        !is_off && (self.silent.len() < FEW || (self.silent.len() < MANY && self.is_silent_for_long(now)))
    }

    /// Whether it has gone away: many hosts and nothing for a while, where something responded before.
    pub(crate) fn is_lost(&self, now: Duration) -> bool {
        self.responded && self.lasts && self.silent.len() >= MANY && self.is_silent_for_long(now)
    }

    fn is_silent_for_long(&self, now: Duration) -> bool {
        now.saturating_sub(self.silent_since) >= LOST
    }

    /// When it is certain that there is none, while requests are left; `None` where that is open. `last_sent` is when the last
    /// of the requests was sent that are in flight. All since the run began.
    pub(crate) fn missing_at(&self, last_sent: impl FnOnce() -> Option<Duration>) -> Option<Duration> {
        if self.responded || (!self.is_off && self.silent.len() < MANY) {
            return None;
        }
        let last_sent = last_sent().filter(|_| !self.is_off);
        Some(last_sent.map_or(Duration::ZERO, |sent| sent + PATIENCE))
    }

    /// Whether there is none, at the end of a run.
    pub(crate) fn is_missing(&self) -> bool {
        !self.responded && (self.is_off || self.silent.len() >= FEW)
    }
}
