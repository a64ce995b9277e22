//! The pace of a host that answers 429: slower at each refusal, faster again while it answers. Pure; times are durations
//! since the run began.

use crate::links::run::measured_pace::MeasuredPace;
use std::time::Duration;

/// The first pause of a host that does not say how long it wants one; twice as long at each in a row.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest of these.
const LONGEST_PAUSE: Duration = Duration::from_secs(16);
/// After so many answers without a refusal the host is asked a little faster again.
const ANSWERS: u32 = 20;

/// Where each refusal adds two and each answer takes three away, more than this shows that the pace matters after all.
const MOST_EXCESS: u32 = 24;

/// The pace of one host, from its first refusal on.
#[derive(Clone, Debug)]
pub(crate) struct Throttle {
    /// The interval that was meant for it.
    usual: Duration,
    /// The one that it gets.
    interval: Duration,
    /// When it was slowed down: what was sent before says nothing about the new pace.
    slowed_at: Duration,
    /// Whether it has been faster again since: then its limit is near, and small steps find it.
    is_near: bool,
    /// Answers since it was slowed down, or was faster again.
    answers: u32,
    /// Pauses since its last answer, and how long they were together.
    pauses: u32,
    paused: Duration,
    refusals: u32,
    measured: MeasuredPace,
    /// Whether its refusals seem to have nothing to do with its pace.
    is_no_limit: bool,
    /// By how much refusals since outweigh answers.
    excess: u32,
    /// Whether that turned out to be wrong.
    is_surely_limit: bool,
    /// Whether a URL that it had refused was answered later.
    has_relented: bool,
    /// The pause that it asked for, where that is longer than the run makes.
    too_long: Option<Duration>,
    /// Whether it wanted more than the run has.
    is_dropped: bool,
}

impl Throttle {
    /// The pace of a host that had a request every `usual` until its first refusal, and what was measured of it.
    pub(crate) fn new(usual: Duration, measured: MeasuredPace) -> Self {
        Self {
            usual,
            interval: usual,
            slowed_at: Duration::ZERO,
            is_near: false,
            // The first refusal slows it down, whatever came before.
            answers: 1,
            pauses: 0,
            paused: Duration::ZERO,
            refusals: 0,
            measured,
            is_no_limit: false,
            excess: 0,
            is_surely_limit: false,
            has_relented: false,
            too_long: None,
            is_dropped: false,
        }
    }

    /// The time between two requests.
    pub(crate) fn interval(&self) -> Duration {
        self.interval
    }

    /// The interval that was meant for it.
    pub(crate) fn usual(&self) -> Duration {
        self.usual
    }

    /// Notes an answer other than a refusal, to a request that was sent at `sent` for a URL that was refused before or not.
    pub(crate) fn answered(&mut self, sent: Duration, now: Duration, was_refused: bool) {
        self.has_relented |= was_refused;
        let is_news = self.pauses > 0 && sent > self.slowed_at;
        self.measured.answered(now, is_news);
        (self.pauses, self.paused) = (0, Duration::ZERO);
        self.answers += 1;
        self.excess = self.excess.saturating_sub(3);
        if is_news && self.interval > self.usual * 2 && self.measured.is_no_limit() && !self.is_surely_limit {
            self.take_back();
        } else if self.answers >= ANSWERS && self.interval > self.usual {
            self.answers = 0;
            // It was doubled: the first step back is larger.
            let faster = if self.is_near { self.interval * 9 / 10 } else { self.interval * 4 / 5 };
            self.interval = faster.max(self.usual);
            self.is_near = true;
        }
    }

    /// Notes a refusal at `now` of a request that was sent at `sent`; the pause to make, which is `demanded` where the host
    /// says so and that helps. `None` where that is longer than `longest`, or it has paused for too long without an answer: for
    /// `longest` where it says how long or has ever answered, else for a quarter of it; where much is left (`is_much`) for
    /// longer.
    pub(crate) fn refused(
        &mut self,
        sent: Duration,
        now: Duration,
        demanded: Option<Duration>,
        longest: Duration,
        is_much: bool,
    ) -> Option<Duration> {
        self.refusals += 1;
        self.excess = if self.is_no_limit { self.excess + 2 } else { 0 };
        if self.excess > MOST_EXCESS {
            (self.is_no_limit, self.is_surely_limit) = (false, true);
        }
        let is_news = self.refusals == 1 || sent > self.slowed_at;
        if is_news {
            self.slow_down();
            self.slowed_at = now;
            self.pauses += 1;
        }
        let own = self.own_pause();
        // A host that has paused for as long as it wanted, and refuses again, does not know how long that is.
        let helpful = demanded.filter(|demanded| self.pauses < 2 || *demanded >= own);
        let pause = helpful.unwrap_or(own.min(LONGEST_PAUSE)).max(self.interval);
        if is_news {
            self.paused += pause;
        }
        let has_answered = self.measured.has_answers();
        // Of one that answers, the limit may be by the minute.
        let most = match helpful {
            None if !is_much && demanded.is_none() && !has_answered => longest / 4,
            None if is_much && has_answered => longest * 3,
            _ => longest,
        };
        let is_short = self.paused <= most && pause <= longest;
        if let Some(demanded) = demanded.filter(|demanded| *demanded > longest) {
            if !self.is_dropped {
                self.measured.left(now + demanded);
            }
            self.too_long = self.too_long.max(Some(demanded));
        }
        self.is_dropped |= !is_short;
        is_short.then_some(pause)
    }

