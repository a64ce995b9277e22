//! Comments that silence findings: what they say, where they are obeyed, and what became of them.

pub(crate) mod comments;
pub(crate) mod directive;
pub(crate) mod opened;
mod places;
mod scope;
pub(crate) mod unchecked;
