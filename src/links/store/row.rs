//! One row of a store: what is known of one URL, how two rows are merged, and what they mean.

use crate::links::day::{Day, Timestamp};
use crate::links::domain::registrable;
use crate::links::probe_result::ProbeResult;
use crate::links::settings::Freshness;
use crate::links::shard::stable_hash;
use crate::links::store::outcome_order;
use curate_rules::Verdict;
use curate_rules::api::outcome::{Outcome, Suspicion};
use std::cmp::Ordering;
use std::collections::BTreeSet;

const HOUR: u64 = 3_600;

/// What is known of one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreRow {
    /// The newest outcome, without regard to earlier ones.
    pub(crate) outcome: Outcome,
    /// The registrable domain that the newest response came from.
    pub(crate) domain: Option<String>,
    /// Whether the newest outcome is a failure that counts for the history.
    pub(crate) counts: bool,
    /// When the URL was last checked.
    pub(crate) checked_at: Timestamp,
    /// When something last responded, be it a bot wall.
    pub(crate) responded_at: Option<Timestamp>,
    /// When it was first well, and the registrable domain of its final host then.
    pub(crate) home: Option<(Timestamp, String)>,
    /// The days on which it failed, after the day of `responded_at`.
    pub failed_on: BTreeSet<Day>,
}

impl StoreRow {
    /// What a run that ends in `result` observes `now`. `None` where policy refuses the URL: that is not an observation.
    pub fn observed(result: &ProbeResult, now: Timestamp) -> Option<Self> {
        let outcome = result.outcome.clone();
        let is_well = matches!(outcome.verdict, Verdict::Ok | Verdict::Moved);
        let (responds, fails) = match outcome.verdict {
            Verdict::Refused => return None,
            Verdict::Ok | Verdict::Moved | Verdict::Suspect | Verdict::Blocked => (true, false),
            Verdict::Dead => (false, true),
            Verdict::Unknown => (false, result.counts),
        };
        let domain = registrable(&result.final_url);
        Some(Self {
            outcome,
            counts: fails,
            checked_at: now,
            responded_at: responds.then_some(now),
            home: domain.clone().filter(|_| is_well).map(|domain| (now, domain)),
            domain,
            failed_on: fails.then(|| now.day()).into_iter().collect(),
        })
    }

    /// What two rows of one URL say together. Associative, commutative and idempotent, so that stores can be merged in any
    /// order and any number of times.
    #[must_use]
    pub(crate) fn merged(self, other: Self) -> Self {
        let responded_at = self.responded_at.max(other.responded_at);
        let home = [self.home.clone(), other.home.clone()].into_iter().flatten().min();
        let days = self.failed_on.union(&other.failed_on).copied();
        let failed_on = days.filter(|day| responded_at.is_none_or(|moment| *day > moment.day())).collect();
        let newest = if self.compare_age(&other).is_ge() { self } else { other };
        Self { responded_at, home, failed_on, ..newest }
    }

    /// The newer row is greater. Rows of the same time are equal only where their newest outcomes are, so that it does not
    /// matter which of them is kept.
    fn compare_age(&self, other: &Self) -> Ordering {
        let rank = |row: &Self| (row.checked_at, row.outcome.verdict, row.counts);
        rank(self)
            .cmp(&rank(other))
            .then_with(|| outcome_order::compare(&self.outcome, &other.outcome))
            .then_with(|| self.domain.cmp(&other.domain))
    }

    /// What it means: a link that failed on `days_of_failure` days is dead, and one that leads to another domain than it once
    /// did is suspect.
    pub(crate) fn judged(self, days_of_failure: u32) -> Outcome {
        let mut outcome = self.outcome;
        let is_old = self.failed_on.len() >= days_of_failure.max(1) as usize;
        if outcome.verdict == Verdict::Unknown && self.counts && is_old {
            outcome.verdict = Verdict::Dead;
        }
        if outcome.verdict == Verdict::Dead {
            outcome.since = self.failed_on.first().map(Day::to_string);
        }
        if let (Verdict::Ok, Some((_, home)), Some(domain)) = (outcome.verdict, &self.home, &self.domain)
            && home != domain
        {
            outcome.verdict = Verdict::Suspect;
            outcome.suspicion = Some(Suspicion::DomainChanged(home.clone()));
        }
        outcome
    }

    /// Whether a target with these `fragments` need not be checked `now`, where outcomes are valid for as long as `fresh` says.
    pub(crate) fn is_fresh(&self, fragments: &[String], now: Timestamp, fresh: &Freshness) -> bool {
        let lasts = match self.outcome.verdict {
            Verdict::Ok | Verdict::Moved | Verdict::Suspect => {
                let tenth = fresh.ok.as_secs() / 10;
                fresh.ok.as_secs() - tenth + stable_hash(&self.outcome.url) % (2 * tenth).max(1)
            }
            Verdict::Dead => fresh.dead.as_secs(),
            Verdict::Blocked => fresh.blocked.as_secs(),
            Verdict::Unknown | Verdict::Refused => 0,
        };
        let is_young = self.checked_at <= now && now.0 - self.checked_at.0 < lasts;
        is_young && fragments.iter().all(|fragment| self.outcome.fragments.contains_key(fragment))
    }

