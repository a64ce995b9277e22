//! Every rule there is. `cargo test --test tidy` rewrites this file when it is stale.

use crate::engine::rule::Declaration;

/// All rules, by name.
pub const RULES: &[&Declaration] = &[
    &crate::links::padding::RULE,
    &crate::parity::entry_order::RULE,
    &crate::parity::language_switcher::RULE,
    &crate::parity::missing_entry::RULE,
    &crate::parity::missing_section::RULE,
    &crate::parity::section_mismatch::RULE,
    &crate::parity::url_mismatch::RULE,
];
