//! Pairs the links of text outside entries.

use super::features::Features;
use super::language_menu::{is_called_by_language, is_language_link};
use super::order::longest_increasing;
use super::pairing::{LinkPair, MatchKind};
use super::section_matches::SectionMatches;
use crate::model::{Document, LinkId};
use std::collections::HashMap;

/// Links of text by node, in order: those with text and a web address, outside entries, contents and headings.
fn by_node(document: &Document, features: &Features) -> Vec<Vec<LinkId>> {
    let mut nodes = vec![Vec::new(); features.nodes.len()];
    for (index, link) in document.links().iter().enumerate() {
        let counts = !link.image
            && link.has_text
            && link.key().is_some()
            && link.entry.is_none()
            && !is_language_link(document, link)
            && !is_called_by_language(document.text(link.text));
        if !counts || document.navigation.iter().any(|span| span.contains(link.span)) {
            continue;
        }
        if let Some(links) = nodes.get_mut(features.node_at(link.span.start)) {
            links.push(LinkId(index as u32));
        }
    }
    nodes
}

/// The pairs of links in the text of matched sections: by URL, then by order between those, where the counts agree.
pub(super) fn links(documents: [&Document; 2], features: [&Features; 2], nodes: &SectionMatches) -> Vec<LinkPair> {
    let [first, second] = documents;
    let [mine, theirs] = [by_node(first, features[0]), by_node(second, features[1])];
    let mut pairs = Vec::new();
    for (node, partner) in nodes.pairs() {
        if let (Some(mine), Some(theirs)) = (mine.get(node), theirs.get(partner)) {
            in_section(documents, mine, theirs, &mut pairs);
        }
    }
    pairs.sort_unstable_by_key(|pair| pair.first);
    pairs
}

fn in_section([first, second]: [&Document; 2], mine: &[LinkId], theirs: &[LinkId], pairs: &mut Vec<LinkPair>) {
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, id) in theirs.iter().enumerate().rev() {
        if let Some(key) = second.link(*id).and_then(|link| link.key()) {
            open.entry(key.as_str()).or_default().push(index);
        }
    }
    let mut same: Vec<(usize, usize)> = Vec::new();
    for (index, id) in mine.iter().enumerate() {
        let key = first.link(*id).and_then(|link| link.key());
        if let Some(other) = key.and_then(|key| open.get_mut(key.as_str())?.pop()) {
            same.push((index, other));
        }
    }
    let paired: Vec<usize> = same.iter().map(|(_, other)| *other).collect();
    let kept = longest_increasing(&paired);
    let (mut given, mut taken) = (vec![false; mine.len()], vec![false; theirs.len()]);
    for (index, other) in &same {
        if let (Some(mine), Some(theirs)) = (given.get_mut(*index), taken.get_mut(*other)) {
            (*mine, *theirs) = (true, true);
        }
    }
    let mut push = |row: usize, column: usize, kind: MatchKind| {
        if let (Some(a), Some(b)) = (mine.get(row), theirs.get(column)) {
            pairs.push(LinkPair { first: *a, second: *b, kind });
        }
    };
    let (mut from, mut across) = (0, 0);
    let mut at = same.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(pair, _)| *pair).collect::<Vec<_>>();
    at.push((mine.len(), theirs.len()));
    for (end, across_end) in at {
        let gap: Vec<usize> = (from..end).filter(|index| given.get(*index) == Some(&false)).collect();
        let gap_across: Vec<usize> = (across..across_end).filter(|index| taken.get(*index) == Some(&false)).collect();
        if gap.len() == gap_across.len() {
            for (a, b) in gap.iter().zip(&gap_across) {
                push(*a, *b, MatchKind::Position);
            }
        }
        (from, across) = (end + 1, across_end + 1);
    }
    for (a, b) in &same {
        push(*a, *b, MatchKind::Url);
    }
}
