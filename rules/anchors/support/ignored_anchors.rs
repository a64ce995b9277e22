//! Anchors that the user wants left alone.

use crate::anchors::support::fragments::Fragment;
use regex::{Regex, RegexSet};
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A regular expression of anchors.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AnchorPattern(#[serde(deserialize_with = "expression")] String);

fn expression<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match Regex::new(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(D::Error::custom(format!("`{text}` is not a regular expression"))),
    }
}

/// Anchors that a rule leaves alone.
pub(crate) struct IgnoredAnchors(RegexSet);

impl IgnoredAnchors {
    /// Those that one of `patterns` is found in.
    pub(crate) fn new(patterns: &[AnchorPattern]) -> Self {
        // Each of them was read before; together they may be too large, and then none counts.
        Self(RegexSet::new(patterns.iter().map(|pattern| &pattern.0)).unwrap_or_default())
    }

    /// Whether the anchor of `fragment` is among them.
    pub(crate) fn has(&self, fragment: &Fragment) -> bool {
        self.0.is_match(&fragment.written) || self.0.is_match(&fragment.decoded)
    }
}
