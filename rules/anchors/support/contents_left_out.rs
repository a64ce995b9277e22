//! Sections that a table of contents leaves out by its own habits.

use crate::anchors::support::contents_map::{ContentsMap, StandsFor};
use crate::anchors::support::heading_name::heading_name;
use crate::anchors::support::name_likeness::{are_alike, number_of};
use curate_document::Section;
use curate_document::normal_text::{letters, undecorated, words};
use std::collections::{BTreeMap, BTreeSet};

/// This many sections in a row before the first listed one stand before what the contents list.
const LEADING: usize = 2;
/// This many sections with one beginning or end of their names, none of which is listed, are left out on purpose.
const KIN: usize = 3;
/// From this many sections of a level left out for their kind on, others of it are left out too.
const CHOICE: usize = 5;
/// At most this many lines that lead nowhere are compared with every heading.
const MOST_COMPARED: usize = 50;
/// From this share on, parts that only their numbers show are listed.
const LISTED_PARTS: f64 = 0.2;
/// This many characters of names in scripts without blanks make them kin.
const SHARED_CHARACTERS: usize = 3;

/// Marks those sections of `map` as optional that its lines leave out by their habits: a legend before the first section
/// that is listed, a part that comes back under many sections, a kind that none is listed of.
pub(crate) fn leave_out(map: &mut ContentsMap<'_>) {
    let listed: Vec<bool> = map.line_of.iter().map(Option::is_some).collect();
    let is_listed = |index: usize| listed.get(index) == Some(&true);
    let sections = map.document.sections();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut names: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
    for (index, section) in sections.iter().enumerate() {
        for name in kinds(&map.name(section)) {
            names.entry((section.level, name)).or_default().push(index);
        }
    }
    let dead: BTreeSet<String> = map
        .lines
        .iter()
        .filter(|line| line.stands_for == StandsFor::Nothing)
        .map(|line| undecorated(&line.text))
        .take(MOST_COMPARED)
        .collect();
    let document = map.document;
    let is_named = |index: usize| {
        let name = sections.get(index).map(|section| undecorated(&heading_name(document, section)));
        name.is_some_and(|name| dead.contains(&name) || dead.iter().any(|line| are_alike(line, &name)))
    };
    let named: BTreeSet<usize> = (0..sections.len()).filter(|index| !is_listed(*index) && is_named(*index)).collect();
    for ((_, name), alike) in &names {
        let fewest = if name.starts_with('=') { 2 } else { KIN };
        if alike.len() >= fewest && !alike.iter().any(|index| is_listed(*index) || named.contains(index)) {
            found.extend(alike);
        }
    }
    // Where so many of a level are left out, the contents choose what they list of it.
    let mut left_out: BTreeMap<u8, usize> = BTreeMap::new();
    for section in found.iter().filter_map(|index| sections.get(*index)) {
        *left_out.entry(section.level).or_default() += 1;
    }
    let chooses = |level: u8| left_out.get(&level).is_some_and(|count| *count >= CHOICE);
    let unlisted = sections.iter().enumerate().filter(|(index, section)| !is_listed(*index) && chooses(section.level));
    found.extend(unlisted.map(|(index, _)| index));
    found.extend(before_first_listed(map, &listed));
    found.extend(parts_by_number(map, &listed));
    for index in found.into_iter().filter(|index| !named.contains(index)) {
        if let Some(optional) = map.optional.get_mut(index) {
            *optional = true;
        }
    }
}

/// Sections that are parts of a listed one by their numbers only, `4.1.` of `4.`, where hardly any such part is listed.
fn parts_by_number(map: &ContentsMap<'_>, listed: &[bool]) -> Vec<usize> {
    let sections = map.document.sections();
    let is_listed = |index: usize| listed.get(index) == Some(&true);
    let numbers: Vec<Vec<u16>> = sections.iter().map(|section| number_of(&section.rendered)).collect();
    let whole: BTreeSet<&[u16]> = numbers.iter().map(Vec::as_slice).filter(|number| !number.is_empty()).collect();
    let parts = numbers
        .iter()
        .enumerate()
        .filter(|(_, number)| number.split_last().is_some_and(|(_, whole_number)| whole.contains(whole_number)));
    let parts: Vec<usize> = parts.map(|(index, _)| index).collect();
    let count = parts.iter().filter(|index| is_listed(**index)).count();
    if count as f64 > LISTED_PARTS * parts.len() as f64 { Vec::new() } else { parts }
}

/// The sections between the contents and the first listed one that are not of resources: those without a link, and several in a row.
fn before_first_listed(map: &ContentsMap<'_>, listed: &[bool]) -> Vec<usize> {
    let sections = map.document.sections();
    let after_contents =
        |index: &usize| sections.get(*index).is_some_and(|section| section.span.start >= map.contents.span.end);
    let Some(first) = (0..sections.len()).filter(after_contents).find(|index| listed.get(*index) == Some(&true)) else {
        return Vec::new();
    };
    let before: Vec<usize> =
        (0..first).filter(after_contents).filter(|index| map.optional.get(*index) == Some(&false)).collect();
    let level = sections.get(first).map_or(0, |section| section.level);
    let of_level = before.iter().filter(|index| sections.get(**index).is_some_and(|section| section.level == level));
    if of_level.count() >= LEADING {
        return before;
    }
    let has_link = |section: &Section| map.document.links_in(section.span).iter().any(|link| !link.image);
    before.into_iter().filter(|index| sections.get(*index).is_some_and(|section| !has_link(section))).collect()
}

/// What kinds a section with the heading `rendered` may be of: by its whole name, what stands before a colon, its first and last
/// words; in scripts without blanks by its last characters.
fn kinds(rendered: &str) -> Vec<String> {
    let mut kinds = vec![format!("={}", letters(rendered))];
    if let Some((before, _)) = rendered.split_once([':', '：']) {
        kinds.push(format!("{}:", letters(before)));
    }
    let name = letters(rendered);
    if name.chars().all(|character| !character.is_ascii()) && name.chars().any(curate_document::script::is_han) {
        let characters: Vec<char> = name.chars().collect();
        let last = characters.len().saturating_sub(SHARED_CHARACTERS);
        if last > 0 {
            kinds.push(format!("…{}", characters.get(last..).unwrap_or(&[]).iter().collect::<String>()));
        }
        return kinds;
    }
    if let [first, .., last] = words(rendered).as_slice() {
        kinds.push(format!("{first}…"));
        kinds.push(format!("…{last}"));
    }
    kinds
}
