//! What one piece contributes to a document, before the pieces are put together.

use crate::BlockId;
use crate::Span;
use crate::block::{Block, Inline};
use crate::link::{Definition, Link, LinkId};

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
pub struct HtmlHeading {
    /// Offset of its first byte.
    pub start: usize,
    /// Its text without tags.
    pub rendered: String,
}

/// A reference link whose definition is not yet known.
#[derive(Clone, Debug)]
pub struct RawReference {
    /// The link in the same piece.
    pub link: LinkId,
    /// The normalised label.
    pub identifier: String,
}

/// The parts of one piece; ids count from the piece's own first.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Blocks in pre-order.
    pub blocks: Vec<Block>,
    /// Inlines in document order.
    pub inlines: Vec<Inline>,
    /// Links in document order.
    pub links: Vec<Link>,
    /// Reference links to resolve.
    pub references: Vec<RawReference>,
    /// Link reference definitions.
    pub definitions: Vec<Definition>,
    /// HTML comments.
    pub comments: Vec<Comment>,
    /// Anchors in raw HTML.
    pub anchors: Vec<HtmlAnchor>,
    /// Headings in raw HTML.
    pub html_headings: Vec<HtmlHeading>,
    /// Whether the first table goes on from the piece before.
    pub continues_table: bool,
}
