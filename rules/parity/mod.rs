//! The rules of the group `parity`.

pub(crate) mod code_block;
pub(crate) mod entry_order;
pub(crate) mod language_switcher;
pub(crate) mod length;
pub(crate) mod missing_entry;
pub(crate) mod missing_item;
pub(crate) mod missing_link;
pub(crate) mod missing_section;
pub(crate) mod one_sided_change;
pub(crate) mod section_mismatch;
pub(crate) mod stale;
pub(crate) mod support;
pub(crate) mod table;
pub(crate) mod untranslated;
pub(crate) mod url_mismatch;
pub(crate) mod version;
