//! Pairs what is left by its place: items of text by the words they share, then anything between two sure neighbours.

use super::entry_features::{EntryFeatures, key_of};
use super::entry_matches::EntryMatches;
use super::features::Features;
use super::order::{best_in_order, longest_increasing};
use super::pairing::MatchKind;
use super::similarity::alone;
use super::words::{shared, similarity};
use crate::model::Document;
use crate::url::is_same_except_language;

/// The most pairs of text items that are compared in one section.
const MOST: usize = 40_000;

/// One word in common does not make a pair of a text and a linked item with a title shorter than this.
const TELLING_TITLE: usize = 4;

/// Pairs the items of a pair of sections that are still alone and share Latin words or numbers, in order, where one of them
/// at least is text: the same news may have a link in one edition and none in the other.
pub(super) fn pair_text(features: [&Features; 2], [range, across]: [(usize, usize); 2], pairs: &mut EntryMatches) {
    let [first, second] = features;
    let worded = |side: usize, features: &Features, range: (usize, usize)| -> Vec<usize> {
        let has_words = |index: &usize| features.items.get(*index).is_some_and(|item| !item.words.is_empty());
        alone(range, pairs, side).filter(has_words).collect()
    };
    let (mut mine, mut theirs) = (worded(0, first, range), worded(1, second, across));
    if mine.len() * theirs.len() > MOST {
        mine.retain(|index| first.items.get(*index).is_some_and(|item| !item.linked));
        theirs.retain(|index| second.items.get(*index).is_some_and(|item| !item.linked));
    }
    if mine.len() * theirs.len() > MOST {
        return;
    }
    let fit = |row: usize, column: usize| {
        let item = mine.get(row).and_then(|index| first.items.get(*index));
        let other = theirs.get(column).and_then(|index| second.items.get(*index));
        match (item, other) {
            (Some(item), Some(other)) if can_nest(item, other, pairs) => fit_of_texts(item, other),
            _ => 0.0,
        }
    };
    let found = best_in_order(mine.len(), theirs.len(), &fit);
    for (row, column) in found {
        if let (Some(a), Some(b)) = (mine.get(row), theirs.get(column)) {
            pairs.pair(*a, *b, MatchKind::Words);
        }
    }
}

/// How well two items fit by the words of their titles, of which one at least is text.
fn fit_of_texts(item: &EntryFeatures, other: &EntryFeatures) -> f32 {
    let similarity = similarity(&item.words, &other.words);
    let named = match (item.linked, other.linked) {
        (true, true) => return 0.0,
        (false, false) => return (similarity - 0.25).max(0.0),
        (true, false) => item,
        (false, true) => other,
    };
    // All that the link is called stands in the text.
    let common = shared(&item.words, &other.words);
    let is_telling = common > 1 || named.title_length >= TELLING_TITLE;
    if common == named.words.len() && is_telling { (similarity - 0.5).max(0.0) } else { 0.0 }
}

/// Whether two items can be one as far as the items around them go.
fn can_nest(item: &EntryFeatures, other: &EntryFeatures, pairs: &EntryMatches) -> bool {
    match (item.parent, other.parent) {
        (Some(parent), Some(across)) => pairs.partner(0, parent).is_none_or(|partner| partner == across),
        _ => item.depth == other.depth,
    }
}

