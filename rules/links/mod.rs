//! The rules of the group `links`.

pub mod bare_url;
mod beside;
mod brackets;
mod broken;
mod destination;
pub mod empty;
pub mod malformed;
pub mod padding;
pub mod scheme;
pub mod swallowed_text;
mod text_urls;
mod urls;