    /// Whether nothing in it lies after `now`: what does comes from a clock that was wrong, or from an enemy.
    pub(crate) fn is_past(&self, now: Timestamp) -> bool {
        // Clocks of machines that share a store differ.
        let end = Timestamp(now.0.saturating_add(HOUR));
        let moments = [Some(self.checked_at), self.responded_at, self.home.as_ref().map(|(moment, _)| *moment)];
        moments.into_iter().flatten().all(|moment| moment <= end) && self.failed_on.iter().all(|day| *day <= end.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use url::Url;

    const URL: &str = "https://a.example/";
    const DAY: u64 = 24 * HOUR;

    fn seen(verdict: Verdict, counts: bool, day: u64) -> StoreRow {
        let mut outcome = Outcome::of(URL, verdict, "x");
        let mut final_url = Url::parse(URL).expect("a URL");
        if verdict == Verdict::Ok && day.is_multiple_of(2) {
            final_url = Url::parse("https://b.example/").expect("a URL");
            outcome.final_url = Some(final_url.to_string());
        }
        let result = ProbeResult { outcome, final_url, counts, page: None, is_doubtful: false, responded: true };
        StoreRow::observed(&result, Timestamp(day * DAY + 5)).expect("checked")
    }

    fn merged(rows: impl IntoIterator<Item = StoreRow>) -> StoreRow {
        rows.into_iter().reduce(StoreRow::merged).expect("a row")
    }

    #[test]
    fn three_days_of_failure_are_death() {
        let fails = |day| seen(Verdict::Unknown, true, day);
        assert_eq!(merged([fails(1), fails(1), fails(1), fails(2)]).judged(3).verdict, Verdict::Unknown);
        let dead = merged([fails(1), fails(5), fails(9)]).judged(3);
        assert_eq!((dead.verdict, dead.since.as_deref()), (Verdict::Dead, Some("1970-01-02")));
        let well = seen(Verdict::Ok, false, 6);
        assert_eq!(merged([fails(1), fails(5), well, fails(9)]).judged(3).verdict, Verdict::Unknown);
        let busy = seen(Verdict::Unknown, false, 10);
        assert_eq!(merged([fails(1), fails(5), fails(9), busy]).judged(3).verdict, Verdict::Unknown);
        let blocked = seen(Verdict::Blocked, false, 10);
        assert!(merged([fails(1), fails(5), fails(9), blocked]).failed_on.is_empty());
        assert_eq!(seen(Verdict::Dead, false, 3).judged(3).since.as_deref(), Some("1970-01-04"));
    }

    #[test]
    fn another_domain_is_suspect() {
        let changed = merged([seen(Verdict::Ok, false, 1), seen(Verdict::Ok, false, 2)]).judged(3);
        assert_eq!(changed.suspicion, Some(Suspicion::DomainChanged("a.example".into())));
        assert_eq!(merged([seen(Verdict::Ok, false, 1), seen(Verdict::Ok, false, 3)]).judged(3).verdict, Verdict::Ok);
    }

    #[test]
    fn how_long_it_is_valid() {
        let usual = Freshness::default();
        let after = |verdict, seconds: u64| seen(verdict, true, 1).is_fresh(&[], Timestamp(DAY + 5 + seconds), &usual);
        assert!(after(Verdict::Ok, 6 * DAY) && !after(Verdict::Ok, 8 * DAY));
        assert!(after(Verdict::Dead, HOUR - 1) && !after(Verdict::Dead, HOUR));
        assert!(after(Verdict::Blocked, 3 * DAY - 1) && !after(Verdict::Blocked, 3 * DAY));
        assert!(!after(Verdict::Unknown, 0));
        let never = Freshness { ok: std::time::Duration::ZERO, ..usual };
        assert!(!seen(Verdict::Ok, false, 1).is_fresh(&[], Timestamp(DAY + 6), &never));
        assert!(!seen(Verdict::Ok, false, 1).is_fresh(&["a".to_owned()], Timestamp(DAY + 6), &usual));
    }

    fn any_row() -> impl Strategy<Value = StoreRow> {
        let verdicts = [Verdict::Ok, Verdict::Moved, Verdict::Dead, Verdict::Unknown, Verdict::Blocked];
        (proptest::sample::select(verdicts.to_vec()), any::<bool>(), 0..6_u64)
            .prop_map(|(verdict, counts, day)| seen(verdict, counts, day))
    }

    proptest! {
        #[test]
        fn rows_are_merged_in_any_order(a in any_row(), b in any_row(), c in any_row()) {
            let left = a.clone().merged(b.clone()).merged(c.clone());
            prop_assert_eq!(&left, &a.clone().merged(b.clone().merged(c.clone())));
            prop_assert_eq!(&left, &c.merged(a.clone()).merged(b));
            prop_assert_eq!(a.clone().merged(a.clone()), a);
        }
    }
}
