//! Sections of pages that are no lists: which are surely missing, and which pages are too far apart to say.

use crate::api::diagnostic::Finding;
use crate::parity::support::comparison::Comparison;
use crate::parity::support::local_resources::is_local_address;
use crate::parity::support::message_parts::section_span;
use curate_document::contents_title::is_contents_title;
use curate_document::{Document, Language, SectionId, SectionKind, Side};

/// Below this share of matched sections two pages are not compared.
const DRIFTED: f64 = 0.6;
/// So few sections say nothing.
const FEWEST_SECTIONS: usize = 4;

/// Whether one of two pages has so much less than the other, or so much else, that they are not compared in detail.
pub(crate) fn is_far(comparison: &Comparison<'_>) -> bool {
    let sections = comparison.document.sections().len().max(comparison.other.sections().len());
    let matched = comparison.alignment.sections().count();
    sections >= FEWEST_SECTIONS && (matched as f64) < DRIFTED * sections as f64
}

/// Says that a translation has only a part of its source. `None` where it is as long in sections, so that it may be another text.
pub(crate) fn shorter(comparison: &Comparison<'_>) -> Option<Finding> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    let (mine, theirs) = (comparison.document.sections().len(), comparison.other.sections().len());
    let reported_in = comparison.reported_in().filter(|_| (mine as f64) < DRIFTED * theirs as f64)?;
    let (here, there) = (section_span(comparison.document, None), section_span(comparison.other, None));
    let sections = if mine == 1 { "section" } else { "sections" };
    let message = format!("this edition has {mine} {sections} where {} has {theirs}", comparison.other_edition.path);
    let message_there = format!("{} has {mine} {sections} where this edition has {theirs}", comparison.edition.path);
    let (here, there) = ((here, message, "the other edition"), (there, message_there, "the other edition"));
    Some(comparison.finding(reported_in, here, there))
}

/// Whether the section `id` there, which nothing here stands for, is surely missing: no section at its place here may be it.
pub(crate) fn is_surely_missing(comparison: &Comparison<'_>, id: SectionId) -> bool {
    let Some(section) = comparison.other.section(id) else { return false };
    let is_title = id.0 == 0 && section.level == 1;
    if is_title || is_contents_title(&section.rendered) || is_switch(&section.rendered) || is_label(comparison, id) {
        return false;
    }
    // The neighbours may be mistaken for one another.
    alone_nearby(comparison, id, 2).is_some_and(|alone| alone.is_empty())
}

/// So many headings of one text say something of the sections around them: `Updated`.
const LABELS: usize = 3;

/// Whether the heading of `id` there is one of several with its text and level.
fn is_label(comparison: &Comparison<'_>, id: SectionId) -> bool {
    let sections = comparison.other.sections();
    let Some(own) = comparison.other.section(id) else { return false };
    sections.iter().filter(|other| other.level == own.level && other.rendered == own.rendered).count() >= LABELS
}

/// Whether a heading is a switch between languages: `English | 中文`.
fn is_switch(heading: &str) -> bool {
    let mut names = heading.split(['|', '/', '·', '•']).map(str::trim).filter(|name| !name.is_empty()).peekable();
    heading.contains(['|', '/', '·', '•'])
        && names.peek().is_some()
        && names.all(|name| Language::parse(name).is_some())
}

/// The sections at the place here of the section `id` there, and so many `beside` it on either side, that nothing there stands for;
/// `None` where its neighbours are in another order here.
fn alone_nearby(comparison: &Comparison<'_>, id: SectionId, beside: u32) -> Option<Vec<SectionId>> {
    let across = |id: u32| comparison.alignment.section(comparison.side, SectionId(id));
    let count = comparison.other.sections().len() as u32;
    let before = (0..id.0).rev().find_map(across).map_or(0, |across| across.0 + 1);
    let end = comparison.document.sections().len() as u32;
    let after = (id.0 + 1..count).find_map(across).map_or(end, |across| across.0);
    let reversed = comparison.reversed();
    let around = before.saturating_sub(beside)..(after + beside).min(end);
    let alone = around.map(SectionId).filter(|near| reversed.is_alone(*near));
    (before <= after).then(|| alone.collect())
}

/// Whether the section `id` of a list there, which nothing here stands for, may be here all the same: it has no entry with a link to
/// know it by, and is one of several of its name or one of its level at its place here is alone too, or it is the title and what is
/// under it stands above all headings here.
pub(crate) fn may_be_unmatched(comparison: &Comparison<'_>, id: SectionId) -> bool {
    let is_title = id.0 == 0 && comparison.other.section(id).is_some_and(|section| section.level == 1);
    let is_above = || comparison.document.entries().first().is_some_and(|entry| entry.section.is_none());
    let mut entries = comparison.sections_in(id).flat_map(|(_, section)| comparison.other.entries_of(section));
    let has_resource = entries.any(|entry| comparison.other.link_of(entry).is_some());
    let level = |document: &Document, id: SectionId| document.section(id).map(|section| section.level);
    let own_level = level(comparison.other, id);
    let is_near = || {
        let alone = alone_nearby(comparison, id, 0).unwrap_or_default();
        alone.into_iter().any(|near| level(comparison.document, near) == own_level)
    };
    (is_title && is_above()) || (!has_resource && (is_label(comparison, id) || is_near()))
}

/// Whether a section is about who made and pays for the project: translations do well without.
pub(crate) fn is_about_people(comparison: &Comparison<'_>, id: SectionId) -> bool {
    let kind = comparison.other.section(id).and_then(|section| SectionKind::of(&section.rendered));
    matches!(kind, Some(SectionKind::People | SectionKind::Support))
}

/// Whether the section `id` of a translation is for its own readers: it is about people, or links to what is in their language.
pub(crate) fn is_for_own_readers(comparison: &Comparison<'_>, id: SectionId) -> bool {
    let Some(section) = comparison.other.section(id) else { return true };
    let language = comparison.other_edition.language.as_ref();
    let links = comparison.other.links_in(section.span);
    is_about_people(comparison, id)
        || language.is_none_or(|language| links.iter().any(|link| is_local_address(link, language)))
}
