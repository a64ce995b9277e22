//! Where a block that an edition lacks is put, and as what.

use crate::api::diagnostic::{Applicability, Effects, Fix};
use crate::parity::support::comparison::Comparison;
use crate::parity::support::stub::{insertion_after, line_ending};
use curate_document::alignment::page::LoneBlock;
use curate_document::{Block, BlockId, BlockKind, Document, SectionId};

/// The fix that puts the code block `lone` there, as it is, where it belongs here: as many blocks behind the one that it
/// follows, or behind the heading, as there. `None` in lists and quotes, where its indentation would not be certain.
pub(crate) fn insert_code(comparison: &Comparison<'_>, lone: &LoneBlock) -> Option<Fix> {
    let (here, there) = (comparison.document, comparison.other);
    let block = there.block(lone.block).filter(|block| block.parent.is_none())?;
    let text = there.text(block.span).trim_end();
    let mark = text.get(..3)?;
    let is_closed = text.len() > 6 && text.lines().last().is_some_and(|line| line.starts_with(mark));
    let heading = |document: &Document, section: Option<SectionId>| {
        document.section(section.unwrap_or(SectionId(0))).map(|section| section.heading)
    };
    let [from, across] = match lone.after {
        Some(after) => after,
        None => [heading(there, block.section)?, heading(here, lone.section)?],
    };
    let (from, across) = (outermost(there, from), outermost(here, across));
    let between: Vec<BlockKind> = top_level(there, from).take_while(|(id, _)| *id < lone.block).map(kind).collect();
    let same: Vec<(BlockId, &Block)> = top_level(here, across).take(between.len()).collect();
    let fits = same.iter().copied().map(kind).eq(between.iter().copied());
    let last = same.last().map(|(id, _)| *id).filter(|_| fits);
    // Behind a heading there must be what explains the code.
    let place = last.or_else(|| (lone.after.is_some() || between.is_empty()).then_some(across));
    let place = here.block(place.filter(|_| is_closed)?)?;
    let eol = line_ending(here);
    let text = text.lines().collect::<Vec<_>>().join(eol);
    let insertion = insertion_after(here, place.span, &format!("{eol}{eol}{text}"));
    let effects = Effects { verbatim: true, entries: true, ..Effects::default() };
    let title = text!("Take the code block from {path}", path = &comparison.other_edition.path);
    let fix = Fix::of(title, Applicability::Unsafe);
    Some(fix.edit(comparison.here, insertion.at, insertion.text).with_effects(effects))
}

fn kind((_, block): (BlockId, &Block)) -> BlockKind {
    block.kind
}

/// The blocks behind `block` that are in no other one.
fn top_level(document: &Document, block: BlockId) -> impl Iterator<Item = (BlockId, &Block)> {
    let all = document.blocks().iter().zip(0..).map(|(block, index)| (BlockId(index), block));
    all.skip(block.0 as usize + 1).filter(|(_, block)| block.parent.is_none())
}

/// The block around `block` that is in no other one.
fn outermost(document: &Document, block: BlockId) -> BlockId {
    let parent = |id: &BlockId| document.block(*id).and_then(|block| block.parent);
    std::iter::successors(Some(block), parent).last().unwrap_or(block)
}
