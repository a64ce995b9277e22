//! Entries of a translation that are older than what they translate.

use crate::api::blame::{Ages, Commit};
use curate_document::{Alignment, Document, EditionId, EntryId, List, MatchKind};
use std::collections::BTreeMap;

/// Editions are often brought in step by commits that follow each other: seconds that the source may be ahead.
const GRACE: i64 = 86_400;
/// An entry of the source that changed after its translation did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutdatedEntry<'a> {
    pub(crate) source: EntryId,
    pub(crate) translation: EntryId,
    /// When the source entry changed.
    pub(crate) changed: &'a Commit,
    /// When the translation last changed.
    pub(crate) translated: &'a Commit,
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
        let is_older = changed.time? - translated.time? > GRACE;
        (is_older && how != MatchKind::Position).then_some(OutdatedEntry {
            source: first,
            translation: second,
            changed,
            translated,
        })
    };
    alignment.pairs().filter_map(outdated).collect()
}

/// The commits at which the source edition must be known to judge `list`, as far as `ages` knows its lines; the newest
/// first.
pub fn commits_wanted<'a>(list: &List, ages: &'a Ages) -> Vec<&'a Commit> {
    let mut wanted: BTreeMap<&str, &Commit> = BTreeMap::new();
    let Some(source) = list.edition(list.source) else { return Vec::new() };
    for (id, edition) in list.iter().filter(|(id, edition)| *id != list.source && edition.judged) {
        let alignment = Alignment::of(&source.document, &edition.document);
        for outdated in outdated_entries(&alignment, (list.source, &source.document), (id, &edition.document), ages) {
            wanted.insert(&outdated.translated.name, outdated.translated);
        }
    }
    let mut wanted: Vec<&Commit> = wanted.into_values().collect();
    wanted.sort_by_key(|commit| std::cmp::Reverse(commit.time));
    wanted
}
