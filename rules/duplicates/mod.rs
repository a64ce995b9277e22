//! The rules of the group `duplicates`.

mod removal;
pub mod text;
pub mod title;
pub mod url;
