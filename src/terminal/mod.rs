//! What is printed, and how: colours, streams, text that is harmless for a terminal.

pub(crate) mod color;
pub(crate) mod flow;
pub(crate) mod help_word;
pub(crate) mod hyperlinks;
pub(crate) mod page;
pub(crate) mod panics;
pub(crate) mod redraw;
pub(crate) mod sanitize;
mod spoken_failure;
pub(crate) mod streams;
pub(crate) mod toml_text;
