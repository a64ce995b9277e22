//! Sections of one edition whose text stands in a neighbouring section of the other.

use crate::parity::support::stub::own_span;
use curate_document::alignment::page::CodeText;
use curate_document::{Alignment, BlockKind, Document, InlineKind, SectionId, Side, Span};
use std::collections::BTreeSet;

/// A section without a block of code is known by so many pieces of code in its text, of which a third are elsewhere.
const FEWEST_PIECES: usize = 4;

/// Whether what the section `id` of `there`, the document on `side`, says in code stands in the section of `here` that stands for the
/// one around it, before it or behind it, and not in that one there.
pub(crate) fn is_absorbed(alignment: &Alignment, side: Side, [there, here]: [&Document; 2], id: SectionId) -> bool {
    let Some(own) = there.section(id) else { return false };
    let before = there.sections().iter().zip(0..id.0).rev().map(|(section, id)| (section, SectionId(id)));
    let mut siblings = before.filter(|(section, _)| section.parent == own.parent && section.level == own.level);
    let mut below = there.sections().iter().zip(0..).skip(id.0 as usize + 1);
    let next = below.find(|(section, _)| section.level <= own.level).filter(|(section, _)| section.level == own.level);
    let homes = [own.parent, siblings.next().map(|(_, id)| id), next.map(|(_, id)| SectionId(id))];
    let homes = homes.into_iter().flatten();
    let (lines, pieces) = (code_lines(there, own_span(there, id)), code_pieces(there, own_span(there, id)));
    homes.filter_map(|home| Some((home, alignment.section(side, home)?))).any(|(home, across)| {
        let (span, span_here) = (own_span(there, home), own_span(here, across));
        let (beside, found) = (code_lines(there, span), code_lines(here, span_here));
        let telling: Vec<&String> = lines.difference(&beside).collect();
        if !lines.is_empty() {
            let known = telling.iter().filter(|line| found.contains(**line)).count();
            return known > 0 && 2 * known >= telling.len();
        }
        let (beside, found) = (code_pieces(there, span), code_pieces(here, span_here));
        let telling: Vec<&String> = pieces.difference(&beside).collect();
        let known = telling.iter().filter(|piece| found.contains(**piece)).count();
        known >= FEWEST_PIECES && 3 * known >= telling.len()
    })
}

/// The lines of several words of the blocks of code in `span`, without blanks.
fn code_lines(document: &Document, span: Span) -> BTreeSet<String> {
    let start = document.blocks().partition_point(|block| block.span.start < span.start);
    let blocks = document.blocks().iter().skip(start).take_while(|block| block.span.start < span.end);
    let code = blocks.filter(|block| block.kind == BlockKind::Code).map(|block| CodeText::of(document, block));
    code.flat_map(|code| code.lines).filter(|line| line.words.len() > 1).map(|line| line.words.join(" ")).collect()
}

/// The pieces of code in the text of `span`.
fn code_pieces(document: &Document, span: Span) -> BTreeSet<String> {
    let start = document.inlines().partition_point(|inline| inline.span.start < span.start);
    let inlines = document.inlines().iter().skip(start).take_while(|inline| inline.span.start < span.end);
    let code = inlines.filter(|inline| inline.kind == InlineKind::Code);
    code.map(|inline| document.rendered_inline(inline).into_owned()).collect()
}
