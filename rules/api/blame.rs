//! When the lines of editions last changed, and what the source edition was then.

use curate_document::{Document, EditionId, Span};
use std::collections::BTreeMap;

/// The history of a list, as far as it is needed. Plain data.
#[derive(Clone, Debug, Default)]
pub struct Ages {
    /// By edition, the commit that each line (0-based) is from.
    pub lines: BTreeMap<EditionId, Vec<Commit>>,
    /// What the source edition was at commits, by their names.
    pub former: BTreeMap<String, Document>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name, in hexadecimal digits.
    pub name: String,
    /// When it was made, in seconds since 1970; `None` for what is not committed.
    pub time: Option<i64>,
}

impl Ages {
    /// The newest of the commits that the lines of `span` are from; `None` where some of it is not committed, or not known.
    pub fn newest(&self, edition: EditionId, document: &Document, span: Span) -> Option<&Commit> {
        let first = document.line_of(span.start).checked_sub(1)?;
        let last = document.line_of(span.end.saturating_sub(1).max(span.start));
        let lines = self.lines.get(&edition)?.get(first..last)?;
        if lines.iter().any(|commit| commit.time.is_none()) {
            return None;
        }
        lines.iter().max_by_key(|commit| commit.time)
    }
}
