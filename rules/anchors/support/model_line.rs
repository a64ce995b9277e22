//! The line of a table of contents that a new or changed line is written like.

use crate::anchors::support::contents_expected::depths;
use crate::anchors::support::contents_map::{ContentsLine, ContentsMap};
use curate_document::{LinkKind, Section, Span};

/// A line like that of `section`: under the same section, else of the same level, the nearest one.
pub(crate) fn model_line<'m>(map: &'m ContentsMap<'m>, section: &Section) -> Option<&'m ContentsLine<'m>> {
    let same_level = |line: &&ContentsLine<'_>| {
        let other = line.stands_for.section().and_then(|other| map.section(other));
        other.is_some_and(|other| other.level == section.level && other.slug != section.slug)
    };
    let sibling = |line: &&ContentsLine<'_>| {
        let other = line.stands_for.section().and_then(|other| map.section(other));
        other.is_some_and(|other| other.parent == section.parent)
    };
    let depth = depths(map).get(&section.level).copied();
    let usable = |line: &&ContentsLine<'_>| {
        same_level(line) && depth.is_none_or(|depth| line.item.depth == depth) && prefix(map, line).is_some()
    };
    let far = |line: &&ContentsLine<'_>| {
        let other = line.stands_for.section().and_then(|other| map.section(other)).map_or(0, |other| other.span.start);
        other.abs_diff(section.span.start)
    };
    let lines = || map.lines.iter().filter(usable);
    lines().filter(sibling).min_by_key(far).or_else(|| lines().min_by_key(far))
}

/// Indentation and marker of a line that has nothing beside its link; not a number that counts.
pub(crate) fn prefix(map: &ContentsMap<'_>, line: &ContentsLine<'_>) -> Option<String> {
    let document = map.document;
    let source_line = document.lines().content(document.line_of(line.link.span.start), document.source());
    let prefix = document.text(Span::new(source_line.start, line.link.span.start));
    let rest = document.text(Span::new(line.link.span.end, source_line.end));
    let marker = prefix.trim();
    let counts = marker.starts_with(|first: char| first.is_ascii_digit());
    let is_marker = matches!(marker, "-" | "*" | "+") || (counts && has_one_number(map, marker));
    (is_marker && rest.trim().is_empty() && line.link.kind == LinkKind::Inline).then(|| prefix.to_owned())
}

/// Whether every numbered line has the same number.
fn has_one_number(map: &ContentsMap<'_>, marker: &str) -> bool {
    let document = map.document;
    map.contents.items.len() > 1
        && map.contents.items.iter().all(|item| {
            let text = document.text(item.span);
            !text.starts_with(|first: char| first.is_ascii_digit()) || text.starts_with(&format!("{marker} "))
        })
}

/// What stands before the `#` of the `destination` of `line`: nothing, or the address of the document.
pub(crate) fn page<'a>(destination: &'a str, line: &ContentsLine<'_>) -> Option<&'a str> {
    destination.split_once('#').filter(|(_, anchor)| *anchor == line.anchor).map(|(page, _)| page)
}
