//! Matches sections: by what is in them and by what their titles share, then by order in what is left between.

use super::assignment::{Candidate, matching};
use super::digest::{Digest, Node, Number, Table};
use super::order::{best_in_order, longest_increasing};
use super::outer::match_outer;
use super::words::{shared, similarity};

/// A key that is in more sections than this says nothing about any.
const COMMON: usize = 4;
/// The weight of that many keys says what a section is about: two entries.
const MANY: u32 = 4;
/// From this share on, all that one edition has in the subsections of a section the other has in one.
const SPLIT: f32 = 0.7;
/// What sections must have in common to be matched before their place is looked at.
const EVIDENCE: f32 = 0.75;
/// With more than this of what the smaller section has, the larger one may stand for it at its place.
const HALF: f32 = 0.5;
/// Up to this many pairs of sections all are compared.
const ALL_PAIRS: usize = 100_000;
/// The largest gap, as the product of its sides, that is aligned.
const LARGEST_GAP: usize = 40_000;

/// Matched nodes, by side.
#[derive(Debug, Default)]
pub struct Matched {
    partners: [Vec<Option<usize>>; 2],
    /// By side, for each node the matched node whose items its own are compared with.
    homes: [Vec<Option<usize>>; 2],
}

impl Matched {
    /// The node that stands for `node` of `side` (0 or 1).
    pub fn partner(&self, side: usize, node: usize) -> Option<usize> {
        self.partners.get(side)?.get(node).copied().flatten()
    }

