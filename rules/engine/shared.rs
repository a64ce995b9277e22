//! Results that several rules use, computed at most once for a list.

use crate::engine::heading_edit::HeadingIndex;
use curate_document::{EditionId, List};
use std::sync::OnceLock;

/// Caches for one list. Everything in it is a pure function of the list.
#[derive(Debug, Default)]
pub struct Shared {
    headings: OnceLock<HeadingIndex>,
}

impl Shared {
    /// Empty caches for `list`.
    pub fn of(_list: &List) -> Self {
        Self::default()
    }

    /// Where links to the headings of `list` are.
    pub fn headings(&self, list: &List) -> &HeadingIndex {
        self.headings.get_or_init(|| HeadingIndex::of(list))
    }
}

/// The other editions of `list`, seen from `edition`.
pub fn others(list: &List, edition: EditionId) -> impl Iterator<Item = EditionId> {
    list.iter().map(|(id, _)| id).filter(move |id| *id != edition)
}
