//! Sections of pages that are no lists: which are surely missing, and which pages are too far apart to say.

use crate::api::diagnostic::Finding;
use crate::parity::support::comparison::Comparison;
use crate::parity::support::local_resources::is_local_address;
use crate::parity::support::message_parts::section_span;
use crate::parity::support::stub::own_span;
use crate::parity::support::uncertain_runs::uncertain_run;
use curate_document::alignment::PairEvidence;
use curate_document::contents_title::is_contents_title;
use curate_document::{BlockKind, Document, Language, SectionId, SectionKind, Side};

/// Below this share of matched sections two pages are not compared.
const DRIFTED: f64 = 0.6;
/// From this share of its sections on, the shorter of two pages, which is not much shorter, is a part of the other.
const PART: f64 = 0.8;
/// So few sections say nothing.
const FEWEST_SECTIONS: usize = 4;

/// Whether one of two pages has so much less than the other, or so much else, that they are not compared in detail.
pub(crate) fn is_far(comparison: &Comparison<'_>) -> bool {
    let counts = [comparison.document, comparison.other].map(|document| document.sections().len());
    let (fewest, most) = (counts[0].min(counts[1]), counts[0].max(counts[1]));
    let matched = comparison.alignment.sections().count() as f64;
    let is_part = fewest as f64 >= DRIFTED * most as f64 && matched >= PART * fewest as f64;
    most >= FEWEST_SECTIONS && matched < DRIFTED * most as f64 && !is_part
}

/// Says that a translation has only a part of its source. `None` where it is as long in sections, so that it may be another text.
pub(crate) fn shorter(comparison: &Comparison<'_>) -> Option<Finding> {
    debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
    let (mine, theirs) = (comparison.document.sections().len(), comparison.other.sections().len());
    let reported_in = comparison.reported_in().filter(|_| (mine as f64) < DRIFTED * theirs as f64)?;
    let (here, there) = (section_span(comparison.document, None), section_span(comparison.other, None));
    let message = plural!(
        mine,
        "this edition has {mine} section where {path} has {theirs}",
        "this edition has {mine} sections where {path} has {theirs}",
        path = &comparison.other_edition.path,
        theirs
    );
    let message_there = plural!(
        mine,
        "{path} has {mine} section where this edition has {theirs}",
        "{path} has {mine} sections where this edition has {theirs}",
        path = &comparison.edition.path,
        theirs
    );
    let (here, there) =
        ((here, message, text!("the other edition")), (there, message_there, text!("the other edition")));
    Some(comparison.finding(reported_in, here, there))
}

/// Whether the section `id` there, which nothing here stands for, is surely missing: no section at its place here may be it.
pub(crate) fn is_surely_missing(comparison: &Comparison<'_>, id: SectionId) -> bool {
    if is_no_part(comparison.other, id) || is_label(comparison.other, id) || may_be_moved(comparison, id) {
        return false;
    }
    // The neighbours may be mistaken for one another.
    alone_nearby(comparison, id, 2).is_some_and(|alone| alone.is_empty())
}

/// Whether a section is the title, the table of contents or a switch between languages: translations do without.
pub(crate) fn is_no_part(document: &Document, id: SectionId) -> bool {
    let Some(section) = document.section(id) else { return true };
    let is_title = id.0 == 0 && section.level == 1;
    let contents = document.contents().and_then(|contents| contents.section);
    is_title || is_contents_title(&section.rendered) || is_switch(&section.rendered) || contents == Some(id)
}

/// Whether a translation has fewer sections at the place of the section `id` there, which nothing stands for, so that one of them is
/// missing, whatever may be said of it alone.
pub(crate) fn is_one_of_more(comparison: &Comparison<'_>, id: SectionId) -> bool {
    comparison.side == Side::First
        && !is_no_part(comparison.other, id)
        && !is_label(comparison.other, id)
        && !is_about_people(comparison, id)
        && uncertain_run(comparison, id).is_some_and(|run| run.is_short())
}

