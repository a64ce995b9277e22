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

/// Whether files with this name are read for what they say of linting, in some folder.
pub(crate) fn is_settings(name: &str) -> bool {
    [autocorrect::NAME, autocorrect::IGNORE, editorconfig::NAME, markdownlint_ignores::NAME].contains(&name)
        || markdownlint::is_settings(name)
        || rumdl::is_settings(name)
}
