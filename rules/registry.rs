//! Every rule there is. `cargo test --test tidy` rewrites this file when it is stale.

use crate::engine::rule::Declaration;

/// All rules, by name.
pub const RULES: &[&Declaration] = &[
    &crate::formatting::cjk_spacing::RULE,
    &crate::formatting::doubled_punctuation::RULE,
    &crate::links::padding::RULE,
];
