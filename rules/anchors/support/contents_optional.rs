//! Sections that a table of contents may leave out.

use crate::anchors::support::contents_map::{ContentsMap, StandsFor};
use crate::anchors::support::contents_text::number_of;
use crate::anchors::support::heading_name::heading_name;
use curate_document::SectionKind;
use curate_document::contents_title::is_contents_title;
use curate_document::normal_text::{letters, undecorated, words};
use curate_document::{BlockKind, Contents, Document, Link, Section, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Comments of tools that write contents which keep a heading out of them, without blanks and hyphens.
const OMITTED: [&str; 8] =
    ["omitintoc", "omitfromtoc", "omittoc", "toc:ignore", "tocignore", "ignoretoc", "notoc", "ignoreintoc"];
/// Classes that do the same in kramdown and Pandoc.
const CLASSES: [&str; 3] = [".no_toc", ".unlisted", ".no-toc"];
/// How the names of its files begin.
const README: &str = "readme";
/// A section that only leads on to another has at most so many bytes of text.
const LONGEST_STUB: usize = 400;
/// So many sections in a row before the first one that is listed are before what the contents are of.
const LEADING: usize = 2;
/// So many sections with one beginning or end of their names, none of which is listed, are left out on purpose.
const KIN: usize = 3;
/// From so many sections of a level that are left out for their kind on, others of it are left out too.
const CHOICE: usize = 5;
/// From this share on, the parts that numbers tell are listed.
const LISTED_PARTS: f64 = 0.2;
/// So many characters of names in scripts without blanks make them kin.
const SHARED_CHARACTERS: usize = 3;

/// For every section, whether the contents may leave it out by what it is: it stands before the contents, is about the list,
/// says that it is to be left out, only leads on to another, has no anchor, or is named by an item without one.
pub(crate) fn may_be_left_out(document: &Document, contents: &Contents) -> Vec<bool> {
    let named = names_without_anchor(document, contents);
    let omitted = omitted(document);
    let mut optional: Vec<bool> = Vec::with_capacity(document.sections().len());
    for (index, section) in document.sections().iter().enumerate() {
        let around = section.parent.and_then(|parent| optional.get(parent.0 as usize)).copied().unwrap_or(false);
        // What stands before the contents may hold what stands after it.
        let around = around
            && section
                .parent
                .and_then(|parent| document.section(parent))
                .is_some_and(|parent| parent.span.start >= contents.span.end);
        let name = heading_name(document, section);
        let is_own = around
            || section.span.start < contents.span.end
            || section.base.trim_matches('-').is_empty()
            || omitted.contains(&index)
            || is_contents_title(&name)
            || SectionKind::of(&name).is_some()
            || named.contains(&undecorated(&name))
            || leads_on(document, index, section);
        optional.push(is_own);
    }
    optional
}

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
        .collect();
    for ((_, name), alike) in &names {
        let fewest = if name.starts_with('=') { 2 } else { KIN };
        if alike.len() >= fewest && !alike.iter().any(|index| is_listed(*index)) {
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
    let document = map.document;
    let is_named = |index: usize| {
        sections.get(index).is_some_and(|section| dead.contains(&undecorated(&heading_name(document, section))))
    };
    found.extend(before_first_listed(map, &listed));
    found.extend(parts_by_number(map, &listed));
    for index in found.into_iter().filter(|index| !is_named(*index)) {
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

/// The sections between the contents and the first listed one that are no resources: those without a link, and several in a row.
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

/// The texts of items without an anchor: they name sections, or link to pages of theirs.
fn names_without_anchor(document: &Document, contents: &Contents) -> BTreeSet<String> {
    let items = contents.items.iter().filter(|item| item.link.is_none());
    let name = |item: &curate_document::ContentsItem| {
        let inside = document.links().partition_point(|link| link.span.start < item.span.start);
        let link = document.links().get(inside).filter(|link| item.span.contains(link.span));
        link.map_or_else(
            || undecorated(document.text(item.span)),
            |link| undecorated(document.rendered_at(link.block, link.text).trim()),
        )
    };
    items.map(name).collect()
}

/// The sections that a comment or a class keeps out of contents.
fn omitted(document: &Document) -> BTreeSet<usize> {
    let sections = document.sections();
    let mut omitted = BTreeSet::new();
    for comment in document.comments() {
        let text = document.text(comment.text).to_ascii_lowercase();
        let text: String = text.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
        if !OMITTED.contains(&text.as_str()) {
            continue;
        }
        let block = document.block(comment.block);
        if block.is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. })) {
            let at = sections.partition_point(|section| section.span.start <= comment.span.start);
            omitted.extend(at.checked_sub(1));
            continue;
        }
        // Above the heading, nothing but blank space between.
        let at = sections.partition_point(|section| section.span.start < comment.span.end);
        let between = sections.get(at).and_then(|section| document.source().get(comment.span.end..section.span.start));
        if between.is_some_and(|between| between.trim().is_empty()) {
            omitted.insert(at);
        }
    }
    for (index, section) in sections.iter().enumerate() {
        let heading = document.block(section.heading).map_or(section.title, |heading| heading.span);
        let next = document.lines().content(document.line_of(heading.end) + 1, document.source());
        let next = document.text(next).trim();
        let is_attributes = |text: &str| text.ends_with('}') && CLASSES.iter().any(|class| text.contains(class));
        if is_attributes(document.text(section.title)) || (next.starts_with("{:") && is_attributes(next)) {
            omitted.insert(index);
        }
    }
    omitted
}

/// Whether a section is kept only to lead readers on: a few words with links to anchors of the document, or links to its
/// translations, and nothing else.
fn leads_on(document: &Document, index: usize, section: &Section) -> bool {
    let is_leaf = document.sections().get(index + 1).is_none_or(|next| next.span.start >= section.span.end);
    let heading = document.block(section.heading).map_or(section.title.end, |heading| heading.span.end);
    let body = curate_document::Span::new(heading.min(section.span.end), section.span.end);
    if !is_leaf || body.len() > LONGEST_STUB {
        return false;
    }
    let inside = document.links_in(body);
    let blocks = document.blocks();
    let first = blocks.partition_point(|block| block.span.start < body.start);
    let mut kinds = blocks.get(first..).unwrap_or(&[]).iter().take_while(|block| block.span.start < body.end);
    let is_prose = kinds.all(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote));
    let leads_within = |link: &Link| !link.image && matches!(link.target, Target::Anchor(_));
    let is_translation = |link: &Link| link.image || is_readme(&link.target);
    let texts = inside.iter().filter(|link| !link.image).count();
    is_prose && texts > 0 && inside.iter().all(leads_within) || texts > 1 && inside.iter().all(is_translation)
}

/// Whether `target` is the README of the folder in some language.
fn is_readme(target: &Target) -> bool {
    let Target::Path { path, .. } = target else { return false };
    let name = path.strip_prefix("./").unwrap_or(path);
    name.get(..README.len()).is_some_and(|start| start.eq_ignore_ascii_case(README)) && !name.contains('/')
}
