//! What a run makes of a host that refuses requests for a while, and of its answers.

use crate::links::frontier::HostId;
use crate::links::probe::Probe;
use crate::links::probe_result::NO_TIME;
use crate::links::request::Method;
use crate::links::run::host_state::HeadStatus;
use crate::links::run::measured_pace::MeasuredPace;
use crate::links::run::state::{Handout, RunState};
use crate::links::run::throttle::Throttle;
use crate::links::transport::Transport;
use crate::links::verdict::status_text;
use curate_rules::{Text, text};
use std::time::Duration;

/// So many URLs of a host are worth waiting for a minute.
const MUCH: usize = 10;

/// A request that a host refused since it wants fewer of them.
pub(crate) struct PauseRequest {
    /// The name of the host.
    pub(crate) name: String,
    /// When it was sent.
    pub(crate) at: Duration,
    /// 429 or 503.
    pub(crate) status: u16,
    pub(crate) method: Method,
    /// The pause that the host asks for.
    pub(crate) demanded: Option<Duration>,
}

impl<T: Transport> RunState<'_, T> {
    /// Notes an answer to a request that was sent at `sent`, for a URL that was refused before or not. A host that was slowed
    /// down may be faster again.
    pub(crate) fn note_answer(&mut self, host: HostId, method: Method, sent: Duration, was_refused: bool) {
        let now = self.begun.elapsed();
        let state = self.hosts.entry(host).or_default();
        if state.answers == 0 {
            state.first_answer = now;
        }
        state.answers = state.answers.saturating_add(1);
        match (state.head, method) {
            (HeadStatus::Untested | HeadStatus::Doubtful, Method::Head) => state.head = HeadStatus::Usual,
            (HeadStatus::Doubtful, _) if was_refused => {
                state.head = HeadStatus::Refused;
                // It was the method and not the pace.
                if let Some(throttle) = state.throttle.take() {
                    self.frontier.set_interval(host, throttle.usual());
                }
            }
            _ => {}
        }
        if let Some(throttle) = &mut state.throttle {
            throttle.answered(sent, now, was_refused);
            self.frontier.set_interval(host, throttle.interval());
        }
    }

    /// Goes on with `probe`, which `host` has refused: at once where that refuses HEAD alone, else after a pause.
    pub(crate) fn on_refusal(&mut self, host: HostId, probe: Probe, refusal: &PauseRequest) {
        let state = self.hosts.entry(host).or_default();
        match (state.head, refusal.method) {
            (HeadStatus::Refused, Method::Head) => self.go_on(probe),
            // The same by GET is next, and tells what the others get.
            (HeadStatus::Untested, Method::Head) => {
                state.head = HeadStatus::Doubtful;
                self.pause(host, probe, refusal, true);
            }
            (HeadStatus::Doubtful, Method::Ranged | Method::Get) => {
                state.head = HeadStatus::Usual;
                self.pause(host, probe, refusal, false);
            }
            // Behind the others: it may be the only one that is refused.
            _ => self.pause(host, probe, refusal, false),
        }
    }

    /// Leaves a host alone for as long as it wants, and asks it less often from then on; `probe` is the first or the last of
    /// those that wait. Where it wants too much, its URLs are not checked.
    fn pause(&mut self, host: HostId, probe: Probe, refusal: &PauseRequest, is_first: bool) {
        let now = self.begun.elapsed();
        let usual = self.frontier.interval(host);
        let state = self.hosts.entry(host).or_default();
        let (answers, begun) = (state.answers, state.first_answer);
        let throttle = state
            .throttle
            .get_or_insert_with(|| Box::new(Throttle::new(usual, MeasuredPace::new(now, answers, begun))));
        let is_much = self.frontier.queued(host) >= MUCH;
        let pause = throttle.refused(refusal.at, now, refusal.demanded, self.settings.longest_pause, is_much);
        self.frontier.set_interval(host, throttle.interval());
        let left = self.settings.deadline.map(|deadline| deadline.saturating_sub(now));
        let is_too_late = pause.zip(left).is_some_and(|(pause, left)| pause >= left);
        if let Some(pause) = pause.filter(|_| !is_too_late) {
            self.frontier.pause(host, now + pause);
            self.results.push_back(Handout::Paused(refusal.name.clone(), pause));
            if is_first {
                self.frontier.push_first(host, probe);
            } else {
                self.frontier.push(host, probe);
            }
            return;
        }
        self.is_cut |= is_too_late;
        let status = status_text(refusal.status);
        let (own, others) = match refusal.demanded {
            _ if is_too_late => (Text::verbatim(NO_TIME), Text::verbatim(NO_TIME)),
            Some(demanded) if demanded > self.settings.longest_pause => (
                text!("{status}, and its host wants a longer pause than this run makes", status),
                text!("its host wants a longer pause than this run makes"),
            ),
            _ => (
                text!("{status}, and its host went on refusing requests", status),
                text!("its host went on refusing requests"),
            ),
        };
        self.give_up(&probe, &own.to_string());
        for probe in self.frontier.drain(host) {
            self.give_up(&probe, &others.to_string());
        }
    }
}
