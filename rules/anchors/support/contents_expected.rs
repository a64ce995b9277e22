//! What a table of contents should hold, by its own habits: levels, order and depth.

use crate::anchors::support::contents_map::{ContentsLine, ContentsMap, StandsFor};
use crate::anchors::support::contents_text::{ALIKE, likeness, likeness_of_words, without_number};
use curate_document::SectionKind;
use curate_document::{Section, SectionId};
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

/// So many lines that lead nowhere are compared with every heading at most.
const MOST_COMPARED: usize = 50;
/// How often pairing is tried at most: once for each level that headings are nested in.
const PAIRINGS: usize = 4;

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
fn missing_with(map: &ContentsMap<'_>, dead: &[usize]) -> Vec<bool> {
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
    let mut missing: Vec<bool> = Vec::with_capacity(sections.len());
    for (index, section) in sections.iter().enumerate() {
        let of_level = levels.get(&section.level).copied().unwrap_or_default();
        let of_siblings = siblings.get(&(section.parent, section.level)).copied().unwrap_or_default();
        let parent = section.parent.map(|parent| parent.0 as usize);
        let under_listed = parent.is_some_and(|parent| listed(parent) || missing.get(parent) == Some(&true));
        let is_missing = judged(index)
            && !listed(index)
            && of_level.share() > LISTED_SHARE
            && if of_siblings.listed > 0 {
                of_siblings.share() >= LISTED_SHARE
            } else {
                under_listed && of_level.share() >= LISTED_ELSEWHERE && of_level.listed >= LISTED_ELSEWHERE_LINES
            };
        missing.push(is_missing);
    }
    missing
}

/// By the depth of lines, the heading levels that they list.
fn levels_at_depths(map: &ContentsMap<'_>) -> BTreeMap<u8, Vec<u8>> {
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

/// The sections without a line that the line at `index`, which leads nowhere, may have been meant for: between the sections of the
/// lines around it, and of a level that other lines at its depth list, of any level where there are none.
pub(crate) fn unlisted_beside(map: &ContentsMap<'_>, in_order: &[bool], index: usize) -> Vec<usize> {
    let Some(line) = map.lines.get(index) else { return Vec::new() };
    let placed = |line: usize| map.section_of_line(line).filter(|_| in_order.get(line) == Some(&true));
    let first = (0..index).rev().find_map(placed).map_or(0, |section| section + 1);
    let end = (index + 1..map.lines.len()).find_map(placed).unwrap_or(map.line_of.len());
    let levels_at = levels_at_depths(map);
    let levels = levels_at.get(&line.item.depth);
    let of_role = of_same_role(map, line, levels);
    (first..end).filter(|section| is_unlisted(map, levels, *section) || of_role.contains(section)).collect()
}

/// The sections without a line after the contents that are about the list in the way that `line` says: its licence by another word.
fn of_same_role(map: &ContentsMap<'_>, line: &ContentsLine<'_>, levels: Option<&Vec<u8>>) -> Vec<usize> {
    let Some(role) = SectionKind::of(&line.text) else { return Vec::new() };
    let is_meant = |(index, section): &(usize, &Section)| {
        section.span.start >= map.contents.span.end
            && map.is_free(*index)
            && levels.is_none_or(|levels| levels.contains(&section.level))
            && SectionKind::of(&map.name(section)) == Some(role)
    };
    map.document.sections().iter().enumerate().filter(is_meant).map(|(index, _)| index).collect()
}

/// Whether the section at `index` has no line, may not be left out, and is of one of `levels`.
fn is_unlisted(map: &ContentsMap<'_>, levels: Option<&Vec<u8>>, index: usize) -> bool {
    let level = map.section(index).map_or(0, |section| section.level);
    map.optional.get(index) == Some(&false)
        && map.line_of.get(index) == Some(&None)
        && levels.is_none_or(|levels| levels.contains(&level))
}

/// Pairs the lines that lead nowhere with sections without a line that have nearly their names, or are alone in being about the list
/// in the way that they say, wherever these stand.
pub(crate) fn pair_by_likeness(map: &mut ContentsMap<'_>) {
    let dead: Vec<usize> = (0..map.lines.len())
        .filter(|index| map.lines.get(*index).is_some_and(|line| line.stands_for == StandsFor::Nothing))
        .take(MOST_COMPARED)
        .collect();
    let levels_at = levels_at_depths(map);
    for index in dead {
        let Some(line) = map.lines.get(index) else { continue };
        let free = (0..map.line_of.len()).filter(|section| map.line_of.get(*section) == Some(&None));
        let alike = |name: &str| {
            likeness(without_number(&line.text), without_number(name)).max(likeness_of_words(&line.text, name))
        };
        let rated = free.filter_map(|section| Some((alike(&map.name(map.section(section)?)), section)));
        let best = rated.filter(|(rating, _)| *rating >= ALIKE).max_by(|(a, _), (b, _)| a.total_cmp(b));
        let levels = levels_at.get(&line.item.depth);
        let best = best.map(|(_, section)| section).filter(|section| is_unlisted(map, levels, *section));
        let of_role = || match of_same_role(map, line, levels).as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        if let Some(section) = best.or_else(of_role) {
            map.claim(index, StandsFor::ByLikeness(section));
        }
    }
}

/// Pairs the lines that lead nowhere with the missing sections that stand at the same place: between the same two
/// lines, as many of the one as of the other.
pub(crate) fn pair_by_place(map: &mut ContentsMap<'_>) {
    // A renamed section, once found, may show that its parts are missing too.
    for _ in 0..PAIRINGS {
        let open =
            |map: &ContentsMap<'_>| map.lines.iter().filter(|line| line.stands_for == StandsFor::Nothing).count();
        let before = open(map);
        pair_once(map);
        if before == open(map) {
            break;
        }
    }
}

fn pair_once(map: &mut ContentsMap<'_>) {
    let is_dead = |index: &usize| map.lines.get(*index).is_some_and(|line| line.stands_for == StandsFor::Nothing);
    // A heading that was renamed was listed: without its line a short contents list would seem to leave it out.
    let dead: Vec<usize> = (0..map.lines.len()).filter(is_dead).collect();
    let missing = missing_with(map, &dead);
    let in_order = in_order(map);
    let depths = depths(map);
    let mut after: Option<usize> = None;
    let mut run: Vec<usize> = Vec::new();
    for index in 0..=map.lines.len() {
        let stands_for = map.lines.get(index).map(|line| line.stands_for);
        if stands_for == Some(StandsFor::Nothing) {
            run.push(index);
            continue;
        }
        let section = stands_for.and_then(StandsFor::section).filter(|_| in_order.get(index) == Some(&true));
        if stands_for.is_some() && section.is_none() {
            continue;
        }
        let first = after.map_or(0, |after| after + 1);
        let end = section.unwrap_or(missing.len());
        let free: Vec<usize> = (first..end).filter(|section| missing.get(*section) == Some(&true)).collect();
        let fits = |line: &usize, section: &usize| {
            let depth = map.section(*section).and_then(|section| depths.get(&section.level));
            depth.is_none() || map.lines.get(*line).map(|line| line.item.depth) == depth.copied()
        };
        if free.len() == run.len() && run.iter().zip(&free).all(|(line, section)| fits(line, section)) {
            for (line, section) in run.iter().zip(free) {
                map.claim(*line, StandsFor::ByPlace(section));
            }
        }
        run.clear();
        after = section;
    }
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
