//! Applies fixes, and keeps only those that are proven to hurt nothing.

mod batch;
mod document_summary;
mod edited_document;
pub(crate) mod edits;
pub(crate) mod fixer;
pub(crate) mod heading;
mod history;
pub(crate) mod offers;
mod plain_item;
mod screen;
mod summary;
pub(crate) mod validate;
mod windows;
mod witness;
