//! What a run makes of the result of one request.

use crate::links::error_kind::ErrorKind;
use crate::links::frontier::HostId;
use crate::links::probe::{Probe, Step, wants_pause};
use crate::links::response::Response;
use crate::links::retry_after;
use crate::links::run::doubtful::{DoubtfulPage, MissingPage};
use crate::links::run::origins::OriginId;
use crate::links::run::refusals::PauseRequest;
use crate::links::run::state::{FailedProbe, RunState, SentRequest};
use crate::links::target::QueuedTarget;
use crate::links::transport::{RequestResult, Transport};
use curate_rules::Verdict;
use std::time::SystemTime;

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
        let (method, was_refused) = (request.method, probe.was_refused());
        let step = probe.advance(&request, result, &target, self.settings, is_twin);
        let is_accepted =
            |response: &Response| self.settings.accepted(request.url.host_str()).contains(&response.status);
        let is_answer = |response: &Response| !wants_pause(response) || is_accepted(response);
        if result.as_ref().is_ok_and(is_answer) {
            self.note_answer(host, method, at, was_refused);
        }
        match step {
            Step::Request(next) => self.go_on(next),
            Step::Pause(next) => {
                let headers = result.as_ref().ok().map(|response| &response.headers);
                let demanded = headers.and_then(|headers| retry_after::pause(headers, SystemTime::now()));
                let status = result.as_ref().map_or(0, |response| response.status);
                self.on_refusal(host, next, &PauseRequest { at, status, method, demanded });
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
