//! The rules of the group `project`.

pub mod awesome;
pub mod suppression;
pub mod unparsed;
