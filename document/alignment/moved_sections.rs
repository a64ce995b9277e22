//! Matches sections that are still alone by their code, wherever they stand.

use super::features::Features;
use super::section_features::SectionFeatures;
use super::section_matches::SectionMatches;
use super::words::shared;
use std::collections::BTreeSet;

/// So many words of code, and this share of them, say that two sections are one: `checkout -b my-branch`, `checkout -b ma-branche`.
const FEWEST_WORDS: usize = 3;
const ALIKE: f32 = 0.6;
/// The most sections that are looked at on one side.
const MOST: usize = 200;

/// Matches the sections that are alone on both sides and have the most alike code, where that is the same or nearly so.
pub(super) fn match_moved(features: [&Features; 2], matched: &mut SectionMatches) {
    let lone = [0, 1].map(|side| {
        let nodes = features[side].nodes.iter().enumerate();
        let alone = nodes.filter(|(index, node)| !node.code.is_empty() && matched.partner(side, *index).is_none());
        alone.collect::<Vec<_>>()
    });
    if lone.iter().any(|lone| lone.len() > MOST) {
        return;
    }
    let mut likely: Vec<(f32, usize, usize)> = Vec::new();
    for (index, node) in &lone[0] {
        let alike = lone[1].iter().map(|(across, other)| (likeness(node, other), *index, *across));
        likely.extend(alike.filter(|(likeness, ..)| *likeness >= ALIKE));
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut closed = [BTreeSet::new(), BTreeSet::new()];
    for (likeness, index, across) in &likely {
        if closed[0].contains(index) || closed[1].contains(across) {
            continue;
        }
        let is_rival = |(other, mine, theirs): &&(f32, usize, usize)| {
            let is_open = !closed[0].contains(mine) && !closed[1].contains(theirs);
            other.total_cmp(likeness).is_eq() && (mine == index) != (theirs == across) && is_open
        };
        let rivals: Vec<(usize, usize)> =
            likely.iter().filter(is_rival).map(|(_, mine, theirs)| (*mine, *theirs)).collect();
        if rivals.is_empty() {
            matched.pair(*index, *across);
        }
        for (mine, theirs) in rivals.into_iter().chain([(*index, *across)]) {
            closed[0].insert(mine);
            closed[1].insert(theirs);
        }
    }
}

/// How much of the code of two sections is the same: 0 to 1.
fn likeness(node: &SectionFeatures, other: &SectionFeatures) -> f32 {
    if node.code == other.code {
        return 1.0;
    }
    let common = shared(&node.code_words, &other.code_words);
    let all = node.code_words.len() + other.code_words.len();
    if common < FEWEST_WORDS || node.level != other.level { 0.0 } else { 2.0 * common as f32 / all as f32 }
}
