//! The rules of the group `parity`.

pub(crate) mod comparison;
pub mod entry_order;
pub mod language_switcher;
pub mod missing_entry;
pub mod missing_section;
mod moves;
mod one_sided;
mod place;
pub mod section_mismatch;
mod stub;
mod switch;
pub mod url_mismatch;
mod urls;
