//! Which sections without a line the lines that lead nowhere may have been meant for.

use crate::anchors::support::contents_expected::{depths, in_order, levels_at_depths, missing_with};
use crate::anchors::support::contents_map::{ContentsLine, ContentsMap, StandsFor};
use crate::anchors::support::name_likeness::{ALIKE, likeness, likeness_of_words, without_number};
use curate_document::{Section, SectionKind};

/// At most this many lines that lead nowhere are compared with every heading.
const MOST_COMPARED: usize = 50;
/// How often pairing is tried at most: once for each level that headings are nested in.
const PAIRINGS: usize = 4;

/// The sections without a line that the line at `index`, which leads nowhere, may have been meant for: between the sections of the
/// lines around it, and of a level that other lines at its depth list, of any level where there are none.
pub(crate) fn unlisted_beside(map: &ContentsMap<'_>, in_order: &[bool], index: usize) -> Vec<usize> {
    let Some(line) = map.lines.get(index) else { return Vec::new() };
    let placed = |line: usize| map.section_of_line(line).filter(|_| in_order.get(line) == Some(&true));
    let first = (0..index).rev().find_map(placed).map_or(0, |section| section + 1);
    let end = (index + 1..map.lines.len()).find_map(placed).unwrap_or(map.line_of.len());
    let levels_at = levels_at_depths(map);
    let levels = levels_at.get(&line.item.depth);
    let of_kind = of_same_kind(map, line, levels);
    (first..end).filter(|section| is_unlisted(map, levels, *section) || of_kind.contains(section)).collect()
}

/// The sections without a line after the contents that are about the list in the way that `line` says: its licence by another word.
fn of_same_kind(map: &ContentsMap<'_>, line: &ContentsLine<'_>, levels: Option<&Vec<u8>>) -> Vec<usize> {
    let Some(kind) = SectionKind::of(&line.text) else { return Vec::new() };
    let is_meant = |(index, section): &(usize, &Section)| {
        section.span.start >= map.contents.span.end
            && map.is_free(*index)
            && levels.is_none_or(|levels| levels.contains(&section.level))
            && SectionKind::of(&map.name(section)) == Some(kind)
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
        let of_kind = || match of_same_kind(map, line, levels).as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        if let Some(section) = best.or_else(of_kind) {
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
