//! What a run was given and did not check, with the reasons: every format with room for it says so.

use crate::report::counted::counted;
use curate_rules::{Outcomes, Refusal};
use std::collections::BTreeMap;

/// Why something was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum UncheckedReason {
    /// A file that cannot be read, or is over a limit.
    Unread,
    /// Time ran out before it was requested.
    Deadline,
    /// The user ended the run.
    Interrupted,
    /// No host responded in any way.
    NoNetwork,
    /// Nothing is requested, and nothing is remembered of it.
    NotRemembered,
    /// A pattern excludes it.
    Excluded,
    /// It matches none of the patterns of what is included.
    NotIncluded,
    /// Its host has a private address only.
    PrivateAddress,
    /// Nobody requests it: its port, or the scheme that it leads on to.
    Never,
    /// `ftp:`.
    Ftp,
    /// `file:`: a file on somebody's machine.
    File,
    /// `data:`: the text itself.
    Data,
    /// `javascript:`: a program.
    Javascript,
    /// `magnet:`.
    Magnet,
    /// Another scheme.
    OtherScheme,
}

impl UncheckedReason {
    /// The word for it in reports for programs.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Deadline => "deadline",
            Self::Interrupted => "interrupted",
            Self::NoNetwork => "no-network",
            Self::NotRemembered => "not-remembered",
            Self::Excluded => "excluded",
            Self::NotIncluded => "not-included",
            Self::PrivateAddress => "private-address",
            Self::Never => "never",
            Self::Ftp => "ftp",
            Self::File => "file",
            Self::Data => "data",
            Self::Javascript => "javascript",
            Self::Magnet => "magnet",
            Self::OtherScheme => "scheme",
        }
    }

    /// The reason in words, and the option that has to do with it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Unread => "could not be read",
            Self::Deadline => "no time was left: see --deadline",
            Self::Interrupted => "interrupted",
            Self::NoNetwork => "no network",
            Self::NotRemembered => "not remembered",
            Self::Excluded => "excluded",
            Self::NotIncluded => "not included",
            Self::PrivateAddress => "at a private address: see --allow-private",
            Self::Never => "of a scheme or a port that is never requested",
            Self::Ftp => "ftp:",
            Self::File => "file:",
            Self::Data => "data:",
            Self::Javascript => "javascript:",
            Self::Magnet => "magnet:",
            Self::OtherScheme => "of another scheme than http and https",
        }
    }

    /// Whether the run was to check it and could not: then its result is incomplete. The others are what the user, the
    /// configuration or the safety of the network wants, and would be the same in the next run.
    pub(crate) const fn is_failure(self) -> bool {
        matches!(self, Self::Unread | Self::Deadline | Self::Interrupted | Self::NoNetwork)
    }

    /// What is counted.
    const fn noun(self) -> &'static str {
        match self {
            Self::Unread => "file",
            _ => "URL",
        }
    }
}

/// How much was not checked for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unchecked {
    /// The reason.
    pub reason: UncheckedReason,
    /// How many files or URLs; at least one.
    pub count: usize,
}

impl Unchecked {
    /// `count` for one `reason`; `None` where there are none.
    pub(crate) fn some(reason: UncheckedReason, count: usize) -> Option<Self> {
        (count > 0).then_some(Self { reason, count })
    }

    /// URLs that are never requested, one for each of `schemes`.
    pub(crate) fn of_schemes<'a>(schemes: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let mut counts: BTreeMap<UncheckedReason, usize> = BTreeMap::new();
        for scheme in schemes {
            let reason = match scheme {
                "ftp" => UncheckedReason::Ftp,
                "file" => UncheckedReason::File,
                "data" => UncheckedReason::Data,
                "javascript" => UncheckedReason::Javascript,
                "magnet" => UncheckedReason::Magnet,
                _ => UncheckedReason::OtherScheme,
            };
            *counts.entry(reason).or_default() += 1;
        }
        counts.into_iter().map(|(reason, count)| Self { reason, count }).collect()
    }

    /// What policy refused, from `outcomes`.
    pub(crate) fn refused(outcomes: &Outcomes) -> Vec<Self> {
        let reason = |refusal| match refusal {
            Refusal::Excluded => UncheckedReason::Excluded,
            Refusal::PrivateAddress => UncheckedReason::PrivateAddress,
            Refusal::NotIncluded => UncheckedReason::NotIncluded,
            Refusal::Never => UncheckedReason::Never,
        };
        let counts = outcomes.counts(|outcome| outcome.refusal.map(reason));
        counts.into_iter().map(|(reason, count)| Self { reason, count }).collect()
    }

    /// `3 URLs not checked (no time was left: see --deadline)`.
    pub(crate) fn sentence(self) -> String {
        format!("{} not checked ({})", counted(self.count, self.reason.noun()), self.reason.words())
    }

    /// `3 not checked (1 excluded, 2 ftp:)`; `None` where there is nothing in `all`.
    pub(crate) fn total(all: &[Self]) -> Option<String> {
        let total: usize = all.iter().map(|unchecked| unchecked.count).sum();
        let reasons: Vec<String> =
            all.iter().map(|unchecked| format!("{} {}", unchecked.count, unchecked.reason.words())).collect();
        (total > 0).then(|| format!("{total} not checked ({})", reasons.join(", ")))
    }

    /// The same as a sentence, which says whether the run is incomplete for it: for formats that have no other place for that.
    pub(super) fn notice(self) -> String {
        format!("{}{}", if self.reason.is_failure() { "INCOMPLETE: " } else { "" }, self.sentence())
    }

    /// Whether it is about URLs.
    pub(crate) fn is_of_urls(self) -> bool {
        self.reason != UncheckedReason::Unread
    }
}
