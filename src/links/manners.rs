//! How a host behaves in a run, and when it is left alone.

use crate::links::question::{Failure, Reply};
use std::time::Duration;

/// A host that does not answer so often in a row is not asked again in this run.
const GIVE_UP: u32 = 2;

/// What is known of how a host behaves.
#[derive(Debug, Default)]
pub struct Manners {
    /// Failures to answer in a row.
    failures: u32,
    /// Whether it is not asked any more, save for its one question of the second look.
    pub given_up: bool,
    /// Whether its name did not exist when it was last asked for.
    nameless: bool,
    /// Whether that was a second look.
    pub nameless_again: bool,
    /// Whether it had its one question of the second look.
    pub had_second: bool,
    /// How long it was waited for.
    pub paused: Duration,
}

impl Manners {
    /// Takes note of a reply, to a second look or not; whether the host is to be given up now.
    pub fn note(&mut self, reply: &Reply, second: bool) -> bool {
        let is_silence = matches!(
            reply,
            Err(Failure::Refused | Failure::Reset | Failure::Timeout(_) | Failure::Unreachable | Failure::Isolated(_))
        );
        self.nameless = matches!(reply, Err(Failure::NoSuchHost));
        self.nameless_again = self.nameless && (second || self.nameless_again);
        self.failures = if is_silence { self.failures + 1 } else { 0 };
        let is_lost = self.failures >= GIVE_UP;
        let is_new = is_lost && !self.given_up;
        // A host that answers after all is asked for what was left.
        self.given_up = (self.given_up && reply.is_err()) || is_lost || self.nameless;
        is_new
    }

    /// Whether it was given up for its silence; a missing name is no silence.
    pub fn is_silent(&self) -> bool {
        self.given_up && !self.nameless
    }
}
