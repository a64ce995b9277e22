//! What other tools left in a project, and what of it counts here.

pub mod autocorrect;
pub mod editorconfig;
pub mod lycheeignore;
pub mod markdownlint;
pub mod yaml;
