//! The table of contents: a list whose items lead to headings of the same document.

use super::ids::{BlockId, LinkId, SectionId};
use super::span::Span;

/// The table of contents of a document.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The section whose heading names it, where there is one.
    pub section: Option<SectionId>,
    /// The list (the outermost).
    pub list: BlockId,
    /// Its bytes.
    pub span: Span,
    /// Its items in order.
    pub items: Vec<ContentsItem>,
    /// Whether the links are web addresses with the anchors of this document's headings behind their `#`, so that the page before
    /// it is probably this one.
    pub by_address: bool,
}

/// The place that two comments mark off for the table of contents, be there one or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentsRegion {
    /// The comment before it.
    pub open: Span,
    /// The comment behind it.
    pub close: Span,
}

impl ContentsRegion {
    /// What is between the comments.
    pub fn inside(self) -> Span {
        Span::new(self.open.end, self.close.start)
    }
}

/// One line of a table of contents.
#[derive(Clone, Copy, Debug)]
pub struct ContentsItem {
    /// The list item.
    pub block: BlockId,
    /// The link to a heading; `None` for an item of text only.
    pub link: Option<LinkId>,
    /// 0 at the top level.
    pub depth: u8,
    /// The item's own line, without nested items.
    pub span: Span,
}
