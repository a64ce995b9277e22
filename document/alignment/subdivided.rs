//! Gives a flat section the section that the other edition has subdivided, not the subsection it shares the most with.

use super::features::Features;
use super::section_features::SectionFeatures;
use super::section_matches::SectionMatches;
use super::shared_keys::SharedKeys;
use super::words::similarity;

/// What one side splits into subsections and the other keeps in one section.
struct Split<'a> {
    /// The side that splits it: 0 or 1.
    side: usize,
    features: [&'a Features; 2],
    /// The links, and what else no translator changes.
    keys: [&'a SharedKeys; 2],
}

/// Moves pairs of a subsection and a flat section up to the section around the subsection, where that is alone, has the
/// level of the flat one and stands at the same place.
pub(super) fn match_subdivided(features: [&Features; 2], keys: [&SharedKeys; 2], matched: &mut SectionMatches) {
    let [first, second] = features;
    let levels = |features: &Features| features.nodes.iter().map(|node| node.level).collect::<Vec<_>>();
    if levels(first) == levels(second) {
        return;
    }
    for side in [0, 1] {
        let split = Split { side, features, keys };
        // Those around come first: what they stand for shows where the others are.
        for node in 1..split.mine().nodes.len() {
            let Some(flat) = split.flat_of(node, matched) else { continue };
            // A word in common (`IRC`) is not evidence any more.
            let loose = |inner: &usize| {
                matched.partner(side, *inner).is_some_and(|other| other == flat || split.shared((*inner, other)) == 0)
            };
            let own = split.inside(split.theirs(), flat);
            let inside = split.inside(split.mine(), node).filter(loose);
            let inside: Vec<usize> = inside
                .filter(|inner| matched.partner(side, *inner).is_some_and(|other| !own.contains(&other)))
                .collect();
            for inner in inside {
                matched.part(side, inner);
            }
            let (a, b) = if side == 0 { (node, flat) } else { (flat, node) };
            matched.pair(a, b);
        }
    }
}

impl Split<'_> {
    fn mine(&self) -> &Features {
        self.features[self.side]
    }

    fn theirs(&self) -> &Features {
        self.features[1 - self.side]
    }

    /// The section across that stands for all of `node`, which is alone.
    fn flat_of(&self, node: usize, matched: &SectionMatches) -> Option<usize> {
        let outer = self.mine().nodes.get(node).filter(|outer| !outer.children.is_empty() && !outer.in_contents)?;
        if matched.partner(self.side, node).is_some() {
            return None;
        }
        let inside = self.inside(self.mine(), node);
        let across = inside.filter_map(|inner| Some((inner, matched.partner(self.side, inner)?)));
        let across: Vec<usize> = across.filter(|pair| self.shared(*pair) > 0).map(|(_, other)| other).collect();
        let parent = matched.partner(self.side, outer.parent)?;
        let is_at_place = |flat: &usize| {
            let Some(section) = self.theirs().nodes.get(*flat) else { return false };
            let own = self.inside(self.theirs(), *flat);
            section.level == outer.level
                && section.parent == parent
                && across.iter().all(|other| other == flat || own.contains(other))
                && self.is_in_order((node, outer.parent), *flat, matched)
        };
        // What has nothing but entries of one subsection of several stands for that.
        let is_wider = |flat: &usize| {
            let parts = outer.children.iter().filter(|inner| self.shared((**inner, *flat)) > 0);
            let in_parts: u32 = parts.clone().map(|inner| self.shared((*inner, *flat))).sum();
            let filled = outer.children.iter().filter(|inner| self.total(**inner) > 0).count();
            filled == 1 || parts.count() > 1 || self.shared((node, *flat)) > in_parts || self.is_named(outer, *flat)
        };
        // The one that has the most of it, the first of several.
        let shared = |flat: &usize| self.shared((node, *flat));
        let candidates = across.iter().copied().filter(is_at_place).filter(is_wider);
        candidates.max_by_key(|flat| (shared(flat), std::cmp::Reverse(*flat)))
    }

    /// Whether the title of `flat` says that of `outer`, and of nothing in that.
    fn is_named(&self, outer: &SectionFeatures, flat: usize) -> bool {
        let Some(flat) = self.theirs().nodes.get(flat) else { return false };
        let inside = outer.children.iter().filter_map(|inner| self.mine().nodes.get(*inner));
        let own = similarity(&outer.words, &flat.words);
        own > 0.0 && inside.into_iter().all(|inner| similarity(&inner.words, &flat.words) < own)
    }

    /// The weight of the keys of a node, with what is nested in it.
    fn total(&self, node: usize) -> u32 {
        self.keys.iter().map(|keys| keys.total(self.side, node)).sum()
    }

    /// The weight of the keys that a node and one across share.
    fn shared(&self, (node, across): (usize, usize)) -> u32 {
        let pair = if self.side == 0 { (node, across) } else { (across, node) };
        self.keys.iter().map(|keys| keys.nested(pair)).sum()
    }

    /// The nodes in `node`.
    fn inside(&self, features: &Features, node: usize) -> std::ops::Range<usize> {
        let level = features.nodes.get(node).map_or(0, |node| node.level);
        let after = features.nodes.iter().skip(node + 1).take_while(|inner| inner.level > level).count();
        node + 1..node + 1 + after
    }

    /// Whether the nearest matched neighbours of `node` under its parent stand on the same sides of `flat`.
    fn is_in_order(&self, (node, parent): (usize, usize), flat: usize, matched: &SectionMatches) -> bool {
        let siblings = self.mine().nodes.get(parent).map_or(&[][..], |parent| &parent.children);
        let home = self.theirs().nodes.get(flat).map(|flat| flat.parent);
        let across = |sibling: &usize| {
            let other = matched.partner(self.side, *sibling)?;
            self.theirs().nodes.get(other).filter(|other| Some(other.parent) == home)?;
            Some(other)
        };
        let before = siblings.iter().rev().filter(|sibling| **sibling < node).find_map(across);
        let after = siblings.iter().filter(|sibling| **sibling > node).find_map(across);
        before.is_none_or(|before| before < flat) || after.is_none_or(|after| after > flat)
    }
}
