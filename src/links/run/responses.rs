//! What a run makes of the result of one request.

use crate::links::error_kind::ErrorKind;
use crate::links::frontier::HostId;
use crate::links::probe::{Probe, Step};
use crate::links::probe_result::NO_TIME;
use crate::links::retry_after;
use crate::links::run::doubtful::{DoubtfulPage, MissingPage};
use crate::links::run::origins::OriginId;
use crate::links::run::state::{FailedProbe, RunState, SentRequest};
use crate::links::run::throttle::Throttle;
use crate::links::target::QueuedTarget;
use crate::links::transport::{RequestResult, Transport};
use crate::links::verdict::status_text;
use curate_rules::Verdict;
use std::time::{Duration, SystemTime};

/// So many URLs of a host are worth waiting for a minute.
const MUCH: usize = 10;

/// A request that a host refused since it wants fewer of them.
struct PauseRequest {
    /// When it was sent.
    at: Duration,
    /// 429 or 503.
    status: u16,
    /// The pause that the host asks for.
    demanded: Option<Duration>,
}

impl<T: Transport> RunState<'_, T> {
    pub(crate) fn on_response(&mut self, sent: SentRequest, result: &RequestResult) {
        let SentRequest { host, probe, target, request, at } = sent;
        let was_silent = || request.url.host_str().is_some_and(|host| self.settings.silent_before.contains(host));
        self.network.note(host, result, was_silent);
        self.frontier.finish(host, result.is_ok());
        self.hosts.entry(host).or_default().note(result, probe.second);
        let origin = self.origins.of(&request.url);
        self.note_health(host, origin, probe.target, result);
        if matches!(result, Err(ErrorKind::NoSuchHost)) {
            self.share_missing_name(host, result);
        }
        let is_twin = self.is_twin(host, &probe, &request, result);
        let step = probe.advance(&request, result, &target, self.settings, is_twin);
        if result.is_ok() && !matches!(step, Step::Pause(_)) {
            self.note_answer(host);
        }
        match step {
            Step::Request(next) => self.go_on(next),
            Step::Pause(next) => {
                let headers = result.as_ref().ok().map(|response| &response.headers);
                let demanded = headers.and_then(|headers| retry_after::pause(headers, SystemTime::now()));
                let status = result.as_ref().map_or(0, |response| response.status);
                self.pause(host, next, PauseRequest { at, status, demanded });
            }
            Step::Done(target, done) => {
                self.done(FailedProbe { target, host, origin, result: *done });
            }
        }
    }

    /// Takes note of whether `origin` responds; what is queued for it waits where it does not.
    fn note_health(&mut self, host: HostId, origin: OriginId, target: u32, result: &RequestResult) {
        match result {
            Err(error) if error.is_silence() => {
                if self.origins.failed(origin, target) {
                    let (targets, origins) = (self.targets, &mut self.origins);
                    let waiting = self.frontier.drain_if(host, |probe| {
                        let target = targets.get(probe.target as usize).and_then(QueuedTarget::unpacked);
                        target.is_some_and(|target| origins.of(probe.next_url(&target)) == origin)
                    });
                    self.parked.extend(waiting);
                }
            }
            Ok(_) => self.origins.responded(origin),
            Err(_) => {}
        }
    }

    /// A name that does not exist is not looked up for every URL: what is left of its host gets the same `result`.
    fn share_missing_name(&mut self, host: HostId, result: &RequestResult) {
        for probe in self.frontier.drain(host) {
            let Some(target) = self.target(&probe) else { continue };
            let request = probe.request(&target, self.settings);
            let origin = self.origins.of(&request.url);
            match probe.advance(&request, result, &target, self.settings, false) {
                Step::Done(target, done) => {
                    self.done(FailedProbe { target, host, origin, result: *done });
                }
                Step::Request(next) => self.go_on(next),
                // A result without a response asks for no pause.
                Step::Pause(_) => {}
            }
        }
    }

    /// A host that was slowed down may be faster again.
    fn note_answer(&mut self, host: HostId) {
        let now = self.begun.elapsed();
        let state = self.hosts.entry(host).or_default();
        state.has_answered = true;
        if let Some(throttle) = &mut state.throttle {
            throttle.answered(now);
            self.frontier.set_interval(host, throttle.interval());
        }
    }

    /// Leaves a host alone for as long as it wants, and asks it less often from then on. Where it wants too much, its URLs are
    /// not checked.
    fn pause(&mut self, host: HostId, probe: Probe, wanted: PauseRequest) {
        let PauseRequest { at, status, demanded } = wanted;
        let now = self.begun.elapsed();
        let usual = self.frontier.interval(host);
        let state = self.hosts.entry(host).or_default();
        let throttle = state.throttle.get_or_insert_with(|| Box::new(Throttle::new(usual, now, state.has_answered)));
        let is_much = self.frontier.queued(host) >= MUCH;
        let pause = throttle.refused(at, now, demanded, self.settings.longest_pause, is_much);
        self.frontier.set_interval(host, throttle.interval());
        let left = self.settings.deadline.map(|deadline| deadline.saturating_sub(now));
        let is_too_late = pause.zip(left).is_some_and(|(pause, left)| pause >= left);
        if let Some(pause) = pause.filter(|_| !is_too_late) {
            self.frontier.pause(host, now + pause);
            // Behind the others: it may be the only one that is refused.
            self.frontier.push(host, probe);
            return;
        }
        self.is_cut |= is_too_late;
        let wants = if is_too_late { NO_TIME } else { "its host wants a longer pause than this run has" };
        let said = format!("{}, and {wants}", status_text(status));
        self.give_up(&probe, if is_too_late { NO_TIME } else { &said });
        for probe in self.frontier.drain(host) {
            self.give_up(&probe, wants);
        }
    }

    /// Ends a probe for `cause`, without a result of its own.
    pub(crate) fn give_up(&mut self, probe: &Probe, cause: &str) {
        let Some(target) = self.target(probe) else { return };
        // What failed before failed for a better reason; only that something is gone has to be seen twice.
        let earlier = self.looks.remove(&probe.target).map(|(_, result)| result);
        let known = earlier.filter(|result| result.outcome.verdict == Verdict::Unknown);
        self.emit(probe.target, known.unwrap_or_else(|| probe.skipped(&target, cause)));
    }

    /// Keeps a failure for the second look, and emits everything else.
    fn done(&mut self, done: FailedProbe) {
        if let Some(origin) = self.missing_targets.get(&done.target) {
            self.missing_pages.insert(*origin, MissingPage::Known(Box::new(done.result)));
        } else if matches!(done.result.outcome.verdict, Verdict::Dead | Verdict::Unknown | Verdict::Blocked) {
            self.failed.push(done);
        } else {
            self.looks.remove(&done.target);
            let FailedProbe { target, origin, result, .. } = done;
            let is_doubtful = result.is_doubtful && matches!(result.outcome.verdict, Verdict::Ok | Verdict::Moved);
            // The home page is what many hosts show for every other.
            if is_doubtful && (result.final_url.path() != "/" || !result.outcome.hops.is_empty()) {
                self.doubtful.push(DoubtfulPage { target, origin, result });
            } else {
                self.emit(target, result);
            }
        }
    }
}
