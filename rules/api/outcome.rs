//! Outcomes of checked URLs. Plain data: the shell checks, rules judge.

use crate::api::link_url::{broken_web_address, request_text, root_path, url_of};
use curate_document::Link;
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What an outcome means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The final answer was 2xx.
    Ok,
    /// Permanent redirects, or a renamed repository, lead to a page that is there.
    Moved,
    /// It is gone, and a second look has confirmed it.
    Dead,
    /// A bot wall or a login stands before it.
    Blocked,
    /// Nothing certain is known.
    Unknown,
    /// It answers, but probably with another page than the one that was meant.
    Suspect,
    /// It was not checked, by policy.
    Refused,
}

impl Verdict {
    /// The word for it in reports and in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moved => "moved",
            Self::Dead => "dead",
            Self::Blocked => "blocked",
            Self::Unknown => "unknown",
            Self::Suspect => "suspect",
            Self::Refused => "refused",
        }
    }

    /// The verdict called `name`.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Ok, Self::Moved, Self::Dead, Self::Blocked, Self::Unknown, Self::Suspect, Self::Refused];
        all.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// Why a URL was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// Its host has a private address only.
    PrivateAddress,
    /// A pattern excludes it.
    Excluded,
    /// Nobody requests it: its scheme, or its port.
    Never,
    /// It matches none of the patterns of what is included.
    NotIncluded,
}

/// One redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The status of the answer: 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Where it led, as a browser would read it; without credentials.
    pub to: String,
}

/// The outcome of one URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The URL as it was requested: WHATWG form, without fragment and without credentials. See
    /// [`request_url`](crate::api::link_url::request_url). What the working tree answers may be a [`root_path`].
    pub url: String,
    /// What it means.
    pub verdict: Verdict,
    /// The status of the last answer; `None` where there was none.
    pub status: Option<u16>,
    /// What happened, for people, without a full stop: `404 Not Found`, `no such host`, `connection refused`.
    pub cause: String,
    /// Why it was not checked; with [`Verdict::Refused`] alone.
    pub refusal: Option<Refusal>,
    /// The redirects that were followed, in order.
    pub hops: Vec<Hop>,
    /// Where the last answer came from, where that is another URL.
    pub final_url: Option<String>,
    /// Where a permanent move leads: the URL after the leading run of 301 and 308, or the repository's new address.
    /// Only where a reader would be well served by it: not a login, consent, home or locale page.
    pub moved_to: Option<String>,
    /// Whether this is from an earlier run.
    pub cached: bool,
    /// The UTC day (`2026-11-24`) since which it fails.
    pub since: Option<String>,
    /// Where the Wayback Machine shows its last copy.
    pub archived_at: Option<String>,
    /// Whether the address is for a private network, or links to it carry credentials: no archive is named for it.
    pub is_private: bool,
    /// What is known of the repository at that URL.
    pub repository: Option<Repository>,
    /// Whether the same page is served over https; `None` where that was not checked.
    pub secure: Option<bool>,
    /// Why a page that answers is probably not what was meant.
    pub suspicion: Option<Suspicion>,
    /// Fragments that were looked for, without `#`.
    pub fragments: BTreeMap<String, FragmentState>,
}

/// What is known of a repository.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// Read-only by its owner's will.
    pub archived: bool,
    /// Nothing was ever pushed.
    pub empty: bool,
    /// Days since the last push.
    pub idle_days: Option<u32>,
}

/// Why a page that answers is probably not what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// A page of a domain parker, or a host's "no such site" page: its name.
    Parked(String),
    /// The registrable domain of the final host was another when it last was well: that one.
    DomainChanged(String),
    /// The page of a video that was removed, or is private.
    VideoRemoved,
    /// The page says that there is none: by this address or title.
    NotFoundPage(String),
    /// A login, a consent or the like stands in its place, at this address.
    Gate(String),
    /// The home page stands in its place.
    HomePage,
    /// The host shows the same for a page that cannot exist.
    SameAsMissing,
    /// So many URLs of the lists lead to this one address.
    Shared(u32, String),
}

