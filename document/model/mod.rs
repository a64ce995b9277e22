//! What a parsed document holds: blocks and inlines, links, sections, entries, and the bytes of each.

pub mod block;
mod characters;
mod contents;
mod document;
mod entry;
mod glued;
mod ids;
mod line_index;
pub mod link;
pub mod marker;
mod prose;
mod raw_html;
mod rendering;
mod section;
mod span;
mod templates;
mod tree;

pub use block::{Block, BlockKind, Glyph, Inline, InlineKind};
pub use characters::Characters;
pub use contents::{Contents, ContentsItem, ContentsRegion};
pub use document::Document;
pub use entry::Entry;
pub use glued::{Glued, GluedKind};
pub use ids::{BlockId, DefinitionId, EntryId, LinkId, SectionId};
pub use line_index::LineIndex;
pub use link::{Definition, Link, LinkKind, Target};
pub use marker::Marker;
pub use prose::Prose;
pub(crate) use raw_html::HtmlHeading;
pub use raw_html::{Comment, HtmlAnchor};
pub(crate) use rendering::code_text;
pub use section::Section;
pub use span::Span;
