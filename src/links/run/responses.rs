//! What a run makes of the result of one request.

use crate::links::error_kind::ErrorKind;
use crate::links::frontier::HostId;
use crate::links::probe::{Probe, Step, wants_pause};
use crate::links::probe_result::ProbeResult;
use crate::links::request::Request;
use crate::links::response::Response;
use crate::links::retry_after;
use crate::links::run::doubtful::{DoubtfulPage, MissingPage};
use crate::links::run::origins::OriginId;
use crate::links::run::refusals::PauseRequest;
use crate::links::run::state::{FailedProbe, Purpose, RunState, SentRequest};
use crate::links::target::QueuedTarget;
use crate::links::transport::{RequestResult, Transport};
use curate_rules::Verdict;
use std::time::{Duration, SystemTime};
use tokio::sync::oneshot;

impl<T: Transport> RunState<'_, T> {
    pub(crate) fn on_response(&mut self, sent: SentRequest, result: &RequestResult) {
        let SentRequest { host, purpose, request, at, .. } = sent;
        let was_silent = || request.url.host_str().is_some_and(|host| self.settings.silent_before.contains(host));
        let has_answered = self.hosts.get(&host).is_some_and(|host| host.answers > 0);
        self.network.note(host, result, self.begun.elapsed(), was_silent, has_answered);
        self.frontier.finish(host, result.is_ok());
        let origin = self.origins.of(&request.url);
        let (probe, target) = match purpose {
            Purpose::Probe(probe, target) => (probe, target),
            Purpose::Visit(reply) => return self.on_visit(host, &request, result, reply),
        };
        self.hosts.entry(host).or_default().note(result, probe.second);
        self.note_health(host, origin, probe.target, result);
        if matches!(result, Err(ErrorKind::NoSuchHost)) {
            self.share_missing_name(host, result);
        }
        if !self.is_wanted(&probe) {
            return;
        }
        let is_twin = self.is_twin(host, &probe, &request, result);
        let (method, was_refused) = (request.method, probe.was_refused());
        let step = probe.advance(&request, result, &target, self.settings, is_twin);
        if result.as_ref().is_ok_and(|response| !self.is_refusal(&request, response)) {
            self.note_answer(host, method, at, was_refused);
        }
        match step {
            Step::Request(next) | Step::Pause(next) if self.leaving.contains(&next.target) => {
                self.leave(&[next.target]);
            }
            Step::Request(next) => self.go_on(next),
            Step::Pause(next) => {
                let headers = result.as_ref().ok().map(|response| &response.headers);
                let demanded = headers.and_then(|headers| retry_after::pause(headers, SystemTime::now()));
                let name = request.url.host_str().unwrap_or_default().to_owned();
                let status = result.as_ref().map_or(0, |response| response.status);
                self.on_refusal(host, next, &PauseRequest { name, at, status, method, demanded });
            }
            Step::Done(target, done) => {
                self.done(target, host, origin, *done);
                // A failure would be looked at again, and a doubtful page compared.
                if self.leaving.contains(&target) {
                    self.leave(&[target]);
                }
            }
        }
    }

    /// Whether `response` says that its host wants fewer requests, by a code that is not one of those accepted from it.
    fn is_refusal(&self, request: &Request, response: &Response) -> bool {
        wants_pause(response) && !self.settings.accepted(request.url.host_str()).contains(&response.status)
    }

    /// Hands a response to the run whose request it was. That run makes of it what is to be made for its target; here the host
    /// is one that takes more requests than before, or fewer.
    fn on_visit(
        &mut self,
        host: HostId,
        request: &Request,
        result: &RequestResult,
        reply: oneshot::Sender<RequestResult>,
    ) {
        if let Ok(response) = result
            && self.is_refusal(request, response)
        {
            let demanded = retry_after::pause(&response.headers, SystemTime::now());
            let pause = demanded.unwrap_or_default().min(self.settings.longest_pause);
            self.frontier.pause(host, self.begun.elapsed() + pause);
        }
        // Nobody waits any more where that run has ended.
        let _ = reply.send(result.clone());
    }

    /// Takes note of whether `origin` responds; what is queued for it waits where it does not.
    fn note_health(&mut self, host: HostId, origin: OriginId, target: u32, result: &RequestResult) {
        match result {
            Err(error) if error.is_silence() => {
                if self.origins.failed(origin, target) {
                    let (targets, origins) = (&self.targets, &mut self.origins);
                    let waiting = self.frontier.drain_if(host, |probe| {
                        let target = targets.get(&probe.target).and_then(QueuedTarget::unpacked);
                        target.is_some_and(|target| origins.of(probe.next_url(&target)) == origin)
                    });
                    for probe in waiting {
                        self.park(probe);
                    }
                }
            }
            Ok(_) => self.origins.responded(origin),
            Err(_) => {}
        }
    }

    /// A name that does not exist is not looked up for every URL: what is left of its host gets the same `result`.
    fn share_missing_name(&mut self, host: HostId, result: &RequestResult) {
        for probe in self.frontier.drain(host) {
            if let Some(visit) = self.visits.remove(&probe.target) {
                let _ = visit.reply.send(result.clone());
                continue;
            }
            let Some(target) = self.target(&probe) else { continue };
            let request = probe.request(&target, self.settings);
            let origin = self.origins.of(&request.url);
            match probe.advance(&request, result, &target, self.settings, false) {
                Step::Done(target, done) => {
                    self.done(target, host, origin, *done);
                }
                Step::Request(next) => self.go_on(next),
                // A result without a response asks for no pause.
                Step::Pause(_) => {}
            }
        }
    }

    /// Ends a probe for `cause`, without a result of its own.
    pub(crate) fn give_up(&mut self, probe: &Probe, cause: &str) {
        if let Some(visit) = self.visits.remove(&probe.target) {
            let _ = visit.reply.send(Err(ErrorKind::Unattended));
        }
        let Some(target) = self.target(probe) else { return };
        // What failed before failed for a better reason; only that something is gone has to be seen twice.
        let earlier = self.looks.remove(&probe.target).map(|(_, result)| result);
        let known = earlier.filter(|result| result.outcome.verdict == Verdict::Unknown);
        self.emit(probe.target, known.unwrap_or_else(|| probe.skipped(&target, cause)));
    }

    /// Keeps a failure for the second look, and emits everything else.
    fn done(&mut self, target: u32, host: HostId, origin: OriginId, result: ProbeResult) {
        self.origins.end_trial(target);
        if let Some(origin) = self.missing_targets.get(&target).copied() {
            self.emit(target, result.clone());
            self.missing_pages.insert(origin, MissingPage::Known(Box::new(result)));
        } else if matches!(result.outcome.verdict, Verdict::Dead | Verdict::Unknown | Verdict::Blocked) {
            // After the second look nothing is waited for.
            let at = if self.looks.contains_key(&target) { Duration::ZERO } else { self.begun.elapsed() };
            self.failed.push(FailedProbe { target, host, origin, result, at });
        } else {
            self.looks.remove(&target);
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
