//! Whether a block of code stands near the place where it belongs, paired with another block or with none.

use crate::parity::support::comparison::Comparison;
use crate::parity::support::page_blocks::PageBlocks;
use crate::parity::support::translated_names::TranslatedNames;
use curate_document::alignment::page::{BlockPair, CodeLine, CodeText};
use curate_document::{Block, BlockId, BlockKind, Document, SectionId};

/// So many blocks around the place are looked at.
const READ: usize = 12;
/// Blocks of fewer words are alike by chance.
const FEWEST_WORDS: usize = 3;

/// What is compared with blocks that may stand elsewhere: a translation as seen from its source.
pub(crate) struct Elsewhere<'c, 'd> {
    /// The two editions.
    pub comparison: &'c Comparison<'d>,
    /// Their blocks.
    pub blocks: &'c PageBlocks,
    /// What of code is translated.
    pub names: &'c TranslatedNames<'d>,
}

impl Elsewhere<'_, '_> {
    /// Whether `block` of the edition on `side` (0 is the source) is, but for translated names, in `section` of the other edition
    /// or in one of those beside it, and stands for no other block that is the same.
    pub(crate) fn has(&self, side: usize, block: BlockId, section: Option<SectionId>) -> bool {
        let [own, other] = self.documents(side);
        let Some(code) = own.block(block).map(|block| CodeText::of(own, block)) else { return false };
        let number = |section: Option<SectionId>| section.map_or(0, |section| section.0 + 1);
        let is_near =
            |found: &Block| found.kind == BlockKind::Code && number(found.section).abs_diff(number(section)) <= 1;
        let near = other.blocks().iter().zip(0..).filter(|(found, _)| is_near(found)).take(READ);
        let words: usize = code.lines.iter().map(|line| line.words.len()).sum();
        let mut alike = near.filter(|(found, _)| self.is_same(side, &code, &CodeText::of(other, found)));
        words >= FEWEST_WORDS && alike.any(|(_, index)| !self.is_taken(1 - side, BlockId(index), block))
    }

    /// Whether `block` on `side` stands for another one than `except`, which is the same.
    fn is_taken(&self, side: usize, block: BlockId, except: BlockId) -> bool {
        let [own, other] = self.documents(side);
        let of = |pair: &BlockPair| [pair.first, pair.second];
        let pair = self.blocks.code.pairs.iter().find(|pair| of(pair)[side] == block);
        let across = pair.map(|pair| of(pair)[1 - side]).filter(|across| *across != except);
        let texts = own.block(block).zip(across.and_then(|across| other.block(across)));
        texts.is_some_and(|(here, there)| self.is_same(side, &CodeText::of(own, here), &CodeText::of(other, there)))
    }

    fn documents(&self, side: usize) -> [&Document; 2] {
        let (source, translation) = (self.comparison.other, self.comparison.document);
        if side == 0 { [source, translation] } else { [translation, source] }
    }

    /// Whether `code` on `side` and `across` are the same.
    fn is_same(&self, side: usize, code: &CodeText<'_>, across: &CodeText<'_>) -> bool {
        let [there, here] = if side == 0 { [code, across] } else { [across, code] };
        let is_one =
            |(a, b): (&CodeLine<'_>, &CodeLine<'_>)| a.words == b.words || self.names.are_all(&a.words, &b.words);
        there.lines.len() == here.lines.len() && there.lines.iter().zip(&here.lines).all(is_one)
    }
}
