//! What the prose of a section has that no translator changes.

use super::page::code_lines::CodeText;
use super::section_features::SectionFeatures;
use super::text_hash::{FastMap, TextHash, link_hash, text_hash};
use super::words::{is_kept, words};
use crate::model::{Block, BlockKind, Document, InlineKind};

/// What is in more sections than this says nothing about any.
const COMMON: usize = 3;

/// Adds to each of `nodes`, in order, the code, images, numbers and names that are directly in it.
pub(super) fn add_marks(document: &Document, nodes: &mut [SectionFeatures]) {
    let mut at = 0;
    for block in document.blocks() {
        while nodes.get(at + 1).is_some_and(|next| next.start <= block.span.start) {
            at += 1;
        }
        if let Some(node) = nodes.get_mut(at) {
            node.marks.extend(marks_of(document, block).into_iter().map(|mark| (mark, 1)));
        }
    }
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

/// The marks of a block alone, without those of the blocks in it.
fn marks_of(document: &Document, block: &Block) -> Vec<TextHash> {
    if block.kind == BlockKind::Code {
        let code = CodeText::of(document, block);
        return code.lines.iter().flat_map(|line| &line.words).map(|word| text_hash(word)).collect();
    }
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
