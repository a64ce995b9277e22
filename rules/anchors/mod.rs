//! The rules of the group `anchors`.
