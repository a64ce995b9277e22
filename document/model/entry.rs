//! Entries: list items and table rows that present one resource.

use super::block::Block;
use super::ids::{BlockId, EntryId, LinkId, SectionId};
use super::span::Span;

/// A list item or a table row outside the table of contents, or what of raw HTML presents a resource.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The item or row; of what is glued to an item, this item; of raw HTML its block.
    pub block: BlockId,
    /// The first paragraph of the item, or the cell with the title.
    pub body: Option<BlockId>,
    /// The section it is in.
    pub section: Option<SectionId>,
    /// The entry it is nested in.
    pub parent: Option<EntryId>,
    /// 0 at the top level of its list.
    pub depth: u8,
    /// Whether it is part of the paragraph of another entry, or of none: see [`crate::Glued`].
    pub glued: bool,
    /// Whether it is a table row.
    pub row: bool,
    /// Whether it is raw HTML: a row or a cell of a table, an item of a list, a logo. It always has a link, and its layout says nothing
    /// of that of the list.
    pub html: bool,
    /// The bytes before the title, such as `2014`, without surrounding white space.
    pub prefix: Option<Span>,
    /// The links of the item's first paragraph (or of the row, or the raw HTML), images included, as a range of [`crate::Document::links`].
    pub links: (u32, u32),
    /// The first link in title position that is not an image: the resource.
    pub link: Option<LinkId>,
    /// The bytes of the title: the link's text, or of a text-only item what stands before its separator; in raw HTML, from the first to
    /// the last character shown, or what stands for a picture. See [`Document::rendered_title`](crate::Document::rendered_title).
    pub title: Option<Span>,
    /// What stands between the title and the separator and is neither: badges, further links, notes, emoji, names of authors.
    pub extras: Option<Span>,
    /// The bytes between title (or extras) and description, white space included; may be empty. `None` where there is no
    /// description.
    pub separator: Option<Span>,
    /// The bytes of the description, without what trails it.
    pub description: Option<Span>,
    /// What trails the description: badges, tags, code spans, links in brackets, comments.
    pub trailer: Option<Span>,
    /// The first paragraph's bytes (or the row's), without what is glued to it.
    pub own: Span,
    /// All bytes of the item, nested items included.
    pub span: Span,
}

impl Entry {
    /// An entry in `block`, which is called `id`, with nothing found in its bytes yet.
    pub(crate) fn empty(id: BlockId, block: &Block, own: Span) -> Self {
        Self {
            block: id,
            body: None,
            section: block.section,
            parent: None,
            depth: 0,
            glued: false,
            row: false,
            html: false,
            prefix: None,
            links: (0, 0),
            link: None,
            title: None,
            extras: None,
            separator: None,
            description: None,
            trailer: None,
            own,
            span: block.span,
        }
    }
}
