//! What is kept of one URL, how two such rows are joined, and what they mean.

use crate::links::day::{Day, Moment};
use crate::links::domain::registrable;
use crate::links::learnt::Learnt;
use crate::links::settings::Fresh;
use crate::links::shard::stable_hash;
use crate::links::targets::Target;
use curate_rules::Verdict;
use curate_rules::api::outcome::{Outcome, Suspicion};
use std::collections::BTreeSet;
use url::Url;

const HOUR: u64 = 3_600;

/// What is known of one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What was learnt last, without regard to what was learnt before.
    pub outcome: Outcome,
    /// Whether that was a failure that counts for the history.
    pub counts: bool,
    /// The entity tag of that answer.
    pub etag: Option<String>,
    /// When that was.
    pub asked_at: Moment,
    /// When something was last there, be it a bot wall.
    pub answered_at: Option<Moment>,
    /// When it was first well, and the registrable domain of its final host then.
    pub home: Option<(Moment, String)>,
    /// The days on which it failed, after the day on which something was last there.
    pub failed_on: BTreeSet<Day>,
}

impl Row {
    /// What one run has learnt `now`. `None` where it learnt nothing: what was not asked, by policy.
    pub fn observed(learnt: &Learnt, now: Moment) -> Option<Self> {
        let outcome = learnt.outcome.clone();
        let is_well = matches!(outcome.verdict, Verdict::Ok | Verdict::Moved);
        let (answers, fails) = match outcome.verdict {
            Verdict::Refused => return None,
            Verdict::Ok | Verdict::Moved | Verdict::Suspect | Verdict::Blocked => (true, false),
            Verdict::Dead => (false, true),
            Verdict::Unknown => (false, learnt.counts),
        };
        let home = domain(&outcome).filter(|_| is_well).map(|domain| (now, domain));
        Some(Self {
            counts: fails,
            etag: learnt.etag.clone(),
            asked_at: now,
            answered_at: answers.then_some(now),
            home,
            failed_on: fails.then(|| now.day()).into_iter().collect(),
            outcome,
        })
    }

    /// What two rows of one URL say together. Associative, commutative and idempotent, so that stores can be joined in any
    /// order and any number of times.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let answered_at = self.answered_at.max(other.answered_at);
        let home = [self.home.clone(), other.home.clone()].into_iter().flatten().min();
        let days = self.failed_on.union(&other.failed_on).copied();
        let failed_on = days.filter(|day| answered_at.is_none_or(|moment| *day > moment.day())).collect();
        let newest = if self.age_key() >= other.age_key() { self } else { other };
        Self { answered_at, home, failed_on, ..newest }
    }

    /// The order of rows of one URL: the newer one is greater. What follows the moment settles ties.
    fn age_key(&self) -> (Moment, Verdict, bool, String, Option<String>) {
        let outcome = &self.outcome;
        (self.asked_at, outcome.verdict, self.counts, format!("{outcome:?}"), self.etag.clone())
    }

    /// What it means: a link that failed on `days_of_failure` days is dead, and one that leads to another domain than it once
    /// did is suspect.
    pub fn judged(&self, days_of_failure: u32) -> Outcome {
        let mut outcome = self.outcome.clone();
        let is_old = self.failed_on.len() >= days_of_failure.max(1) as usize;
        if outcome.verdict == Verdict::Unknown && self.counts && is_old {
            outcome.verdict = Verdict::Dead;
        }
        if outcome.verdict == Verdict::Dead {
            outcome.since = self.failed_on.first().map(Day::to_string);
        }
        if let (Verdict::Ok, Some((_, home)), Some(now)) = (outcome.verdict, &self.home, domain(&outcome))
            && *home != now
        {
            outcome.verdict = Verdict::Suspect;
            outcome.suspicion = Some(Suspicion::DomainChanged(home.clone()));
        }
        outcome
    }

    /// Whether it need not be asked `now` to know what `target` wants, where it lasts as long as `fresh` says.
    pub fn is_fresh(&self, target: &Target, now: Moment, fresh: &Fresh) -> bool {
        let lasts = match self.outcome.verdict {
            Verdict::Ok | Verdict::Moved | Verdict::Suspect => {
                let tenth = fresh.ok.as_secs() / 10;
                fresh.ok.as_secs() - tenth + stable_hash(&self.outcome.url) % (2 * tenth).max(1)
            }
            Verdict::Dead => fresh.dead.as_secs(),
            Verdict::Blocked => fresh.blocked.as_secs(),
            Verdict::Unknown | Verdict::Refused => 0,
        };
        let is_young = self.asked_at <= now && now.0 - self.asked_at.0 < lasts;
        is_young && target.fragments.iter().all(|fragment| self.outcome.fragments.contains_key(fragment))
    }

    /// Whether nothing in it lies after `now`: what does comes from a clock that was wrong, or from an enemy.
    pub fn is_past(&self, now: Moment) -> bool {
        // Clocks of machines that share a store differ.
        let end = Moment(now.0.saturating_add(HOUR));
        let moments = [Some(self.asked_at), self.answered_at, self.home.as_ref().map(|(moment, _)| *moment)];
        moments.into_iter().flatten().all(|moment| moment <= end) && self.failed_on.iter().all(|day| *day <= end.day())
    }
}

