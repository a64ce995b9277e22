//! What several rules of the group `anchors` share, or one is too long for.

pub(crate) mod anchor_index;
pub(crate) mod anchor_places;
pub(crate) mod contents_claims;
pub(crate) mod contents_expected;
pub(crate) mod contents_fix;
pub(crate) mod contents_habits;
pub(crate) mod contents_label;
pub(crate) mod contents_left_out;
pub(crate) mod contents_map;
pub(crate) mod contents_mentions;
pub(crate) mod contents_missing;
pub(crate) mod contents_optional;
pub(crate) mod contents_order;
pub(crate) mod contents_pairing;
pub(crate) mod contents_reading;
pub(crate) mod contents_renewal;
pub(crate) mod contents_style;
pub(crate) mod contents_targets;
pub(crate) mod contents_writing;
pub(crate) mod fragment_spelling;
pub(crate) mod fragments;
pub(crate) mod heading_name;
pub(crate) mod ignored_anchors;
pub(crate) mod line_findings;
pub(crate) mod model_line;
pub(crate) mod name_likeness;
