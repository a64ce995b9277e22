//! At which commits the source must be known to tell what it has said since.

use crate::api::blame::{Ages, Commit};
use crate::parity::support::outdated::{CommitPair, outdated_entries};
use crate::parity::support::outdated_sections::outdated_sections;
use curate_document::{Alignment, List};
use std::collections::BTreeMap;

/// The commits at which the source edition must be known to judge `list`, as far as `ages` knows its lines; the newest
/// first.
pub fn commits_wanted<'a>(list: &'a List, ages: &'a Ages) -> Vec<&'a Commit> {
    let mut wanted: BTreeMap<&str, &Commit> = BTreeMap::new();
    let Some(source) = list.edition(list.source) else { return Vec::new() };
    let of_source = (list.source, &source.document);
    for (id, edition) in list.iter().filter(|(id, edition)| *id != list.source && edition.judged) {
        let alignment = Alignment::of(&source.document, &edition.document);
        let entries = outdated_entries(&alignment, of_source, (id, &edition.document), ages);
        let sections = outdated_sections(&alignment, of_source, (id, &edition.document), ages);
        let of_sections = sections.iter().map(|outdated| outdated.commits);
        for CommitPair { translated, .. } in entries.iter().map(|outdated| outdated.commits).chain(of_sections) {
            wanted.insert(&translated.name, translated);
        }
    }
    let mut wanted: Vec<&Commit> = wanted.into_values().collect();
    wanted.sort_by_key(|commit| std::cmp::Reverse(commit.time));
    wanted
}
