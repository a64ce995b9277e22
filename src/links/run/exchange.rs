//! What a run exchanges with who started it: where its targets come from, and where its results go. A list has all its targets
//! at once; a worker of a fleet gets them one by one, for as long as it works.

use crate::links::probe_result::ProbeResult;
use crate::links::request::Request;
use crate::links::target::QueuedTarget;
use crate::links::transport::RequestResult;
use std::time::Duration;
use tokio::sync::oneshot;

/// What a source brings.
#[derive(Debug)]
pub enum Supply {
    /// These targets, each with a number below [`FIRST_OWN`] that no target has which is still being checked.
    Targets(Vec<(u32, QueuedTarget)>),
    /// The targets of these numbers are somebody else's now: nothing more is requested for them, what is in flight ends, and they
    /// get no result.
    Withdrawn(Vec<u32>),
    /// These are to be somebody else's: those with a request in flight may get a result by its response, and the sink is told of
    /// each that gets none.
    Leaving(Vec<u32>),
    /// A request of another run for a host that is paced here.
    Visit(Visit),
    /// Nothing more comes.
    End,
}

/// A request of another run.
#[derive(Debug)]
pub struct Visit {
    /// It is sent when its host has its turn.
    pub request: Request,
    /// Gets what became of it; nothing, where the run ends before.
    pub reply: oneshot::Sender<RequestResult>,
}

/// The first number of targets that a run adds itself.
pub const FIRST_OWN: u32 = 1 << 31;
/// The first number of visits.
pub(crate) const FIRST_VISIT: u32 = 3 << 30;

/// Where a run gets its targets.
pub trait TargetSource {
    /// What there is at the moment; `None` where that is nothing. After [`Supply::End`] it is not called again.
    fn try_next(&mut self) -> Option<Supply>;

    /// Waits for what comes next. Cancel safe.
    fn next(&mut self) -> impl Future<Output = Supply>;

    /// After how long failures are looked at a second time; `None` where that is when nothing else is left to do, as at the
    /// end of a list.
    fn second_look_after(&self) -> Option<Duration>;
}

/// Where the results of a run go.
pub trait ResultSink {
    /// Takes the result of the target with this number.
    fn result(&mut self, target: u32, result: ProbeResult);

    /// Takes a better result for a URL that has one already: what looked well turned out to be what its host shows for any page.
    fn corrected(&mut self, result: ProbeResult);

    /// The target with this number was to leave, and gets no result.
    fn left(&mut self, _: u32) {}

    /// A host wants fewer requests, and gets none for so long.
    fn paused(&mut self, _: &str, _: Duration) {}
}

impl<F: FnMut(ProbeResult)> ResultSink for F {
    fn result(&mut self, _: u32, result: ProbeResult) {
        self(result);
    }

    fn corrected(&mut self, result: ProbeResult) {
        self(result);
    }
}

/// Targets that are all known from the start; their numbers are their positions.
#[derive(Debug)]
pub struct ListedTargets(Option<Vec<QueuedTarget>>);

impl ListedTargets {
    /// These targets.
    pub fn new(targets: Vec<QueuedTarget>) -> Self {
        Self(Some(targets))
    }
}

impl TargetSource for ListedTargets {
    fn try_next(&mut self) -> Option<Supply> {
        let numbered = |targets: Vec<QueuedTarget>| Supply::Targets((0..).zip(targets).collect());
        Some(self.0.take().map_or(Supply::End, numbered))
    }

    async fn next(&mut self) -> Supply {
        self.try_next().unwrap_or(Supply::End)
    }

    fn second_look_after(&self) -> Option<Duration> {
        None
    }
}
