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
}

impl Network {
    /// The network of a run that begins; `was_online` where a host responded shortly before.
    pub(crate) fn new(was_online: bool) -> Self {
        Self { responded: was_online, ..Self::default() }
    }

    /// Takes note of what a request to `host` gave, of which `was_silent` says whether it did not respond in earlier runs.
    pub(crate) fn note(&mut self, host: HostId, result: &RequestResult, was_silent: impl FnOnce() -> bool) {
        match result {
            Ok(_) => self.responded = true,
            Err(error) if error.proves_network() => self.responded = true,
            Err(error) if !error.is_of_the_url() => {
                self.is_off |= *error == ErrorKind::Offline;
                if self.responded || was_silent() {
                    return;
                }
                self.silent.insert(host);
            }
            Err(_) => {}
        }
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
