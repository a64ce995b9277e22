//! The rules of the group `parity`.

pub mod entry_order;
pub mod language_switcher;
pub mod length;
pub mod missing_entry;
pub mod missing_section;
pub mod one_sided_change;
pub mod section_mismatch;
pub mod stale;
pub(crate) mod support;
pub mod untranslated;
pub mod url_mismatch;
