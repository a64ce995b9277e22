//! What several rules of the group `parity` share, or one is too long for.

pub(crate) mod changed_urls;
pub(crate) mod compared_link;
pub(crate) mod comparison;
pub(crate) mod drifted_editions;
pub(crate) mod edition_pragma;
pub(crate) mod entry_history;
pub(crate) mod gaps;
pub(crate) mod html_rows;
pub(crate) mod insertion_point;
pub(crate) mod language_links;
pub(crate) mod local_resources;
pub(crate) mod message_parts;
pub(crate) mod misplaced_entries;
pub(crate) mod move_fix;
pub(crate) mod moved_blocks;
pub(crate) mod outdated;
pub(crate) mod pending_findings;
pub(crate) mod replaced_entries;
pub(crate) mod section_counterparts;
pub(crate) mod section_place;
pub(crate) mod stub;
pub(crate) mod text_items;
pub(crate) mod urls;
