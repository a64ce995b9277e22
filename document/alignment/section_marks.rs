//! What the prose of a section has that no translator changes.

use super::page::code_lines::CodeText;
use super::section_features::SectionFeatures;
use super::text_hash::{FastMap, TextHash, link_hash, text_hash};
use super::words::{is_kept, words};
use crate::model::{Block, BlockId, BlockKind, Document, InlineKind};

/// What is in more sections than this says nothing about any.
const COMMON: usize = 3;

/// Adds to each of `nodes`, in order, the code and the rows of tables that are directly in it; on a page that is not a list its
/// images, numbers and names too.
pub(super) fn add_marks(document: &Document, nodes: &mut [SectionFeatures], is_page: bool) {
    let mut at = 0;
    for (index, block) in document.blocks().iter().enumerate() {
        while nodes.get(at + 1).is_some_and(|next| next.start <= block.span.start) {
            at += 1;
        }
        let Some(node) = nodes.get_mut(at) else { continue };
        let marks = match block.kind {
            BlockKind::Code => {
                let words = words_of_code(document, block);
                node.code.extend((words.len() >= FEWEST_WORDS).then(|| text_hash(&words.join(" "))));
                let words: Vec<TextHash> = words.into_iter().map(text_hash).collect();
                node.code_words.extend(&words);
                words
            }
            BlockKind::Row { head: false } => row_mark(document, BlockId(index as u32)).into_iter().collect(),
            _ => Vec::new(),
        };
        node.marks.extend(marks.into_iter().map(|mark| (mark, 1)));
        if is_page && block.kind != BlockKind::Code {
            node.marks.extend(marks_of(document, block).into_iter().map(|mark| (mark, 1)));
        }
    }
    for node in nodes.iter_mut() {
        node.code_words.sort_unstable();
        node.code_words.dedup();
    }
    keep_rare(nodes);
    find_only_code(nodes);
}

/// Takes out of all `nodes` the marks that many of them have.
fn keep_rare(nodes: &mut [SectionFeatures]) {
    let mut counts: FastMap<TextHash, usize> = FastMap::default();
    for node in nodes.iter_mut() {
        node.marks.sort_unstable();
        node.marks.dedup();
        for (mark, _) in &node.marks {
            *counts.entry(*mark).or_default() += 1;
        }
    }
    for node in nodes {
        node.marks.retain(|(mark, _)| counts.get(mark).is_some_and(|count| *count <= COMMON));
    }
}

/// Finds the blocks of code of all `nodes` that a document has once.
fn find_only_code(nodes: &mut [SectionFeatures]) {
    let mut counts: FastMap<TextHash, usize> = FastMap::default();
    for code in nodes.iter().flat_map(|node| &node.code) {
        *counts.entry(*code).or_default() += 1;
    }
    for node in nodes {
        node.only_code = node.code.iter().copied().filter(|code| counts.get(code) == Some(&1)).collect();
        node.only_code.sort_unstable();
    }
}

/// A block of code with fewer words than this is in many places.
const FEWEST_WORDS: usize = 2;

/// The words of a block of code that no translator changes, without what a program said.
fn words_of_code<'d>(document: &'d Document, block: &Block) -> Vec<&'d str> {
    let code = CodeText::of(document, block);
    code.lines.into_iter().filter(|line| !line.is_said).flat_map(|line| line.words).collect()
}

/// A row of a table has so many cells to know it by.
const FEWEST_CELLS: usize = 2;

/// What says that a row of a table is another one in another language: those of its cells, with their columns, that are numbers or
/// formulas; `None` where it has too few of them.
fn row_mark(document: &Document, row: BlockId) -> Option<TextHash> {
    let cells = document.children_of(row).map(|(cell, _)| document.rendered(cell)).enumerate();
    let kept: Vec<String> = cells.filter_map(|(column, text)| Some(format!("{column}:{}", formula(&text)?))).collect();
    (kept.len() >= FEWEST_CELLS).then(|| text_hash(&kept.join("|")))
}

/// A text without its blanks where all its words are single letters or functions: `n log(n)`.
fn formula(text: &str) -> Option<String> {
    let compact: String = text.split_whitespace().collect();
    let mut words = text.split_inclusive(|character: char| !character.is_alphabetic());
    let is_symbol =
        |word: &str| word.ends_with('(') || word.chars().filter(|letter| letter.is_alphabetic()).count() <= 1;
    (compact.is_ascii() && compact.contains(|character: char| character.is_alphanumeric()) && words.all(is_symbol))
        .then_some(compact)
}

/// The images, numbers and names of a block alone, without those of the blocks in it.
fn marks_of(document: &Document, block: &Block) -> Vec<TextHash> {
    let mut marks = Vec::new();
    for inline in document.inlines_in(block) {
        match inline.kind {
            InlineKind::Code => marks.push(text_hash(&document.rendered_inline(inline))),
            InlineKind::Image => {
                marks.extend(inline.image.and_then(|id| document.link(id)).and_then(link_hash));
            }
            InlineKind::Text => {
                let text = document.rendered_inline(inline);
                marks.extend(
                    words(&text).filter(|word| is_kept(word)).map(|word| text_hash(&word.to_ascii_lowercase())),
                );
            }
            _ => {}
        }
    }
    marks
}
