//! The loop of a run: takes targets, sends requests, and looks at failures a second time, until nothing is left.

use crate::links::error_kind::ErrorKind;
use crate::links::frontier::{HostId, Next};
use crate::links::probe::Probe;
use crate::links::provider::Event;
use crate::links::request::{Method, Request};
use crate::links::run::exchange::{ResultSink, Supply, TargetSource, Visit};
use crate::links::run::forgetting::FORGET_EVERY;
use crate::links::run::host_state::HeadStatus;
use crate::links::run::report::RunEnd;
use crate::links::run::state::{Purpose, RunState, SentRequest};
use crate::links::transport::{RequestResult, Transport};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until, timeout};

/// Results that are handed out before the network is looked at again.
const AT_ONCE: usize = 16;
/// Requests in flight may take so long when the run is cancelled.
const GRACE: Duration = Duration::from_secs(2);

/// Where targets are still to come, what was left for later is looked at once in this time.
const LOOKS_APART: Duration = Duration::from_secs(1);

/// What is known of the source of a run.
struct SupplyState {
    /// Whether nothing more comes.
    is_over: bool,
    second_look_after: Option<Duration>,
    /// When to look at what was left for later, since the run began.
    next_look: Duration,
    /// When to forget idle hosts.
    next_forgetting: Duration,
}

impl SupplyState {
    fn new(second_look_after: Option<Duration>) -> Self {
        Self { is_over: false, second_look_after, next_look: LOOKS_APART, next_forgetting: FORGET_EVERY }
    }
}

/// A task of a request that has ended.
type FinishedTask = Result<(Id, RequestResult), JoinError>;

