//! Matches entries, the surest evidence first.

use super::digest::{Digest, Number, Table, number};
use super::items::{Item, key_of};
use super::matched::Matched;
use super::{How, Partner, gaps, resemblance};
use crate::model::Document;
use foldhash::fast::RandomState;
use std::collections::{HashSet, VecDeque};

/// Of several entries with one URL, how many are looked at for the best.
const LOOKED_AT: usize = 8;
/// The same for text without a link.
const TELLING_TEXT: usize = 16;
/// A title alone says that two entries in different sections are one from this many characters on.
const TELLING_TITLE: usize = 5;

/// Matched items.
#[derive(Debug)]
pub struct Pairs {
    partners: [Vec<Option<(usize, How)>>; 2],
    /// By side, whether an item that is alone is known across all the same.
    elsewhere: [Vec<bool>; 2],
}

impl Pairs {
    /// The item that `item` of `side` is paired with.
    pub fn partner(&self, side: usize, item: usize) -> Option<usize> {
        self.partners.get(side)?.get(item).copied().flatten().map(|(other, _)| other)
    }

    /// Whether `item` of `side` is still alone.
    pub fn is_alone(&self, side: usize, item: usize) -> bool {
        self.partners.get(side).and_then(|partners| partners.get(item)).is_some_and(Option::is_none)
    }

    /// Pairs two items.
    pub fn pair(&mut self, first: usize, second: usize, how: How) {
        let [mine, theirs] = &mut self.partners;
        if let (Some(a), Some(b)) = (mine.get_mut(first), theirs.get_mut(second)) {
            (*a, *b) = (Some((second, how)), Some((first, how)));
        }
    }

    /// Says that an item of `side` which is alone may be known across: nothing tells.
    pub fn leave_open(&mut self, side: usize, item: usize) {
        if let Some(slot) = self.elsewhere.get_mut(side).and_then(|items| items.get_mut(item)) {
            *slot = true;
        }
    }

    /// What became of every entry of `side`, which is `mine` and has `count` entries.
    pub fn partners(&self, side: usize, mine: &Digest, theirs: &Digest, count: usize) -> Vec<Partner> {
        let mut partners = vec![Partner::Outside; count];
        let across = |item: usize| theirs.items.get(item).map(|item| item.entry);
        for (index, item) in mine.items.iter().enumerate() {
            let paired = self.partners.get(side).and_then(|partners| partners.get(index)).copied().flatten();
            let elsewhere =
                self.elsewhere.get(side).and_then(|items| items.get(index)).is_some_and(|elsewhere| *elsewhere);
            let alone = if elsewhere { Partner::Elsewhere } else { Partner::Missing };
            let partner = paired.and_then(|(other, how)| Some(Partner::Paired(across(other)?, how))).unwrap_or(alone);
            if let Some(slot) = partners.get_mut(item.entry.0 as usize) {
                *slot = partner;
            }
        }
        partners
    }
}

/// Matches the entries of two documents whose sections are matched.
pub fn matched(digests: [&Digest; 2], nodes: &Matched, documents: [&Document; 2]) -> Pairs {
    let [first, second] = digests;
    let counts = [first.items.len(), second.items.len()];
    let mut pairs =
        Pairs { partners: counts.map(|count| vec![None; count]), elsewhere: counts.map(|count| vec![false; count]) };
    let key = |_: usize, _: usize, item: &Item| item.key;
    by(digests, Some(nodes), &mut pairs, How::Url, &key);
    // What is in its section under its title is that, even if its URL leads to what is in another one.
    let named = |item: &Item| item.title.filter(|_| item.linked && item.title_length >= TELLING_TEXT);
    by_title(digests, Some(nodes), &mut pairs, &named);
    by(digests, None, &mut pairs, How::Url, &key);
    let localised = localised(digests, &pairs, documents);
    let key =
        |side: usize, index: usize, _: &Item| localised.get(side).and_then(|keys| keys.get(index)).copied().flatten();
    by(digests, Some(nodes), &mut pairs, How::LocalisedUrl, &key);
    by(digests, None, &mut pairs, How::LocalisedUrl, &key);
    let mut titled = |nodes: Option<&Matched>, linked: Option<bool>| {
        let wanted = |item: &Item| {
            let length = if item.linked { TELLING_TITLE } else { TELLING_TEXT };
            let telling = nodes.is_some() || item.title_length >= length;
            item.title.filter(|_| telling && linked.is_none_or(|linked| item.linked == linked))
        };
        by_title(digests, nodes, &mut pairs, &wanted);
    };
    titled(Some(nodes), Some(true));
    titled(Some(nodes), Some(false));
    titled(Some(nodes), None);
    titled(None, Some(true));
    titled(None, Some(false));
    for pair in nodes.pairs() {
        let ranges = [nodes.items(0, first, pair.0), nodes.items(1, second, pair.1)];
        resemblance::pair_linked(digests, ranges, &mut pairs);
        gaps::pair_text(digests, ranges, &mut pairs);
        gaps::pair_by_place(digests, documents, ranges, &mut pairs);
    }
    find_elsewhere(digests, nodes, &mut pairs);
    pairs
}