/// Pairs, between two neighbours of a pair of sections that are sure, as many items as there are across, where each
/// could be the other.
pub(super) fn pair_by_position(
    features: [&Features; 2],
    documents: [&Document; 2],
    [(from, end), (across, across_end)]: [(usize, usize); 2],
    pairs: &mut EntryMatches,
) {
    let [first, second] = features;
    let sure: Vec<(usize, usize)> = (from..end)
        .filter_map(|index| Some((index, pairs.partner(0, index)?)))
        .filter(|(_, other)| (across..across_end).contains(other))
        .collect();
    let order: Vec<usize> = sure.iter().map(|(_, other)| *other).collect();
    let kept = longest_increasing(&order);
    let sure = sure.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair);
    let ends: Vec<(usize, usize)> = sure.chain([(end, across_end)]).collect();
    let (mut from, mut across) = (from, across);
    let both_latin = first.is_latin && second.is_latin;
    for (end, across_end) in ends {
        let gap: Vec<usize> = (from..end).filter(|index| pairs.is_alone(0, *index)).collect();
        let gap_across: Vec<usize> = (across..across_end).filter(|index| pairs.is_alone(1, *index)).collect();
        (from, across) = (end + 1, across_end + 1);
        let both = || gap.iter().copied().zip(gap_across.iter().copied());
        let can_be = |(a, b): (usize, usize)| match (first.items.get(a), second.items.get(b)) {
            // The intended text of a malformed link says nothing.
            (Some(item), Some(other)) if item.malformed != other.malformed => item.depth == other.depth,
            (Some(item), Some(other)) if item.depth == other.depth && item.linked == other.linked => {
                (both_latin && !item.linked) || !are_unlike(item, other) || are_translated(documents, item, other)
            }
            _ => false,
        };
        if gap.len() == gap_across.len() && both().all(can_be) {
            for (a, b) in both() {
                pairs.pair(a, b, MatchKind::Position);
            }
        } else {
            pair_translated_text(features, (&gap, &gap_across), pairs);
        }
    }
}

/// Pairs the text items of a gap in order: a translated sentence gives little to go by. Which of the longer side are left
/// over is not known, so that none of them counts as missing.
fn pair_translated_text(
    [first, second]: [&Features; 2],
    (gap, across): (&[usize], &[usize]),
    pairs: &mut EntryMatches,
) {
    let texts = |features: &Features, gap: &[usize]| -> Vec<usize> {
        let is_text = |index: &usize| features.items.get(*index).is_some_and(|item| !item.linked);
        gap.iter().copied().filter(is_text).collect()
    };
    let (mine, theirs) = (texts(first, gap), texts(second, across));
    if mine.is_empty() || theirs.is_empty() || mine.len() * theirs.len() > MOST {
        return;
    }
    let fit = |row: usize, column: usize| {
        let item = mine.get(row).and_then(|index| first.items.get(*index));
        let other = theirs.get(column).and_then(|index| second.items.get(*index));
        let same_depth = item.zip(other).filter(|(item, other)| item.depth == other.depth);
        same_depth.map_or(0.0, |(item, other)| 0.1 + similarity(&item.words, &other.words))
    };
    for (row, column) in best_in_order(mine.len(), theirs.len(), &fit) {
        if let (Some(a), Some(b)) = (mine.get(row), theirs.get(column)) {
            pairs.pair(*a, *b, MatchKind::Position);
        }
    }
    for (side, texts) in [mine, theirs].iter().enumerate() {
        for index in texts.iter().filter(|index| pairs.is_alone(side, **index)).copied().collect::<Vec<_>>() {
            pairs.leave_open(side, index);
        }
    }
}

/// Whether the URLs of two items lead to one resource in two languages: articles of an encyclopedia.
fn are_translated([first, second]: [&Document; 2], item: &EntryFeatures, other: &EntryFeatures) -> bool {
    let keys = first
        .entry(item.entry)
        .and_then(|entry| key_of(first, entry))
        .zip(second.entry(other.entry).and_then(|entry| key_of(second, entry)));
    keys.is_some_and(|(key, other)| is_same_except_language(&key, &other))
}

/// Whether both titles have words that survive translation, and share none. Names do in any script; of what is not a name
/// only Latin words in other letters.
fn are_unlike(item: &EntryFeatures, other: &EntryFeatures) -> bool {
    item.is_in_other_letters == other.is_in_other_letters
        && !item.words.is_empty()
        && !other.words.is_empty()
        && shared(&item.words, &other.words) == 0
}
