//! Matches entries, the surest evidence first.

use super::entry_features::{EntryFeatures, key_of};
use super::entry_matches::EntryMatches;
use super::features::Features;
use super::pairing::MatchKind;
use super::section_matches::SectionMatches;
use super::text_hash::{FastMap, TextHash, text_hash};
use super::{positional, similarity};
use crate::model::Document;
use foldhash::fast::RandomState;
use std::collections::{HashSet, VecDeque};

/// Of several entries with one URL, how many are looked at for the best.
const LOOKED_AT: usize = 8;
/// The same for text without a link.
const TELLING_TEXT: usize = 16;
/// A title alone says that two entries in different sections are one from this many characters on.
const TELLING_TITLE: usize = 5;

/// Matches the entries of two documents whose sections are matched.
pub(super) fn matched(features: [&Features; 2], nodes: &SectionMatches, documents: [&Document; 2]) -> EntryMatches {
    let [first, second] = features;
    let counts = [first.items.len(), second.items.len()];
    let mut pairs = EntryMatches::none(counts);
    let key = |_: usize, _: usize, item: &EntryFeatures| item.key;
    by(features, Some(nodes), &mut pairs, MatchKind::Url, &key);
    // What is in its section under its title is that, even if its URL leads to what is in another one.
    let named = |item: &EntryFeatures| item.title.filter(|_| item.linked && item.title_length >= TELLING_TEXT);
    by_title(features, Some(nodes), &mut pairs, &named);
    by(features, None, &mut pairs, MatchKind::Url, &key);
    let localised = localised(features, &pairs, documents);
    let key = |side: usize, index: usize, _: &EntryFeatures| {
        localised.get(side).and_then(|keys| keys.get(index)).copied().flatten()
    };
    by(features, Some(nodes), &mut pairs, MatchKind::LocalisedUrl, &key);
    by(features, None, &mut pairs, MatchKind::LocalisedUrl, &key);
    let mut titled = |nodes: Option<&SectionMatches>, linked: Option<bool>| {
        let wanted = |item: &EntryFeatures| {
            let length = if item.linked { TELLING_TITLE } else { TELLING_TEXT };
            let telling = nodes.is_some() || item.title_length >= length;
            item.title.filter(|_| telling && linked.is_none_or(|linked| item.linked == linked))
        };
        by_title(features, nodes, &mut pairs, &wanted);
    };
    titled(Some(nodes), Some(true));
    titled(Some(nodes), Some(false));
    titled(Some(nodes), None);
    titled(None, Some(true));
    titled(None, Some(false));
    for pair in nodes.pairs() {
        let ranges = [nodes.items(0, first, pair.0), nodes.items(1, second, pair.1)];
        similarity::pair_linked(features, ranges, &mut pairs);
        positional::pair_text(features, ranges, &mut pairs);
        positional::pair_by_position(features, documents, ranges, &mut pairs);
    }
    find_elsewhere(features, nodes, &mut pairs);
    pairs
}

/// The localised keys of the items that are still alone, by side.
fn localised(features: [&Features; 2], pairs: &EntryMatches, documents: [&Document; 2]) -> [Vec<Option<TextHash>>; 2] {
    let mut keys = [Vec::new(), Vec::new()];
    for (side, ((own, document), keys)) in features.iter().zip(documents).zip(&mut keys).enumerate() {
        keys.extend(own.items.iter().enumerate().map(|(index, item)| {
            let entry = document.entry(item.entry).filter(|_| item.key.is_some() && pairs.is_alone(side, index))?;
            Some(text_hash(key_of(document, entry)?.localised().as_str()))
        }));
    }
    keys
}

type Feature<'a> = &'a dyn Fn(usize, usize, &EntryFeatures) -> Option<TextHash>;

/// Where an item is looked for: in the first document's section (or anywhere, `usize::MAX`) under a feature.
fn place(side: usize, item: &EntryFeatures, nodes: Option<&SectionMatches>) -> Option<usize> {
    match nodes {
        None => Some(usize::MAX),
        Some(nodes) if side == 0 => Some(nodes.home(0, item.node).unwrap_or(item.node)),
        Some(nodes) => nodes.home(1, item.node),
    }
}

/// Pairs the items that are alone and have the same feature, the one with the same title or else the next one first.
fn by(
    features: [&Features; 2],
    nodes: Option<&SectionMatches>,
    pairs: &mut EntryMatches,
    kind: MatchKind,
    feature: Feature<'_>,
) {
    let [first, second] = features;
    let mut open: FastMap<(usize, TextHash), VecDeque<usize>> = FastMap::default();
    for (index, item) in second.items.iter().enumerate().filter(|(index, _)| pairs.is_alone(1, *index)) {
        if let (Some(place), Some(feature)) = (place(1, item, nodes), feature(1, index, item)) {
            open.entry((place, feature)).or_default().push_back(index);
        }
    }
    for (index, item) in first.items.iter().enumerate() {
        if !pairs.is_alone(0, index) {
            continue;
        }
        let (Some(place), Some(feature)) = (place(0, item, nodes), feature(0, index, item)) else { continue };
        let Some(candidates) = open.get_mut(&(place, feature)) else { continue };
        let same_title =
            |candidate: &usize| second.items.get(*candidate).is_some_and(|other| other.title == item.title);
        let best = candidates.iter().take(LOOKED_AT).position(same_title).unwrap_or(0);
        if let Some(other) = candidates.remove(best) {
            pairs.pair(index, other, kind);
        }
    }
}

