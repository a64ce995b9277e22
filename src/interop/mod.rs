//! Settings of other programs that count as they are found.

pub(crate) mod autocorrect;
pub(crate) mod editorconfig;
pub(crate) mod lycheeignore;
pub(crate) mod markdownlint;
mod nearest;
mod yaml;
