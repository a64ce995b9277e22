//! Findings about checked URLs as reports for people show them: by what became of the link, a line for each.

use crate::api::template::Text;
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
    pub fn heading(self) -> Text {
        match self {
            Self::Dead => text!("dead"),
            Self::Suspect => text!("suspect"),
            Self::MissingPart => text!("missing part"),
            Self::Unknown => text!("unknown"),
            Self::Blocked => text!("blocked"),
            Self::Moved => text!("moved"),
            Self::Archived => text!("archived"),
            Self::Stale => text!("stale"),
        }
    }

    /// What to do about its links, some of which a fix may change; without a full stop, what is to be typed between backticks.
    pub fn advice(self, is_fixable: bool) -> Text {
        match self {
            Self::Dead if is_fixable => text!("`--fix --archive` puts copies in the places of those that have one"),
            Self::Dead => text!("correct or remove; copies: `https://web.archive.org/web/2/URL`"),
            Self::Suspect => text!("look at them with a browser"),
            Self::MissingPart => text!("link to the part's new name, or to the page as a whole"),
            Self::Unknown => text!("check again later; a server that is busy or broken is not gone"),
            Self::Blocked => text!("look at them with a browser; they may well be there"),
            Self::Moved => text!("write the new addresses"),
            Self::Archived => text!("link to what took their place, or say that they are archived"),
            Self::Stale => text!("look whether they still work, or whether something took their place"),
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
    pub result: Text,
    /// Where it has moved to, and why that is not fixed: all that is new below the heading of [`OutcomeGroup::Moved`].
    pub moved_to: Option<Text>,
    /// The titles at the other places where it stands, each with all of it as one message, by where they are.
    pub others: BTreeMap<(EditionId, Span), (Option<String>, Text)>,
}

impl LinkSubject {
    /// All of it as one message: `"Lamp" (https://lamp.example/gone): 404 Not Found`.
    pub fn message(&self) -> Text {
        self.message_with(self.title.as_deref())
    }

    /// The same with the `title` that it has at another place.
    pub fn message_with(&self, title: Option<&str>) -> Text {
        let (url, result) = (&self.url, self.result.clone());
        match title {
            Some(title) => text!("\"{title}\" ({url}): {result}", title, url, result),
            None => text!("{url}: {result}", url, result),
        }
    }

    /// All that it says.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let others = self.others.values_mut().map(|(_, message)| message);
        std::iter::once(&mut self.result).chain(&mut self.moved_to).chain(others)
    }
}
