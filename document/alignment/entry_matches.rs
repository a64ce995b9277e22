//! Entries of two documents that stand for each other.

use super::features::Features;
use super::pairing::{MatchKind, Partner};

/// Matched items.
#[derive(Debug)]
pub(super) struct EntryMatches {
    partners: [Vec<Option<(usize, MatchKind)>>; 2],
    /// By side, whether an item that is alone is known across all the same.
    elsewhere: [Vec<bool>; 2],
}

impl EntryMatches {
    /// As many items as `counts` says of each side, still alone.
    pub(super) fn none(counts: [usize; 2]) -> Self {
        Self { partners: counts.map(|count| vec![None; count]), elsewhere: counts.map(|count| vec![false; count]) }
    }

    /// The item that `item` of `side` is paired with.
    pub(super) fn partner(&self, side: usize, item: usize) -> Option<usize> {
        self.partners.get(side)?.get(item).copied().flatten().map(|(other, _)| other)
    }

    /// Whether `item` of `side` is still alone.
    pub(super) fn is_alone(&self, side: usize, item: usize) -> bool {
        self.partners.get(side).and_then(|partners| partners.get(item)).is_some_and(Option::is_none)
    }

    /// Pairs two items.
    pub(super) fn pair(&mut self, first: usize, second: usize, kind: MatchKind) {
        let [mine, theirs] = &mut self.partners;
        if let (Some(a), Some(b)) = (mine.get_mut(first), theirs.get_mut(second)) {
            (*a, *b) = (Some((second, kind)), Some((first, kind)));
        }
    }

    /// Says that an item of `side` which is alone may be known across: it cannot be decided.
    pub(super) fn leave_open(&mut self, side: usize, item: usize) {
        if let Some(slot) = self.elsewhere.get_mut(side).and_then(|items| items.get_mut(item)) {
            *slot = true;
        }
    }

    /// What became of every entry of `side`, which is `mine` and has `count` entries.
    pub(super) fn partners(&self, side: usize, mine: &Features, theirs: &Features, count: usize) -> Vec<Partner> {
        let mut partners = vec![Partner::Outside; count];
        let across = |item: usize| theirs.items.get(item).map(|item| item.entry);
        for (index, item) in mine.items.iter().enumerate() {
            let paired = self.partners.get(side).and_then(|partners| partners.get(index)).copied().flatten();
            let elsewhere =
                self.elsewhere.get(side).and_then(|items| items.get(index)).is_some_and(|elsewhere| *elsewhere);
            let alone = if elsewhere { Partner::Elsewhere } else { Partner::Missing };
            let partner = paired.and_then(|(other, kind)| Some(Partner::Paired(across(other)?, kind))).unwrap_or(alone);
            if let Some(slot) = partners.get_mut(item.entry.0 as usize) {
                *slot = partner;
            }
        }
        partners
    }
}
