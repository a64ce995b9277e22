//! What of a row of a table is the same in every language.

use super::super::text_hash::{TextHash, localised_link_hash, text_hash};
use super::super::words::{ascii_digit, is_kept, words};
use super::in_order::{Bag, aligned_in_order};
use crate::model::{BlockId, BlockKind, Document, InlineKind};

/// The code, links, numbers and names of a row, and all Latin words of its first cell.
pub(super) fn table_words(document: &Document, row: BlockId) -> Vec<TextHash> {
    let mut found = Vec::new();
    for (at, (cell, block)) in document.children_of(row).enumerate() {
        for inline in document.inlines_of(cell) {
            match inline.kind {
                InlineKind::Code => found.push(text_hash(&document.rendered_inline(inline))),
                InlineKind::Text if inline.link.is_none() => {
                    let text: String = document.rendered_inline(inline).chars().map(ascii_digit).collect();
                    let kept = words(&text).filter(|word| at == 0 || is_kept(word));
                    found.extend(kept.map(|word| text_hash(&word.to_ascii_lowercase())));
                }
                _ => {}
            }
        }
        found.extend(document.links_in(block.span).iter().filter_map(localised_link_hash));
    }
    found
}

/// The rows of two tables, their heads left out.
#[derive(Debug, Default)]
pub struct AlignedRows {
    /// How many rows each table has.
    pub counts: [usize; 2],
    /// How many columns each table has.
    pub columns: [usize; 2],
    /// By side, the rows that the other table lacks; `None` where it is not certain which these are.
    pub lone: Option<[Vec<BlockId>; 2]>,
}

/// Rows that have less in common than this are two.
const ALIKE: f32 = 0.5;

impl AlignedRows {
    /// Compares two tables.
    pub fn of([first, second]: [&Document; 2], tables: [BlockId; 2]) -> Self {
        let read = |document: &Document, table: BlockId| -> (Vec<(BlockId, Bag)>, usize) {
            let (head, rows): (Vec<_>, Vec<_>) =
                document.children_of(table).partition(|(_, row)| row.kind == BlockKind::Row { head: true });
            let columns = head.first().map_or(0, |(head, _)| document.children_of(*head).count());
            (rows.into_iter().map(|(row, _)| (row, Bag::of(table_words(document, row)))).collect(), columns)
        };
        let ((mine, columns), (theirs, others)) = (read(first, tables[0]), read(second, tables[1]));
        let weight = |row: usize, column: usize| {
            let similarity = mine.get(row).zip(theirs.get(column)).map_or(0.0, |((_, a), (_, b))| a.similarity(b));
            if similarity >= ALIKE { similarity } else { 0.0 }
        };
        let pairs = aligned_in_order(mine.len(), theirs.len(), &weight);
        let is_lone = |side: usize, at: usize| pairs.binary_search_by_key(&at, |pair| [pair.0, pair.1][side]).is_err();
        let lone = [(0, &mine), (1, &theirs)].map(|(side, rows)| -> Vec<BlockId> {
            rows.iter().enumerate().filter(|(at, _)| is_lone(side, *at)).map(|(_, (row, _))| *row).collect()
        });
        // A row that has nothing like it on either side may be the other one's.
        let is_certain = lone.iter().any(Vec::is_empty);
        Self { counts: [mine.len(), theirs.len()], columns: [columns, others], lone: is_certain.then_some(lone) }
    }
}