/// Whether a section here that nothing there stands for, wherever it is, may be the section `id` there: it has its level and is made of
/// the same blocks. What a source lacks may stand for what its place alone has matched with another section, too.
fn may_be_moved(comparison: &Comparison<'_>, id: SectionId) -> bool {
    let Some(section) = comparison.other.section(id) else { return false };
    let reversed = comparison.reversed();
    let own = make_up(comparison.other, id);
    let is_like = |near: &SectionId| {
        let across = comparison.document.section(*near);
        across.is_some_and(|across| across.level == section.level)
            && !comparison.alignment.are_other_commands(comparison.side, id, *near)
            && make_up(comparison.document, *near) == own
    };
    let mut alone = comparison.alignment.lone_sections(reversed.side);
    let is_open = |(near, _): (SectionId, SectionId)| {
        let is_guess = comparison.alignment.evidence(Side::First, near) == PairEvidence::Place;
        is_guess && is_like(&near) && uncertain_run(&reversed, near).is_some()
    };
    alone.any(|near| is_like(&near))
        || (comparison.side == Side::Second && comparison.alignment.sections().take(MOST).any(is_open))
}

/// The most pairs that are looked at.
const MOST: usize = 500;

/// The kinds of the blocks directly in a section, in order, one for several alike.
fn make_up(document: &Document, id: SectionId) -> Vec<std::mem::Discriminant<BlockKind>> {
    let span = own_span(document, id);
    let start = document.blocks().partition_point(|block| block.span.start < span.start);
    let blocks = document.blocks().iter().skip(start).take_while(|block| block.span.start < span.end);
    let outer = blocks.filter(|block| block.parent.is_none());
    let mut kinds: Vec<_> = outer.skip(1).map(|block| std::mem::discriminant(&block.kind)).collect();
    kinds.dedup();
    kinds
}

/// So many headings of one text say something of the sections around them: `Updated`.
const LABELS: usize = 3;

/// Whether the heading of `id` is one of several with its text and level.
pub(crate) fn is_label(document: &Document, id: SectionId) -> bool {
    let sections = document.sections();
    let Some(own) = document.section(id) else { return false };
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
    let may_be = |near: &SectionId| {
        reversed.is_alone(*near) && !comparison.alignment.are_other_commands(comparison.side, id, *near)
    };
    let alone = around.map(SectionId).filter(may_be);
    (before <= after).then(|| alone.collect())
}

/// Whether the section `id` of a list there, which nothing here stands for, may be here all the same: it is a switch between languages,
/// or one of its level at its place here is alone too, or it is one of several of its name without a link to know it by, or the title
/// where what is under it stands above all headings here.
pub(crate) fn may_be_unmatched(comparison: &Comparison<'_>, id: SectionId) -> bool {
    let Some(section) = comparison.other.section(id) else { return true };
    let is_title = id.0 == 0 && section.level == 1;
    let is_above = || comparison.document.entries().first().is_some_and(|entry| entry.section.is_none());
    let resources = resources_of(comparison, id);
    let is_alike = |near: SectionId| {
        let others = resources_of(&comparison.reversed(), near);
        others == 0 || (resources <= 2 * others && others <= 2 * resources)
    };
    let is_near = || {
        let Some(alone) = alone_nearby(comparison, id, 2) else { return resources == 0 };
        let level = |near: &SectionId| comparison.document.section(*near).map(|near| near.level);
        alone.into_iter().filter(|near| level(near) == Some(section.level)).any(is_alike)
    };
    is_switch(&section.rendered)
        || (is_title && is_above())
        || (resources == 0 && is_label(comparison.other, id))
        || is_near()
}

/// How many entries of the section `id` there, and of those in it, lead somewhere.
fn resources_of(comparison: &Comparison<'_>, id: SectionId) -> usize {
    let entries = comparison.sections_in(id).flat_map(|(_, section)| comparison.other.entries_of(section));
    entries.filter(|entry| comparison.other.link_of(entry).is_some()).count()
}

/// Whether the section `id` of a list there is known by what it lists, whatever stands beside it.
pub(crate) fn is_known_by_resources(comparison: &Comparison<'_>, id: SectionId) -> bool {
    comparison.is_list && resources_of(comparison, id) > 0
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
