//! The fields of the json format: what is written, and what `curate merge` reads.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The number that changes when a reader would have to.
pub(super) const SCHEMA: u32 = 1;

/// The one object.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct JsonReport<'a> {
    pub schema: u32,
    pub summary: JsonSummary,
    pub diagnostics: Vec<JsonFinding<'a>>,
    /// `None` where no URL was to be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<JsonLink<'a>>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct JsonSummary {
    pub documents: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
    pub fixable: usize,
    pub complete: bool,
    /// Which part of how many, from 1; `None` where it is all of it.
    pub shard: Option<(u32, u32)>,
    /// In a report that was merged from shards: which are in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shards: Vec<JsonShard>,
    /// What was not checked, by reason; in a report that was merged from shards, each of those has its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchecked: Vec<JsonUnchecked>,
}

/// A shard that a merged report has in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonShard {
    pub shard: (u32, u32),
    pub complete: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchecked: Vec<JsonUnchecked>,
}

/// How many files or URLs were not checked for one reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonUnchecked {
    pub reason: String,
    pub count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonFinding<'a> {
    pub rule: Cow<'a, str>,
    pub severity: Cow<'a, str>,
    pub message: Cow<'a, str>,
    #[serde(flatten)]
    pub place: JsonLocation<'a>,
    pub labels: Vec<JsonLabel<'a>>,
    pub help: Option<Cow<'a, str>>,
    pub fix: Option<JsonFix<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonLocation<'a> {
    pub path: Cow<'a, str>,
    pub start: JsonPosition,
    pub end: JsonPosition,
}

/// The offset in bytes, line and column 1-based, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonPosition {
    pub offset: usize,
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonLabel<'a> {
    #[serde(flatten)]
    pub place: JsonLocation<'a>,
    pub message: Cow<'a, str>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonFix<'a> {
    pub title: Cow<'a, str>,
    pub applicability: Cow<'a, str>,
    pub edits: Vec<JsonEdit<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct JsonEdit<'a> {
    #[serde(flatten)]
    pub place: JsonLocation<'a>,
    pub text: Cow<'a, str>,
}

/// A URL that was checked, or was not for a reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct JsonLink<'a> {
    pub url: Cow<'a, str>,
    pub verdict: Cow<'a, str>,
    pub status: Option<u16>,
    pub final_url: Option<Cow<'a, str>>,
    pub cause: Cow<'a, str>,
    pub hops: Vec<JsonHop<'a>>,
    pub cached: bool,
    pub since: Option<Cow<'a, str>>,
    pub places: Vec<JsonLocation<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct JsonHop<'a> {
    pub status: u16,
    pub to: Cow<'a, str>,
}
