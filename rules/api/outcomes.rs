//! The outcomes of a run, by URL.

use crate::api::link_url::{broken_web_address, request_text, root_path, url_of};
use crate::api::outcome::{Outcome, OutcomeDetails, Verdict};
use curate_document::Link;
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Outcomes by the URL as requested. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Outcomes(Arc<KnownOutcomes>);

#[derive(Clone, Debug, Default)]
struct KnownOutcomes {
    by_url: HashSet<ByUrl>,
    /// What many of them may say.
    common: HashSet<Arc<OutcomeDetails>>,
    /// How many there are of each verdict.
    by_verdict: BTreeMap<Verdict, usize>,
}

/// So many different details are looked for in new outcomes.
const MOST_COMMON: usize = 1_000;

/// An outcome, found by its URL alone: of those of one URL only the last is kept.
#[derive(Clone, Debug)]
struct ByUrl(Outcome);

impl PartialEq for ByUrl {
    fn eq(&self, other: &Self) -> bool {
        self.0.url == other.0.url
    }
}

impl Eq for ByUrl {}

impl Borrow<str> for ByUrl {
    fn borrow(&self) -> &str {
        &self.0.url
    }
}

impl Hash for ByUrl {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.url.hash(state);
    }
}

impl Outcomes {
    /// Whether nothing was checked.
    pub fn is_empty(&self) -> bool {
        self.0.by_url.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.by_url.len()
    }

    /// Adds an outcome, in the place of that of the same URL.
    pub fn insert(&mut self, mut outcome: Outcome) {
        let KnownOutcomes { by_url, common, by_verdict } = Arc::make_mut(&mut self.0);
        if let Some(known) = common.get(&outcome.details) {
            outcome.details = Arc::clone(known);
        } else if outcome.final_url.is_none() && common.len() < MOST_COMMON {
            common.insert(Arc::clone(&outcome.details));
        }
        *by_verdict.entry(outcome.verdict).or_default() += 1;
        let before = by_url.replace(ByUrl(outcome));
        if let Some(count) = before.and_then(|ByUrl(before)| by_verdict.get_mut(&before.verdict)) {
            *count -= 1;
        }
    }

    /// Whether any URL has this verdict. Cheap: it is asked for each list of a run.
    pub fn has(&self, verdict: Verdict) -> bool {
        self.0.by_verdict.get(&verdict).is_some_and(|count| *count > 0)
    }

    /// The outcome of `url`, which is as [`request_url`](crate::api::link_url::request_url) gives it.
    pub fn get(&self, url: &str) -> Option<&Outcome> {
        self.0.by_url.get(url).map(|known| &known.0)
    }

    /// All of them, by URL.
    pub fn iter(&self) -> impl Iterator<Item = &Outcome> {
        let mut all: Vec<&Outcome> = self.0.by_url.iter().map(|known| &known.0).collect();
        all.sort_unstable_by(|a, b| a.url.cmp(&b.url));
        all.into_iter()
    }

    /// How many there are of each kind; those of which `kind` knows none are left out.
    pub fn counts<K: Ord>(&self, kind: impl Fn(&Outcome) -> Option<K>) -> BTreeMap<K, usize> {
        let mut counts = BTreeMap::new();
        for kind in self.0.by_url.iter().filter_map(|known| kind(&known.0)) {
            *counts.entry(kind).or_default() += 1;
        }
        counts
    }

    /// How many of them `is_meant`.
    pub fn count(&self, is_meant: impl Fn(&Outcome) -> bool) -> usize {
        self.0.by_url.iter().filter(|known| is_meant(&known.0)).count()
    }

    /// Whether any of them `is_meant`.
    pub fn any(&self, is_meant: impl Fn(&Outcome) -> bool) -> bool {
        self.0.by_url.iter().any(|known| is_meant(&known.0))
    }

    /// The outcome of the URL that `link` leads to, be it one that a browser can follow or not, or of its [`root_path`].
    pub fn of(&self, link: &Link) -> Option<&Outcome> {
        if self.is_empty() {
            return None;
        }
        match url_of(link) {
            Some(url) => self.get(&request_text(&url)?),
            None => self.get(broken_web_address(link).or_else(|| root_path(link))?),
        }
    }
}

impl FromIterator<Outcome> for Outcomes {
    fn from_iter<T: IntoIterator<Item = Outcome>>(outcomes: T) -> Self {
        let mut all = Self::default();
        all.extend(outcomes);
        all
    }
}

impl Extend<Outcome> for Outcomes {
    fn extend<T: IntoIterator<Item = Outcome>>(&mut self, outcomes: T) {
        for outcome in outcomes {
            self.insert(outcome);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_counts() {
        let mut outcomes = Outcomes::default();
        outcomes.insert(Outcome::of("https://b.example/", Verdict::Dead, "x"));
        outcomes.insert(Outcome::of("https://a.example/", Verdict::Ok, "x"));
        outcomes.insert(Outcome::of("https://b.example/", Verdict::Ok, "y"));
        let all: Vec<(&str, &str)> = outcomes.iter().map(|known| (&*known.url, known.cause.as_str())).collect();
        assert_eq!(all, [("https://a.example/", "x"), ("https://b.example/", "y")]);
        assert!(outcomes.has(Verdict::Ok) && !outcomes.has(Verdict::Dead));
    }

    #[test]
    fn what_outcomes_say_is_there_once() {
        let urls = ["https://a.example/", "https://b.example/"];
        let outcomes: Outcomes = urls.into_iter().map(|url| Outcome::of(url, Verdict::Ok, "200 OK")).collect();
        let [a, b] = urls.map(|url| outcomes.get(url).expect("an outcome"));
        assert!(Arc::ptr_eq(&a.details, &b.details));
        let other = a.clone().with(|details| details.cached = true);
        assert!(other.cached && !a.cached, "a change is its own");
    }
}
