//! Settings of other programs that count as they are found.

pub(crate) mod autocorrect;
pub(crate) mod editorconfig;
pub(crate) mod link_checker_settings;
pub(crate) mod link_checkers;
mod lychee_toml;
pub(crate) mod lycheeignore;
mod markdown_link_check;
pub(crate) mod markdownlint;
pub(crate) mod markdownlint_ignores;
mod markdownlint_values;
mod nearest;
mod rumdl;
mod yaml;
