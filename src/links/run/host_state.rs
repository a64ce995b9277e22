//! What a run knows of one host: whether its name exists, and how fast it takes requests.

use crate::links::error_kind::ErrorKind;
use crate::links::run::throttle::Throttle;
use crate::links::transport::RequestResult;
use std::time::Duration;

/// What a run knows of one host.
#[derive(Debug, Default)]
pub(crate) struct HostState {
    /// Whether its name did not exist at the last request.
    pub(crate) is_nameless: bool,
    /// Whether that was a second look.
    pub(crate) is_confirmed: bool,
    /// Whether the one second look at its name has begun.
    pub(crate) is_looked_up: bool,
    /// How often it answered otherwise than by a refusal.
    pub(crate) answers: u32,
    /// When it first did, since the run began.
    pub(crate) first_answer: Duration,
    /// How it takes HEAD.
    pub(crate) head: HeadStatus,
    /// Its pace, once it has refused a request.
    pub(crate) throttle: Option<Box<Throttle>>,
}

/// How a host takes HEAD. Some answer it with 429 or 503, and GET as usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HeadStatus {
    /// It had none yet, or gave no answer.
    #[default]
    Untested,
    /// It refused the first one, and GET is about to show whether that is for the method.
    Doubtful,
    /// As any other method.
    Usual,
    /// It refuses them, and answers GET.
    Refused,
}

impl HostState {
    /// Takes note of the result of a request, of a second look or not.
    pub(crate) fn note(&mut self, result: &RequestResult, second: bool) {
        self.is_nameless = matches!(result, Err(ErrorKind::NoSuchHost));
        self.is_confirmed = self.is_nameless && (second || self.is_confirmed);
    }
}
