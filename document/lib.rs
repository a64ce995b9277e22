//! What a curated markdown list *is*: documents, sections, entries, links, editions.
//!
//! This crate is pure and total: it reads no file, clock, socket or terminal, and
//! nothing in it can fail. `Document::parse` is the way in.

pub mod alignment;
mod anatomy;
pub mod block;
pub mod broken_heading;
mod characters;
pub mod contents;
pub mod contents_title;
pub mod document;
pub mod edition;
pub mod edition_evidence;
mod edition_name;
pub mod entry;
mod extras;
pub mod glued;
pub mod heading_lines;
pub mod heading_role;
mod html_heading;
pub mod language;
mod language_table;
pub mod link;
pub mod marker;
pub mod normal_text;
mod outline;
mod parse;
mod plain_url;
mod row;
pub mod script;
pub mod section;
pub mod separator;
pub mod slug;
mod span;
mod trailer;
pub mod url_key;
mod url_localised;
mod url_repair;
mod url_tracking;

pub use alignment::{Alignment, Features, How, LinkPair, Partner, Side};
pub use block::{Block, BlockId, BlockKind, Glyph, Inline, InlineKind, Prose};
pub use characters::Characters;
pub use contents::{Contents, ContentsItem};
pub use document::Document;
pub use edition::{Edition, EditionId, List, is_list};
pub use entry::{Entry, EntryId};
pub use glued::{Glued, GluedKind};
pub use language::Language;
pub use link::{Definition, DefinitionId, Link, LinkId, LinkKind, Target};
pub use marker::Marker;
pub use parse::{Comment, LARGEST_SOURCE, html};
pub use section::{Section, SectionId};
pub use span::{Lines, Span};
pub use url_key::UrlKey;
