//! What a run was given and did not check, with the reasons: every format with room for it says so.

use curate_rules::{Outcomes, Refusal, Text, plural, text};
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
    fn words(self) -> Text {
        match self {
            Self::Unread => text!("could not be read"),
            Self::Deadline => text!("no time was left: see --deadline"),
            Self::Interrupted => text!("interrupted"),
            Self::NoNetwork => text!("no network"),
            Self::NotRemembered => text!("not remembered"),
            Self::Excluded => text!("excluded"),
            Self::NotIncluded => text!("not included"),
            Self::PrivateAddress => text!("at a private address: see --allow-private"),
            Self::Never => text!("of a scheme or a port that is never requested"),
            Self::Ftp => text!("ftp:"),
            Self::File => text!("file:"),
            Self::Data => text!("data:"),
            Self::Javascript => text!("javascript:"),
            Self::Magnet => text!("magnet:"),
            Self::OtherScheme => text!("of another scheme than http and https"),
        }
    }

    /// Whether the run was to check it and could not: then its result is incomplete. The others are what the user, the
    /// configuration or the safety of the network wants, and would be the same in the next run.
    pub(crate) const fn is_failure(self) -> bool {
        matches!(self, Self::Unread | Self::Deadline | Self::Interrupted | Self::NoNetwork)
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

    /// Those of `all` that have one reason as one.
    #[cfg(feature = "fleet")]
    pub(crate) fn joined(all: impl Iterator<Item = Self>) -> Vec<Self> {
        let mut counts: BTreeMap<UncheckedReason, usize> = BTreeMap::new();
        for Self { reason, count } in all {
            *counts.entry(reason).or_default() += count;
        }
        counts.into_iter().map(|(reason, count)| Self { reason, count }).collect()
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
    pub(crate) fn sentence(self) -> Text {
        let (count, why) = (self.count, self.reason.words());
        match self.reason {
            UncheckedReason::Unread => {
                plural!(count, "{count} file not checked ({why})", "{count} files not checked ({why})", why)
            }
            _ => plural!(count, "{count} URL not checked ({why})", "{count} URLs not checked ({why})", why),
        }
    }

    /// `3 not checked (1 excluded, 2 ftp:)`; `None` where there is nothing in `all`.
    pub(crate) fn total(all: &[Self]) -> Option<Text> {
        let total: usize = all.iter().map(|unchecked| unchecked.count).sum();
        let reason = |unchecked: &Self| text!("{count} {why}", count = unchecked.count, why = unchecked.reason.words());
        let reasons = Text::series(all.iter().map(reason));
        (total > 0).then(|| text!("{total} not checked ({reasons})", total, reasons))
    }

    /// The same as a sentence, which says whether the run is incomplete for it: for formats that have no other place for that.
    pub(super) fn notice(self) -> Text {
        let line = self.sentence();
        if self.reason.is_failure() { text!("INCOMPLETE: {line}", line) } else { line }
    }

    /// Whether it is about URLs.
    pub(crate) fn is_of_urls(self) -> bool {
        self.reason != UncheckedReason::Unread
    }
}
