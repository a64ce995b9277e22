//! What several rules of the group `links` share, or one is too long for.

pub(crate) mod address_slips;
pub(crate) mod bracket_defect;
pub(crate) mod bracket_missing;
pub(crate) mod bracket_slips;
pub(crate) mod brackets;
pub(crate) mod components;
pub(crate) mod destination;
pub(crate) mod footnotes;
pub(crate) mod outcome_places;
pub(crate) mod placeholders;
pub(crate) mod query;
pub(crate) mod references;
pub(crate) mod renamed_hosts;
pub(crate) mod search_pages;
pub(crate) mod secure_hosts;
pub(crate) mod text_urls;
pub(crate) mod torn_images;
pub(crate) mod unclosed;
pub(crate) mod urls;
pub(crate) mod web_links;
