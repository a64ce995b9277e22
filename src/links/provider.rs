//! Another source of results than one request after the other: it resolves some targets and declines the rest.

use crate::links::probe_result::ProbeResult;
use std::collections::BTreeSet;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

/// What became of a target that a provider had taken. Targets are named by their index.
#[derive(Debug)]
pub(crate) enum Event {
    /// The provider has the result.
    Resolved(u32, Box<ProbeResult>),
    /// The provider has none; the run is to check the target itself.
    Declined(u32),
}

/// The targets that a provider has taken, and its events. Dropping this ends the provider's tasks.
#[derive(Debug)]
pub struct Provider {
    awaited: BTreeSet<u32>,
    events: UnboundedReceiver<Event>,
    tasks: JoinSet<()>,
}

impl Provider {
    /// `tasks` work on `awaited` and send `events`. A target without an event when they end counts as declined.
    pub(crate) fn new(awaited: BTreeSet<u32>, events: UnboundedReceiver<Event>, tasks: JoinSet<()>) -> Self {
        Self { awaited, events, tasks }
    }

    /// A provider that takes no target.
    pub fn none() -> Self {
        Self::new(BTreeSet::new(), unbounded_channel().1, JoinSet::new())
    }

    /// Whether an event for `target` is still to come.
    pub(crate) fn awaits(&self, target: u32) -> bool {
        self.awaited.contains(&target)
    }

    /// Whether no event is to come.
    pub(crate) fn is_finished(&self) -> bool {
        self.awaited.is_empty()
    }

    /// The next event; `None` where none is to come. Cancel safe.
    pub(crate) async fn next(&mut self) -> Option<Event> {
        if self.is_finished() {
            return None;
        }
        let event = self.events.recv().await;
        match event {
            Some(Event::Resolved(target, _) | Event::Declined(target)) => self.awaited.remove(&target).then_some(())?,
            None => return self.awaited.pop_first().map(Event::Declined),
        }
        event
    }

    /// Ends the tasks; the targets without an event.
    pub(crate) fn cancel(&mut self) -> BTreeSet<u32> {
        self.tasks.abort_all();
        std::mem::take(&mut self.awaited)
    }
}
