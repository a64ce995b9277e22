//! The table of contents: a list whose items lead to headings of the same document.

use crate::block::BlockKind;
use crate::contents_title::is_contents_title;
use crate::document::Document;
use crate::link::Target;
use crate::{BlockId, LinkId, SectionId, Span};

/// The table of contents of a document.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The section whose heading names it, where there is one.
    pub section: Option<SectionId>,
    /// The list (the outermost).
    pub list: BlockId,
    /// Its bytes.
    pub span: Span,
    /// Its items in order.
    pub items: Vec<ContentsItem>,
}

/// One line of a table of contents.
#[derive(Clone, Copy, Debug)]
pub struct ContentsItem {
    /// The list item.
    pub block: BlockId,
    /// The link to a heading; `None` for an item of text only.
    pub link: Option<LinkId>,
    /// 0 at the top level.
    pub depth: u8,
    /// The item's own line, without nested items.
    pub span: Span,
}

/// The fewest items that make a list of anchors a table of contents without a heading that says so.
const FEWEST_BY_SHAPE: usize = 3;

/// Finds the table of contents: under a heading that names it, else the longest list of anchors.
pub fn find(document: &Document) -> Option<Contents> {
    let candidates = lists(document);
    let named = candidates.iter().find(|contents| {
        let title = contents.section.and_then(|id| document.section(id));
        title.is_some_and(|section| is_contents_title(&section.rendered)) && share(contents) >= 0.5
    });
    let by_shape = || {
        candidates
            .iter()
            .filter(|contents| contents.items.len() >= FEWEST_BY_SHAPE && share(contents) >= 0.8)
            .max_by_key(|contents| (contents.items.len(), std::cmp::Reverse(contents.span.start)))
    };
    named.or_else(by_shape).cloned()
}

/// The lists that no entry is in: every item leads to a heading of this document. The table of contents is one of them.
pub fn navigation(document: &Document) -> Vec<Span> {
    lists(document).into_iter().filter(|contents| share(contents) >= 0.8).map(|contents| contents.span).collect()
}

fn share(contents: &Contents) -> f64 {
    let linked = contents.items.iter().filter(|item| item.link.is_some()).count();
    linked as f64 / contents.items.len().max(1) as f64
}

/// Every outermost list with at least one anchor, as if it were a table of contents.
fn lists(document: &Document) -> Vec<Contents> {
    let mut links = document.links().iter().enumerate().peekable();
    let mut found: Vec<Contents> = Vec::new();
    let mut depths: Vec<Option<u8>> = Vec::with_capacity(document.blocks().len());
    let mut current: Option<Contents> = None;
    for (index, block) in document.blocks().iter().enumerate() {
        let id = BlockId(index as u32);
        if current.as_ref().is_some_and(|contents| block.span.start >= contents.span.end) {
            found.extend(current.take().filter(has_anchor));
        }
        let around = block.parent.and_then(|parent| depths.get(parent.0 as usize).copied().flatten());
        let depth = match block.kind {
            BlockKind::List { .. } => Some(around.map_or(0, |depth| depth.saturating_add(1))),
            _ => around,
        };
        depths.push(depth);
        match block.kind {
            BlockKind::List { .. } if current.is_none() => {
                current = Some(Contents { section: block.section, list: id, span: block.span, items: Vec::new() });
            }
            BlockKind::Item { .. } => {
                if let Some(contents) = &mut current {
                    let span = Span::at(block.span.start);
                    contents.items.push(ContentsItem { block: id, link: None, depth: depth.unwrap_or(0), span });
                }
            }
            BlockKind::Paragraph => {
                let item = current.as_mut().and_then(|contents| contents.items.last_mut());
                if let Some(item) = item.filter(|item| block.parent == Some(item.block) && item.span.is_empty()) {
                    item.span = Span::new(item.span.start, block.span.end);
                    while links.next_if(|(_, link)| link.span.start < block.span.start).is_some() {}
                    let first = links.peek().filter(|(_, link)| link.span.start < block.span.end && !link.image);
                    item.link = first
                        .filter(|(_, link)| matches!(link.target, Target::Anchor(_)))
                        .map(|(index, _)| LinkId(*index as u32));
                }
            }
            _ => {}
        }
    }
    found.extend(current.filter(has_anchor));
    found
}

fn has_anchor(contents: &Contents) -> bool {
    contents.items.iter().any(|item| item.link.is_some())
}
