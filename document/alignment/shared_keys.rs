//! What sections of two documents have in common: the keys of their links.

use super::features::Features;
use super::section_features::SectionFeatures;
use super::text_hash::{FastMap, TextHash};

/// A key that is in more sections than this says nothing about any.
const COMMON: usize = 4;
/// The weight of that many keys says what a section is about: two entries.
const MANY: u32 = 4;
/// From this share on, all that one edition has in the subsections of a section the other has in one.
const SPLIT: f32 = 0.7;

type Pair = (usize, usize);

/// Which keys of a node count.
pub(super) type KeysOf = fn(&SectionFeatures) -> &[(TextHash, u32)];

/// The weight of the keys that nodes have, and share with those of the other document.
#[derive(Debug)]
pub(super) struct SharedKeys {
    direct: FastMap<Pair, u32>,
    nested: FastMap<Pair, u32>,
    /// As `nested`, of the keys that are in one node of each document.
    only: FastMap<Pair, u32>,
    totals: [Totals; 2],
}

/// The weight of each node's keys.
#[derive(Debug)]
struct Totals {
    direct: Vec<u32>,
    nested: Vec<u32>,
}

impl SharedKeys {
    /// Compares the keys of two documents, those that `keys` gives of each node.
    pub(super) fn of(features: [&Features; 2], keys: KeysOf) -> Self {
        let [first, second] = features;
        let mut nodes_of: FastMap<TextHash, [Vec<(usize, u32)>; 2]> = FastMap::default();
        for (side, own) in features.into_iter().enumerate() {
            for (node, of) in own.nodes.iter().enumerate() {
                for (key, weight) in keys(of) {
                    if let Some(nodes) = nodes_of.entry(*key).or_default().get_mut(side) {
                        nodes.push((node, *weight));
                    }
                }
            }
        }
        let mut shared = Self {
            direct: FastMap::default(),
            nested: FastMap::default(),
            only: FastMap::default(),
            totals: features.map(|features| Totals::of(features, keys)),
        };
        #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for [mine, theirs] in nodes_of.values() {
            if mine.len() > COMMON || theirs.len() > COMMON {
                continue;
            }
            add_pairs(&mut shared.direct, mine, theirs);
            // Counted once for each pair, however often a key stands in subsections of both.
            let around = [with_ancestors(first, mine), with_ancestors(second, theirs)];
            add_pairs(&mut shared.nested, &around[0], &around[1]);
            if mine.len() == 1 && theirs.len() == 1 {
                add_pairs(&mut shared.only, &around[0], &around[1]);
            }
        }
        shared
    }

    /// The weight that two nodes share with what is nested in them.
    pub(super) fn nested(&self, pair: Pair) -> u32 {
        self.nested.get(&pair).copied().unwrap_or(0)
    }

    /// Whether two nodes share a key that no others have.
    pub(super) fn has_only(&self, pair: Pair) -> bool {
        self.only.contains_key(&pair)
    }

    /// The pairs of nodes that share a key, with what is nested in them.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair> {
        self.nested.keys().copied()
    }

    /// How much of the keys of two nodes is the same: 0 to 1.
    pub(super) fn share(&self, pair: Pair) -> f32 {
        let [first, second] = &self.totals;
        let share = |shared: u32, all: u32| 2.0 * shared as f32 / all.max(1) as f32;
        let own = [weight(&first.direct, pair.0), weight(&second.direct, pair.1)];
        let nested = share(self.nested(pair), weight(&first.nested, pair.0) + weight(&second.nested, pair.1));
        match own {
            [0, 0] => nested,
            // The other edition splits it.
            [0, _] | [_, 0] if nested < SPLIT => 0.5 * nested,
            [0, _] | [_, 0] => nested,
            [mine, theirs] => {
                let direct = share(self.direct.get(&pair).copied().unwrap_or(0), mine + theirs);
                0.7 * direct + 0.3 * nested
            }
        }
    }

    /// How much of the keys of the one that has fewer of two nodes, with what is nested in it, the other has too: 0 to 1.
    pub(super) fn contained(&self, pair: Pair) -> f32 {
        let fewest = self.total(0, pair.0).min(self.total(1, pair.1));
        self.nested(pair) as f32 / fewest.max(1) as f32
    }

    /// Whether both nodes have so many keys that to share none means to be different sections.
    pub(super) fn have_many(&self, pair: Pair) -> bool {
        self.total(0, pair.0) >= MANY && self.total(1, pair.1) >= MANY
    }

    /// Whether one of two nodes has no key, and the other many.
    pub(super) fn are_of_two_kinds(&self, pair: Pair) -> bool {
        let totals = (self.total(0, pair.0), self.total(1, pair.1));
        totals.0.min(totals.1) == 0 && totals.0.max(totals.1) >= MANY
    }

    /// The weight of the keys of `node` of `side` (0 or 1), with what is nested in it.
    pub(super) fn total(&self, side: usize, node: usize) -> u32 {
        self.totals.get(side).map_or(0, |totals| weight(&totals.nested, node))
    }
}

impl Totals {
    fn of(features: &Features, keys: KeysOf) -> Self {
        let sum = |keys: &[(TextHash, u32)]| keys.iter().map(|(_, weight)| weight).sum();
        let direct: Vec<u32> = features.nodes.iter().map(|node| sum(keys(node))).collect();
        let mut nested = vec![0; features.nodes.len()];
        for (node, own) in direct.iter().enumerate() {
            for above in ancestors(features, node) {
                if let Some(sum) = nested.get_mut(above) {
                    *sum += own;
                }
            }
        }
        Self { direct, nested }
    }
}

fn weight(weights: &[u32], node: usize) -> u32 {
    weights.get(node).copied().unwrap_or(0)
}

fn add_pairs(table: &mut FastMap<Pair, u32>, mine: &[(usize, u32)], theirs: &[(usize, u32)]) {
    for (a, weight) in mine {
        for (b, other) in theirs {
            *table.entry((*a, *b)).or_default() += *weight.min(other);
        }
    }
}

/// The nodes that a key is in, directly or with what is nested in them, each with all of its weight there.
fn with_ancestors(features: &Features, nodes: &[(usize, u32)]) -> Vec<(usize, u32)> {
    let mut all: Vec<(usize, u32)> = Vec::new();
    for (node, weight) in nodes {
        for above in ancestors(features, *node) {
            match all.iter_mut().find(|(known, _)| *known == above) {
                Some((_, sum)) => *sum += weight,
                None => all.push((above, *weight)),
            }
        }
    }
    all
}

/// `node` and the nodes around it, the first node left out.
fn ancestors(features: &Features, node: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(node), |node| features.nodes.get(*node).map(|node| node.parent))
        .take_while(|node| *node != 0)
}
