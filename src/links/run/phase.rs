//! One phase of a run: sends requests until none is left, then the second look may start the next phase.

use crate::links::frontier::Next;
use crate::links::probe::Probe;
use crate::links::probe_result::{NO_TIME, ProbeResult};
use crate::links::provider::Event;
use crate::links::run::state::{RunEnd, RunState};
use crate::links::transport::Transport;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

/// After so many hosts without any response there is no network.
const NO_NETWORK: usize = 10;
/// Requests in flight may take so long when the run is cancelled.
const GRACE: Duration = Duration::from_secs(2);

impl<T: Transport> RunState<'_, T> {
    /// Sends requests until none is left; how the run ended, where it did.
    pub(crate) async fn phase(
        &mut self,
        stop: &mut watch::Receiver<bool>,
        on_result: &mut dyn FnMut(ProbeResult),
    ) -> Option<RunEnd> {
        let deadline = self.settings.deadline.map(|deadline| self.begun + deadline);
        loop {
            if *stop.borrow() {
                return Some(self.finish_in_flight(on_result).await);
            }
            let wake = self.dispatch();
            if self.requests.is_empty() && self.frontier.is_empty() && self.provider.is_finished() {
                return None;
            }
            let wake_at = wake.map_or_else(never, |wake| self.begun + wake);
            tokio::select! {
                biased;
                () = cancelled(stop) => {}
                () = sleep_until(deadline.unwrap_or_else(never)), if deadline.is_some() => {
                    self.on_deadline();
                    return None;
                }
                Some(done) = self.requests.join_next(), if !self.requests.is_empty() => {
                    if let Ok((host, probe, request, result)) = done {
                        self.on_response(host, probe, &request, &result, on_result);
                    }
                    if self.is_offline() && self.silent.len() >= NO_NETWORK && self.provider.is_finished() {
                        return Some(RunEnd::NoNetwork);
                    }
                }
                event = self.provider.next(), if !self.provider.is_finished() => self.on_event(event, on_result),
                () = sleep_until(wake_at), if wake.is_some() => {}
            }
        }
    }

    /// Fills the free slots; when the next host has its turn, where a slot is left for it.
    fn dispatch(&mut self) -> Option<Duration> {
        while self.requests.len() < self.settings.concurrency.max(1) {
            match self.frontier.next(self.begun.elapsed()) {
                Next::Task(host, probe) => {
                    let Some(target) = self.target(&probe) else { continue };
                    let request = probe.request(target);
                    self.in_flight.insert(probe.target, probe.clone());
                    let transport = self.transport.clone();
                    self.requests.spawn(async move {
                        let result = transport.send(request.clone()).await;
                        (host, probe, request, result)
                    });
                }
                Next::At(then) => return Some(then),
                Next::Nothing => return None,
            }
        }
        None
    }

    fn on_event(&mut self, event: Option<Event>, on_result: &mut dyn FnMut(ProbeResult)) {
        match event {
            Some(Event::Resolved(_, result)) => {
                self.responded |= result.responded;
                self.emit(*result, on_result);
            }
            Some(Event::Declined(target)) => self.start(Probe::first(target)),
            None => {}
        }
    }

    /// What is not known by the deadline stays unknown.
    fn on_deadline(&mut self) {
        self.is_cut = true;
        let mut left = self.frontier.drain_all();
        self.requests = JoinSet::new();
        left.extend(std::mem::take(&mut self.in_flight).into_values());
        left.extend(self.provider.cancel().into_iter().map(Probe::first));
        for probe in left {
            self.skip(probe, NO_TIME);
        }
    }

    /// Waits a little for the requests in flight, and sends no more.
    async fn finish_in_flight(&mut self, on_result: &mut dyn FnMut(ProbeResult)) -> RunEnd {
        let end = Instant::now() + GRACE;
        while let Ok(Some(done)) =
            timeout(end.saturating_duration_since(Instant::now()), self.requests.join_next()).await
        {
            if let Ok((host, probe, request, result)) = done {
                self.on_response(host, probe, &request, &result, on_result);
            }
        }
        self.requests.abort_all();
        self.provider.cancel();
        RunEnd::Interrupted
    }
}

/// Waits until `stop` changes; for ever where nobody is left to change it.
async fn cancelled(stop: &mut watch::Receiver<bool>) {
    if stop.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// So far away that it never comes.
fn never() -> Instant {
    Instant::now() + Duration::from_hours(24 * 365)
}
