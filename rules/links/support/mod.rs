//! What several rules of the group `links` share, or one is too long for.

pub(crate) mod address_defects;
pub(crate) mod bracket_defect;
pub(crate) mod bracket_missing;
pub(crate) mod bracket_typos;
pub(crate) mod brackets;
pub(crate) mod broken_link;
pub(crate) mod defect_wording;
pub(crate) mod destination;
pub(crate) mod footnotes;
pub(crate) mod intended_link;
pub(crate) mod link_text;
pub(crate) mod local_place;
pub(crate) mod mdx;
pub(crate) mod outcome_places;
pub(crate) mod placeholders;
pub(crate) mod query;
pub(crate) mod references;
pub(crate) mod renamed_hosts;
pub(crate) mod search_pages;
pub(crate) mod secure_hosts;
pub(crate) mod split_images;
pub(crate) mod text_urls;
pub(crate) mod unclosed_destination;
pub(crate) mod urls;
pub(crate) mod web_links;
pub(crate) mod white_space_fix;
