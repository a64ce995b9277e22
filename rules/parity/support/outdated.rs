//! Entries of a translation that are older than what they translate.

use crate::api::blame::{Ages, Commit};
use curate_document::{Alignment, Document, EditionId, EntryId, MatchKind};

/// Editions are often brought in step by commits that follow each other: seconds that the source may be ahead.
const GRACE: i64 = 86_400;

/// When a text of the source and its translation last changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommitPair<'a> {
    /// When the source changed.
    pub changed: &'a Commit,
    /// When the translation last changed.
    pub translated: &'a Commit,
}

/// Whether the source changed at least a day after the translation.
pub(crate) fn is_older(commits: CommitPair<'_>) -> bool {
    commits.changed.time.zip(commits.translated.time).is_some_and(|(changed, translated)| changed - translated > GRACE)
}

/// An entry of the source that changed after its translation did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutdatedEntry<'a> {
    pub(crate) source: EntryId,
    pub(crate) translation: EntryId,
    pub(crate) commits: CommitPair<'a>,
}

/// The entries of a translation that are older than what they translate.
pub(crate) fn outdated_entries<'a>(
    alignment: &Alignment,
    source: (EditionId, &Document),
    translation: (EditionId, &Document),
    ages: &'a Ages,
) -> Vec<OutdatedEntry<'a>> {
    let outdated = |(first, second, how): (EntryId, EntryId, MatchKind)| {
        let changed = ages.newest(source.0, source.1, source.1.entry(first)?.own)?;
        let translated = ages.newest(translation.0, translation.1, translation.1.entry(second)?.own)?;
        let commits = CommitPair { changed, translated };
        let is_sure = how != MatchKind::Position;
        (is_sure && is_older(commits)).then_some(OutdatedEntry { source: first, translation: second, commits })
    };
    alignment.pairs().filter_map(outdated).collect()
}
