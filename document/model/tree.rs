//! The tree of a document's blocks.

use super::block::{Block, BlockKind};
use super::document::Document;
use super::ids::BlockId;

impl Document {
    /// The paragraphs, headings and cells, in document order.
    pub fn leaves(&self) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.inlines.0 < block.inlines.1)
            .map(|(index, block)| (BlockId(index as u32), block))
    }

    /// The blocks around `block`, nearest first.
    pub fn ancestors(&self, block: BlockId) -> impl Iterator<Item = &Block> {
        std::iter::successors(self.block(block).and_then(|block| block.parent).and_then(|id| self.block(id)), |block| {
            block.parent.and_then(|id| self.block(id))
        })
    }

    /// The blocks directly in `block`, in document order.
    pub fn children_of(&self, block: BlockId) -> impl Iterator<Item = (BlockId, &Block)> {
        let end = self.block(block).map_or(0, |block| block.span.end);
        self.blocks
            .iter()
            .enumerate()
            .skip(block.0 as usize + 1)
            .take_while(move |(_, child)| child.span.start < end)
            .filter(move |(_, child)| child.parent == Some(block))
            .map(|(index, child)| (BlockId(index as u32), child))
    }

    /// Whether `offset` is in a code block, a block of HTML, or front matter.
    pub(crate) fn is_verbatim(&self, offset: usize) -> bool {
        if self.front_matter.is_some_and(|span| span.covers(offset)) {
            return true;
        }
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        self.blocks
            .get(..after)
            .and_then(<[Block]>::last)
            .is_some_and(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html) && block.span.covers(offset))
    }
}
