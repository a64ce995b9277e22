//! The rules of the group `duplicates`.

mod blocks;
mod digests;
mod removal;
mod shown;
mod siblings;
pub mod text;
pub mod title;
mod unlike;
pub mod url;
