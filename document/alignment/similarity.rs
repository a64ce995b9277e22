//! Pairs entries with links whose URLs and titles differ, where something else says that they are one.

use super::entry_features::EntryFeatures;
use super::entry_matches::EntryMatches;
use super::features::Features;
use super::pairing::MatchKind;
use super::words::{shared, similarity};

/// The most pairs that are compared in one section.
const MOST: usize = 10_000;
/// Titles this similar are one.
const SIMILAR: f32 = 0.8;

/// Pairs the linked items of two ranges that are still alone, the most similar first.
pub(super) fn pair_linked(features: [&Features; 2], [range, across]: [(usize, usize); 2], pairs: &mut EntryMatches) {
    let [first, second] = features;
    let has_links = |item: &EntryFeatures| item.linked || !item.other_keys.is_empty();
    let alone = |side: usize, features: &Features, range: (usize, usize)| -> Vec<usize> {
        alone(range, pairs, side).filter(|index| features.items.get(*index).is_some_and(has_links)).collect()
    };
    let (mine, theirs) = (alone(0, first, range), alone(1, second, across));
    if mine.len() * theirs.len() > MOST {
        return;
    }
    let mut likely: Vec<(f32, usize, usize)> = Vec::new();
    for a in &mine {
        for b in &theirs {
            let (Some(item), Some(other)) = (first.items.get(*a), second.items.get(*b)) else { continue };
            let likeness = likeness(item, other);
            if likeness > 0.0 {
                likely.push((likeness, *a, *b));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, a, b) in likely {
        if pairs.is_alone(0, a) && pairs.is_alone(1, b) {
            pairs.pair(a, b, MatchKind::Similarity);
        }
    }
}

/// The items of a range that are still alone.
pub(super) fn alone((start, end): (usize, usize), pairs: &EntryMatches, side: usize) -> impl Iterator<Item = usize> {
    (start..end).filter(move |index| pairs.is_alone(side, *index))
}

/// How much two linked items have in common; 0 where it is too little.
fn likeness(item: &EntryFeatures, other: &EntryFeatures) -> f32 {
    let titles = similarity(&item.words, &other.words);
    let links = item.key.is_some_and(|key| other.other_keys.binary_search(&key).is_ok())
        || other.key.is_some_and(|key| item.other_keys.binary_search(&key).is_ok())
        || shared(&item.other_keys, &other.other_keys) > 0;
    let unnamed = item.words.is_empty() || other.words.is_empty();
    match links {
        true if titles > 0.0 || unnamed => 1.0 + titles,
        false if titles >= SIMILAR && item.linked && other.linked => titles,
        _ => 0.0,
    }
}