    /// Gives it its usual pace, since slower was no better.
    fn take_back(&mut self) {
        (self.interval, self.is_no_limit, self.excess) = (self.usual, true, 0);
    }

    /// Asks it less often, unless that cannot help: a pace at which nothing was answered was never tried.
    fn slow_down(&mut self) {
        let is_tried = self.answers > 0 && !self.is_no_limit;
        if is_tried && !self.is_surely_limit && self.measured.is_faster_than(self.interval) {
            self.take_back();
        } else if is_tried {
            self.interval = if self.is_near { self.interval * 5 / 4 } else { self.interval * 2 };
            // A configured interval of nothing has to begin somewhere.
            self.interval = self.interval.max(Duration::from_millis(20));
        }
        self.answers = 0;
    }

    /// The pause for a host that does not say how long it wants one.
    fn own_pause(&self) -> Duration {
        let first = if self.is_no_limit { PAUSE / 4 } else { PAUSE };
        first * 2_u32.saturating_pow(self.pauses.saturating_sub(1).min(8))
    }

    /// Whether it wanted more than the run has.
    pub(crate) fn is_dropped(&self) -> bool {
        self.is_dropped
    }

    /// How often it refused.
    pub(crate) fn refusals(&self) -> u32 {
        self.refusals
    }

    /// The pause that it asked for, where that is longer than the run makes.
    pub(crate) fn too_long_pause(&self) -> Option<Duration> {
        self.too_long
    }

    /// The interval that it allows, pauses included; `None` where that is not known, or its refusals have other reasons.
    pub(crate) fn allowed_interval(&self) -> Option<Duration> {
        let is_limit = !self.is_no_limit && (self.has_relented || self.too_long.is_some());
        self.measured.interval().filter(|interval| is_limit && *interval > self.usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: Duration = Duration::from_secs(30);
    const MS: Duration = Duration::from_millis(1);

    /// That of a host which has given so many answers.
    fn throttle(answers: u32) -> Throttle {
        Throttle::new(50 * MS, MeasuredPace::new(Duration::ZERO, answers, Duration::ZERO))
    }

    #[test]
    fn one_burst_of_refusals_slows_down_once() {
        let mut throttle = throttle(0);
        for sent in [0, 50, 100, 150] {
            assert_eq!(throttle.refused(sent * MS, 200 * MS, None, LONGEST, false), Some(PAUSE));
        }
        assert_eq!((throttle.interval(), throttle.refusals()), (100 * MS, 4));
    }

    #[test]
    fn it_is_faster_again_while_the_host_answers_and_never_faster_than_usual() {
        let mut throttle = throttle(0);
        throttle.refused(Duration::ZERO, MS, None, LONGEST, false);
        (0..ANSWERS).for_each(|at| throttle.answered(MS * (200 + at), MS * (200 + at), false));
        assert_eq!(throttle.interval(), 80 * MS);
        (0..400).for_each(|at| throttle.answered(MS * (400 + at), MS * (400 + at), false));
        assert_eq!(throttle.interval(), 50 * MS);
        throttle.refused(Duration::from_secs(9), Duration::from_secs(9), None, LONGEST, false);
        assert_eq!(throttle.interval(), 62 * MS + MS / 2, "a small step, since the limit is near");
    }

    #[test]
    fn a_pause_that_the_host_asked_for_and_that_did_not_help_is_not_repeated() {
        let (mut throttle, mut now, mut pauses) = (throttle(9), Duration::ZERO, Vec::new());
        while let Some(pause) = throttle.refused(now, now, Some(PAUSE), LONGEST, true) {
            pauses.push(pause.as_secs());
            now += pause;
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 16, 16, 16]);
        throttle.answered(now, now, false);
        assert_eq!(throttle.refused(now + MS, now + MS, Some(PAUSE), LONGEST, true), Some(PAUSE));
        assert_eq!(throttle.refused(now + MS, now + MS, Some(20 * PAUSE), LONGEST, true), Some(20 * PAUSE));
    }

    #[test]
    fn a_host_that_only_refuses_is_dropped_in_the_end() {
        let mut throttle = throttle(0);
        let (mut now, mut pauses) = (Duration::ZERO, Vec::new());
        while let Some(pause) = throttle.refused(now, now, None, LONGEST, false) {
            pauses.push(pause.as_secs());
            now += pause;
        }
        assert_eq!(pauses, [1, 2, 4]);
        assert_eq!(throttle.interval(), 100 * MS, "a pace at which nothing was answered was never tried");
        throttle.answered(now, now, false);
        assert!(throttle.refused(now + MS, now + MS, None, LONGEST, false).is_some(), "it answers after all");
        assert_eq!(throttle.refused(now + MS, now + MS, Some(LONGEST + MS), LONGEST, false), None, "too long a pause");
    }

    #[test]
    fn slowing_down_that_changes_nothing_is_taken_back() {
        let (mut throttle, mut now) = (throttle(0), Duration::ZERO);
        let mut intervals = Vec::new();
        for _ in 0..8 {
            let pause = throttle.refused(now, now, Some(Duration::ZERO), LONGEST, true).unwrap();
            now += pause;
            for _ in 0..2 {
                throttle.answered(now, now + MS, true);
                now += throttle.interval();
            }
            intervals.push(throttle.interval().as_millis());
        }
        assert_eq!(intervals[..4], [100, 200, 400, 800]);
        assert_eq!(intervals[6..], [50, 50], "{intervals:?}");
        assert_eq!(throttle.allowed_interval(), None);
    }
}
