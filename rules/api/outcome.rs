//! The outcome of a checked URL. Plain data: the shell checks, rules judge.

use crate::api::outcome_texts::DOMAIN_PARKER;
use crate::api::template::Text;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hop {
    /// The status of the answer: 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Where it led, as a browser would read it; without credentials.
    pub to: String,
}

/// The outcome of one URL. A run may have a million, most of which say the same: what they say is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The URL as it was requested: WHATWG form, without fragment and without credentials. See
    /// [`request_url`](crate::api::link_url::request_url). What the working tree answers may be a
    /// [`root_path`](crate::api::link_url::root_path).
    pub url: Arc<str>,
    /// What happened; its fields are read and written as if they were the outcome's own.
    pub(super) details: Arc<OutcomeDetails>,
}

/// What happened to a URL, whichever it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutcomeDetails {
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Repository {
    /// Read-only by its owner's will.
    pub archived: bool,
    /// Nothing was ever pushed.
    pub empty: bool,
    /// Days since the last push.
    pub idle_days: Option<u32>,
}

/// Why a page that answers is probably not what was meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Suspicion {
    /// A page of a domain parker, or a host's "no such site" page: its name.
    Parked(String),
    /// The registrable domain of the final host was another when it last was well: that one.
    DomainChanged(String),
    /// The page of a video that was removed, or is private.
    VideoRemoved,
    /// The page says that there is none: by this title.
    NotFoundPage(String),
    /// An error, a login, a consent or the like stands in its place, most likely: by this address, or a login's title.
    Gate(String),
    /// The home page stands in its place.
    HomePage,
    /// The host shows the same for a page that cannot exist.
    SameAsMissing,
    /// So many URLs of the lists lead to this one address.
    Shared(u32, String),
}

impl Suspicion {
    /// What a reader finds in the place of the page.
    pub fn text(&self) -> Text {
        match self {
            Self::Parked(by) if by == DOMAIN_PARKER => text!("for sale, it seems: a page of a domain parker"),
            Self::Parked(by) => text!("for sale, it seems: a page of {by}", by),
            Self::DomainChanged(before) => text!("leads to another domain than before: {before}", before),
            Self::VideoRemoved => text!("the video was removed, or is private"),
            Self::NotFoundPage(sign) => text!("not found, says the page: {sign}", sign),
            Self::Gate(sign) => text!("leads to an error, a login or the like: {sign}", sign),
            Self::HomePage => text!("leads to the home page"),
            Self::SameAsMissing => text!("the same as for a page that cannot exist"),
            Self::Shared(count, address) => {
                text!("{count} links lead to one address: {address}", count = *count, address)
            }
        }
    }
}

/// [`Suspicion::text`].
impl fmt::Display for Suspicion {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(out)
    }
}

/// Whether a fragment is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FragmentState {
    /// It is there.
    Found,
    /// It is not there.
    Missing,
    /// The page is made by scripts, was too long, or could not be read.
    Unknown,
}

impl Outcome {
    /// The outcome of `url` with these `details`.
    pub fn new(url: impl Into<Arc<str>>, details: OutcomeDetails) -> Self {
        Self { url: url.into(), details: Arc::new(details) }
    }

    /// An outcome for `url` with nothing but a verdict and what happened.
    pub fn of(url: impl Into<Arc<str>>, verdict: Verdict, cause: impl Into<String>) -> Self {
        Self::new(url, OutcomeDetails::of(verdict, cause))
    }

    /// The outcome of `url`, which was not checked.
    pub fn refused(url: impl Into<Arc<str>>, refusal: Refusal, cause: impl Into<String>) -> Self {
        Self::of(url, Verdict::Refused, cause).with(|details| details.refusal = Some(refusal))
    }

    /// The outcome after `change`.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut OutcomeDetails)) -> Self {
        change(&mut self);
        self
    }
}

impl OutcomeDetails {
    /// A verdict and what happened, and nothing else.
    pub fn of(verdict: Verdict, cause: impl Into<String>) -> Self {
        Self {
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

impl Deref for Outcome {
    type Target = OutcomeDetails;

    fn deref(&self) -> &OutcomeDetails {
        &self.details
    }
}

impl DerefMut for Outcome {
    fn deref_mut(&mut self) -> &mut OutcomeDetails {
        Arc::make_mut(&mut self.details)
    }
}
