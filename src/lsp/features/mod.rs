//! What the server answers, one feature a file.

pub(crate) mod code_actions;
pub(crate) mod commands;
pub(crate) mod diagnostics;
pub(crate) mod edits;
mod ignoring;
pub(crate) mod pulled;
