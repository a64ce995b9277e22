//! What a curated markdown list *is*: documents, sections, entries, links, editions.
//!
//! This crate is pure and total: it reads no file, clock, socket or terminal, and
//! nothing in it can fail. `Document::parse` is the way in.

pub mod alignment;
mod build;
pub mod edition_evidence;
pub mod language;
mod list;
mod markdown_file;
mod model;
mod parse;
pub mod slug;
pub mod url;

pub use crate::url::UrlKey;
pub use alignment::{Alignment, FallbackLink, Features, LinkPair, MatchKind, Partner, Side};
pub use build::{broken_heading, heading_lines, separator};
pub use language::{Language, contents_title, normal_text, script, section_kind::SectionKind};
pub use list::{Edition, EditionId, List, is_list};
pub use markdown_file::{MARKDOWN_EXTENSIONS, is_markdown, is_markdown_extension};
pub use model::{
    Block, BlockId, BlockKind, Characters, Comment, Contents, ContentsItem, Definition, DefinitionId, Document, Entry,
    EntryId, Glued, GluedKind, Glyph, Inline, InlineKind, LineIndex, Link, LinkId, LinkKind, Marker, Prose, Section,
    SectionId, Span, Target, block, link, marker,
};
pub use parse::{LARGEST_SOURCE, html};
