//! Joins reports of shards. Associative, commutative and idempotent: how often each is joined, and in which order, does not
//! matter.

use crate::report::json::sanitized::write_line;
use crate::report::json::shape::{JsonFinding, JsonLink, JsonReport, JsonShard, JsonSummary, SCHEMA};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Why a report cannot be joined with others.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum JoinError {
    /// It is not a report of this kind.
    #[error("is not a report of curate in the json format: {0}")]
    NoReport(String),
    /// It is of a version that is not known here.
    #[error("has schema {0}, and this curate knows {SCHEMA}")]
    Schema(u32),
    /// The reports are not parts of one run.
    #[error("is a part of a run of {0} shards, and another report of a run of {1}")]
    OtherRun(u32, u32),
}

/// Several reports in one.
#[derive(Clone, Debug)]
pub(crate) struct JoinedReport(JsonReport<'static>);

impl JoinedReport {
    /// The report that `text` is.
    ///
    /// # Errors
    ///
    /// Where it is not a report.
    pub(crate) fn read(text: &str) -> Result<Self, JoinError> {
        let whole: JsonReport<'static> =
            serde_json::from_str(text).map_err(|error| JoinError::NoReport(error.to_string()))?;
        if whole.schema != SCHEMA {
            return Err(JoinError::Schema(whole.schema));
        }
        Ok(Self(whole))
    }

    /// What both say.
    ///
    /// # Errors
    ///
    /// Where they are parts of runs with another number of shards.
    pub(crate) fn with(self, other: Self) -> Result<Self, JoinError> {
        let (a, b) = (self.0, other.0);
        let mut parts: BTreeMap<(u32, u32), JsonShard> = BTreeMap::new();
        for part in parts_of(&a.summary).into_iter().chain(parts_of(&b.summary)) {
            // Of two runs of one shard, the one that has done more counts.
            let rank = |part: &JsonShard| (part.complete, Reverse(part.unchecked.clone()));
            let is_better = parts.get(&part.shard).is_none_or(|known| rank(known) < rank(&part));
            if is_better {
                parts.insert(part.shard, part);
            }
        }
        let mut counts = parts.keys().map(|(_, count)| *count);
        if let Some(first) = counts.next()
            && let Some(other) = counts.find(|count| *count != first)
        {
            return Err(JoinError::OtherRun(first, other));
        }
        let mut diagnostics = [a.diagnostics, b.diagnostics].concat();
        diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
        diagnostics.dedup();
        let links = match (a.links, b.links) {
            (Some(a), Some(b)) => Some(links(a, b)),
            (a, b) => a.or(b),
        };
        let summary = summary(&diagnostics, a.summary.documents.max(b.summary.documents), parts);
        Ok(Self(JsonReport { schema: SCHEMA, summary, diagnostics, links }))
    }

    /// Writes the report.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_line(&self.0, out)
    }

    /// Whether every shard is there, and has done what it should.
    pub(crate) fn is_complete(&self) -> bool {
        self.0.summary.complete && self.missing().is_empty() && self.0.summary.shard.is_none_or(|(_, of)| of == 1)
    }

    /// Which shards are missing.
    pub(crate) fn missing(&self) -> Vec<u32> {
        let parts = parts_of(&self.0.summary);
        let count = parts.first().map_or(1, |part| part.shard.1);
        (1..=count).filter(|index| !parts.iter().any(|part| part.shard.0 == *index)).collect()
    }

    /// How many errors, warnings and hints there are.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        let summary = &self.0.summary;
        (summary.errors, summary.warnings, summary.hints)
    }
}

/// The shards that are in a report; one that is not a part of a run is all of it.
fn parts_of(summary: &JsonSummary) -> Vec<JsonShard> {
    if summary.shards.is_empty() {
        let shard = summary.shard.unwrap_or((1, 1));
        return vec![JsonShard { shard, complete: summary.complete, unchecked: summary.unchecked.clone() }];
    }
    summary.shards.clone()
}

fn summary(diagnostics: &[JsonFinding<'_>], documents: usize, parts: BTreeMap<(u32, u32), JsonShard>) -> JsonSummary {
    let of = |severity: &str| diagnostics.iter().filter(|entry| entry.severity == severity).count();
    let is_fixable = |entry: &&JsonFinding<'_>| entry.fix.as_ref().is_some_and(|fix| fix.applicability == "safe");
    let count = parts.keys().next().map_or(1, |(_, count)| *count);
    let is_whole = parts.len() as u64 >= u64::from(count);
    let all_complete = parts.values().all(|part| part.complete);
    // One shard alone stays what it is.
    let is_alone = parts.len() == 1;
    let shard = if is_alone && count > 1 { parts.keys().next().copied() } else { None };
    let complete = all_complete && (is_whole || shard.is_some());
    let mut shards: Vec<JsonShard> = parts.into_values().collect();
    let unchecked = if is_alone { shards.pop().map(|part| part.unchecked).unwrap_or_default() } else { Vec::new() };
    JsonSummary {
        documents,
        errors: of("error"),
        warnings: of("warning"),
        hints: of("hint"),
        fixable: diagnostics.iter().filter(is_fixable).count(),
        complete,
        shard,
        shards,
        unchecked,
    }
}

/// By place, as every report has them; then by all the rest, so that what is alike is side by side.
fn order<'a>(entry: &'a JsonFinding<'_>) -> (&'a str, usize, usize, &'a str, &'a JsonFinding<'a>) {
    (&entry.place.path, entry.place.start.offset, entry.place.end.offset, &entry.rule, entry)
}

/// By URL. Where both have one, what was checked counts more than what was not, and what was checked now more than what was
/// remembered; the places of both are its places.
fn links<'a>(a: Vec<JsonLink<'a>>, b: Vec<JsonLink<'a>>) -> Vec<JsonLink<'a>> {
    let mut all: BTreeMap<_, JsonLink<'a>> = BTreeMap::new();
    for link in a.into_iter().chain(b) {
        let joined = match all.remove(&link.url) {
            Some(known) => one(known, link),
            None => link,
        };
        all.insert(joined.url.clone(), joined);
    }
    all.into_values().collect()
}

fn one<'a>(mut a: JsonLink<'a>, mut b: JsonLink<'a>) -> JsonLink<'a> {
    let mut places = [std::mem::take(&mut a.places), std::mem::take(&mut b.places)].concat();
    places.sort();
    places.dedup();
    let rank = |link: &JsonLink<'a>| (link.verdict != "refused", !link.cached);
    let mut kept = if (rank(&a), &a) >= (rank(&b), &b) { a } else { b };
    kept.places = places;
    kept
}
