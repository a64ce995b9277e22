//! What a run makes of the result of one request.

use crate::links::error_kind::ErrorKind;
use crate::links::frontier::HostId;
use crate::links::probe::{Probe, Step};
use crate::links::probe_result::ProbeResult;
use crate::links::request::Request;
use crate::links::retry_after;
use crate::links::run::host_state::HostState;
use crate::links::run::state::{FailedProbe, RunState};
use crate::links::target::CheckTarget;
use crate::links::transport::{RequestResult, Transport};
use curate_rules::Verdict;
use std::time::{Duration, SystemTime};
use url::Url;

/// The pause of a host that is busy and does not say for how long.
const PAUSE: Duration = Duration::from_secs(2);

impl<T: Transport> RunState<'_, T> {
    pub(crate) fn on_response(
        &mut self,
        host: HostId,
        probe: Probe,
        request: &Request,
        result: &RequestResult,
        on_result: &mut dyn FnMut(ProbeResult),
    ) {
        let responds = result.as_ref().map_or_else(ErrorKind::proves_network, |_| true);
        self.in_flight.remove(&probe.target);
        self.responded |= responds;
        if !responds && !result.as_ref().is_err_and(|error| error.refusal().is_some()) {
            self.silent.insert(host);
        }
        self.frontier.finish(host, result.is_ok());
        if self.hosts.entry(host).or_default().note(result, probe.second) {
            self.give_up(host, "its host does not respond");
        }
        if matches!(result, Err(ErrorKind::NoSuchHost)) {
            self.share_missing_name(host, result, on_result);
        }
        let Some(target) = self.target(&probe) else { return };
        let pause = result.as_ref().ok().and_then(|response| retry_after::pause(&response.headers, SystemTime::now()));
        match probe.clone().advance(request, result, target, self.settings, pause) {
            Step::Request(next, url) => self.go_on(next, &url),
            Step::Pause(next, pause) => self.pause(host, next, pause, target, on_result),
            Step::Done(done) => self.done(probe, *done, on_result),
        }
    }

    /// A name that does not exist is not looked up for every URL: what is left of its host gets the same `result`.
    fn share_missing_name(&mut self, host: HostId, result: &RequestResult, on_result: &mut dyn FnMut(ProbeResult)) {
        for probe in self.frontier.drain(host) {
            let Some(target) = self.target(&probe) else { continue };
            let request = probe.request(target);
            match probe.clone().advance(&request, result, target, self.settings, None) {
                Step::Done(done) => self.done(probe, *done, on_result),
                Step::Request(next, url) => self.go_on(next, &url),
                // A result without a response asks for no pause.
                Step::Pause(..) => {}
            }
        }
    }

    fn go_on(&mut self, probe: Probe, url: &Url) {
        let host = self.host(url);
        let given_up = self.hosts.get(&host).is_some_and(HostState::is_silent);
        if given_up && !probe.second {
            self.skip(probe, "the host it leads to does not respond");
        } else {
            self.frontier.push_first(host, probe);
        }
    }

    /// Leaves a host alone for as long as it wants. Where that is too long its URLs are not checked.
    fn pause(
        &mut self,
        host: HostId,
        probe: Probe,
        pause: Option<Duration>,
        target: &CheckTarget,
        on_result: &mut dyn FnMut(ProbeResult),
    ) {
        let pause = pause.unwrap_or(PAUSE).max(self.settings.interval);
        let now = self.begun.elapsed();
        let state = self.hosts.entry(host).or_default();
        state.paused += pause;
        let is_too_late = self.settings.deadline.is_some_and(|deadline| now + pause >= deadline);
        if state.paused <= self.settings.longest_pause && !is_too_late {
            self.frontier.pause(host, now + pause);
            self.frontier.push_first(host, probe);
            return;
        }
        self.is_cut |= is_too_late;
        let cause = "429 Too Many Requests, and its host wants a longer pause than this run has";
        self.emit(probe.skipped(target, cause), on_result);
        for probe in self.frontier.drain(host) {
            if let Some(target) = self.target(&probe) {
                self.emit(probe.skipped(target, cause), on_result);
            }
        }
    }

    fn give_up(&mut self, host: HostId, cause: &str) {
        for probe in self.frontier.drain(host) {
            self.skip(probe, cause);
        }
    }

    /// Keeps a failure for the second look, and emits everything else.
    fn done(&mut self, probe: Probe, result: ProbeResult, on_result: &mut dyn FnMut(ProbeResult)) {
        if matches!(result.outcome.verdict, Verdict::Dead | Verdict::Unknown) {
            self.failed.push(FailedProbe { probe, result });
        } else {
            self.looks.remove(&probe.target);
            self.emit(result, on_result);
        }
    }
}
