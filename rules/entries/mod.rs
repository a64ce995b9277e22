//! The rules of the group `entries`.

pub mod description_case;
pub mod description_length;
pub mod empty_section;
pub mod few_entries;
pub mod final_punctuation;
pub mod glued;
pub mod missing_description;
pub mod missing_link;
pub mod order;
pub mod promotional;
pub mod repeats_title;
pub mod separator;
pub(crate) mod support;
pub mod template;
pub mod title_punctuation;
