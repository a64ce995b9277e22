//! Applies fixes, and keeps only those that are proven to hurt nothing.

mod batch;
mod document_summary;
mod edited_document;
pub mod edits;
pub mod fixer;
pub mod heading;
mod history;
pub mod offers;
mod plain_item;
mod screen;
mod summary;
pub mod validate;
mod windows;
mod witness;
