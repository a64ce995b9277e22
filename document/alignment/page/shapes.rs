//! Which blocks stand for each other in parts of two editions that are built alike.

use super::regions::Regions;
use crate::model::{Block, BlockId, BlockKind, Document};

/// The blocks of parts that have the same kinds of blocks in the same order: each stands for the one at its place across. Of
/// paragraphs in a row there may be more on one side; then all of them stand for all of those across.
#[derive(Debug)]
pub struct BlocksByShape {
    /// What stands for each other, by side.
    pairs: Vec<[Vec<BlockId>; 2]>,
    /// By side, for each block the index of its pair.
    of: [Vec<Option<usize>>; 2],
}

/// Blocks in a row that are compared as one: paragraphs, or a single one of another kind.
struct Run {
    kind: BlockKind,
    parent: Option<BlockId>,
    blocks: Vec<BlockId>,
}

impl BlocksByShape {
    /// Pairs the blocks of two documents.
    pub fn of(documents: [&Document; 2], regions: &Regions) -> Self {
        let [mine, theirs] = [0, 1].map(|side| runs(documents[side], regions, side));
        let mut shapes = Self { pairs: Vec::new(), of: documents.map(|document| vec![None; document.blocks().len()]) };
        for (mine, theirs) in mine.into_iter().zip(theirs) {
            if mine.iter().map(|run| run.kind).eq(theirs.iter().map(|run| run.kind)) {
                mine.into_iter().zip(theirs).for_each(|(own, across)| shapes.add([own.blocks, across.blocks]));
            }
        }
        shapes
    }

    /// Adds two runs, block by block where they have as many.
    fn add(&mut self, runs: [Vec<BlockId>; 2]) {
        let [mine, theirs] = &runs;
        let pairs = if mine.len() == theirs.len() {
            mine.iter().zip(theirs).map(|(own, across)| [vec![*own], vec![*across]]).collect()
        } else {
            vec![runs]
        };
        for pair in pairs {
            for (of, blocks) in self.of.iter_mut().zip(&pair) {
                for block in blocks {
                    if let Some(slot) = of.get_mut(block.0 as usize) {
                        *slot = Some(self.pairs.len());
                    }
                }
            }
            self.pairs.push(pair);
        }
    }

    /// The blocks that `block` of the document on `side` (0 or 1) is compared as, by side, with those that stand for them.
    pub fn pair_of(&self, side: usize, block: BlockId) -> Option<&[Vec<BlockId>; 2]> {
        self.pairs.get((*self.of.get(side)?.get(block.0 as usize)?)?)
    }
}

/// The runs of `document`, which is on `side`, by region.
fn runs(document: &Document, regions: &Regions, side: usize) -> Vec<Vec<Run>> {
    let mut by_region: Vec<Vec<Run>> = regions.pairs().iter().map(|_| Vec::new()).collect();
    let counted = document.blocks().iter().zip(0..).filter(|(block, _)| is_counted(block));
    for (block, index) in counted {
        let region = regions.index(side, block.section).and_then(|region| by_region.get_mut(region));
        let Some(runs) = region else { continue };
        let (kind, parent) = (block.kind, block.parent);
        let goes_on = |run: &&mut Run| kind == BlockKind::Paragraph && run.kind == kind && run.parent == parent;
        match runs.last_mut().filter(goes_on) {
            Some(run) => run.blocks.push(BlockId(index)),
            None => runs.push(Run { kind, parent, blocks: vec![BlockId(index)] }),
        }
    }
    by_region
}

/// Whether a block is a part of what a section says: headings have sections of their own, definitions and raw HTML are not shown
/// where they stand.
fn is_counted(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Definition | BlockKind::Html)
}
