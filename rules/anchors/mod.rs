//! The rules of the group `anchors`.

pub mod ambiguous;
mod anchor_index;
pub mod case;
mod contents_claims;
mod contents_expected;
mod contents_fix;
mod contents_label;
mod contents_map;
mod contents_mentions;
mod contents_missing;
mod contents_optional;
mod contents_targets;
mod contents_text;
mod fragments;
mod heading_name;
pub mod missing;
pub mod toc;
