//! One phase of a run: sends requests until none is left, then the second look may start the next phase.

use crate::links::error_kind::ErrorKind;
use crate::links::frontier::{HostId, Next};
use crate::links::probe::Probe;
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Event;
use crate::links::request::{Method, Request};
use crate::links::run::host_state::HeadStatus;
use crate::links::run::report::RunEnd;
use crate::links::run::state::{RunState, SentRequest};
use crate::links::transport::{RequestResult, Transport};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until, timeout};

/// Results that are handed out before the network is looked at again.
const AT_ONCE: usize = 16;
/// Requests in flight may take so long when the run is cancelled.
const GRACE: Duration = Duration::from_secs(2);

/// A task of a request that has ended.
type FinishedTask = Result<(Id, RequestResult), JoinError>;

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
                return Some(self.finish_in_flight().await);
            }
            // Nothing is sent while it seems that there is no network, so that this is soon decided.
            let missing_at = self.no_network_at();
            if missing_at.is_some_and(|at| at <= self.begun.elapsed()) {
                if self.take_finished() {
                    continue;
                }
                return Some(RunEnd::NoNetwork);
            }
            let wake = if missing_at.is_some() { missing_at } else { self.dispatch() };
            if self.requests.is_empty() && self.frontier.is_empty() && self.provider.is_finished() {
                return None;
            }
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                self.on_deadline();
                return None;
            }
            // Requests come first; results are handed out while the network works.
            if self.take_finished() || self.flush(AT_ONCE, on_result) {
                continue;
            }
            let wake_at = wake.map_or_else(never, |wake| self.begun + wake);
            tokio::select! {
                biased;
                () = cancelled(stop) => {}
                () = sleep_until(deadline.unwrap_or_else(never)), if deadline.is_some() => {}
                Some(done) = self.requests.join_next_with_id(), if !self.requests.is_empty() => self.on_finished(done),
                event = self.provider.next(), if !self.provider.is_finished() => self.on_event(event),
                () = sleep_until(wake_at), if wake.is_some() => {}
            }
        }
    }

    /// When it is certain that there is no network, since the run began; `None` where that is open.
    fn no_network_at(&self) -> Option<Duration> {
        let last_sent = || self.in_flight.values().map(|sent| sent.at).max();
        self.provider.is_finished().then(|| self.network.missing_at(last_sent)).flatten()
    }

    /// Takes the results of all requests that have ended; whether there were any.
    fn take_finished(&mut self) -> bool {
        let mut is_any = false;
        while let Some(done) = self.requests.try_join_next_with_id() {
            self.on_finished(done);
            is_any = true;
        }
        is_any
    }

    /// Fills the free slots; when the next host has its turn, where a slot is left for it.
    fn dispatch(&mut self) -> Option<Duration> {
        while self.requests.len() < self.settings.concurrency.max(1) {
            let now = self.begun.elapsed();
            match self.frontier.next(now) {
                Next::Task(host, probe) => {
                    let Some(target) = self.target(&probe) else { continue };
                    let request = probe.request(&target, self.settings);
                    let method = self.method(host, request.method);
                    let request = Request { method, last: self.is_last(host, method), ..request };
                    let (transport, sent) = (self.transport.clone(), request.clone());
                    let task = self.requests.spawn(async move { transport.send(sent).await });
                    self.in_flight.insert(task.id(), SentRequest { host, probe, target, request, at: now });
                }
                Next::At(then) => return Some(then),
                Next::Nothing => return None,
            }
        }
        None
    }

    /// Whether a request by `method`, which `host` is about to get, is probably the last for it. Where it is the only one, GET
    /// may follow HEAD.
    fn is_last(&self, host: HostId, method: Method) -> bool {
        let has_answered = || self.hosts.get(&host).is_some_and(|host| host.answers > 0);
        self.frontier.is_last(host) && (method == Method::Get || has_answered())
    }

    /// By which method `host` is requested where `method` is meant: one that refuses HEAD gets none.
    fn method(&self, host: HostId, method: Method) -> Method {
        let refuses_head = self.hosts.get(&host).is_some_and(|host| host.head == HeadStatus::Refused);
        if method == Method::Head && refuses_head { Method::Ranged } else { method }
    }

    fn on_event(&mut self, event: Option<Event>) {
        match event {
            Some(Event::Resolved(target, result)) => {
                self.network.responded |= result.responded;
                self.emit(target, *result);
            }
            Some(Event::Declined(target)) => self.start(Probe::first(target)),
            None => {}
        }
    }

    /// What is not known by the deadline stays unknown: it waits for a second look, for which there is no time.
    fn on_deadline(&mut self) {
        self.is_cut = true;
        self.requests = JoinSet::new();
        self.parked.extend(self.frontier.drain_all());
        self.parked.extend(self.in_flight.drain().map(|(_, sent)| sent.probe));
        self.parked.extend(self.provider.cancel().into_iter().map(Probe::first));
    }

    /// Takes the result of a request. Where its task panicked, that is the result.
    fn on_finished(&mut self, done: FinishedTask) {
        let (id, result) = match done {
            Ok(done) => done,
            Err(error) => (error.id(), Err(ErrorKind::Panicked(error.to_string()))),
        };
        if let Some(sent) = self.in_flight.remove(&id) {
            self.on_response(sent, &result);
        }
    }

    /// Waits a little for the requests in flight, and sends no more.
    async fn finish_in_flight(&mut self) -> RunEnd {
        let end = Instant::now() + GRACE;
        while let Ok(Some(done)) =
            timeout(end.saturating_duration_since(Instant::now()), self.requests.join_next_with_id()).await
        {
            self.on_finished(done);
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
