//! The rules of the group `formatting`.

pub mod blank_lines;
pub mod cjk_borders;
pub mod cjk_names;
pub mod cjk_spacing;
pub mod cjk_style;
pub mod doubled_punctuation;
mod indentation;
mod verbatim;
pub mod whitespace;
