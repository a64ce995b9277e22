//! How fast a host answers, its pauses included. Pure; times are durations since the run began.

use std::time::Duration;

/// So many rounds are compared: one alone may be luck.
const ROUNDS: usize = 3;
/// So many answers tell the pace of a host.
const ENOUGH: u32 = 20;

/// What the answers of a host since its first refusal say. A round begins with an answer after refusals, and ends where the
/// next one begins; so it holds what the host gives, and the pause that it wants for that.
#[derive(Clone, Debug)]
pub(crate) struct MeasuredPace {
    /// When the first refusal came.
    since: Duration,
    last_answer: Duration,
    all_answers: u32,
    /// When this round began, and its answers.
    begun: Duration,
    answers: u32,
    /// Whether this round began before the first refusal: a host may allow more at the beginning.
    is_first: bool,
    /// Answers and lengths of the last rounds, the latest last.
    recent: Vec<(u32, Duration)>,
    /// The shortest time for an answer in so many rounds.
    shortest: Option<Duration>,
    /// Answers and lengths of all rounds but the first.
    whole: (u32, Duration),
}

impl MeasuredPace {
    /// Begins with the first refusal at `now`, of a host that has given so many answers since `begun`.
    pub(crate) fn new(now: Duration, answers: u32, begun: Duration) -> Self {
        Self {
            since: now,
            last_answer: now,
            all_answers: 0,
            begun,
            answers,
            is_first: true,
            recent: Vec::new(),
            shortest: None,
            whole: (0, Duration::ZERO),
        }
    }

    /// Whether the host ever answered.
    pub(crate) fn has_answers(&self) -> bool {
        self.answers > 0 || self.all_answers > 0
    }

    /// Notes an answer, which is the first after refusals or not.
    pub(crate) fn answered(&mut self, now: Duration, is_after_refusal: bool) {
        if is_after_refusal {
            self.end_round(now);
        }
        self.answers += 1;
        self.all_answers += 1;
        self.last_answer = now;
    }

    fn end_round(&mut self, now: Duration) {
        let round = (self.answers, now.saturating_sub(self.begun));
        if !self.is_first && round.0 > 0 {
            self.whole = (self.whole.0 + round.0, self.whole.1 + round.1);
            if self.recent.len() == ROUNDS {
                self.recent.remove(0);
            }
            self.recent.push(round);
            self.shortest = self.recent_interval().into_iter().chain(self.shortest).min();
        }
        (self.begun, self.answers, self.is_first) = (now, 0, false);
    }

    /// The host is left alone from now on, though it would answer again at `then`.
    pub(crate) fn left(&mut self, then: Duration) {
        self.is_first = false;
        self.end_round(then);
    }

    /// The time for an answer in the last rounds.
    fn recent_interval(&self) -> Option<Duration> {
        let answers: u32 = self.recent.iter().map(|round| round.0).sum();
        let time: Duration = self.recent.iter().map(|round| round.1).sum();
        (self.recent.len() == ROUNDS && answers > 0).then(|| time / answers)
    }

    /// Whether the host refuses requests though it answered twice as many in the same time before: no limit on requests does
    /// that.
    pub(crate) fn is_no_limit(&self) -> bool {
        self.recent_interval().zip(self.shortest).is_some_and(|(now, shortest)| now > shortest * 2)
    }

    /// Whether the host has answered at a clearly higher pace than one request each `interval`, its pauses included.
    pub(crate) fn is_faster_than(&self, interval: Duration) -> bool {
        self.shortest.is_some_and(|shortest| interval > shortest * 5 / 4)
    }

    /// The time between two requests that the host allows; `None` where it hardly answered.
    pub(crate) fn interval(&self) -> Option<Duration> {
        let (answers, time) = self.whole;
        // Behind the last round stands one that may have more to give than was left to request.
        if answers >= ENOUGH && answers >= self.all_answers / 2 {
            return Some(time / answers);
        }
        let enough = self.all_answers >= ENOUGH;
        enough.then(|| self.last_answer.saturating_sub(self.since) / self.all_answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_pace_includes_the_pauses_and_leaves_out_what_is_not_whole() {
        let mut pace = MeasuredPace::new(5 * SECOND, 100, Duration::ZERO);
        for (window, count) in [(60, 100), (120, 50)] {
            (0..count).for_each(|at| pace.answered(SECOND * window + 50 * MS * at, at == 0));
        }
        assert_eq!(pace.interval(), Some(600 * MS));
    }

    #[test]
    fn the_pause_for_which_a_host_is_left_counts() {
        let mut pace = MeasuredPace::new(5 * SECOND, 100, Duration::ZERO);
        assert_eq!(pace.interval(), None);
        pace.left(60 * SECOND);
        assert_eq!(pace.interval(), Some(600 * MS));
    }

    #[test]
    fn refusals_at_half_the_pace_that_was_answered_are_no_limit() {
        let mut pace = MeasuredPace::new(Duration::ZERO, 0, Duration::ZERO);
        let (mut now, mut judged) = (Duration::ZERO, Vec::new());
        for length in [1, 1, 1, 1, 2, 4] {
            judged.push(pace.is_no_limit());
            (0..4).for_each(|at| pace.answered(now + at * MS, at == 0));
            now += length * SECOND;
        }
        pace.answered(now, true);
        judged.push(pace.is_no_limit());
        assert_eq!(judged, [false, false, false, false, false, false, true]);
    }
}
