//! What a table of contents should hold, by its own habits: levels, order and depth.

use crate::anchors::support::contents_map::ContentsMap;
use curate_document::SectionId;
use std::collections::BTreeMap;

/// From this share of a level's headings on, the level is listed.
const LISTED_SHARE: f64 = 0.5;
/// Where none of a section's own parts is listed, they are missed only if the level is listed to this share …
const LISTED_ELSEWHERE: f64 = 0.8;
/// … with this many lines.
const LISTED_ELSEWHERE_LINES: usize = 5;
/// A level has a depth where this many lines …
const DEPTH_LINES: usize = 3;
/// … and this share of them agree.
const DEPTH_SHARE: f64 = 0.7;

/// How many headings there are that could be listed, and how many are.
#[derive(Clone, Copy, Default)]
struct Tally {
    listed: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, listed: bool) {
        self.listed += usize::from(listed);
        self.all += 1;
    }

    /// Counts `lines` of what is not listed as listed.
    fn restore(&mut self, lines: usize) {
        self.listed = (self.listed + lines).min(self.all);
    }

    fn share(self) -> f64 {
        self.listed as f64 / self.all.max(1) as f64
    }
}

/// For every section, whether it has no line and should have one.
pub(crate) fn missing(map: &ContentsMap<'_>) -> Vec<bool> {
    missing_with(map, &[])
}

/// As [`missing`], where each of the lines `dead` once listed one heading of the level that others at its depth list.
pub(crate) fn missing_with(map: &ContentsMap<'_>, dead: &[usize]) -> Vec<bool> {
    let sections = map.document.sections();
    let mut levels: BTreeMap<u8, Tally> = BTreeMap::new();
    let mut siblings: BTreeMap<_, Tally> = BTreeMap::new();
    let judged = |index: usize| map.optional.get(index) == Some(&false);
    let listed = |index: usize| map.line_of.get(index).is_some_and(Option::is_some);
    for (index, section) in sections.iter().enumerate().filter(|(index, _)| judged(*index)) {
        levels.entry(section.level).or_default().add(listed(index));
        siblings.entry((section.parent, section.level)).or_default().add(listed(index));
    }
    if !dead.is_empty() {
        let levels_at = levels_at_depths(map);
        let mut once: BTreeMap<(Option<usize>, u8), usize> = BTreeMap::new();
        for line in dead.iter().filter_map(|line| map.lines.get(*line)) {
            let around = line.parent.and_then(|parent| map.section_of_line(parent));
            if let Some([level]) = levels_at.get(&line.item.depth).map(Vec::as_slice) {
                levels.entry(*level).or_default().restore(1);
                *once.entry((around, *level)).or_default() += 1;
            }
        }
        for ((parent, level), tally) in &mut siblings {
            let parent = parent.map(|parent: SectionId| parent.0 as usize).filter(|parent| listed(*parent));
            tally.restore(once.get(&(parent, *level)).copied().unwrap_or(0));
        }
    }
    // What tools write has all headings of its first level.
    let first = map.is_marked_off().then(|| levels.iter().find(|(_, tally)| tally.listed > 0)).flatten();
    let first = first.map(|(level, _)| *level);
    let mut missing: Vec<bool> = Vec::with_capacity(sections.len());
    for (index, section) in sections.iter().enumerate() {
        let of_level = levels.get(&section.level).copied().unwrap_or_default();
        let of_siblings = siblings.get(&(section.parent, section.level)).copied().unwrap_or_default();
        let parent = section.parent.map(|parent| parent.0 as usize);
        let under_listed = parent.is_some_and(|parent| listed(parent) || missing.get(parent) == Some(&true));
        let is_missing = judged(index)
            && !listed(index)
            && if Some(section.level) == first || map.is_complete && of_siblings.listed > 0 {
                true
            } else if of_level.share() <= LISTED_SHARE {
                false
            } else if of_siblings.listed > 0 {
                of_siblings.share() >= LISTED_SHARE
            } else {
                under_listed && of_level.share() >= LISTED_ELSEWHERE && of_level.listed >= LISTED_ELSEWHERE_LINES
            };
        missing.push(is_missing);
    }
    missing
}

/// By the depth of lines, the heading levels that they list.
pub(crate) fn levels_at_depths(map: &ContentsMap<'_>) -> BTreeMap<u8, Vec<u8>> {
    let mut levels: BTreeMap<u8, Vec<u8>> = BTreeMap::new();
    for line in &map.lines {
        if let Some(section) = line.stands_for.section().and_then(|section| map.section(section)) {
            let levels = levels.entry(line.item.depth).or_default();
            if !levels.contains(&section.level) {
                levels.push(section.level);
            }
        }
    }
    levels
}

/// The depth that most lines of each heading level have.
pub(crate) fn depths(map: &ContentsMap<'_>) -> BTreeMap<u8, u8> {
    let mut counts: BTreeMap<u8, BTreeMap<u8, usize>> = BTreeMap::new();
    for line in map.lines.iter().filter(|line| !line.in_group) {
        if let Some(section) = line.stands_for.section().and_then(|section| map.section(section)) {
            *counts.entry(section.level).or_default().entry(line.item.depth).or_default() += 1;
        }
    }
    let decided = |depths: &BTreeMap<u8, usize>| {
        let all: usize = depths.values().sum();
        let (depth, most) = depths.iter().max_by_key(|(_, count)| **count)?;
        (*most >= DEPTH_LINES && *most as f64 >= DEPTH_SHARE * all as f64).then_some(*depth)
    };
    counts.iter().filter_map(|(level, depths)| Some((*level, decided(depths)?))).collect()
}

/// For every line, whether it is one of the longest run of lines that stand in the order of their sections.
pub(crate) fn in_order(map: &ContentsMap<'_>) -> Vec<bool> {
    let placed: Vec<(usize, usize)> =
        (0..map.lines.len()).filter_map(|line| Some((line, map.section_of_line(line)?))).collect();
    // Longest increasing subsequence by patience: the smallest end of a run of each length, as indexes of `placed`.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(placed.len());
    let section_at = |index: usize| placed.get(index).map_or(0, |(_, section)| *section);
    for (index, (_, section)) in placed.iter().enumerate() {
        let length = ends.partition_point(|end| section_at(*end) < *section);
        before.push(length.checked_sub(1).and_then(|previous| ends.get(previous)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut kept = vec![false; map.lines.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        if let Some(kept) = placed.get(index).and_then(|(line, _)| kept.get_mut(*line)) {
            *kept = true;
        }
        at = before.get(index).copied().flatten();
    }
    kept
}

/// The nearest section around `section` that has a line.
pub(crate) fn listed_ancestor(map: &ContentsMap<'_>, section: usize) -> Option<usize> {
    let parent =
        |section: &usize| map.section(*section).and_then(|section| section.parent).map(|parent| parent.0 as usize);
    std::iter::successors(parent(&section), parent)
        .find(|ancestor| map.line_of.get(*ancestor).is_some_and(Option::is_some))
}
