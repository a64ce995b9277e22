//! Pairs the code blocks and tables of two editions.

use super::super::text_hash::{TextHash, text_hash};
use super::code_lines::CodeText;
use super::in_order::{ALIKE, Bag, aligned_in_order};
use super::regions::{RegionPair, Regions};
use super::table_words::table_words;
use crate::model::{Block, BlockId, BlockKind, Document, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// A block that the other edition lacks, with the place where it belongs there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoneBlock {
    /// The block.
    pub block: BlockId,
    /// The block of its kind that it follows in its section, and the one across that stands for that.
    pub after: Option<[BlockId; 2]>,
    /// The section across; `None` above all sections.
    pub section: Option<SectionId>,
}

/// Two blocks that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockPair {
    /// The block of the first document.
    pub first: BlockId,
    /// The block of the second document.
    pub second: BlockId,
    /// Whether what is in them shows it.
    pub is_alike: bool,
    /// Whether that does, or their place where as many are on both sides and nothing in them can show it.
    pub is_sure: bool,
}

/// Which blocks of one kind stand for each other.
#[derive(Debug, Default)]
pub struct AlignedBlocks {
    /// The pairs, in the order of the first document.
    pub pairs: Vec<BlockPair>,
    /// By side, the blocks that the other lacks; those of sections that it lacks are not in it.
    pub lone: [Vec<LoneBlock>; 2],
}

/// A block as it is paired.
struct Candidate {
    block: BlockId,
    words: Bag,
    /// Whether its place alone may say what it stands for: it is a table, or hardly anything in it is the same in every language.
    is_open: bool,
}

/// A block with fewer words than this that are the same in every language is known by its place.
const FEWEST_WORDS: usize = 2;

impl AlignedBlocks {
    /// Pairs the code blocks of two documents.
    pub fn of_code(documents: [&Document; 2], regions: &Regions) -> Self {
        let read = |document: &Document, _: BlockId, block: &Block| {
            let code = CodeText::of(document, block);
            let is_open = code.lines.iter().all(|line| line.is_open);
            let words = code.lines.iter().flat_map(|line| &line.words).map(|word| text_hash(word)).collect();
            (words, is_open)
        };
        Self::of(documents, regions, BlockKind::Code, &read)
    }

    /// Pairs the tables of two documents.
    pub fn of_tables(documents: [&Document; 2], regions: &Regions) -> Self {
        let read = |document: &Document, id: BlockId, _: &Block| {
            let rows = document.children_of(id);
            (rows.flat_map(|(row, _)| table_words(document, row)).collect(), true)
        };
        Self::of(documents, regions, BlockKind::Table, &read)
    }

    fn of(
        documents: [&Document; 2],
        regions: &Regions,
        kind: BlockKind,
        read: &dyn Fn(&Document, BlockId, &Block) -> (Vec<TextHash>, bool),
    ) -> Self {
        let mut everywhere: [BTreeSet<Bag>; 2] = [BTreeSet::new(), BTreeSet::new()];
        let mut by_region: [Vec<Vec<Candidate>>; 2] =
            [0, 1].map(|_| regions.pairs().iter().map(|_| Vec::new()).collect());
        for ((side, document), everywhere) in documents.into_iter().enumerate().zip(&mut everywhere) {
            let blocks = document
                .blocks()
                .iter()
                .zip(0..)
                .filter(|(block, _)| block.kind == kind && !document.is_generated(block.span));
            for (block, index) in blocks {
                let (words, is_open) = read(document, BlockId(index), block);
                let is_open = is_open || words.len() < FEWEST_WORDS;
                let candidate = Candidate { block: BlockId(index), is_open, words: Bag::of(words) };
                everywhere.insert(candidate.words.clone());
                let region = regions.index(side, block.section);
                let known = region.and_then(|region| by_region.get_mut(side)?.get_mut(region));
                if let Some(known) = known {
                    known.push(candidate);
                }
            }
        }
        let mut aligned = Self::default();
        let [mine, theirs] = &by_region;
        for ((mine, theirs), (index, sections)) in mine.iter().zip(theirs).zip(regions.pairs().iter().enumerate()) {
            if !mine.is_empty() || !theirs.is_empty() {
                aligned.add_region([mine, theirs], *sections, &everywhere, regions.is_sure(index));
            }
        }
        aligned
    }
}

