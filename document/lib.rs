//! What a curated markdown list *is*: documents, sections, entries, links, editions.
//!
//! This crate is pure and total: it reads no file, clock, socket or terminal, and
//! nothing in it can fail. `Document::parse` is the way in.

pub mod contents_title;
mod edition_name;
pub mod language;
mod language_table;
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
