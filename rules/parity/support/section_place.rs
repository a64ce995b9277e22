//! Where a section that an edition lacks belongs, and the stub that is put there.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::parity::support::comparison::Comparison;
use crate::parity::support::message_parts::section_span;
use crate::parity::support::stub::{Insertion, TODO, insertion_after, line_ending, line_start, own_span};
use curate_document::{Document, SectionId, Span};
use std::collections::HashMap;

/// The place here of a section that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SectionPlace {
    /// The section here that it follows, on the same level.
    pub after: Option<SectionId>,
    /// The section here that it is in.
    pub parent: Option<SectionId>,
}

impl SectionPlace {
    /// The places here of all sections there, in order.
    pub(crate) fn all(comparison: &Comparison<'_>) -> Vec<Self> {
        let parents = comparison.other.sections().iter().map(|section| section.parent);
        places(parents, |id| comparison.alignment.section(comparison.side, id))
    }

    /// What is pointed at as the place: the heading above it, that of the last subsection of what comes before.
    pub(crate) fn span(self, document: &Document) -> Span {
        let last = |id: SectionId| {
            let end = document.section(id).map_or(0, |section| section.span.end);
            let inside = document.sections().iter().skip(id.0 as usize + 1).take_while(|inner| inner.span.end <= end);
            SectionId(id.0 + inside.count() as u32)
        };
        section_span(document, self.after.map(last).or(self.parent))
    }

    /// The fix that puts the headings of `sections` there, and of all in them, at the place, with lines in the table of
    /// contents for the outermost.
    pub(crate) fn stubs(self, comparison: &Comparison<'_>, sections: &[SectionId]) -> Option<Fix> {
        let document = comparison.document;
        let around = sections.first().and_then(|id| comparison.other.section(*id)?.parent);
        if around.is_some_and(|around| comparison.is_alone(around)) {
            return None;
        }
        let sibling = self.after.and_then(|id| document.section(id));
        let parent = self.parent.and_then(|id| document.section(id));
        let level = sibling
            .map(|sibling| sibling.level)
            .or_else(|| parent.map(|parent| parent.level + 1))
            .filter(|level| *level <= 6)?;
        let span = match sibling {
            Some(sibling) => sibling.span,
            None => own_span(document, self.parent?),
        };
        let eol = line_ending(document);
        let mut text = String::new();
        let mut lines = String::new();
        let mut neighbour = None;
        for id in sections {
            let own_level = comparison.other.section(*id)?.level;
            for (inner, section) in comparison.sections_in(*id).filter(|(inner, _)| comparison.is_alone(*inner)) {
                let name = section.rendered.trim();
                let level = level + section.level.saturating_sub(own_level);
                let is_known = document.anchors().any(|anchor| anchor == &*section.slug);
                if name.is_empty() || level > 6 || (is_known && inner == *id) {
                    return None;
                }
                text.push_str(&format!("{eol}{eol}{} {name}{eol}{eol}{TODO}", "#".repeat(level.into())));
            }
            let section = comparison.other.section(*id)?;
            if let Some(line) = self.contents_line(comparison, section.rendered.trim(), &section.slug) {
                lines.push_str(&line.text);
                neighbour = Some(line.at);
            }
        }
        let heading = insertion_after(document, span, &text);
        let effects =
            Effects { headings: true, keys: true, links: true, entries: true, verbatim: true, ..Effects::default() };
        let count = sections.len();
        let title = plural!(count, "Add a stub of the section", "Add stubs of the sections");
        let fix = Fix::of(title, Applicability::Unsafe).edit(comparison.here, heading.at, heading.text);
        let fix = fix.with_effects(effects);
        Some(match neighbour {
            Some(at) => fix.edit(comparison.here, at, lines),
            None => fix,
        })
    }

    /// The line of the table of contents for a new section, after that of its neighbour; `None` where that is not in it.
    fn contents_line(self, comparison: &Comparison<'_>, name: &str, slug: &str) -> Option<Insertion> {
        let document = comparison.document;
        let contents = document.contents()?;
        let neighbour = &document.section(self.after?)?.slug;
        let at = contents.items.iter().position(|item| {
            let link = item.link.and_then(|id| document.link(id));
            link.is_some_and(|link| link.url.strip_prefix('#') == Some(&**neighbour))
        })?;
        let item = contents.items.get(at)?;
        let nested =
            contents.items.iter().skip(at + 1).take_while(|next| next.depth > item.depth).last().unwrap_or(item);
        let start = line_start(document, item.span.end.saturating_sub(1).max(item.span.start));
        let line = document.text(Span::new(start, item.span.end));
        let lead = line.get(..line.find('[')?)?;
        if !lead.trim_start().starts_with(['-', '*', '+']) || name.contains(['[', ']']) {
            return None;
        }
        Some(insertion_after(document, nested.span, &format!("{}{lead}[{name}](#{slug})", line_ending(document))))
    }
}

/// The place of each of the sections that have these `parents`, in order, where `across` tells which section here stands for one
/// there. Each is looked at once: pages have thousands of headings.
fn places(
    parents: impl Iterator<Item = Option<SectionId>>,
    mut across: impl FnMut(SectionId) -> Option<SectionId>,
) -> Vec<SectionPlace> {
    // By the section around, the last one in it that is here.
    let mut last: HashMap<Option<SectionId>, SectionId> = HashMap::new();
    let mut own: Vec<Option<SectionId>> = Vec::new();
    let mut places: Vec<SectionPlace> = Vec::new();
    for (parent, id) in parents.zip(0..) {
        let partner = across(SectionId(id));
        let after = last.get(&parent).copied();
        let around = parent.map(|parent| parent.0 as usize);
        let parent_here = around.and_then(|around| own.get(around).copied().flatten());
        let place = match around.and_then(|around| places.get(around).copied()) {
            // The first in a section that is not here either belongs where that does.
            Some(place) if after.is_none() && parent_here.is_none() => place,
            _ => SectionPlace { after, parent: parent_here },
        };
        own.push(partner);
        places.push(place);
        if let Some(partner) = partner {
            last.insert(parent, partner);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_sections() {
        let id = |id: u32| Some(SectionId(id));
        // The second is not here, nor is what is in it; the last is not here, and follows one that is.
        let parents = [None, id(0), id(1), id(0), id(0)];
        let here = [id(0), None, None, id(7), None];
        let found = places(parents.into_iter(), |section| here.get(section.0 as usize).copied().flatten());
        let place = |after, parent| SectionPlace { after, parent };
        let first = place(None, id(0));
        assert_eq!(found, [place(None, None), first, first, first, place(id(7), id(0))]);
    }

    #[test]
    fn each_section_is_looked_at_once() {
        for count in [2_000, 4_000] {
            let mut looked_at = 0;
            let nobody = |_| {
                looked_at += 1;
                None
            };
            assert_eq!(places((0..count).map(|_| None), nobody).len(), count);
            assert_eq!(looked_at, count);
        }
    }
}
