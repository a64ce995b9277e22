//! What several rules of the group `anchors` share, or one is too long for.

pub(crate) mod anchor_index;
pub(crate) mod contents_claims;
pub(crate) mod contents_expected;
pub(crate) mod contents_fix;
pub(crate) mod contents_label;
pub(crate) mod contents_map;
pub(crate) mod contents_mentions;
pub(crate) mod contents_missing;
pub(crate) mod contents_optional;
pub(crate) mod contents_targets;
pub(crate) mod contents_text;
pub(crate) mod fragments;
pub(crate) mod heading_name;
