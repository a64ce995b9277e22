//! The rules of the group `duplicates`.

pub(crate) mod support;
pub mod text;
pub mod title;
pub mod url;
