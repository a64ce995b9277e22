//! Sections: from heading blocks to a tree with anchors.

use super::heading_text::{anchor_text, heading_title};
use super::html_heading::html_anchor_text;
use crate::model::{BlockId, BlockKind, Document, HtmlHeading, Section, SectionId, Span};
use crate::slug::{HostStyle, Slugger, slug};

/// Fills in the sections of `document` and the section of every block.
pub(super) fn find_sections(document: &mut Document, html_headings: Vec<HtmlHeading>) {
    let style = document.host_style;
    let mut slugger = Slugger::new(style);
    let mut sections: Vec<Section> = Vec::new();
    let mut others: Vec<Box<str>> = Vec::new();
    let mut open: Vec<SectionId> = Vec::new();
    let mut current = None;
    let mut of_blocks = Vec::with_capacity(document.blocks.len());
    // Other hosts give no anchors to headings in raw HTML.
    let html_headings = if style == HostStyle::GitHub { html_headings } else { Vec::new() };
    let mut html = html_headings.into_iter().peekable();
    for (index, block) in document.blocks.iter().enumerate() {
        while let Some(heading) = html.next_if(|heading| heading.start <= block.span.start) {
            others.push(slugger.unique(&html_anchor_text(document, &heading)).into());
        }
        if let BlockKind::Heading { level } = block.kind {
            let id = BlockId(index as u32);
            let title = heading_title(document, id);
            let base = slug(&anchor_text(document, id, title), style);
            let anchor = slugger.numbered(base.clone());
            if block.parent.is_some() {
                others.push(anchor.into());
            } else {
                while open
                    .last()
                    .and_then(|id| sections.get(id.0 as usize))
                    .is_some_and(|section| section.level >= level)
                {
                    if let Some(closed) = open.pop().and_then(|id| sections.get_mut(id.0 as usize)) {
                        closed.span.end = block.span.start;
                    }
                }
                let section = SectionId(sections.len() as u32);
                sections.push(Section {
                    level,
                    title,
                    rendered: document.rendered(id).trim().into(),
                    base: base.into(),
                    slug: anchor.into(),
                    parent: open.last().copied(),
                    heading: id,
                    span: Span::new(block.span.start, document.source.len()),
                    entries: (0, 0),
                });
                open.push(section);
                current = Some(section);
            }
        }
        of_blocks.push(current);
    }
    others.extend(html.map(|heading| slugger.unique(&html_anchor_text(document, &heading)).into()));
    for (block, section) in document.blocks.iter_mut().zip(of_blocks) {
        block.section = section;
    }
    document.sections = sections;
    document.other_anchors = others;
}
