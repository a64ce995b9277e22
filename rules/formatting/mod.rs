//! The rules of the group `formatting`.

pub mod blank_lines;
pub mod broken_emphasis;
pub mod cjk_borders;
pub mod cjk_names;
pub mod cjk_spacing;
pub mod cjk_style;
pub mod doubled_punctuation;
mod emphasis_mending;
pub mod headings;
mod indentation;
mod invisible_address;
pub mod invisible_character;
mod invisible_kinds;
mod known_words;
mod merge_markers;
pub mod misspelling;
mod misspelt_words;
mod narrow_marks;
mod pairs;
mod product_names;
pub mod punctuation_width;
pub mod terms;
pub mod unbalanced_punctuation;
mod verbatim;
pub mod whitespace;
mod wide_marks;
