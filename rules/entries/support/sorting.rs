//! A list beside the order that it may be meant to have.

use crate::text::collation::Collation;
use curate_document::alignment::longest_increasing;

/// A list in one of the orders it may be meant to have. Entries are identified by their index among their siblings.
pub(crate) struct Sorting {
    /// What each entry is compared by; `None` where it has no title.
    pub keys: Vec<Option<String>>,
    /// The entries that may move, in this order.
    pub ordered: Vec<usize>,
    /// By entry, its place in `ordered`.
    pub ranks: Vec<usize>,
    /// The entries that would have to move.
    pub moved: Vec<usize>,
    /// Those that may and need not.
    pub stays: Vec<usize>,
}

impl Sorting {
    /// The order among those of `collation` that `titles` come nearest to. Only the entries at `free` may move, and all of
    /// them have a title.
    pub(crate) fn nearest(
        titles: &[Option<String>],
        free: &[usize],
        collation: Collation,
        articles: &[String],
    ) -> Option<Self> {
        let mut best: Option<Self> = None;
        for reading in collation.readings() {
            let key = |title: &Option<String>| title.as_ref().map(|title| reading.key(title, articles));
            let sorting = Self::of(titles.iter().map(key).collect(), free);
            if sorting.moved.is_empty() {
                return Some(sorting);
            }
            if best.as_ref().is_none_or(|best| sorting.moved.len() < best.moved.len()) {
                best = Some(sorting);
            }
        }
        best
    }

    /// The order of `keys`, of which only those at `free` may move.
    pub(crate) fn of(keys: Vec<Option<String>>, free: &[usize]) -> Self {
        let mut ordered = free.to_vec();
        ordered.sort_by(|a, b| keys.get(*a).cmp(&keys.get(*b)));
        let mut ranks = vec![0; keys.len()];
        for (rank, index) in ordered.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(*index) {
                *slot = rank;
            }
        }
        let of_free: Vec<usize> = free.iter().filter_map(|index| ranks.get(*index).copied()).collect();
        let kept = longest_increasing(&of_free);
        let chosen = |wanted: bool| -> Vec<usize> {
            free.iter().zip(&kept).filter(|(_, kept)| **kept == wanted).map(|(index, _)| *index).collect()
        };
        let (moved, stays) = (chosen(false), chosen(true));
        Self { keys, ordered, ranks, moved, stays }
    }
}
