//! What an alignment says of one entry or link.

use crate::model::{EntryId, LinkId};

/// One of the two documents of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The first document given, by custom the source edition.
    First,
    /// The second, by custom its translation.
    Second,
}

impl Side {
    /// The document across.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }

    pub(super) const fn index(self) -> usize {
        match self {
            Self::First => 0,
            Self::Second => 1,
        }
    }
}

/// How the two of a pair were found to be the same, the surest way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// By equal URL keys.
    Url,
    /// By URL keys that differ in the language alone.
    LocalisedUrl,
    /// By equal titles; the URLs differ, or there are none.
    Title,
    /// By similar titles, by the same site, or by another link they share.
    Similarity,
    /// By the Latin words and numbers of an item without a link.
    Words,
    /// By their place between the same two neighbours. A guess.
    Position,
}

/// What says that two sections are one, the least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairEvidence {
    /// Their place and their level alone. A guess.
    #[default]
    Place,
    /// A link, code, names or numbers that both have.
    Some,
    /// Half of what they have of those, or their titles.
    Much,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partner {
    /// It is not compared: a language switch, a badge, an item without text.
    Outside,
    /// The other edition has nothing like it.
    Missing,
    /// The other edition has its resource, but not as an entry of its own: the resource is listed more often here.
    Elsewhere,
    /// The other edition's entry.
    Paired(EntryId, MatchKind),
}

/// Two links that stand for each other in text outside entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkPair {
    /// The link in the first document.
    pub first: LinkId,
    /// The link in the second document.
    pub second: LinkId,
    /// How they were paired: by URL or by position.
    pub kind: MatchKind,
}