/// The registrable domain that the last answer came from.
fn domain(outcome: &Outcome) -> Option<String> {
    registrable(&Url::parse(outcome.final_url.as_ref().unwrap_or(&outcome.url)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const URL: &str = "https://a.example/";
    const DAY: u64 = 24 * HOUR;

    fn seen(verdict: Verdict, counts: bool, day: u64) -> Row {
        let mut outcome = Outcome::of(URL, verdict, "x");
        if verdict == Verdict::Ok && day.is_multiple_of(2) {
            outcome.final_url = Some("https://b.example/".into());
        }
        let learnt = Learnt { outcome, counts, etag: None, answered: true };
        Row::observed(&learnt, Moment(day * DAY + 5)).expect("asked")
    }

    fn joined(rows: impl IntoIterator<Item = Row>) -> Row {
        rows.into_iter().reduce(Row::joined).expect("a row")
    }

    #[test]
    fn three_days_of_failure_are_death() {
        let fails = |day| seen(Verdict::Unknown, true, day);
        assert_eq!(joined([fails(1), fails(1), fails(1), fails(2)]).judged(3).verdict, Verdict::Unknown);
        let dead = joined([fails(1), fails(5), fails(9)]).judged(3);
        assert_eq!((dead.verdict, dead.since.as_deref()), (Verdict::Dead, Some("1970-01-02")));
        let well = seen(Verdict::Ok, false, 6);
        assert_eq!(joined([fails(1), fails(5), well, fails(9)]).judged(3).verdict, Verdict::Unknown);
        let busy = seen(Verdict::Unknown, false, 10);
        assert_eq!(joined([fails(1), fails(5), fails(9), busy]).judged(3).verdict, Verdict::Unknown);
        let blocked = seen(Verdict::Blocked, false, 10);
        assert!(joined([fails(1), fails(5), fails(9), blocked]).failed_on.is_empty());
        assert_eq!(seen(Verdict::Dead, false, 3).judged(3).since.as_deref(), Some("1970-01-04"));
    }

    #[test]
    fn another_domain_is_suspect() {
        let changed = joined([seen(Verdict::Ok, false, 1), seen(Verdict::Ok, false, 2)]).judged(3);
        assert_eq!(changed.suspicion, Some(Suspicion::DomainChanged("a.example".into())));
        assert_eq!(joined([seen(Verdict::Ok, false, 1), seen(Verdict::Ok, false, 3)]).judged(3).verdict, Verdict::Ok);
    }

    #[test]
    fn how_long_it_lasts() {
        let target = Target { url: Url::parse(URL).expect("a URL"), fragments: Vec::new() };
        let usual = Fresh::default();
        let after = |verdict, seconds: u64| seen(verdict, true, 1).is_fresh(&target, Moment(DAY + 5 + seconds), &usual);
        assert!(after(Verdict::Ok, 6 * DAY) && !after(Verdict::Ok, 8 * DAY));
        assert!(after(Verdict::Dead, HOUR - 1) && !after(Verdict::Dead, HOUR));
        assert!(after(Verdict::Blocked, 3 * DAY - 1) && !after(Verdict::Blocked, 3 * DAY));
        assert!(!after(Verdict::Unknown, 0));
        let never = Fresh { ok: std::time::Duration::ZERO, ..usual };
        assert!(!seen(Verdict::Ok, false, 1).is_fresh(&target, Moment(DAY + 6), &never));
        let wanted = Target { fragments: vec!["a".into()], ..target };
        assert!(!seen(Verdict::Ok, false, 1).is_fresh(&wanted, Moment(DAY + 6), &usual));
    }

    fn any_row() -> impl Strategy<Value = Row> {
        let verdicts = [Verdict::Ok, Verdict::Moved, Verdict::Dead, Verdict::Unknown, Verdict::Blocked];
        (proptest::sample::select(verdicts.to_vec()), any::<bool>(), 0..6_u64)
            .prop_map(|(verdict, counts, day)| seen(verdict, counts, day))
    }

    proptest! {
        #[test]
        fn rows_are_joined_in_any_order(a in any_row(), b in any_row(), c in any_row()) {
            let left = a.clone().joined(b.clone()).joined(c.clone());
            prop_assert_eq!(&left, &a.clone().joined(b.clone().joined(c.clone())));
            prop_assert_eq!(&left, &c.joined(a.clone()).joined(b));
            prop_assert_eq!(a.clone().joined(a.clone()), a);
        }
    }
}
