//! Where a section that an edition lacks belongs, and the stub that is put there.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::parity::support::comparison::Comparison;
use crate::parity::support::stub::{Insertion, TODO, insertion_after, line_ending, line_start, own_span};
use curate_document::{SectionId, Span};

/// The place here of a section that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SectionPlace {
    /// The section here that it follows, on the same level.
    pub after: Option<SectionId>,
    /// The section here that it is in.
    pub parent: Option<SectionId>,
}

impl SectionPlace {
    /// The place here of the section `id` there.
    pub(crate) fn of(comparison: &Comparison<'_>, id: SectionId) -> Self {
        let across = |id: SectionId| comparison.alignment.section(comparison.side, id);
        let parent = comparison.other.section(id).and_then(|section| section.parent);
        let before = (0..id.0)
            .rev()
            .map(SectionId)
            .filter(|other| comparison.other.section(*other).is_some_and(|section| section.parent == parent));
        let after = before.into_iter().find_map(across);
        match parent {
            // The first in a section that is not here either belongs where that does.
            Some(around) if after.is_none() && across(around).is_none() => Self::of(comparison, around),
            _ => Self { after, parent: parent.and_then(across) },
        }
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
        let title = if sections.len() == 1 { "Add a stub of the section" } else { "Add stubs of the sections" };
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
