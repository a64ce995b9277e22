//! What the server answers, one feature a file.

mod anchors;
pub(crate) mod code_actions;
pub(crate) mod code_lens;
pub(crate) mod commands;
pub(crate) mod completion;
mod completion_context;
mod counterparts;
mod cursor;
pub(crate) mod definition;
pub(crate) mod diagnostics;
pub(crate) mod document_links;
pub(crate) mod document_symbols;
pub(crate) mod edits;
mod heading_change;
pub(crate) mod hover;
mod ignoring;
mod markdown_text;
mod pages;
pub(crate) mod pulled;
pub(crate) mod references;
pub(crate) mod rename;
pub(crate) mod workspace_symbols;

#[cfg(test)]
mod fixtures;
