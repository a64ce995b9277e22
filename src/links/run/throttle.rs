//! The pace of a host that answers 429: slower at each refusal, faster again while it answers. Pure; times are durations
//! since the run began.

use std::time::Duration;

/// The first pause of a host that does not say how long it wants one; twice as long at each in a row.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest of these.
const LONGEST_PAUSE: Duration = Duration::from_secs(16);
/// After so many answers without a refusal the host is asked a little faster again.
const ANSWERS: u32 = 20;

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
    begun: Duration,
    last_answer: Duration,
    all_answers: u32,
    refusals: u32,
    /// Whether it ever answered, or never did.
    has_answered: bool,
    /// Whether it wanted more than the run has.
    is_dropped: bool,
}

impl Throttle {
    /// The pace of a host that had a request every `usual` until `now`, and has answered some or none.
    pub(crate) fn new(usual: Duration, now: Duration, has_answered: bool) -> Self {
        Self {
            usual,
            interval: usual,
            slowed_at: Duration::ZERO,
            is_near: false,
            // The first refusal slows it down, whatever came before.
            answers: 1,
            pauses: 0,
            paused: Duration::ZERO,
            begun: now,
            last_answer: now,
            all_answers: 0,
            refusals: 0,
            has_answered,
            is_dropped: false,
        }
    }

    /// The time between two requests.
    pub(crate) fn interval(&self) -> Duration {
        self.interval
    }

    /// Notes an answer other than a refusal.
    pub(crate) fn answered(&mut self, now: Duration) {
        (self.pauses, self.paused, self.last_answer) = (0, Duration::ZERO, now);
        self.all_answers += 1;
        self.has_answered = true;
        self.answers += 1;
        if self.answers >= ANSWERS && self.interval > self.usual {
            self.answers = 0;
            // It was doubled: the first step back is larger.
            let faster = if self.is_near { self.interval * 9 / 10 } else { self.interval * 4 / 5 };
            self.interval = faster.max(self.usual);
            self.is_near = true;
        }
    }

    /// Notes a refusal at `now` of a request that was sent at `sent`; the pause to make, which is `demanded` where the host
    /// says so and that helps. `None` where that is longer than `longest`, or it has paused for too long without an answer: for
    /// `longest` where it says how long, else for a quarter of it, or where much is left (`is_much`) for longer.
    pub(crate) fn refused(
        &mut self,
        sent: Duration,
        now: Duration,
        demanded: Option<Duration>,
        longest: Duration,
        is_much: bool,
    ) -> Option<Duration> {
        self.refusals += 1;
        let is_news = self.refusals == 1 || sent > self.slowed_at;
        if is_news {
            // A pace at which nothing was answered was never tried.
            if self.answers > 0 {
                self.interval = if self.is_near { self.interval * 5 / 4 } else { self.interval * 2 };
                // A configured interval of nothing has to begin somewhere.
                self.interval = self.interval.max(Duration::from_millis(20));
            }
            (self.slowed_at, self.answers) = (now, 0);
            self.pauses += 1;
        }
        let own = PAUSE * 2_u32.saturating_pow(self.pauses.saturating_sub(1).min(8));
        // A host that has paused for as long as it wanted, and refuses again, does not know how long that is.
        let helpful = demanded.filter(|demanded| self.pauses < 2 || *demanded >= own);
        let pause = helpful.unwrap_or(own.min(LONGEST_PAUSE)).max(self.interval);
        if is_news {
            self.paused += pause;
        }
        // Of one that answers, the limit may be by the minute.
        let most = match helpful {
            None if !is_much && demanded.is_none() => longest / 4,
            None if is_much && self.has_answered => longest * 3,
            _ => longest,
        };
        let is_short = self.paused <= most && pause <= longest;
        self.is_dropped |= !is_short;
        is_short.then_some(pause)
    }

    /// Whether it wanted more than the run has.
    pub(crate) fn is_dropped(&self) -> bool {
        self.is_dropped
    }

    /// How often it refused.
    pub(crate) fn refusals(&self) -> u32 {
        self.refusals
    }

    /// The interval at which it answered from its first refusal on, pauses included; `None` where it hardly answered.
    pub(crate) fn observed_interval(&self) -> Option<Duration> {
        let enough = self.all_answers >= ANSWERS;
        enough.then(|| (self.last_answer.saturating_sub(self.begun)) / self.all_answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: Duration = Duration::from_secs(30);
    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn one_burst_of_refusals_slows_down_once() {
        let mut throttle = Throttle::new(50 * MS, Duration::ZERO, false);
        for sent in [0, 50, 100, 150] {
            assert_eq!(throttle.refused(sent * MS, 200 * MS, None, LONGEST, false), Some(PAUSE));
        }
        assert_eq!((throttle.interval(), throttle.refusals()), (100 * MS, 4));
    }

    #[test]
    fn it_is_faster_again_while_the_host_answers_and_never_faster_than_usual() {
        let mut throttle = Throttle::new(50 * MS, Duration::ZERO, false);
        throttle.refused(Duration::ZERO, MS, None, LONGEST, false);
        (0..ANSWERS).for_each(|at| throttle.answered(MS * (200 + at)));
        assert_eq!(throttle.interval(), 80 * MS);
        (0..400).for_each(|at| throttle.answered(MS * (400 + at)));
        assert_eq!(throttle.interval(), 50 * MS);
        throttle.refused(Duration::from_secs(9), Duration::from_secs(9), None, LONGEST, false);
        assert_eq!(throttle.interval(), 62 * MS + MS / 2, "a small step, since the limit is near");
    }

    #[test]
    fn a_pause_that_the_host_asked_for_and_that_did_not_help_is_not_repeated() {
        let (mut throttle, mut now, mut pauses) =
            (Throttle::new(50 * MS, Duration::ZERO, true), Duration::ZERO, Vec::new());
        while let Some(pause) = throttle.refused(now, now, Some(PAUSE), LONGEST, true) {
            pauses.push(pause.as_secs());
            now += pause;
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 16, 16, 16]);
        throttle.answered(now);
        assert_eq!(throttle.refused(now + MS, now + MS, Some(PAUSE), LONGEST, true), Some(PAUSE));
        assert_eq!(throttle.refused(now + MS, now + MS, Some(20 * PAUSE), LONGEST, true), Some(20 * PAUSE));
    }

    #[test]
    fn a_host_that_only_refuses_is_dropped_in_the_end() {
        let mut throttle = Throttle::new(50 * MS, Duration::ZERO, false);
        let (mut now, mut pauses) = (Duration::ZERO, Vec::new());
        while let Some(pause) = throttle.refused(now, now, None, LONGEST, false) {
            pauses.push(pause.as_secs());
            now += pause;
        }
        assert_eq!(pauses, [1, 2, 4]);
        assert_eq!(throttle.interval(), 100 * MS, "a pace at which nothing was answered was never tried");
        throttle.answered(now);
        assert!(throttle.refused(now + MS, now + MS, None, LONGEST, false).is_some(), "it answers after all");
        assert_eq!(throttle.refused(now + MS, now + MS, Some(LONGEST + MS), LONGEST, false), None, "too long a pause");
    }
}
