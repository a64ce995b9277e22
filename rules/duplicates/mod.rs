//! The rules of the group `duplicates`.

mod attribution;
mod blocks;
mod removal;
pub mod text;
pub mod title;
pub mod url;
