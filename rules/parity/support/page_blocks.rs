//! The code blocks and tables of two editions, paired once for all rules.

use crate::api::rule::Context;
use crate::parity::support::comparison::{Comparison, translations};
use crate::parity::support::gaps::pairs;
use crate::parity::support::message_parts::section_span;
use crate::parity::support::page_sections::is_far;
use curate_document::alignment::page::{AlignedBlocks, LoneBlock, Regions};
use curate_document::{BlockKind, Document, Side, Span};
use std::sync::Arc;

/// The code blocks and tables of a translation and its source.
#[derive(Debug)]
pub(crate) struct PageBlocks {
    /// The code blocks.
    pub code: AlignedBlocks,
    /// The tables.
    pub tables: AlignedBlocks,
}

/// Each translation that has or lacks a block of `kind`, as seen from its source, where the two are near enough for that to be
/// of interest.
pub(crate) fn near_pages<'a>(
    context: &Context<'a>,
    kind: BlockKind,
) -> impl Iterator<Item = (Comparison<'a>, Arc<PageBlocks>)> + use<'a> {
    let context = *context;
    let has_kind = |document: &Document| document.blocks().iter().any(|block| block.kind == kind);
    let is_wanted = context.list.editions.iter().any(|edition| has_kind(&edition.document));
    let near = is_wanted.then(|| near(&context)).into_iter().flatten();
    near.map(move |comparison| {
        let make = || PageBlocks::of(&comparison);
        (comparison, context.cache.of_edition::<PageBlocks>(comparison.here, make))
    })
}

/// Each translation as seen from its source that is not so far away from it that a single finding reports that.
pub(crate) fn near<'a>(context: &Context<'a>) -> impl Iterator<Item = Comparison<'a>> + use<'a> {
    let is_list = context.is_list;
    let lists = is_list.then(|| pairs(context).filter(|(comparison, gaps)| !gaps.is_drifted(comparison)));
    let pages = (!is_list).then(|| translations(context).filter(|comparison| !is_far(comparison)));
    lists.into_iter().flatten().map(|(comparison, _)| comparison).chain(pages.into_iter().flatten())
}

impl PageBlocks {
    fn of(comparison: &Comparison<'_>) -> Self {
        debug_assert!(comparison.side == Side::First, "a pair is seen from the source");
        let documents = [comparison.other, comparison.document];
        let regions = Regions::of(documents, comparison.alignment);
        Self {
            code: AlignedBlocks::of_code(documents, &regions),
            tables: AlignedBlocks::of_tables(documents, &regions),
        }
    }
}

/// What points at the place here where `lone` belongs: the first line of the block before it, else the heading of its section.
pub(crate) fn place_span(document: &Document, lone: &LoneBlock) -> Span {
    let after = lone.after.and_then(|[_, across]| document.block(across)).map(|block| block.span.start);
    match after {
        Some(start) => document.lines().content(document.line_of(start), document.source()),
        None => section_span(document, lone.section),
    }
}
