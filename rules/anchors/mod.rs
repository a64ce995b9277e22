//! The rules of the group `anchors`.

pub mod ambiguous;
pub mod case;
pub mod missing;
pub(crate) mod support;
pub mod toc;
