//! Whether a block of code stands near the place where it belongs, paired with another block or with none.

use crate::parity::support::code_difference::LineDifference;
use crate::parity::support::code_presence::is_mirror;
use crate::parity::support::comparison::Comparison;
use crate::parity::support::page_blocks::PageBlocks;
use crate::parity::support::translated_names::TranslatedNames;
use curate_document::alignment::page::{BlockPair, CodeLine, CodeText};
use curate_document::{Block, BlockId, BlockKind, Document, SectionId, Span};
use std::collections::BTreeSet;

/// So many blocks around the place are looked at.
const READ: usize = 12;
/// Blocks of fewer words are alike by chance.
const FEWEST_WORDS: usize = 3;
/// Lines of fewer words are.
const FEWEST_OF_LINE: usize = 2;

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
        let words: usize = code.lines.iter().map(|line| line.words.len()).sum();
        let mut alike =
            code_near(other, section).filter(|(found, _)| self.is_same(side, &code, &CodeText::of(other, found)));
        words >= FEWEST_WORDS && alike.any(|(_, id)| !self.is_taken(1 - side, id, block))
    }

    /// Whether a longer block of the other edition has all lines of `block`, in `section` or in one beside it, and the block that
    /// stands for that one does not: one edition has in two what the other has in one.
    pub(crate) fn is_merged(&self, side: usize, block: BlockId, section: Option<SectionId>) -> bool {
        let own = self.documents(side)[0];
        let Some(code) = own.block(block).map(|block| CodeText::of(own, block)) else { return false };
        self.is_near(side, &code.lines, section, None)
    }

    /// Whether a block of the other edition than `except` has `lines` of the one on `side`, in `section` or in one beside it, and
    /// the block that stands for that one does not.
    pub(crate) fn is_near(
        &self,
        side: usize,
        lines: &[CodeLine<'_>],
        section: Option<SectionId>,
        except: Option<BlockId>,
    ) -> bool {
        let [own, other] = self.documents(side);
        let is_short = !lines.iter().any(|line| line.words.len() >= FEWEST_OF_LINE);
        let mut others = code_near(other, section).filter(|(_, id)| Some(*id) != except);
        others.any(|(found, id)| {
            let partner = self.partner(1 - side, id);
            let across = partner.and_then(|partner| own.block(partner));
            let code = CodeText::of(other, found);
            // A short line is alike by chance, unless it is all of a block that stands for none, or indented.
            let counts = !is_short || !code.is_fenced || (partner.is_none() && code.lines.len() == lines.len());
            counts
                && has_lines(&code, lines)
                && across.is_none_or(|across| !has_lines(&CodeText::of(own, across), lines))
        })
    }

    /// Drops the lines that one of two blocks has beyond the other where all of them or the line alone are in a block beside that, or
    /// load something from near their readers.
    pub(crate) fn drop_known(&self, pair: BlockPair, code: [&CodeText<'_>; 2], differences: &mut Vec<LineDifference>) {
        let documents = [self.comparison.other, self.comparison.document];
        let across = [pair.second, pair.first];
        for side in [0, 1] {
            let of = |line: &LineDifference| match (line.there, line.here) {
                (Some(span), None) if side == 0 => Some(span),
                (None, Some(span)) if side == 1 => Some(span),
                _ => None,
            };
            let spans: BTreeSet<Span> = differences.iter().filter_map(of).collect();
            let lines: Vec<CodeLine<'_>> =
                code[side].lines.iter().filter(|line| spans.contains(&line.span)).cloned().collect();
            let section = documents[1 - side].block(across[side]).and_then(|block| block.section);
            let is_near = |lines: &[CodeLine<'_>]| self.is_near(side, lines, section, Some(across[side]));
            let are_near = !lines.is_empty() && is_near(&lines);
            let is_known = |line: &CodeLine<'_>| {
                are_near || is_mirror(documents[side].text(line.span)) || is_near(std::slice::from_ref(line))
            };
            let known: BTreeSet<Span> = lines.iter().filter(|line| is_known(line)).map(|line| line.span).collect();
            differences.retain(|line| of(line).is_none_or(|span| !known.contains(&span)));
        }
    }

    /// Whether `block` on `side` stands for another one than `except`, which is the same.
    fn is_taken(&self, side: usize, block: BlockId, except: BlockId) -> bool {
        let [own, other] = self.documents(side);
        let across = self.partner(side, block).filter(|across| *across != except);
        let texts = own.block(block).zip(across.and_then(|across| other.block(across)));
        texts.is_some_and(|(here, there)| self.is_same(side, &CodeText::of(own, here), &CodeText::of(other, there)))
    }

    /// The block of code across that `block` of the edition on `side` is paired with.
    fn partner(&self, side: usize, block: BlockId) -> Option<BlockId> {
        let mut pairs = self.blocks.code.pairs.iter().map(|pair| [pair.first, pair.second]);
        pairs.find(|pair| pair[side] == block).map(|pair| pair[1 - side])
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

/// The first blocks of code in `section` of `document` and in the sections beside it.
fn code_near(document: &Document, section: Option<SectionId>) -> impl Iterator<Item = (&Block, BlockId)> {
    let is_near = move |block: &Block| number(block.section).abs_diff(number(section)) <= 1;
    let blocks = document.blocks().iter().zip((0..).map(BlockId));
    blocks.filter(move |(block, _)| block.kind == BlockKind::Code && is_near(block)).take(READ)
}

/// The place of a section among all of them; 0 is what stands above the first.
fn number(section: Option<SectionId>) -> u32 {
    section.map_or(0, |section| section.0 + 1)
}

/// Whether `code` has `lines`, in order; those with words that a translator may have changed count where the others are there.
fn has_lines(code: &CodeText<'_>, lines: &[CodeLine<'_>]) -> bool {
    let mut rest = code.lines.iter();
    let is_one = |line: &CodeLine<'_>, own: &CodeLine<'_>| {
        line.words == own.words
            || ((line.is_open || own.is_open)
                && line.words.len() >= FEWEST_OF_LINE
                && own.words.starts_with(&line.words))
            || ((line.is_open || own.is_open)
                && own.words.len() >= FEWEST_OF_LINE
                && line.words.starts_with(&own.words))
    };
    lines.iter().filter(|line| !line.words.is_empty()).all(|line| rest.any(|own| is_one(line, own)))
}
