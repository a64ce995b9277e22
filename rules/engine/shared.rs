//! Results that several rules use, computed at most once for a list.

use crate::engine::heading_edit::HeadingIndex;
use curate_document::{Alignment, EditionId, List};
use rayon::prelude::*;
use std::sync::OnceLock;

/// Caches for one list. Everything in it is a pure function of the list.
#[derive(Debug, Default)]
pub struct Shared {
    /// By edition, how it is aligned with the source.
    alignments: Vec<OnceLock<Alignment>>,
    headings: OnceLock<HeadingIndex>,
}

impl Shared {
    /// Empty caches for `list`.
    pub fn of(list: &List) -> Self {
        Self { alignments: list.editions.iter().map(|_| OnceLock::new()).collect(), headings: OnceLock::new() }
    }

    /// Where links to the headings of `list` are.
    pub fn headings(&self, list: &List) -> &HeadingIndex {
        self.headings.get_or_init(|| HeadingIndex::of(list))
    }

    /// How `translation` is aligned with the source of `list`, which is the first side. `None` for the source itself.
    pub fn alignment(&self, list: &List, translation: EditionId) -> Option<&Alignment> {
        if translation == list.source {
            return None;
        }
        let cache = self.alignments.get(translation.0 as usize)?;
        let (source, other) = (list.edition(list.source)?, list.edition(translation)?);
        Some(cache.get_or_init(|| Alignment::of(&source.document, &other.document)))
    }

    /// Aligns every translation of `list`, all at once.
    pub fn align(&self, list: &List) {
        self.alignments.par_iter().enumerate().for_each(|(index, _)| {
            self.alignment(list, EditionId(index as u32));
        });
    }
}

/// The other editions of `list`, seen from `edition`.
pub fn others(list: &List, edition: EditionId) -> impl Iterator<Item = EditionId> {
    list.iter().map(|(id, _)| id).filter(move |id| *id != edition)
}
