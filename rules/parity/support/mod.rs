//! What several rules of the group `parity` share, or one is too long for.

pub(crate) mod drift;
pub(crate) mod entry_history;
pub(crate) mod gaps;
pub(crate) mod homes;
pub(crate) mod html_rows;
pub(crate) mod insertion_point;
pub(crate) mod language_links;
pub(crate) mod local;
pub(crate) mod move_fix;
pub(crate) mod moved;
pub(crate) mod outdated;
pub(crate) mod relinked;
pub(crate) mod replaced;
pub(crate) mod section_place;
pub(crate) mod stub;
pub(crate) mod text_items;
pub(crate) mod urls;
