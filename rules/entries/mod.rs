//! The rules of the group `entries`.

pub(crate) mod description_case;
pub(crate) mod description_length;
pub(crate) mod empty_section;
pub(crate) mod few_entries;
pub(crate) mod final_punctuation;
pub(crate) mod glued;
pub(crate) mod missing_description;
pub(crate) mod missing_link;
pub(crate) mod order;
pub(crate) mod promotional;
pub(crate) mod repeats_title;
pub(crate) mod separator;
pub(crate) mod support;
pub(crate) mod template;
pub(crate) mod title_punctuation;
