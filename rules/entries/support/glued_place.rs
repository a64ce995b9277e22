//! Where a line that was glued to others stands as an item, and what that does to the items around it.

use curate_document::{Block, BlockId, BlockKind, Document, Glued, GluedKind, Marker};

/// The marker of the item at whose level `glued` stands: the one it is glued to, or an item around that begins in its column.
pub(crate) fn level(document: &Document, glued: &Glued) -> Option<Marker> {
    let line = document.lines().span(document.line_of(glued.marker.start)).start;
    let column = glued.marker.start - line;
    let inner = glued.item?;
    let own = document.marker(document.block(inner)?.span)?;
    if glued.kind == GluedKind::SameLine || column >= own.column {
        return Some(own);
    }
    let mut at = Some(inner);
    while let Some(block) = at.and_then(|id| document.block(id)) {
        if let Some(marker) = document.marker(block.span).filter(|marker| marker.column == column) {
            return Some(marker);
        }
        at = block.parent;
    }
    None
}

/// The marker of the item before `glued`, which is a paragraph of its own, where it stands in the same column.
pub(crate) fn before(document: &Document, glued: &Glued) -> Option<Marker> {
    let line = document.lines().span(document.line_of(glued.marker.start)).start;
    let parent = document.block(glued.body)?.parent;
    let blocks = document.blocks().get(..glued.body.0 as usize)?;
    let (index, list) = blocks.iter().enumerate().rev().find(|(_, block)| block.parent == parent)?;
    let (_, item) = document.children_of(BlockId(index as u32)).last()?;
    let is_list = matches!(list.kind, BlockKind::List { .. });
    document.marker(item.span).filter(|marker| is_list && marker.column == glued.marker.start - line)
}

/// Whether `glued`, as an item, would join a list across a blank line that no item of it has before itself: all of them would
/// become paragraphs (CommonMark 5.3).
pub(crate) fn loosens(document: &Document, glued: &Glued) -> bool {
    let Some(parent) = document.block(glued.body).map(|body| body.parent) else { return false };
    let blocks = document.blocks().get(..glued.body.0 as usize).unwrap_or(&[]);
    let Some(list) = blocks.iter().rposition(|block| block.parent == parent) else { return false };
    let items: Vec<&Block> = document.children_of(BlockId(list as u32)).map(|(_, item)| item).collect();
    let has_blank = |offset: usize| is_blank(document, document.line_of(offset).saturating_sub(1));
    has_blank(glued.marker.start)
        && items.len() > 1
        && items.iter().all(|item| matches!(item.kind, BlockKind::Item { .. }))
        && !items.iter().skip(1).any(|item| has_blank(item.span.start))
}

/// Whether items below would be nested in `glued`, as an item beside that with the marker `beside`, and are not yet: no marker says that
/// it is one.
pub(crate) fn adopts(document: &Document, glued: &Glued, beside: Option<Marker>) -> bool {
    let is_bare = matches!(glued.kind, GluedKind::Bare | GluedKind::SameLine);
    let Some(beside) = beside.filter(|_| is_bare) else { return false };
    let below = document.blocks().get(glued.body.0 as usize + 1..).unwrap_or(&[]);
    let item = below.iter().find(|block| !matches!(block.kind, BlockKind::List { .. }));
    let marker = item.and_then(|item| document.marker(item.span));
    // Of several lines the last one would have them.
    let next = document.glued().partition_point(|other| other.own.start <= glued.own.start);
    marker.is_some_and(|marker| marker.column > beside.column)
        && document.glued().get(next).is_none_or(|other| other.body != glued.body)
}

fn is_blank(document: &Document, line: usize) -> bool {
    document.text(document.lines().span(line)).trim().is_empty()
}
