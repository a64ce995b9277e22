//! The rules of the group `project`.

pub(crate) mod awesome;
pub(crate) mod support;
pub(crate) mod suppression;
pub(crate) mod unparsed;