/// What a reader finds in the place of the page.
impl fmt::Display for Suspicion {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parked(by) => write!(out, "the domain seems to be for sale: a page of {by} answers"),
            Self::DomainChanged(before) => {
                write!(out, "it leads to another domain than before, when that was {before}")
            }
            Self::VideoRemoved => out.write_str("the video is not there any more: it was removed, or is private"),
            Self::NotFoundPage(sign) => write!(out, "a page answers that says there is none: {sign}"),
            Self::Gate(address) => write!(out, "it leads to a login or the like for good: {address}"),
            Self::HomePage => out.write_str("it leads to the home page for good"),
            Self::SameAsMissing => out.write_str("its host shows the same for a page that cannot exist"),
            Self::Shared(count, address) => write!(out, "{count} links lead to one address: {address}"),
        }
    }
}

/// Whether a fragment is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FragmentState {
    /// It is there.
    Found,
    /// It is not there.
    Missing,
    /// The page is made by scripts, was too long, or could not be read.
    Unknown,
}

impl Outcome {
    /// The outcome of `url`, which was not checked.
    pub fn refused(url: impl Into<String>, refusal: Refusal, cause: impl Into<String>) -> Self {
        Self { refusal: Some(refusal), ..Self::of(url, Verdict::Refused, cause) }
    }

    /// An outcome for `url` with nothing but a verdict and what happened.
    pub fn of(url: impl Into<String>, verdict: Verdict, cause: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            verdict,
            status: None,
            cause: cause.into(),
            refusal: None,
            hops: Vec::new(),
            final_url: None,
            moved_to: None,
            cached: false,
            since: None,
            archived_at: None,
            is_private: false,
            repository: None,
            secure: None,
            suspicion: None,
            fragments: BTreeMap::new(),
        }
    }
}

/// Outcomes by the URL as requested. Clones share them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcomes(Arc<HashSet<ByUrl>>);

/// An outcome, found by its URL alone: of those of one URL only the last is kept. There may be a hundred thousand, so the
/// table holds no more than where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ByUrl(Box<Outcome>);

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
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds an outcome, in the place of that of the same URL.
    pub fn insert(&mut self, outcome: Outcome) {
        let known = Arc::make_mut(&mut self.0);
        known.remove(outcome.url.as_str());
        known.insert(ByUrl(Box::new(outcome)));
    }

    /// The outcome of `url`, which is as [`request_url`](crate::api::link_url::request_url) gives it.
    pub fn get(&self, url: &str) -> Option<&Outcome> {
        self.0.get(url).map(|known| &*known.0)
    }

    /// All of them, by URL.
    pub fn iter(&self) -> impl Iterator<Item = &Outcome> {
        let mut all: Vec<&Outcome> = self.0.iter().map(|known| &*known.0).collect();
        all.sort_unstable_by(|a, b| a.url.cmp(&b.url));
        all.into_iter()
    }

    /// How many there are of each kind; those of which `kind` knows none are left out.
    pub fn counts<K: Ord>(&self, kind: impl Fn(&Outcome) -> Option<K>) -> BTreeMap<K, usize> {
        let mut counts = BTreeMap::new();
        for kind in self.0.iter().filter_map(|known| kind(&known.0)) {
            *counts.entry(kind).or_default() += 1;
        }
        counts
    }

    /// How many of them `is_meant`.
    pub fn count(&self, is_meant: impl Fn(&Outcome) -> bool) -> usize {
        self.0.iter().filter(|known| is_meant(&known.0)).count()
    }

    /// Whether any of them `is_meant`.
    pub fn any(&self, is_meant: impl Fn(&Outcome) -> bool) -> bool {
        self.0.iter().any(|known| is_meant(&known.0))
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
        let all: Vec<(&str, &str)> = outcomes.iter().map(|known| (known.url.as_str(), known.cause.as_str())).collect();
        assert_eq!(all, [("https://a.example/", "x"), ("https://b.example/", "y")]);
    }
}
