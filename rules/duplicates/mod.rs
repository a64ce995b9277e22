//! The rules of the group `duplicates`.

pub(crate) mod support;
pub(crate) mod text;
pub(crate) mod title;
pub(crate) mod url;
