//! The rules of the group `formatting`.

pub mod blank_lines;
pub mod broken_emphasis;
pub mod broken_heading;
pub mod cjk_spacing;
pub mod doubled_punctuation;
pub mod headings;
pub mod invisible_character;
pub mod misspelling;
pub mod punctuation_width;
pub(crate) mod support;
pub mod terms;
pub mod unbalanced_punctuation;
pub mod whitespace;
