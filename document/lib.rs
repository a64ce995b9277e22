//! What a curated markdown list *is*: documents, sections, entries, links, editions.
//!
//! This crate is pure and total: it reads no file, clock, socket or terminal, and
//! nothing in it can fail.

pub mod contents_title;
mod edition_name;
pub mod language;
mod language_table;
pub mod script;
pub mod slug;
pub mod url_key;
mod url_localised;
mod url_repair;
mod url_tracking;
