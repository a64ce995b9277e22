//! Matches sections: by what is in them and by what their titles share, then by order in what is left between.

use super::assignment::{WeightedPair, matching};
use super::features::Features;
use super::lost_headings::match_lost_headings;
use super::moved_sections::match_moved;
use super::order::{best_in_order, longest_increasing};
use super::section_evidence::{
    AllKeys, BESIDE, CODE, MARKS, SINGLE, are_other_commands, code_share, evidence_for, has_number_of, has_title_of,
    title_share, titles,
};
use super::section_features::SectionFeatures;
use super::section_matches::SectionMatches;
use super::shared_keys::SharedKeys;
use super::subdivided::match_subdivided;
use super::text_hash::{FastMap, TextHash};
use super::words::similarity;

/// A title that is in more sections than this says nothing about any.
const COMMON: usize = 4;
/// From this share on, what is around two sections is taken for one.
const WITHIN: f32 = 0.2;
/// What sections must have in common to be matched before their place is looked at.
const EVIDENCE: f32 = 0.75;
/// With more than this of what the smaller section has, the larger one may stand for it at its place.
const HALF: f32 = 0.5;
/// What resources that differ in their language count, compared with the same.
const LOCALISED: f32 = 0.9;
/// Up to this many pairs of sections all are compared.
const ALL_PAIRS: usize = 100_000;
/// The largest gap, as the product of its sides, that is aligned.
const LARGEST_GAP: usize = 40_000;

/// Matches the sections of two documents.
pub(super) fn matched(features: [&Features; 2]) -> SectionMatches {
    let [first, second] = features;
    let mut matched = SectionMatches::none(features);
    matched.pair(0, 0);
    let keys = SharedKeys::of(features, |node| &node.keys);
    let names_languages = features.iter().all(|features| features.names_languages);
    let localised = names_languages.then(|| SharedKeys::of(features, |node| &node.localised));
    let marks = SharedKeys::of(features, |node| &node.marks);
    let keys_of_all = AllKeys { keys: &keys, localised: localised.as_ref(), marks: &marks };
    for (a, b) in matching(first.nodes.len(), second.nodes.len(), &candidates(features, &keys_of_all)) {
        matched.pair(a, b);
    }
    match_subdivided(features, [&keys, &marks], &mut matched);
    match_lost_headings(features, &mut matched);
    for node in 0..first.nodes.len() {
        if let Some(partner) = matched.partner(0, node) {
            match_children(features, &keys_of_all, &mut matched, (node, partner));
        }
    }
    match_other_levels(features, &mut matched);
    match_moved(features, &mut matched);
    matched.find_homes(features);
    let pairs: Vec<(usize, usize)> = matched.pairs().collect();
    for pair in pairs {
        matched.set_evidence(pair.0, evidence_for(features, &keys_of_all, pair));
    }
    matched
}

/// The pairs that have something in common, with how much.
fn candidates(features: [&Features; 2], all: &AllKeys<'_>) -> Vec<WeightedPair> {
    let (keys, localised) = (all.keys, all.localised);
    let [first, second] = features;
    let mut candidates = Vec::new();
    for pair in comparable(first, second, keys) {
        let (Some(node), Some(other)) = (first.nodes.get(pair.0), second.nodes.get(pair.1)) else { continue };
        let is_one_titled = node.is_title != other.is_title && !has_title_of(node, other);
        if node.in_contents != other.in_contents || (is_one_titled && node.level != other.level) {
            continue;
        }
        let of_language = localised.map_or(0.0, |keys| LOCALISED * keys.share(pair));
        // Where one of two has its marks in its subsections alone, the other may be one of those.
        let are_alike = node.marks.is_empty() == other.marks.is_empty();
        let of_marks = if are_alike { MARKS * all.marks(pair) } else { 0.0 };
        let of_keys = keys.share(pair).max(of_language);
        let of_keys = if all.is_beside(pair, [node.level, other.level]) { BESIDE * of_keys } else { of_keys };
        let is_single = all.share_one_link(pair);
        let of_keys = if is_single { SINGLE * of_keys } else { of_keys };
        let share = match of_keys.max(of_marks).max(CODE * code_share(node, other)) {
            0.0 => title_share(node, other),
            share => share,
        };
        let unlike = share == 0.0 && keys.have_many(pair);
        let around = (node.parent, other.parent);
        let is_within_same = around == (0, 0) || keys.share(around) >= WITHIN;
        let of_titles = titles((node, other), unlike, is_within_same);
        // One link that others have too may be said of another section.
        if is_single && !keys.has_only(pair) && of_titles == 0.0 {
            continue;
        }
        let evidence = 6.0 * share + 2.5 * of_titles;
        if evidence >= EVIDENCE {
            let level = if node.level == other.level { 0.5 } else { 0.0 };
            let way = place(pair.0, first) - place(pair.1, second);
            let near = 0.5 - 0.25 * (way.abs() + way * way);
            candidates.push(WeightedPair { first: pair.0, second: pair.1, weight: evidence + level + near });
        }
    }
    candidates
}

