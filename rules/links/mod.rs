//! The rules of the group `links`.

pub mod archived_repo;
mod asked;
pub mod bare_url;
mod beside;
pub mod blocked;
mod brackets;
mod broken;
pub mod dead;
mod destination;
pub mod empty;
pub mod malformed;
pub mod missing_fragment;
pub mod moved;
pub mod padding;
pub mod scheme;
pub mod stale_repo;
pub mod suspect;
pub mod swallowed_text;
mod text_urls;
pub mod unknown;
mod urls;
