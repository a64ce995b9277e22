//! The table of contents, whose lines follow the headings they lead to.

use crate::api::rule::Context;
use curate_document::BlockId;

/// Whether `block` is part of the table of contents.
pub(crate) fn is_in_contents(block: BlockId, context: &Context<'_>) -> bool {
    let block = context.document.block(block);
    context.document.contents().zip(block).is_some_and(|(contents, block)| contents.span.contains(block.span))
}
