//! What several rules of the group `formatting` share, or one is too long for.

pub(crate) mod attributions;
pub(crate) mod cjk_borders;
pub(crate) mod cjk_style;
pub(crate) mod cjk_words;
pub(crate) mod emphasis_fix;
pub(crate) mod faces;
pub(crate) mod full_width;
pub(crate) mod half_width;
pub(crate) mod indentation;
pub(crate) mod invisible_address;
pub(crate) mod invisible_kinds;
pub(crate) mod known_words;
pub(crate) mod lone_marks;
pub(crate) mod merge_markers;
pub(crate) mod misspelt_words;
pub(crate) mod non_prose;
pub(crate) mod pairs;
pub(crate) mod product_names;
pub(crate) mod surplus_lines;
pub(crate) mod tight_lists;
pub(crate) mod verbatim;
