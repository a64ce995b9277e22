//! What several rules of the group `entries` share, or one is too long for.

pub(crate) mod checked_description;
pub(crate) mod description;
pub(crate) mod empty_sections;
pub(crate) mod end_style;
pub(crate) mod ending;
pub(crate) mod form;
pub(crate) mod form_habit;
pub(crate) mod full_stops;
pub(crate) mod guest;
pub(crate) mod habitual_tags;
pub(crate) mod introduction;
pub(crate) mod label_columns;
pub(crate) mod metadata;
pub(crate) mod odd_end;
pub(crate) mod order_fix;
pub(crate) mod remainder;
pub(crate) mod selection;
pub(crate) mod sentence;
pub(crate) mod sorting;
pub(crate) mod tail;
pub(crate) mod template_pattern;
