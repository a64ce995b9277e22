//! Sections: from heading blocks to a tree with anchors.

use crate::build::html_heading;
use crate::model::{BlockId, BlockKind, Document, HtmlHeading, Section, SectionId, Span};
use crate::slug::{HostStyle, Slugger, slug};

/// Fills in the sections of `document` and the section of every block.
pub fn find_sections(document: &mut Document, html_headings: Vec<HtmlHeading>) {
    let mut slugger = Slugger::new(HostStyle::GitHub);
    let mut sections: Vec<Section> = Vec::new();
    let mut others: Vec<Box<str>> = Vec::new();
    let mut open: Vec<SectionId> = Vec::new();
    let mut current = None;
    let mut of_blocks = Vec::with_capacity(document.blocks.len());
    let mut html = html_headings.into_iter().peekable();
    for (index, block) in document.blocks.iter().enumerate() {
        while let Some(heading) = html.next_if(|heading| heading.start <= block.span.start) {
            others.push(slugger.unique(&html_heading::anchor_text(document, &heading)).into());
        }
        if let BlockKind::Heading { level } = block.kind {
            let id = BlockId(index as u32);
            let base = slug(&document.anchor_text(id), HostStyle::GitHub);
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
                    title: title(document, id),
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
    others.extend(html.map(|heading| slugger.unique(&html_heading::anchor_text(document, &heading)).into()));
    for (block, section) in document.blocks.iter_mut().zip(of_blocks) {
        block.section = section;
    }
    document.sections = sections;
    document.other_anchors = others;
}

/// The bytes of a heading's text: without `#`s at either end, or without the underline.
fn title(document: &Document, heading: BlockId) -> Span {
    let Some(block) = document.block(heading) else { return Span::default() };
    let text = document.text(block.span);
    if text.starts_with('#') {
        let inner = text.trim_start_matches('#');
        let start = block.span.start + text.len() - inner.trim_start().len();
        let inner = inner.trim();
        let bare = inner.trim_end_matches('#');
        let closed = bare.len() < inner.len() && (bare.is_empty() || bare.ends_with([' ', '\t']));
        let length = if closed { bare.trim_end().len() } else { inner.len() };
        return Span::new(start.min(block.span.end), (start + length).min(block.span.end));
    }
    let lines = text.trim_end().rfind(['\n', '\r']).unwrap_or(text.len());
    let inner = text.get(..lines).unwrap_or(text);
    let start = block.span.start + inner.len() - inner.trim_start().len();
    Span::new(start, start + inner.trim().len())
}
