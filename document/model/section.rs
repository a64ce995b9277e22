//! Headings and what they govern.

use super::ids::{BlockId, SectionId};
use super::span::Span;

/// A heading and everything up to the next heading of its level or above.
#[derive(Clone, Debug)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The bytes of the heading's text, without markers and surrounding white space.
    pub title: Span,
    /// The heading's text as rendered.
    pub rendered: Box<str>,
    /// Its anchor before repeats are numbered: what blanks beside a badge, a comment or a tag leave of hyphens included.
    pub base: Box<str>,
    /// Its anchor, made unique in the document as its host does.
    pub slug: Box<str>,
    /// The section around it.
    pub parent: Option<SectionId>,
    /// The heading block.
    pub heading: BlockId,
    /// From the heading's first byte to the next heading of this level or above.
    pub span: Span,
    /// The entries directly under this heading, before the next heading of any level, as a range of [`crate::Document::entries`].
    pub entries: (u32, u32),
}