/// Pairs the items with the same title where both sides have it equally often; anywhere, where both have it once.
fn by_title(
    features: [&Features; 2],
    nodes: Option<&SectionMatches>,
    pairs: &mut EntryMatches,
    wanted: &dyn Fn(&EntryFeatures) -> Option<TextHash>,
) {
    let [first, second] = features;
    let mut titled: FastMap<(usize, TextHash), [Vec<usize>; 2]> = FastMap::default();
    for (side, own) in features.iter().enumerate() {
        for (index, item) in own.items.iter().enumerate().filter(|(index, _)| pairs.is_alone(side, *index)) {
            let (Some(place), Some(title)) = (place(side, item, nodes), wanted(item)) else { continue };
            if let Some(items) = titled.entry((place, title)).or_default().get_mut(side) {
                items.push(index);
            }
        }
    }
    #[expect(clippy::iter_over_hash_type, reason = "no two groups share an item")]
    for [mine, theirs] in titled.values() {
        // A desktop and a game engine may have one name.
        let may_be_one = |a: usize, b: usize| {
            nodes.is_some() || first.items.get(a).zip(second.items.get(b)).is_some_and(|(a, b)| a.may_be_one(b))
        };
        if mine.len() == theirs.len() && (nodes.is_some() || mine.len() == 1) {
            for (a, b) in mine.iter().zip(theirs).filter(|(a, b)| may_be_one(**a, **b)) {
                pairs.pair(*a, *b, MatchKind::Title);
            }
        }
    }
}

/// An item with its title and its index.
type Titled<'a> = (TextHash, usize, &'a EntryFeatures);

/// The items with a resource, sorted by their titles.
fn titled(features: &Features) -> Vec<Titled<'_>> {
    let linked = features.items.iter().enumerate().filter(|(_, item)| item.linked);
    let mut titled: Vec<Titled<'_>> = linked.filter_map(|(index, item)| Some((item.title?, index, item))).collect();
    titled.sort_unstable_by_key(|(title, index, _)| (*title, *index));
    titled
}

/// Those of `titled` that are called `title`.
fn of_title<'a, 'd>(titled: &'a [Titled<'d>], title: TextHash) -> &'a [Titled<'d>] {
    let first = titled.partition_point(|(other, ..)| *other < title);
    let rest = titled.get(first..).unwrap_or(&[]);
    rest.get(..rest.iter().take_while(|(other, ..)| *other == title).count()).unwrap_or(&[])
}

/// Finds the items that are alone but whose resource is known across: linked to anywhere, in an entry of the same title,
/// or in an entry that stands for another one here. What has a malformed link is for another rule.
fn find_elsewhere(features: [&Features; 2], nodes: &SectionMatches, pairs: &mut EntryMatches) {
    for (side, mine) in features.iter().enumerate() {
        let Some(theirs) = features.get(1 - side) else { continue };
        let across: HashSet<TextHash, RandomState> =
            theirs.nodes.iter().flat_map(|node| node.keys.iter().map(|(key, _)| *key)).collect();
        let (own, titles) = (titled(mine), titled(theirs));
        let is_titled = |item: &EntryFeatures| {
            let Some(title) = item.title.filter(|_| item.linked) else { return false };
            let there = of_title(&titles, title);
            // A short title says nothing where others have it too (`PDF`).
            let once = || of_title(&own, title).len() == 1 && there.len() == 1;
            let is_one = |(_, index, other): &Titled<'_>| {
                let homes = (nodes.home(side, item.node), nodes.home(1 - side, other.node));
                // What stands for another one here is this one as well only if it is of one site.
                let is_alone = pairs.is_alone(1 - side, *index);
                let may_be_one = || if is_alone { item.may_be_one(other) } else { item.is_at_one_site(other) };
                (homes.0.is_some() && homes.0 == homes.1) || may_be_one()
            };
            (item.title_length >= TELLING_TITLE || once()) && there.iter().any(is_one)
        };
        let is_paired = |(index, item): (usize, &EntryFeatures)| item.key.filter(|_| !pairs.is_alone(side, index));
        let paired: HashSet<TextHash, RandomState> = mine.items.iter().enumerate().filter_map(is_paired).collect();
        let is_elsewhere = |item: &EntryFeatures| {
            let known = match item.key {
                Some(key) => across.contains(&key) || paired.contains(&key),
                None => !item.other_keys.is_empty() && item.other_keys.iter().all(|key| across.contains(key)),
            };
            known || item.malformed || is_titled(item)
        };
        let known =
            mine.items.iter().enumerate().filter(|(index, item)| pairs.is_alone(side, *index) && is_elsewhere(item));
        for index in known.map(|(index, _)| index).collect::<Vec<_>>() {
            pairs.leave_open(side, index);
        }
    }
}
