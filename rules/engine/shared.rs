//! Results that several rules use, computed at most once for a list.

use curate_document::{EditionId, List};

/// Caches for one list. Everything in it is a pure function of the list.
#[derive(Debug, Default)]
pub struct Shared {}

impl Shared {
    /// Empty caches for `list`.
    pub fn of(_list: &List) -> Self {
        Self {}
    }
}

/// The other editions of `list`, seen from `edition`.
pub fn others(list: &List, edition: EditionId) -> impl Iterator<Item = EditionId> {
    list.iter().map(|(id, _)| id).filter(move |id| *id != edition)
}
