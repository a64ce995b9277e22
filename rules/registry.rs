//! Every rule there is. `cargo test --test tidy` rewrites this file when it is stale.

use crate::engine::rule::Declaration;

/// All rules, by name.
pub const RULES: &[&Declaration] = &[
    &crate::links::bare_url::RULE,
    &crate::links::empty::RULE,
    &crate::links::malformed::RULE,
    &crate::links::padding::RULE,
    &crate::links::scheme::RULE,
    &crate::links::swallowed_text::RULE,
];
