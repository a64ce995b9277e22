//! The health of a host in a run, and when it is given up.

use crate::links::error_kind::ErrorKind;
use crate::links::transport::RequestResult;
use std::time::Duration;

/// A host that fails to respond so often in a row is given up.
const GIVE_UP: u32 = 2;

/// The health of one host.
#[derive(Debug, Default)]
pub(crate) struct HostState {
    /// Failures to respond in a row.
    failures: u32,
    /// Whether it gets no more requests, except one in the second look.
    pub(crate) given_up: bool,
    /// Whether its name did not exist at the last request.
    nameless: bool,
    /// Whether that was a second look.
    pub(crate) nameless_again: bool,
    /// Whether it had its one request of the second look.
    pub(crate) had_second: bool,
    /// The sum of its pauses.
    pub(crate) paused: Duration,
}

impl HostState {
    /// Takes note of the result of a request, of a second look or not; whether the host is to be given up now.
    pub(crate) fn note(&mut self, result: &RequestResult, second: bool) -> bool {
        let is_silence = matches!(
            result,
            Err(ErrorKind::Refused
                | ErrorKind::Reset
                | ErrorKind::Timeout(_)
                | ErrorKind::Unreachable
                | ErrorKind::Isolated(_))
        );
        self.nameless = matches!(result, Err(ErrorKind::NoSuchHost));
        self.nameless_again = self.nameless && (second || self.nameless_again);
        self.failures = if is_silence { self.failures + 1 } else { 0 };
        let is_lost = self.failures >= GIVE_UP;
        let is_new = is_lost && !self.given_up;
        // A host that responds after all gets the requests that were left.
        self.given_up = (self.given_up && result.is_err()) || is_lost || self.nameless;
        is_new
    }

    /// Whether it was given up for its silence; a missing name is not silence.
    pub(crate) fn is_silent(&self) -> bool {
        self.given_up && !self.nameless
    }
}