impl<T: Transport> RunState<'_, T> {
    /// Checks what `source` brings until nothing more comes and nothing is left; how the run ended.
    pub(crate) async fn check_all(
        &mut self,
        source: &mut impl TargetSource,
        stop: &mut watch::Receiver<bool>,
        sink: &mut impl ResultSink,
    ) -> RunEnd {
        let deadline = self.settings.deadline.map(|deadline| self.begun + deadline);
        let mut supply = SupplyState::new(source.second_look_after());
        if supply.second_look_after.is_some() {
            self.network.lasting();
            self.frontier.lasting();
        }
        loop {
            if *stop.borrow() {
                return self.finish_in_flight().await;
            }
            while !supply.is_over
                && let Some(next) = source.try_next()
            {
                self.take(next, &mut supply);
            }
            // Nothing is sent while it seems that there is no network, so that this is soon decided.
            let missing_at = self.no_network_at();
            if missing_at.is_some_and(|at| at <= self.begun.elapsed()) {
                if self.take_finished() {
                    continue;
                }
                return RunEnd::NoNetwork;
            }
            if self.network.is_lost(self.begun.elapsed()) {
                return RunEnd::NoNetwork;
            }
            // Before requests are sent: it brings some.
            let look = self.look_at_overdue(&mut supply);
            let turn = if missing_at.is_some() { missing_at } else { self.dispatch() };
            if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
                self.on_deadline();
                supply.is_over = true;
            }
            let is_drained = self.requests.is_empty() && self.frontier.is_empty() && self.provider.is_finished();
            if is_drained && supply.is_over {
                if self.look_again() {
                    continue;
                }
                return self.end();
            }
            // Requests come first; results are handed out while the network works.
            if self.take_finished() || self.flush(AT_ONCE, sink) {
                continue;
            }
            let wake = [turn, look].into_iter().flatten().min();
            let wake_at = wake.map_or_else(never, |wake| self.begun + wake);
            tokio::select! {
                biased;
                () = cancelled(stop) => {}
                () = sleep_until(deadline.unwrap_or_else(never)), if deadline.is_some() => {}
                Some(done) = self.requests.join_next_with_id(), if !self.requests.is_empty() => self.on_finished(done),
                event = self.provider.next(), if !self.provider.is_finished() => self.on_event(event),
                next = source.next(), if !supply.is_over => self.take(next, &mut supply),
                () = sleep_until(wake_at), if wake.is_some() => {}
            }
        }
    }

    /// Takes what the source brings.
    fn take(&mut self, next: Supply, supply: &mut SupplyState) {
        match next {
            Supply::Targets(targets) => {
                self.add_targets(targets);
                if supply.second_look_after.is_none() {
                    self.frontier.shrink();
                }
            }
            Supply::Withdrawn(numbers) => {
                self.abort(&numbers);
                self.withdraw(&numbers);
            }
            Supply::Leaving(numbers) => self.let_go(&numbers),
            Supply::Visit(visit) => self.add_visit(visit),
            Supply::End => {
                supply.is_over = true;
                self.provider.end_offers();
            }
        }
    }

    /// Now and then looks at what was left for later so long ago that it is time for that, where other targets are still to come;
    /// when to look again.
    fn look_at_overdue(&mut self, supply: &mut SupplyState) -> Option<Duration> {
        let after = supply.second_look_after?;
        let now = self.begun.elapsed();
        if now >= supply.next_look {
            supply.next_look = now + LOOKS_APART;
            if now >= supply.next_forgetting {
                supply.next_forgetting = now + FORGET_EVERY;
                self.forget_idle();
            }
            if let Some(until) = now.checked_sub(after) {
                self.look_again_at(until);
            }
        }
        let is_empty =
            self.parked.is_empty() && self.failed.is_empty() && self.doubtful.is_empty() && self.results.is_empty();
        (!is_empty).then_some(supply.next_look)
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
        while self.requests.len() - self.elsewhere < self.settings.concurrency.max(1) {
            let now = self.begun.elapsed();
            match self.frontier.next(now) {
                Next::Task(host, probe) => match self.prepared(host, probe) {
                    Some((purpose, request)) => self.send(host, purpose, request, now),
                    // It was withdrawn.
                    None => self.frontier.finish(host, true),
                },
                Next::At(then) => return Some(then),
                Next::Nothing => return None,
            }
        }
        None
    }

    /// What to send for `probe`, which is a visit or has a target.
    fn prepared(&mut self, host: HostId, probe: Probe) -> Option<(Purpose, Request)> {
        if let Some(Visit { request, reply }) = self.visits.remove(&probe.target) {
            return (!reply.is_closed()).then_some((Purpose::Visit(reply), request));
        }
        let target = self.target(&probe)?;
        let request = probe.request(&target, self.settings);
        let method = self.method(host, request.method);
        let request = Request { method, last: self.is_last(host, method), ..request };
        Some((Purpose::Probe(probe, target), request))
    }

    fn send(&mut self, host: HostId, purpose: Purpose, request: Request, now: Duration) {
        let is_elsewhere = self.transport.is_elsewhere(&request);
        self.elsewhere += usize::from(is_elsewhere);
        let (transport, sent) = (self.transport.clone(), request.clone());
        let task = self.requests.spawn(async move { transport.send(sent).await });
        self.in_flight.insert(task.id(), SentRequest { host, purpose, request, at: now, task, is_elsewhere });
    }

    /// Whether a request by `method`, which `host` is about to get, is probably the last for it. Where it is the only one, GET
    /// may follow HEAD; where targets are still to come, more of the host may be among them.
    fn is_last(&self, host: HostId, method: Method) -> bool {
        let has_answered = || self.hosts.get(&host).is_some_and(|host| host.answers > 0);
        !self.network.is_lasting() && self.frontier.is_last(host) && (method == Method::Get || has_answered())
    }

    /// By which method `host` is requested where `method` is meant: one that refuses HEAD gets none.
    fn method(&self, host: HostId, method: Method) -> Method {
        let refuses_head = self.hosts.get(&host).is_some_and(|host| host.head == HeadStatus::Refused);
        if method == Method::Head && refuses_head { Method::Ranged } else { method }
    }

    fn on_event(&mut self, event: Option<Event>) {
        match event {
            Some(Event::Resolved(target, result)) => {
                if result.responded {
                    self.network.has_responded();
                }
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
        self.elsewhere = 0;
        let in_flight = self.in_flight.drain().filter_map(|(_, sent)| match sent.purpose {
            Purpose::Probe(probe, _) => Some(probe),
            Purpose::Visit(_) => None,
        });
        let mut left: Vec<Probe> = self.frontier.drain_all();
        left.extend(in_flight);
        left.extend(self.provider.cancel().into_iter().map(Probe::first));
        for probe in left {
            self.park(probe);
        }
    }

    /// Takes the result of a request. Where its task panicked, that is the result; where it was ended, there is none.
    fn on_finished(&mut self, done: FinishedTask) {
        let (id, result) = match done {
            Ok((id, result)) => (id, Some(result)),
            Err(error) if error.is_cancelled() => (error.id(), None),
            Err(error) => (error.id(), Some(Err(ErrorKind::Panicked(error.to_string())))),
        };
        let Some(sent) = self.in_flight.remove(&id) else { return };
        self.elsewhere -= usize::from(sent.is_elsewhere);
        match result {
            Some(result) => self.on_response(sent, &result),
            None => self.frontier.finish(sent.host, true),
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
