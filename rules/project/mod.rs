//! The rules of the group `project`.

pub mod suppression;
pub mod unparsed;
