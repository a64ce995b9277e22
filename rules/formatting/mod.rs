//! The rules of the group `formatting`.

pub(crate) mod blank_lines;
pub(crate) mod broken_emphasis;
pub(crate) mod broken_heading;
pub(crate) mod cjk_spacing;
pub(crate) mod doubled_punctuation;
pub(crate) mod headings;
pub(crate) mod invisible_character;
pub(crate) mod misspelling;
pub(crate) mod punctuation_width;
pub(crate) mod raw_markdown;
pub(crate) mod spacing;
pub(crate) mod support;
pub(crate) mod table;
pub(crate) mod terms;
pub(crate) mod unbalanced_punctuation;
pub(crate) mod whitespace;
