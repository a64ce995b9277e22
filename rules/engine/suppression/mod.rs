//! Comments that silence findings: what they say, where they are obeyed, and what became of them.

pub mod comments;
pub mod directive;
mod scope;