/// The localised keys of the items that are still alone, by side.
fn localised(digests: [&Digest; 2], pairs: &Pairs, documents: [&Document; 2]) -> [Vec<Option<Number>>; 2] {
    let mut keys = [Vec::new(), Vec::new()];
    for (side, ((digest, document), keys)) in digests.iter().zip(documents).zip(&mut keys).enumerate() {
        keys.extend(digest.items.iter().enumerate().map(|(index, item)| {
            let entry = document.entry(item.entry).filter(|_| item.key.is_some() && pairs.is_alone(side, index))?;
            Some(number(key_of(document, entry)?.localised().as_str()))
        }));
    }
    keys
}

type Feature<'a> = &'a dyn Fn(usize, usize, &Item) -> Option<Number>;

/// Where an item is looked for: in the first document's section (or anywhere, `usize::MAX`) under a feature.
fn place(side: usize, item: &Item, nodes: Option<&Matched>) -> Option<usize> {
    match nodes {
        None => Some(usize::MAX),
        Some(nodes) if side == 0 => Some(nodes.home(0, item.node).unwrap_or(item.node)),
        Some(nodes) => nodes.home(1, item.node),
    }
}

/// Pairs the items that are alone and have the same feature, the one with the same title or else the next one first.
fn by(digests: [&Digest; 2], nodes: Option<&Matched>, pairs: &mut Pairs, how: How, feature: Feature<'_>) {
    let [first, second] = digests;
    let mut open: Table<(usize, Number), VecDeque<usize>> = Table::default();
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
            pairs.pair(index, other, how);
        }
    }
}

/// Pairs the items with the same title where both sides have it equally often; anywhere, where both have it once.
fn by_title(
    digests: [&Digest; 2],
    nodes: Option<&Matched>,
    pairs: &mut Pairs,
    wanted: &dyn Fn(&Item) -> Option<Number>,
) {
    let [first, second] = digests;
    let mut titled: Table<(usize, Number), [Vec<usize>; 2]> = Table::default();
    for (side, digest) in digests.iter().enumerate() {
        for (index, item) in digest.items.iter().enumerate().filter(|(index, _)| pairs.is_alone(side, *index)) {
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
                pairs.pair(*a, *b, How::Title);
            }
        }
    }
}

/// An item with its title and its index.
type Titled<'a> = (Number, usize, &'a Item);

/// The items with a resource, sorted by their titles.
fn titled(digest: &Digest) -> Vec<Titled<'_>> {
    let linked = digest.items.iter().enumerate().filter(|(_, item)| item.linked);
    let mut titled: Vec<Titled<'_>> = linked.filter_map(|(index, item)| Some((item.title?, index, item))).collect();
    titled.sort_unstable_by_key(|(title, index, _)| (*title, *index));
    titled
}

/// Those of `titled` that are called `title`.
fn of_title<'a, 'd>(titled: &'a [Titled<'d>], title: Number) -> &'a [Titled<'d>] {
    let first = titled.partition_point(|(other, ..)| *other < title);
    let rest = titled.get(first..).unwrap_or(&[]);
    rest.get(..rest.iter().take_while(|(other, ..)| *other == title).count()).unwrap_or(&[])
}

/// Finds the items that are alone but whose resource is known across: linked to anywhere, in an entry of the same title,
/// or in an entry that stands for another one here. What has a malformed link is for another rule.
fn find_elsewhere(digests: [&Digest; 2], nodes: &Matched, pairs: &mut Pairs) {
    for (side, digest) in digests.iter().enumerate() {
        let Some(theirs) = digests.get(1 - side) else { continue };
        let across: HashSet<Number, RandomState> =
            theirs.nodes.iter().flat_map(|node| node.keys.iter().map(|(key, _)| *key)).collect();
        let (own, titles) = (titled(digest), titled(theirs));
        let is_titled = |item: &Item| {
            let Some(title) = item.title.filter(|_| item.linked) else { return false };
            let there = of_title(&titles, title);
            // A short title tells nothing where others have it too (`PDF`).
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
        let is_paired = |(index, item): (usize, &Item)| item.key.filter(|_| !pairs.is_alone(side, index));
        let paired: HashSet<Number, RandomState> = digest.items.iter().enumerate().filter_map(is_paired).collect();
        let is_elsewhere = |item: &Item| {
            let known = match item.key {
                Some(key) => across.contains(&key) || paired.contains(&key),
                None => !item.other_keys.is_empty() && item.other_keys.iter().all(|key| across.contains(key)),
            };
            known || item.malformed || is_titled(item)
        };
        let known =
            digest.items.iter().enumerate().filter(|(index, item)| pairs.is_alone(side, *index) && is_elsewhere(item));
        for index in known.map(|(index, _)| index).collect::<Vec<_>>() {
            pairs.leave_open(side, index);
        }
    }
}
