//! Comments that silence findings: what they say, where they are obeyed, and what became of them.

pub(crate) mod comments;
pub(crate) mod directive;
pub(crate) mod opened;
mod places;
mod scope;
mod silence;
pub(crate) mod silenced;
pub(crate) mod unchecked;
