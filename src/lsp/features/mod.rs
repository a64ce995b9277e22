//! What the server answers, one feature a file.

pub(crate) mod commands;
pub(crate) mod diagnostics;
