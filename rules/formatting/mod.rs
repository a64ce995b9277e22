//! The rules of the group `formatting`.

pub mod blank_lines;
mod indentation;
mod verbatim;
pub mod whitespace;
