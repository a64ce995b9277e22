//! The rules of the group `entries`.

mod collation;
mod description;
pub mod description_case;
pub mod description_length;
pub mod empty_section;
mod end_style;
mod ending;
pub mod few_entries;
pub mod final_punctuation;
mod full_stops;
pub mod glued;
mod metadata;
pub mod missing_description;
pub mod missing_link;
mod odd_end;
pub mod order;
mod order_fix;
pub mod promotional;
pub mod repeats_title;
mod selection;
mod sentence;
pub mod separator;
mod sorting;
mod tail;
pub mod template;
mod template_pattern;
pub mod title_punctuation;
