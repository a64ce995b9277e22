//! Finds the table of contents: a list whose items lead to headings of the same document.

use crate::language::contents_title::is_contents_title;
use crate::model::{Block, BlockId, BlockKind, Contents, ContentsItem, Document, Link, LinkId, Span, Target};
use std::collections::HashSet;

/// The fewest items that make a list of anchors a table of contents without a heading that says so.
const FEWEST_BY_SHAPE: usize = 3;

/// Scheme, nothing, host, owner and name: so many parts of an address between slashes name a repository.
const REPOSITORY_PARTS: usize = 5;

/// Finds the table of contents among `candidates`: between comments that mark its place off, under a heading that names it, else the
/// longest list of anchors.
pub(super) fn find(document: &Document, candidates: &[Contents]) -> Option<Contents> {
    let marked = document.contents_region.and_then(|region| {
        let inside = candidates.iter().filter(|contents| region.inside().contains(contents.span));
        inside.filter(|contents| share(contents) >= 0.5).max_by_key(|contents| contents.items.len())
    });
    let named = || {
        candidates.iter().find(|contents| {
            let title = contents.section.and_then(|id| document.section(id));
            title.is_some_and(|section| is_contents_title(&section.rendered)) && share(contents) >= 0.5
        })
    };
    let by_shape = || {
        candidates
            .iter()
            .filter(|contents| contents.items.len() >= FEWEST_BY_SHAPE && share(contents) >= 0.8)
            .max_by_key(|contents| (contents.items.len(), std::cmp::Reverse(contents.span.start)))
    };
    marked.or_else(named).or_else(by_shape).cloned()
}

/// Those of `lists` whose items lead to headings.
pub(super) fn navigation(lists: &[Contents]) -> Vec<Span> {
    lists.iter().filter(|contents| share(contents) >= 0.8).map(|contents| contents.span).collect()
}

fn share(contents: &Contents) -> f64 {
    let linked = contents.items.iter().filter(|item| item.link.is_some()).count();
    linked as f64 / contents.items.len().max(1) as f64
}

/// An outermost list that is being read.
struct OpenList {
    contents: Contents,
    /// By item, its link where that is a web address with a fragment.
    addresses: Vec<Option<LinkId>>,
}

impl OpenList {
    fn of(list: BlockId, block: &Block) -> Self {
        let contents =
            Contents { section: block.section, list, span: block.span, items: Vec::new(), by_address: false };
        Self { contents, addresses: Vec::new() }
    }

    /// The list, where it has an anchor of the document.
    fn finish(mut self, document: &Document) -> Option<Contents> {
        let has_anchor = self.contents.items.iter().any(|item| item.link.is_some());
        if !has_anchor && leads_here(document, &self.addresses) {
            self.contents.by_address = true;
            for (item, address) in self.contents.items.iter_mut().zip(self.addresses) {
                item.link = address;
            }
        }
        (has_anchor || self.contents.by_address).then_some(self.contents)
    }
}

/// Whether `addresses`, the links of the items of a list, lead to one repository and most of their fragments are anchors of
/// `document`.
fn leads_here(document: &Document, addresses: &[Option<LinkId>]) -> bool {
    let links: Vec<&Link> = addresses.iter().flatten().filter_map(|id| document.link(*id)).collect();
    let Some(first) = links.first().filter(|_| links.len() >= FEWEST_BY_SHAPE && links.len() * 2 >= addresses.len())
    else {
        return false;
    };
    let own = repository(first);
    if !links.iter().all(|link| repository(link).eq_ignore_ascii_case(own)) {
        return false;
    }
    let anchors: HashSet<&str> = document.anchors().collect();
    let is_known = |link: &&&Link| link.url.split_once('#').is_some_and(|(_, anchor)| anchors.contains(anchor));
    links.iter().filter(is_known).count() * 2 >= links.len()
}

/// The address of the repository that `link` leads to.
fn repository(link: &Link) -> &str {
    let page = link.url.split(['#', '?']).next().unwrap_or("");
    let end = page.match_indices('/').nth(REPOSITORY_PARTS - 1).map_or(page.len(), |(at, _)| at);
    page.get(..end).unwrap_or(page)
}

/// Every outermost list with at least one anchor, as if it were a table of contents.
pub(super) fn lists(document: &Document) -> Vec<Contents> {
    let mut links = document.links().iter().enumerate().peekable();
    let mut found: Vec<Contents> = Vec::new();
    let mut depths: Vec<Option<u8>> = Vec::with_capacity(document.blocks().len());
    let mut current: Option<OpenList> = None;
    for (index, block) in document.blocks().iter().enumerate() {
        let id = BlockId(index as u32);
        if current.as_ref().is_some_and(|open| block.span.start >= open.contents.span.end) {
            found.extend(current.take().and_then(|open| open.finish(document)));
        }
        let around = block.parent.and_then(|parent| depths.get(parent.0 as usize).copied().flatten());
        let depth = match block.kind {
            BlockKind::List { .. } => Some(around.map_or(0, |depth| depth.saturating_add(1))),
            _ => around,
        };
        depths.push(depth);
        match block.kind {
            BlockKind::List { .. } if current.is_none() => {
                current = Some(OpenList::of(id, block));
            }
            BlockKind::Item { .. } => {
                if let Some(open) = &mut current {
                    let span = Span::at(block.span.start);
                    open.contents.items.push(ContentsItem { block: id, link: None, depth: depth.unwrap_or(0), span });
                    open.addresses.push(None);
                }
            }
            BlockKind::Paragraph => {
                let last = current
                    .as_mut()
                    .and_then(|open| Some((open.contents.items.last_mut()?, open.addresses.last_mut()?)));
                if let Some((item, address)) =
                    last.filter(|(item, _)| block.parent == Some(item.block) && item.span.is_empty())
                {
                    item.span = Span::new(item.span.start, block.span.end);
                    while links.next_if(|(_, link)| link.span.start < block.span.start).is_some() {}
                    let first = links.peek().filter(|(_, link)| link.span.start < block.span.end && !link.image);
                    item.link = first
                        .filter(|(_, link)| matches!(link.target, Target::Anchor(_)))
                        .map(|(index, _)| LinkId(*index as u32));
                    *address = first
                        .filter(|(_, link)| matches!(link.target, Target::Url) && link.url.contains('#'))
                        .map(|(index, _)| LinkId(*index as u32));
                }
            }
            _ => {}
        }
    }
    found.extend(current.and_then(|open| open.finish(document)));
    found
}
