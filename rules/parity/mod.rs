//! The rules of the group `parity`.

mod comparison;
pub mod missing_entry;
pub mod missing_section;
mod one_sided;
mod place;
pub mod section_mismatch;
mod stub;
