//! TODO terminal

pub mod color;
pub mod panics;
pub mod sanitize;
pub mod streams;
pub mod toml_text;
