//! What several rules of the group `duplicates` share, or one is too long for.

pub(crate) mod companion_lists;
pub(crate) mod forges;
pub(crate) mod part_of;
pub(crate) mod quoted_title;
pub(crate) mod removal_fix;
pub(crate) mod repeating_sections;
pub(crate) mod siblings;
pub(crate) mod unrelated_titles;
pub(crate) mod variants;
