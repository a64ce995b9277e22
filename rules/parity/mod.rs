//! The rules of the group `parity`.

pub(crate) mod comparison;
pub mod entry_order;
pub mod language_switcher;
pub mod length;
pub mod missing_entry;
pub mod missing_section;
mod moves;
mod one_sided;
pub mod one_sided_change;
mod place;
mod relinked;
pub mod section_mismatch;
pub mod stale;
mod stub;
mod switch;
mod traces;
pub mod untranslated;
pub mod url_mismatch;
mod urls;
