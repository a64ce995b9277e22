//! Every rule there is. Written by `CURATE_BLESS=1 cargo test --test tidy`.

use crate::engine::rule::Declaration;

/// All rules, by name.
pub const RULES: &[&Declaration] = &[
    &crate::anchors::ambiguous::RULE,
    &crate::anchors::case::RULE,
    &crate::anchors::missing::RULE,
    &crate::anchors::toc::RULE,
    &crate::duplicates::text::RULE,
    &crate::duplicates::title::RULE,
    &crate::duplicates::url::RULE,
    &crate::entries::final_punctuation::RULE,
    &crate::entries::glued::RULE,
    &crate::entries::separator::RULE,
    &crate::formatting::blank_lines::RULE,
    &crate::formatting::cjk_spacing::RULE,
    &crate::formatting::doubled_punctuation::RULE,
    &crate::formatting::whitespace::RULE,
    &crate::links::bare_url::RULE,
    &crate::links::empty::RULE,
    &crate::links::malformed::RULE,
    &crate::links::padding::RULE,
    &crate::links::scheme::RULE,
    &crate::links::swallowed_text::RULE,
    &crate::parity::entry_order::RULE,
    &crate::parity::language_switcher::RULE,
    &crate::parity::missing_entry::RULE,
    &crate::parity::missing_section::RULE,
    &crate::parity::section_mismatch::RULE,
    &crate::parity::url_mismatch::RULE,
    &crate::project::suppression::RULE,
    &crate::project::unparsed::RULE,
];