/// The pairs to look at: all in documents of the usual size, else those that share a key or the title.
fn comparable(first: &Features, second: &Features, keys: &SharedKeys) -> Vec<(usize, usize)> {
    if first.nodes.len() * second.nodes.len() <= ALL_PAIRS {
        return (1..first.nodes.len()).flat_map(|a| (1..second.nodes.len()).map(move |b| (a, b))).collect();
    }
    let mut titled: FastMap<TextHash, Vec<usize>> = FastMap::default();
    for (b, title) in second.nodes.iter().enumerate().filter_map(|(b, node)| Some((b, node.title?))) {
        titled.entry(title).or_default().push(b);
    }
    let same = first.nodes.iter().enumerate().flat_map(|(a, node)| {
        let nodes = node.title.and_then(|title| titled.get(&title)).filter(|nodes| nodes.len() <= COMMON);
        nodes.into_iter().flatten().map(move |b| (a, *b))
    });
    let mut pairs: Vec<(usize, usize)> = keys.pairs().chain(same).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn place(node: usize, features: &Features) -> f32 {
    node as f32 / features.nodes.len() as f32
}

/// Matches by order the children of a matched pair that are still alone, between the children that are not.
fn match_children(
    [first, second]: [&Features; 2],
    all: &AllKeys<'_>,
    matched: &mut SectionMatches,
    (node, partner): (usize, usize),
) {
    let keys = all.keys;
    let children = |features: &Features, node: usize| {
        features.nodes.get(node).map(|node| node.children.clone()).unwrap_or_default()
    };
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
                // Prose stands for a list only where no other section can.
                let same_count = gap.len() == gap_across.len();
                let are_as_many = 2 * gap.len() >= gap_across.len() && 2 * gap_across.len() >= gap.len();
                let is_out = !same_count && (keys.are_of_two_kinds((*a, *b)) || all.are_unlike((*a, *b)));
                let fit = fit(node, other, keys.contained((*a, *b)), same_count);
                let are_alike = node.marks.is_empty() == other.marks.is_empty();
                let of_marks = if are_alike { all.marks((*a, *b)) } else { 0.0 };
                // Among many others one of the same size is soon found.
                let of_size = if are_as_many { likeness(node, other) } else { 0.0 };
                if is_out || fit <= 0.0 { 0.0 } else { fit + of_marks + of_size }
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

/// So many sections in a row are matched on other levels.
const IN_A_ROW: usize = 3;

/// Matches by order what is still alone between two neighbours that are not, whatever the levels: as many on both sides.
fn match_other_levels([first, second]: [&Features; 2], matched: &mut SectionMatches) {
    let mut ends: Vec<(usize, usize)> = matched.pairs().collect();
    ends.push((first.nodes.len(), second.nodes.len()));
    for neighbours in ends.windows(2) {
        let [(from, across), (end, across_end)] = *neighbours else { continue };
        let count = end - from - 1;
        let gap = (across + 1)..across_end;
        if gap.len() != count || count > IN_A_ROW || gap.clone().any(|node| matched.partner(1, node).is_some()) {
            continue;
        }
        let pairs: Vec<(usize, usize)> = (from + 1..end).zip(gap).collect();
        let fits = |(a, b): &(usize, usize)| {
            let (Some(node), Some(other)) = (first.nodes.get(*a), second.nodes.get(*b)) else { return false };
            let is_text =
                |node: &SectionFeatures| node.keys.is_empty() && (first.is_page || node.items.0 == node.items.1);
            is_text(node) && is_text(other) && fit(node, other, 0.0, true) > 1.0
        };
        if pairs.iter().all(fits) {
            for (a, b) in pairs {
                matched.pair(a, b);
            }
        }
    }
}

/// How well two sections without evidence fit; not at all where both have resources and share none, save under one title or among
/// about as many items in words; nor where their titles name different things in code.
fn fit(node: &SectionFeatures, other: &SectionFeatures, contained: f32, same_count: bool) -> f32 {
    let counts = [node, other].map(|node| node.items.1 - node.items.0);
    let [fewest, most] = [counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0)];
    let resources = [node, other].map(|node| node.keys.iter().filter(|(_, weight)| *weight == 2).count());
    let is_titled = has_title_of(node, other);
    // Lists with other resources are other lists, however long.
    let are_lists = resources.iter().zip(counts).all(|(resources, items)| *resources >= items);
    let are_as_many = !are_lists && most > 1 && 5 * fewest >= 4 * most;
    let may_be = is_titled || contained > HALF || (same_count && (resources == [1, 1] || are_as_many));
    let unlike = resources.iter().all(|count| *count > 0) && !may_be;
    let is_other_kind = node.kind.zip(other.kind).is_some_and(|(mine, theirs)| mine != theirs);
    if unlike
        || is_other_kind
        || node.in_contents != other.in_contents
        || are_other_commands(&node.command, &other.command)
    {
        return 0.0;
    }
    let level = if node.level == other.level { 1.0 } else { 0.25 };
    let kind =
        if (fewest == 0) == (most == 0) && node.children.is_empty() == other.children.is_empty() { 1.0 } else { 0.1 };
    let size = if most == 0 { 0.5 } else { 0.5 * fewest as f32 / most as f32 };
    let title = if is_titled || has_number_of(node, other) { 1.0 } else { similarity(&node.words, &other.words) };
    level + kind + size + title + contained
}

/// How alike the texts of two sections are from outside: in the number of their code blocks, and in their part of the document. 0 to 1.
fn likeness(node: &SectionFeatures, other: &SectionFeatures) -> f32 {
    let longest = node.part.max(other.part);
    let length = if longest > 0.0 { node.part.min(other.part) / longest } else { 1.0 };
    let code = if node.code.len() == other.code.len() { 1.0 } else { 0.0 };
    0.5 * length + 0.5 * code
}
