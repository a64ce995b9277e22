//! The rules of the group `parity`.

pub(crate) mod comparison;
mod drift;
pub mod entry_order;
mod gaps;
mod html_rows;
pub mod language_switcher;
pub mod length;
mod local;
pub mod missing_entry;
pub mod missing_section;
mod moved;
mod moves;
mod one_sided;
pub mod one_sided_change;
mod place;
mod relinked;
mod replaced;
pub mod section_mismatch;
mod section_place;
pub mod stale;
mod stub;
mod switch;
mod traces;
pub mod untranslated;
pub mod url_mismatch;
mod urls;
