//! Another source of results than one request after the other: it resolves some targets and declines the rest.

use crate::links::probe_result::ProbeResult;
use crate::links::target::QueuedTarget;
use std::collections::BTreeSet;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

/// What became of a target that a provider had taken. Targets are named by their number.
#[derive(Debug)]
pub(crate) enum Event {
    /// The provider has the result.
    Resolved(u32, Box<ProbeResult>),
    /// The provider has none; the run is to check the target itself.
    Declined(u32),
}

/// Takes a target, by its number, where it may know that; whether it does.
pub(crate) type Offer = Box<dyn Fn(u32, &QueuedTarget) -> bool>;

/// The targets that a provider has taken, and its events. Dropping this ends the provider's tasks.
pub struct Provider {
    /// `None` once no more targets come.
    offer: Option<Offer>,
    awaited: BTreeSet<u32>,
    events: UnboundedReceiver<Event>,
    tasks: JoinSet<()>,
}

impl Provider {
    /// `tasks` work on what `offer` takes and send `events`. A target without an event when they end counts as declined.
    pub(crate) fn new(offer: Offer, events: UnboundedReceiver<Event>, tasks: JoinSet<()>) -> Self {
        Self { offer: Some(offer), awaited: BTreeSet::new(), events, tasks }
    }

    /// A provider that takes no target.
    pub fn none() -> Self {
        Self { offer: None, awaited: BTreeSet::new(), events: unbounded_channel().1, tasks: JoinSet::new() }
    }

    /// Offers a target; whether the provider takes it. Then an event for it is to come.
    pub(crate) fn offer(&mut self, number: u32, target: &QueuedTarget) -> bool {
        let is_taken = self.offer.as_ref().is_some_and(|offer| offer(number, target));
        is_taken && self.awaited.insert(number)
    }

    /// Says that no more targets come.
    pub(crate) fn end_offers(&mut self) {
        self.offer = None;
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
