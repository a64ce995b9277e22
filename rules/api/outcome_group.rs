//! Findings about checked URLs as reports for people show them: by what became of the link, a line for each.

use curate_document::{EditionId, Span};
use std::collections::BTreeMap;

/// What became of a link, the worst first: reports for people have a group for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutcomeGroup {
    /// It is gone.
    Dead,
    /// It answers, most likely with another page.
    Suspect,
    /// Its page is there, and the part that it names is not.
    MissingPart,
    /// It gave no clear answer.
    Unknown,
    /// A login or a bot wall stands before it.
    Blocked,
    /// It has moved for good.
    Moved,
    /// Its repository is archived or empty.
    Archived,
    /// Nobody has worked on its repository for long.
    Stale,
}

impl OutcomeGroup {
    /// The heading of the group.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Suspect => "suspect",
            Self::MissingPart => "missing part",
            Self::Unknown => "unknown",
            Self::Blocked => "blocked",
            Self::Moved => "moved",
            Self::Archived => "archived",
            Self::Stale => "stale",
        }
    }

    /// What to do about its links, some of which a fix may change; without a full stop, what is to be typed between backticks.
    pub const fn advice(self, is_fixable: bool) -> &'static str {
        match self {
            Self::Dead if is_fixable => "`--fix --archive` puts copies in the places of those that have one",
            Self::Dead => "correct or remove; copies: `https://web.archive.org/web/2/URL`",
            Self::Suspect => "look at them with a browser",
            Self::MissingPart => "link to the part's new name, or to the page as a whole",
            Self::Unknown => "check again later; a server that is busy or broken is not gone",
            Self::Blocked => "look at them with a browser; they may well be there",
            Self::Moved => "write the new addresses",
            Self::Archived => "link to what took their place, or say that they are archived",
            Self::Stale => "look whether they still work, or whether something took their place",
        }
    }

    /// Whether what became of its links is mostly the doing of their host: reports for people then name the host once.
    pub const fn is_of_hosts(self) -> bool {
        matches!(self, Self::Unknown | Self::Blocked)
    }
}

/// The link that a finding about a checked URL is about. Its texts come from the list and from servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkSubject {
    /// The title of the entry, or the text of the link, as a reader sees it and cut where it is long; `None` where there is
    /// none.
    pub title: Option<String>,
    /// The URL, without credentials.
    pub url: String,
    /// What became of it, without a full stop: `404 Not Found`.
    pub result: String,
    /// The titles at the other places where it stands, by where they are.
    pub others: BTreeMap<(EditionId, Span), Option<String>>,
}

impl LinkSubject {
    /// All of it as one message: `"Lamp" (https://lamp.example/gone): 404 Not Found`.
    pub fn message(&self) -> String {
        self.named(self.title.as_ref())
    }

    /// The same for one of its places.
    pub fn message_at(&self, edition: EditionId, span: Span) -> String {
        self.named(self.others.get(&(edition, span)).unwrap_or(&self.title).as_ref())
    }

    fn named(&self, title: Option<&String>) -> String {
        match title {
            Some(title) => format!("\"{title}\" ({}): {}", self.url, self.result),
            None => format!("{}: {}", self.url, self.result),
        }
    }
}
