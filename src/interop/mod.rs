//! TODO interop

pub mod autocorrect;
pub mod editorconfig;
pub mod lycheeignore;
pub mod markdownlint;
pub mod yaml;
