//! Output for people: streams, colours, and text that is made harmless first.

pub mod color;
pub mod panics;
pub mod sanitize;
pub mod streams;
pub mod toml_text;
