//! TODO engine::suppression

pub mod comments;
pub mod directive;
mod scope;