    /// The pairs in the order of the first side; what is before any heading is the first.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let first = self.partners.first().map_or(&[][..], Vec::as_slice);
        first.iter().enumerate().filter_map(|(node, partner)| Some((node, (*partner)?)))
    }

    /// The pair, by its node of the first side, whose items those of `node` of `side` are compared with: its own, or that of
    /// the section around it, where the other edition does not subdivide that.
    pub fn home(&self, side: usize, node: usize) -> Option<usize> {
        let home = self.homes.get(side)?.get(node).copied().flatten()?;
        if side == 0 { Some(home) } else { self.partner(1, home) }
    }

    fn find_homes(&mut self, digests: [&Digest; 2]) {
        for (side, digest) in digests.iter().enumerate() {
            let is_flat = |node: usize| {
                let across = digests.get(1 - side).and_then(|theirs| theirs.nodes.get(node));
                node != 0 && across.is_some_and(|across| across.children.is_empty())
            };
            let mut homes: Vec<Option<usize>> = Vec::with_capacity(digest.nodes.len());
            for (index, node) in digest.nodes.iter().enumerate() {
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

    /// The range of the items of `digest`, which is `side`, that are compared as those of `node`.
    pub fn items(&self, side: usize, digest: &Digest, node: usize) -> (usize, usize) {
        let homes = self.homes.get(side).map_or(&[][..], Vec::as_slice);
        let inside = digest.nodes.iter().zip(homes).skip(node).take_while(|(_, home)| **home == Some(node));
        let filled = inside.map(|(inner, _)| inner.items).filter(|items| items.0 < items.1);
        filled.reduce(|all, items| (all.0, items.1)).unwrap_or((0, 0))
    }

    /// Matches two nodes.
    pub fn pair(&mut self, first: usize, second: usize) {
        let [mine, theirs] = &mut self.partners;
        if let (Some(a), Some(b)) = (mine.get_mut(first), theirs.get_mut(second)) {
            (*a, *b) = (Some(second), Some(first));
        }
    }

    /// Leaves `node` of `side` alone again, and what it was matched with.
    pub fn part(&mut self, side: usize, node: usize) {
        let Some(other) = self.partner(side, node) else { return };
        for (side, node) in [(side, node), (1 - side, other)] {
            if let Some(slot) = self.partners.get_mut(side).and_then(|nodes| nodes.get_mut(node)) {
                *slot = None;
            }
        }
    }
}

/// Matches the sections of two documents.
pub fn matched(digests: [&Digest; 2]) -> Matched {
    let [first, second] = digests;
    let mut matched = Matched {
        partners: [vec![None; first.nodes.len()], vec![None; second.nodes.len()]],
        homes: [Vec::new(), Vec::new()],
    };
    matched.pair(0, 0);
    let (direct, nested) = shared_keys(first, second);
    let candidates = candidates(first, second, &direct, &nested);
    for (a, b) in matching(first.nodes.len(), second.nodes.len(), &candidates) {
        matched.pair(a, b);
    }
    match_outer(digests, &nested, &mut matched);
    let totals = digests.map(|digest| totals(digest).1);
    let contained = |a: usize, b: usize| contained(&nested, &totals, (a, b));
    for node in 0..first.nodes.len() {
        if let Some(partner) = matched.partner(0, node) {
            match_children(digests, &contained, &mut matched, (node, partner));
        }
    }
    matched.find_homes(digests);
    matched
}

/// The pairs that have something in common, with how much.
fn candidates(first: &Digest, second: &Digest, direct: &SharedKeys, nested: &SharedKeys) -> Vec<Candidate> {
    let totals = [totals(first), totals(second)];
    let mut candidates = Vec::new();
    for (a, b) in comparable(first, second, nested) {
        let (Some(node), Some(other)) = (first.nodes.get(a), second.nodes.get(b)) else { continue };
        if node.in_contents != other.in_contents {
            continue;
        }
        let keys = match key_share(direct, nested, &totals, (a, b)) {
            0.0 => title_share(node, other),
            share => share,
        };
        let unlike = keys == 0.0 && has_many(&totals[0], a) && has_many(&totals[1], b);
        let evidence = 6.0 * keys + 2.5 * titles(node, other, unlike);
        if evidence >= EVIDENCE {
            let level = if node.level == other.level { 0.5 } else { 0.0 };
            let way = place(a, first) - place(b, second);
            let near = 0.5 - 0.25 * (way.abs() + way * way);
            candidates.push(Candidate { first: a, second: b, weight: evidence + level + near });
        }
    }
    candidates
}

/// The pairs to look at: all in documents of the usual size, else those that share a key or the title.
fn comparable(first: &Digest, second: &Digest, nested: &SharedKeys) -> Vec<(usize, usize)> {
    if first.nodes.len() * second.nodes.len() <= ALL_PAIRS {
        return (1..first.nodes.len()).flat_map(|a| (1..second.nodes.len()).map(move |b| (a, b))).collect();
    }
    let mut titled: Table<Number, Vec<usize>> = Table::default();
    for (b, title) in second.nodes.iter().enumerate().filter_map(|(b, node)| Some((b, node.title?))) {
        titled.entry(title).or_default().push(b);
    }
    let same = first.nodes.iter().enumerate().flat_map(|(a, node)| {
        let nodes = node.title.and_then(|title| titled.get(&title)).filter(|nodes| nodes.len() <= COMMON);
        nodes.into_iter().flatten().map(move |b| (a, *b))
    });
    let mut pairs: Vec<(usize, usize)> = nested.keys().copied().chain(same).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn place(node: usize, digest: &Digest) -> f32 {
    node as f32 / digest.nodes.len() as f32
}

/// How much of the titles of two nodes is the same, whose URLs are all different: 0 to 1.
fn title_share(node: &Node, other: &Node) -> f32 {
    let all = node.titles.len() + other.titles.len();
    if all == 0 { 0.0 } else { 2.0 * shared(&node.titles, &other.titles) as f32 / all as f32 }
}

/// Whether a node has so many keys that to share none means to be another section.
fn has_many((_, nested): &(Vec<u32>, Vec<u32>), node: usize) -> bool {
    nested.get(node).is_some_and(|sum| *sum >= MANY)
}

/// From 0 to 1; above where nothing can be more certain. Where the two are `unlike` in what they have, nothing less than
/// the same title counts.
fn titles(node: &Node, other: &Node, unlike: bool) -> f32 {
    if node.is_contents && other.is_contents || node.is_title && other.is_title {
        return 4.0;
    }
    match (node.title, other.title) {
        (Some(title), Some(same)) if title == same => {
            if node.is_generic {
                0.25
            } else {
                1.5
            }
        }
        _ if unlike => 0.0,
        _ => similarity(&node.words, &other.words),
    }
}

/// By pairs of nodes, the weight of the keys that they share.
pub type SharedKeys = Table<(usize, usize), u32>;

/// The weight of the keys that two nodes share, directly and with what is nested in them.
fn shared_keys(first: &Digest, second: &Digest) -> (SharedKeys, SharedKeys) {
    let mut nodes_of: Table<Number, [Vec<(usize, u32)>; 2]> = Table::default();
    for (side, digest) in [first, second].into_iter().enumerate() {
        for (node, key, weight) in digest
            .nodes
            .iter()
            .enumerate()
            .flat_map(|(node, of)| of.keys.iter().map(move |(key, weight)| (node, *key, *weight)))
        {
            if let Some(nodes) = nodes_of.entry(key).or_default().get_mut(side) {
                nodes.push((node, weight));
            }
        }
    }
    let (mut direct, mut nested) = (SharedKeys::default(), SharedKeys::default());
    #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
    for [mine, theirs] in nodes_of.values() {
        if mine.len() > COMMON || theirs.len() > COMMON {
            continue;
        }
        for (a, weight) in mine {
            for (b, other) in theirs {
                *direct.entry((*a, *b)).or_default() += *weight.min(other);
            }
        }
        // Counted once for each pair, however often a key stands in subsections of both.
        let (above, across) = (around(first, mine), around(second, theirs));
        for (a, weight) in &above {
            for (b, other) in &across {
                *nested.entry((*a, *b)).or_default() += *weight.min(other);
            }
        }
    }
    (direct, nested)
}

/// The nodes that a key is in, directly or with what is nested in them, each with all of its weight there.
fn around(digest: &Digest, nodes: &[(usize, u32)]) -> Vec<(usize, u32)> {
    let mut around: Vec<(usize, u32)> = Vec::new();
    for (node, weight) in
        nodes.iter().flat_map(|(node, weight)| ancestors(digest, *node).map(move |above| (above, weight)))
    {
        match around.iter_mut().find(|(known, _)| *known == node) {
            Some((_, sum)) => *sum += weight,
            None => around.push((node, *weight)),
        }
    }
    around
}

/// `node` and the nodes around it, the first node left out.
fn ancestors(digest: &Digest, node: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(node), |node| digest.nodes.get(*node).map(|node| node.parent))
        .take_while(|node| *node != 0)
}

/// The weight of each node's keys, directly and with what is nested in it.
fn totals(digest: &Digest) -> (Vec<u32>, Vec<u32>) {
    let direct: Vec<u32> = digest.nodes.iter().map(|node| node.keys.iter().map(|(_, weight)| weight).sum()).collect();
    let mut nested = vec![0; digest.nodes.len()];
    for (node, own) in direct.iter().enumerate() {
        for above in ancestors(digest, node) {
            if let Some(sum) = nested.get_mut(above) {
                *sum += own;
            }
        }
    }
    (direct, nested)
}

/// How much of the keys of two nodes is the same: 0 to 1.
fn key_share(
    direct: &SharedKeys,
    nested: &SharedKeys,
    totals: &[(Vec<u32>, Vec<u32>); 2],
    pair: (usize, usize),
) -> f32 {
    let share = |shared: &SharedKeys, first: &[u32], second: &[u32]| {
        let all = first.get(pair.0).unwrap_or(&0) + second.get(pair.1).unwrap_or(&0);
        2.0 * shared.get(&pair).copied().unwrap_or(0) as f32 / all.max(1) as f32
    };
    let [(direct_first, nested_first), (direct_second, nested_second)] = totals;
    let nested = share(nested, nested_first, nested_second);
    let has_own = |own: &[u32], node: usize| own.get(node).is_some_and(|sum| *sum > 0);
    match (has_own(direct_first, pair.0), has_own(direct_second, pair.1)) {
        (true, true) => 0.7 * share(direct, direct_first, direct_second) + 0.3 * nested,
        (false, false) => nested,
        // The other edition splits it.
        _ if nested >= SPLIT => nested,
        _ => 0.5 * nested,
    }
}

/// How much of the keys of the one that has fewer of two nodes, with what is nested in it, the other has too: 0 to 1.
fn contained(nested: &SharedKeys, totals: &[Vec<u32>; 2], pair: (usize, usize)) -> f32 {
    let total = |side: usize, node: usize| totals.get(side).and_then(|sums| sums.get(node)).copied().unwrap_or(0);
    let fewest = total(0, pair.0).min(total(1, pair.1));
    nested.get(&pair).copied().unwrap_or(0) as f32 / fewest.max(1) as f32
}

/// Matches by order the children of a matched pair that are still alone, between the children that are not.
fn match_children(
    [first, second]: [&Digest; 2],
    contained: &impl Fn(usize, usize) -> f32,
    matched: &mut Matched,
    (node, partner): (usize, usize),
) {
    let children =
        |digest: &Digest, node: usize| digest.nodes.get(node).map(|node| node.children.clone()).unwrap_or_default();
    let (mine, theirs) = (children(first, node), children(second, partner));
    let anchors: Vec<(usize, usize)> = mine
        .iter()
        .enumerate()
        .filter_map(|(at, child)| Some((at, theirs.binary_search(&matched.partner(0, *child)?).ok()?)))
        .collect();
    let order: Vec<usize> = anchors.iter().map(|(_, across)| *across).collect();
    let kept = longest_increasing(&order);
    let anchors = anchors.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(anchor, _)| anchor);
    let (mut from, mut across) = (0, 0);
    for (end, across_end) in anchors.chain([(mine.len(), theirs.len())]) {
        let alone = |side: usize, nodes: Option<&[usize]>| -> Vec<usize> {
            nodes.unwrap_or(&[]).iter().copied().filter(|node| matched.partner(side, *node).is_none()).collect()
        };
        let (gap, gap_across) = (alone(0, mine.get(from..end)), alone(1, theirs.get(across..across_end)));
        if gap.len() * gap_across.len() <= LARGEST_GAP {
            let fit = |row: usize, column: usize| {
                let (Some(a), Some(b)) = (gap.get(row), gap_across.get(column)) else { return 0.0 };
                let (Some(node), Some(other)) = (first.nodes.get(*a), second.nodes.get(*b)) else { return 0.0 };
                fit(node, other, contained(*a, *b), gap.len() == gap_across.len())
            };
            for (row, column) in best_in_order(gap.len(), gap_across.len(), &fit) {
                if let (Some(a), Some(b)) = (gap.get(row), gap_across.get(column)) {
                    matched.pair(*a, *b);
                }
            }
        }
        (from, across) = (end + 1, across_end + 1);
    }
}

/// How well two sections without evidence fit; not at all where both have resources and share none, save under one title.
fn fit(node: &Node, other: &Node, contained: f32, same_count: bool) -> f32 {
    let counts = [node, other].map(|node| node.items.1 - node.items.0);
    let [fewest, most] = [counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0)];
    let resources = [node, other].map(|node| node.keys.iter().filter(|(_, weight)| *weight == 2).count());
    let is_titled = node.title.is_some() && node.title == other.title;
    let may_be = is_titled || contained > HALF || (same_count && resources == [1, 1]);
    let unlike = resources.iter().all(|count| *count > 0) && !may_be;
    if unlike || node.in_contents != other.in_contents {
        return 0.0;
    }
    let level = if node.level == other.level { 1.0 } else { 0.25 };
    let kind =
        if (fewest == 0) == (most == 0) && node.children.is_empty() == other.children.is_empty() { 1.0 } else { 0.1 };
    let size = if most == 0 { 0.5 } else { 0.5 * fewest as f32 / most as f32 };
    let title = if is_titled { 1.0 } else { similarity(&node.words, &other.words) };
    level + kind + size + title + contained
}
