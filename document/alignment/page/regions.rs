//! The parts of two editions whose text stands for each other: matched sections, and what is above the first of them.

use super::super::{Alignment, Side};
use crate::model::{Document, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// A part of one edition and the part of the other that stands for it: a section up to its first subsection, or what stands
/// before any heading and under the title (`None`).
pub type RegionPair = [Option<SectionId>; 2];

/// Which part of the other edition stands for each.
#[derive(Debug)]
pub struct Regions {
    /// The pairs, in the order of the first document.
    pairs: Vec<RegionPair>,
    /// By side, for each section the index of its pair.
    of: [Vec<Option<usize>>; 2],
    /// For each pair, whether it is beyond doubt.
    sure: Vec<bool>,
}

impl Regions {
    /// The parts of two documents, which are aligned.
    pub fn of(documents: [&Document; 2], alignment: &Alignment) -> Self {
        let mut pairs = vec![[None, None]];
        let mut of = documents.map(|document| vec![None; document.sections().len()]);
        let mut put = |side: usize, section: SectionId, region: usize| {
            if let Some(slot) = of.get_mut(side).and_then(|sections| sections.get_mut(section.0 as usize)) {
                *slot = Some(region);
            }
        };
        for (side, (document, own)) in documents.iter().zip([Side::First, Side::Second]).enumerate() {
            let title = SectionId(0);
            let is_title = document.section(title).is_some_and(|section| section.level == 1);
            if is_title && alignment.section(own, title).is_none_or(|across| across == title) {
                put(side, title, 0);
            }
        }
        let is_above = |pair: (SectionId, SectionId)| pair == (SectionId(0), SectionId(0));
        let is_title =
            documents.iter().all(|document| document.section(SectionId(0)).is_some_and(|first| first.level == 1));
        for (first, second) in alignment.sections().filter(|pair| !(is_title && is_above(*pair))) {
            put(0, first, pairs.len());
            put(1, second, pairs.len());
            pairs.push([Some(first), Some(second)]);
        }
        let is_complete =
            [Side::First, Side::Second].iter().all(|side| alignment.lone_sections(*side).next().is_none());
        let unique = documents.map(unique_headings);
        let is_sure = |pair: &RegionPair| {
            is_complete
                || has_sure_neighbours(documents, alignment, *pair)
                || have_one_heading(documents, &unique, *pair)
        };
        let sure = pairs.iter().map(is_sure).collect();
        Self { pairs, of, sure }
    }

    /// The index of the pair that has what is directly in `section` of the document on `side` (0 or 1); `None` where the other
    /// edition lacks the section.
    pub fn index(&self, side: usize, section: Option<SectionId>) -> Option<usize> {
        match section {
            None => Some(0),
            Some(id) => self.of.get(side)?.get(id.0 as usize).copied().flatten(),
        }
    }

    /// Whether the pair called `index` surely stands for each other: all sections have a counterpart, or its neighbours have, or their
    /// headings are the same and no others are.
    pub fn is_sure(&self, index: usize) -> bool {
        self.sure.get(index) == Some(&true)
    }

    /// The pairs, in the order of the first document; what is above all sections is the first.
    pub fn pairs(&self) -> &[RegionPair] {
        &self.pairs
    }
}

/// Whether the sections before and behind those of `pair` stand for each other.
fn has_sure_neighbours(documents: [&Document; 2], alignment: &Alignment, pair: RegionPair) -> bool {
    let [Some(first), Some(second)] = pair else { return true };
    let before = match (first.0.checked_sub(1), second.0.checked_sub(1)) {
        (Some(a), Some(b)) => alignment.section(Side::First, SectionId(a)) == Some(SectionId(b)),
        (None, None) => true,
        _ => false,
    };
    let next = [first, second].map(|id| SectionId(id.0 + 1));
    let are_last = [0, 1].map(|side| documents[side].section(next[side]).is_none());
    let after = alignment.section(Side::First, next[0]).map_or(are_last == [true, true], |across| across == next[1]);
    before && after
}

/// The headings of a document that it has once, by their text.
fn unique_headings(document: &Document) -> BTreeSet<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for section in document.sections() {
        *counts.entry(section.rendered.trim()).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count == 1).map(|(heading, _)| heading).collect()
}

/// Whether the sections of `pair` have one heading in words, and no other section of either document has it.
fn have_one_heading(documents: [&Document; 2], unique: &[BTreeSet<&str>; 2], pair: RegionPair) -> bool {
    let [Some(first), Some(second)] = [0, 1].map(|side| documents[side].section(pair[side]?)) else { return false };
    let heading = first.rendered.trim();
    heading.contains(char::is_alphabetic)
        && heading == second.rendered.trim()
        && unique.iter().all(|headings| headings.contains(heading))
}
