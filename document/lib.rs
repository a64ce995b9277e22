//! What a curated markdown list *is*: documents, sections, entries, links, editions.
//!
//! This crate is pure and total: it reads no file, clock, socket or terminal, and
//! nothing in it can fail. `Document::parse` is the way in.

pub mod alignment;
mod anatomy;
mod assemble;
pub mod block;
pub mod contents;
pub mod contents_title;
mod destination;
pub mod document;
pub mod edition;
mod edition_name;
pub mod entry;
pub mod html;
pub mod language;
mod language_table;
mod line_shapes;
pub mod link;
mod markup;
mod math;
mod outline;
mod parse;
pub mod parts;
pub mod pieces;
mod references;
mod scan_lines;
pub mod script;
pub mod section;
mod separator;
pub mod slug;
mod span;
mod trailer;
pub mod url_key;
mod url_localised;
mod url_repair;
mod url_tracking;

pub use alignment::{Alignment, How, LinkPair, Partner, Side};
pub use assemble::on_large_stack;
pub use block::{Block, BlockId, BlockKind, Glyph, Inline, InlineKind, Prose};
pub use contents::{Contents, ContentsItem};
pub use document::Document;
pub use edition::{Edition, EditionId, List, is_list};
pub use entry::{Entry, EntryId};
pub use language::Language;
pub use link::{Definition, DefinitionId, Link, LinkId, LinkKind, Target};
pub use parts::Comment;
pub use pieces::{Unparsed, UnparsedReason};
pub use section::{Section, SectionId};
pub use span::{Lines, Span};
pub use url_key::UrlKey;
