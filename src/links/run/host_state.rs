//! What a run knows of one host: whether its name exists, and how fast it takes requests.

use crate::links::error_kind::ErrorKind;
use crate::links::run::throttle::Throttle;
use crate::links::transport::RequestResult;

/// What a run knows of one host.
#[derive(Debug, Default)]
pub(crate) struct HostState {
    /// Whether its name did not exist at the last request.
    pub(crate) is_nameless: bool,
    /// Whether that was a second look.
    pub(crate) is_confirmed: bool,
    /// Whether the one second look at its name has begun.
    pub(crate) is_looked_up: bool,
    /// Whether it ever answered otherwise than by a refusal.
    pub(crate) has_answered: bool,
    /// Its pace, once it has refused a request.
    pub(crate) throttle: Option<Box<Throttle>>,
}

impl HostState {
    /// Takes note of the result of a request, of a second look or not.
    pub(crate) fn note(&mut self, result: &RequestResult, second: bool) {
        self.is_nameless = matches!(result, Err(ErrorKind::NoSuchHost));
        self.is_confirmed = self.is_nameless && (second || self.is_confirmed);
    }
}
