//! The rules of the group `anchors`.

pub(crate) mod ambiguous;
pub(crate) mod case;
pub(crate) mod missing;
pub(crate) mod support;
pub(crate) mod toc;
