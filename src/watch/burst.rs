//! When a burst of changes is over: an editor saves in several steps, and a checkout touches thousands of files.

use std::time::{Duration, Instant};

/// So long after the last change nothing more is expected.
const QUIET: Duration = Duration::from_millis(100);
/// So long after the first change nobody waits any more.
const LONGEST: Duration = Duration::from_secs(2);
/// The same while git is at work, whose lock may have been left behind by one that was killed.
const LONGEST_OF_GIT: Duration = Duration::from_secs(10);

/// Changes that come one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Burst {
    first: Instant,
    last: Instant,
}

impl Burst {
    /// A burst that begins `now`.
    pub(super) fn new(now: Instant) -> Self {
        Self { first: now, last: now }
    }

    /// Another change comes `now`.
    pub(super) fn goes_on(&mut self, now: Instant) {
        self.last = now;
    }

    /// How long to wait for its end, as seen `now`, before looking again; nothing where it is over. With `git_works` a checkout or
    /// the like is going on.
    pub(super) fn left(self, now: Instant, git_works: bool) -> Duration {
        let (quiet, longest) = if git_works {
            (QUIET, LONGEST_OF_GIT)
        } else {
            (QUIET.saturating_sub(now.saturating_duration_since(self.last)), LONGEST)
        };
        quiet.min(longest.saturating_sub(now.saturating_duration_since(self.first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut burst = Burst::new(start);
        let left = |burst: Burst, now, git_works| burst.left(at(now), git_works).as_millis();
        assert_eq!(left(burst, 0, false), 100);
        assert_eq!(left(burst, 99, false), 1);
        assert_eq!(left(burst, 100, false), 0);
        burst.goes_on(at(90));
        assert_eq!(left(burst, 100, false), 90);
        assert_eq!(left(burst, 190, false), 0);
        // Changes without end.
        burst.goes_on(at(1950));
        assert_eq!(left(burst, 1960, false), 40);
        assert_eq!(left(burst, 2000, false), 0);
        // A checkout, and a lock that was left behind.
        assert_eq!(left(burst, 5000, true), 100);
        assert_eq!(left(burst, 9950, true), 50);
        assert_eq!(left(burst, 10_000, true), 0);
        assert_eq!(left(burst, 5000, false), 0);
    }
}
