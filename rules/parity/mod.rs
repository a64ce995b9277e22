//! The rules of the group `parity`.

mod drift;
mod entry_history;
pub mod entry_order;
mod gaps;
mod homes;
mod html_rows;
mod insertion_point;
mod language_links;
pub mod language_switcher;
pub mod length;
mod local;
pub mod missing_entry;
pub mod missing_section;
mod move_fix;
mod moved;
pub mod one_sided_change;
mod outdated;
mod relinked;
mod replaced;
pub mod section_mismatch;
mod section_place;
pub mod stale;
mod stub;
mod text_items;
pub mod untranslated;
pub mod url_mismatch;
mod urls;
