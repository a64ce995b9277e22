//! Sections of two documents that stand for each other.

use super::features::Features;
use super::pairing::PairEvidence;

/// Matched nodes, by side.
#[derive(Debug, Default)]
pub(super) struct SectionMatches {
    partners: [Vec<Option<usize>>; 2],
    /// By side, for each node the matched node whose items its own are compared with.
    homes: [Vec<Option<usize>>; 2],
    /// For each node of the first side the evidence for its pair.
    evidence: Vec<PairEvidence>,
}

impl SectionMatches {
    /// The nodes of two documents, still alone.
    pub(super) fn none(features: [&Features; 2]) -> Self {
        let [first, _] = features;
        Self {
            partners: features.map(|features| vec![None; features.nodes.len()]),
            homes: [Vec::new(), Vec::new()],
            evidence: vec![PairEvidence::Place; first.nodes.len()],
        }
    }

    /// The node that stands for `node` of `side` (0 or 1).
    pub(super) fn partner(&self, side: usize, node: usize) -> Option<usize> {
        self.partners.get(side)?.get(node).copied().flatten()
    }

    /// The evidence for the pair of `node` of the first side.
    pub(super) fn evidence(&self, node: usize) -> PairEvidence {
        self.evidence.get(node).copied().unwrap_or_default()
    }

    /// Keeps the evidence for the pair of `node` of the first side.
    pub(super) fn set_evidence(&mut self, node: usize, evidence: PairEvidence) {
        if let Some(slot) = self.evidence.get_mut(node) {
            *slot = evidence;
        }
    }

    /// The pairs in the order of the first side; what is before any heading is the first.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let first = self.partners.first().map_or(&[][..], Vec::as_slice);
        first.iter().enumerate().filter_map(|(node, partner)| Some((node, (*partner)?)))
    }

    /// The pair, by its node of the first side, whose items those of `node` of `side` are compared with: its own, or that of
    /// the section around it, where the other edition does not subdivide that.
    pub(super) fn home(&self, side: usize, node: usize) -> Option<usize> {
        let home = self.homes.get(side)?.get(node).copied().flatten()?;
        if side == 0 { Some(home) } else { self.partner(1, home) }
    }

    /// Finds out with which items those of each node are compared, once all that can be is matched.
    pub(super) fn find_homes(&mut self, features: [&Features; 2]) {
        for (side, own) in features.iter().enumerate() {
            let is_flat = |node: usize| {
                let across = features.get(1 - side).and_then(|theirs| theirs.nodes.get(node));
                node != 0 && across.is_some_and(|across| across.children.is_empty())
            };
            let mut homes: Vec<Option<usize>> = Vec::with_capacity(own.nodes.len());
            for (index, node) in own.nodes.iter().enumerate() {
                let around = homes.get(node.parent).copied().flatten();
                let home = match self.partner(side, index) {
                    Some(_) => Some(index),
                    None => around.filter(|home| self.partner(side, *home).is_some_and(is_flat)),
                };
                homes.push(home);
            }
            if let Some(slot) = self.homes.get_mut(side) {
                *slot = homes;
            }
        }
    }

    /// The range of the items of `features`, which is `side`, that are compared as those of `node`.
    pub(super) fn items(&self, side: usize, features: &Features, node: usize) -> (usize, usize) {
        let homes = self.homes.get(side).map_or(&[][..], Vec::as_slice);
        let inside = features.nodes.iter().zip(homes).skip(node).take_while(|(_, home)| **home == Some(node));
        let filled = inside.map(|(inner, _)| inner.items).filter(|items| items.0 < items.1);
        filled.reduce(|all, items| (all.0, items.1)).unwrap_or((0, 0))
    }

    /// Matches two nodes.
    pub(super) fn pair(&mut self, first: usize, second: usize) {
        let [mine, theirs] = &mut self.partners;
        if let (Some(a), Some(b)) = (mine.get_mut(first), theirs.get_mut(second)) {
            (*a, *b) = (Some(second), Some(first));
        }
    }

    /// Leaves `node` of `side` alone again, and what it was matched with.
    pub(super) fn part(&mut self, side: usize, node: usize) {
        let Some(other) = self.partner(side, node) else { return };
        for (side, node) in [(side, node), (1 - side, other)] {
            if let Some(slot) = self.partners.get_mut(side).and_then(|nodes| nodes.get_mut(node)) {
                *slot = None;
            }
        }
    }
}
