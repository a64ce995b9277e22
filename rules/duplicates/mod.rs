//! The rules of the group `duplicates`.

pub mod attribution;
mod blocks;
mod digests;
mod removal;
pub mod text;
pub mod title;
mod unlike;
pub mod url;