impl AlignedBlocks {
    /// Adds the pairs of one part of both documents, and what one of them lacks where that is certain.
    fn add_region(
        &mut self,
        candidates: [&[Candidate]; 2],
        sections: RegionPair,
        everywhere: &[BTreeSet<Bag>; 2],
        is_sure: bool,
    ) {
        let [mine, theirs] = candidates;
        let weight = |row: usize, column: usize| mine.get(row).zip(theirs.get(column)).map_or(0.0, |(a, b)| a.fit(b));
        let pairs: Vec<[usize; 2]> =
            aligned_in_order(mine.len(), theirs.len(), &weight).into_iter().map(<[usize; 2]>::from).collect();
        let alike: Vec<[usize; 2]> = pairs.iter().copied().filter(|[a, b]| weight(*a, *b) >= ALIKE).collect();
        let gap_of = |side: usize, at: usize| alike.partition_point(|pair| pair[side] < at);
        let has_same_count = mine.len() == theirs.len();
        let mut is_doubtful = vec![false; alike.len() + 1];
        for [row, column] in &pairs {
            let (Some(a), Some(b)) = (mine.get(*row), theirs.get(*column)) else { continue };
            let is_alike = weight(*row, *column) >= ALIKE;
            // Two that are at one another's places were moved.
            let are_moved =
                [(a, 1), (b, 0)].iter().all(|(own, side)| everywhere[*side].contains(&own.words)) && a.words != b.words;
            let is_sure = (is_alike && !are_moved) || (has_same_count && a.is_open && b.is_open);
            self.pairs.push(BlockPair { first: a.block, second: b.block, is_alike, is_sure });
            // Which of two blocks that share only a place the other edition lacks is not known.
            if !is_alike && !a.is_open && !b.is_open {
                mark(&mut is_doubtful, gap_of(0, *row));
            }
        }
        let counts = candidates.map(|candidates| {
            candidates.iter().fold(BTreeMap::<&Bag, usize>::new(), |mut counts, candidate| {
                *counts.entry(&candidate.words).or_default() += 1;
                counts
            })
        });
        let lone = [0, 1].map(|side| -> Vec<usize> {
            let is_paired = |at: &usize| pairs.binary_search_by_key(at, |pair| pair[side]).is_ok();
            let alone = (0..candidates[side].len()).filter(|at| !is_paired(at));
            let is_new = |at: &usize| {
                let own = candidates[side].get(*at);
                // Short blocks are told by how many of them there are.
                let is_rarer = |own: &Candidate| counts[1 - side].get(&own.words) < counts[side].get(&own.words);
                own.is_some_and(|own| {
                    (own.words.len() < FEWEST_WORDS && (own.words.len() == 0 || is_rarer(own)))
                        || !everywhere[1 - side].contains(&own.words)
                })
            };
            alone.filter(is_new).collect()
        });
        if !is_sure && alike.is_empty() {
            return;
        }
        for side in [0, 1] {
            let others: BTreeSet<usize> = lone[1 - side].iter().map(|other| gap_of(1 - side, *other)).collect();
            for at in &lone[side] {
                let gap = gap_of(side, *at);
                if others.contains(&gap) || is_doubtful.get(gap) != Some(&false) {
                    continue;
                }
                let before = pairs.partition_point(|pair| pair[side] < *at).checked_sub(1);
                let after = before.and_then(|before| pairs.get(before)).and_then(|pair| {
                    let block = |side: usize| candidates[side].get(pair[side]).map(|candidate| candidate.block);
                    Some([block(side)?, block(1 - side)?])
                });
                let Some(own) = candidates[side].get(*at) else { continue };
                self.lone[side].push(LoneBlock { block: own.block, after, section: sections[1 - side] });
            }
        }
    }
}

fn mark(marks: &mut [bool], index: usize) {
    if let Some(mark) = marks.get_mut(index) {
        *mark = true;
    }
}

impl Candidate {
    /// How well two blocks fit: 1 and more where they are the same.
    fn fit(&self, other: &Self) -> f32 {
        let similarity = self.words.similarity(&other.words);
        match similarity >= ALIKE {
            true => similarity + BY_PLACE,
            // What is all text is known by its place.
            false if self.is_open && other.is_open => 5.0 * BY_PLACE,
            false => BY_PLACE,
        }
    }
}

/// What a place alone counts.
const BY_PLACE: f32 = 0.02;
