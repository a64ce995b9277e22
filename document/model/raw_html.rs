//! What of raw HTML is more than text: comments, anchors and headings.

use super::ids::BlockId;
use super::span::Span;

/// An HTML comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What is inside.
    pub text: Span,
    /// The block it is in: the HTML block it makes, or the paragraph or cell it stands in.
    pub block: BlockId,
}

/// An `id=` or `name=` in raw HTML, which a fragment can lead to.
#[derive(Clone, Debug)]
pub struct HtmlAnchor {
    /// The bytes of the attribute's value.
    pub span: Span,
}

/// A heading in raw HTML: it has an anchor on code hosts, but opens no section.
#[derive(Clone, Debug)]
pub(crate) struct HtmlHeading {
    /// Offset of the first byte of its text.
    pub start: usize,
    /// Where its text ends; `None` where nothing closes it in the block that it begins in.
    pub end: Option<usize>,
}
