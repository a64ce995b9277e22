//! Where the links of a text stand among those that two editions have.

use super::super::text_hash::TextHash;
use crate::model::{BlockId, LinkId};
use std::collections::BTreeMap;

/// Where a link stands among the links of its part that both editions have in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkPlace {
    /// How many of them stand before it.
    pub before: usize,
    /// For the last one before it and the first one behind it: the block of the other edition that has it, where it is in one block
    /// with the link.
    pub beside: [Option<BlockId>; 2],
}

/// A link of a part of an edition.
#[derive(Clone, Copy)]
pub(super) struct PartLink {
    /// The link.
    pub link: LinkId,
    /// The block that it is in.
    pub block: BlockId,
    /// What says that two links are one.
    pub identity: TextHash,
}

/// The links that two parts have in the same order; none where they have some in another order, so that their places say nothing.
pub(super) struct SharedLinks<'a> {
    parts: [&'a [PartLink]; 2],
    /// Their indices, by side.
    pairs: Vec<[usize; 2]>,
}

impl<'a> SharedLinks<'a> {
    pub(super) fn of(parts: [&'a [PartLink]; 2]) -> Self {
        let [mine, theirs] = parts;
        let mut open: BTreeMap<TextHash, Vec<usize>> = BTreeMap::new();
        for (index, link) in theirs.iter().enumerate().rev() {
            open.entry(link.identity).or_default().push(index);
        }
        let same = mine.iter().enumerate();
        let same: Vec<[usize; 2]> =
            same.filter_map(|(index, link)| Some([index, open.get_mut(&link.identity)?.pop()?])).collect();
        let is_in_order = same.is_sorted_by_key(|pair| pair[1]);
        Self { parts, pairs: if is_in_order { same } else { Vec::new() } }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.pairs.len()
    }

    /// The place of the link at the index `at` of the part on `side` (0 or 1), which is none of them.
    pub(super) fn place(&self, side: usize, at: usize) -> LinkPlace {
        let before = self.pairs.partition_point(|pair| pair[side] < at);
        let block = |side: usize, at: usize| self.parts[side].get(at).map(|link| link.block);
        let beside = |index: usize| {
            let pair = self.pairs.get(index)?;
            (block(side, pair[side]) == block(side, at)).then(|| block(1 - side, pair[1 - side]))?
        };
        LinkPlace { before, beside: [before.checked_sub(1).and_then(beside), beside(before)] }
    }
}

impl LinkPlace {
    /// Whether a link at this place may stand for one at the place `other` of the other edition: between the same links of both, or on
    /// the other side of one that is in one block with either, since words are in another order in another language.
    pub fn may_stand_for(&self, other: &Self) -> bool {
        let is_across = |first: &Self, second: &Self| {
            first.before + 1 == second.before && first.beside[1].is_some() && second.beside[0].is_some()
        };
        self.before == other.before || is_across(self, other) || is_across(other, self)
    }

    /// The block of the other edition that has a link which is in one block with this one.
    pub fn block_across(&self) -> Option<BlockId> {
        self.beside.into_iter().flatten().next()
    }
}
