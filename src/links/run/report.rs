//! What a run says of itself, beside the results.

use crate::links::run::state::RunState;
use crate::links::transport::Transport;
use std::collections::BTreeMap;
use std::time::Duration;

/// How a run ended, and what it found out about hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunReport {
    /// How it ended.
    pub end: RunEnd,
    /// The hosts that wanted fewer requests, by name.
    pub limits: Vec<HostLimit>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// All targets were checked.
    Complete,
    /// The run was cancelled; what is missing is not reported.
    Interrupted,
    /// Time ran out; what was not known by then is unknown.
    OutOfTime,
    /// No host responded in any way. Nothing is reported.
    NoNetwork,
}

/// A host that wanted fewer requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLimit {
    /// Its name.
    pub host: String,
    /// How often it refused a request with 429, or with 503 and a pause.
    pub refusals: u32,
    /// The interval that it allows, its pauses included; `None` where that is not known or its usual pace.
    pub interval: Option<Duration>,
    /// The pause that it asked for, where that is longer than the run makes.
    pub too_long_pause: Option<Duration>,
    /// Whether it refused for longer than the run waits, or wanted that, so that URLs of it were not checked.
    pub is_dropped: bool,
}

impl<T: Transport> RunState<'_, T> {
    /// How a run ended after which nothing is left to check.
    pub(crate) fn end(&self) -> RunEnd {
        match self.network.is_missing() {
            true => RunEnd::NoNetwork,
            false if self.is_cut => RunEnd::OutOfTime,
            false => RunEnd::Complete,
        }
    }

    pub(crate) fn report(self, end: RunEnd) -> RunReport {
        let limited = self.hosts.values().any(|host| host.throttle.is_some());
        let names = if limited { self.frontier.names() } else { BTreeMap::default() };
        let limit = |(name, id): (&str, _)| {
            let throttle = self.hosts.get(&id)?.throttle.as_ref()?;
            Some(HostLimit {
                host: name.to_owned(),
                refusals: throttle.refusals(),
                interval: throttle.allowed_interval(),
                too_long_pause: throttle.too_long_pause(),
                is_dropped: throttle.is_dropped(),
            })
        };
        RunReport { end, limits: names.into_iter().filter_map(limit).collect() }
    }
}
