//! Results that several rules use, computed at most once for a list.

use curate_document::edition_evidence::copies;
use curate_document::{Alignment, EditionId, Features, List};
use rayon::prelude::*;
use std::any::{Any, TypeId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Caches for one list. Everything in it is a pure function of the list and its facts.
#[derive(Debug, Default)]
pub struct ListCache {
    /// By edition, how it is aligned with the source.
    alignments: Vec<OnceLock<Alignment>>,
    copies: OnceLock<BTreeSet<EditionId>>,
    /// What rules compute of an edition or (`None`) of the list, by its type.
    values: Mutex<HashMap<(Option<EditionId>, TypeId), Arc<dyn Any + Send + Sync>>>,
}

impl ListCache {
    /// Empty caches for `list`.
    pub fn of(list: &List) -> Self {
        Self { alignments: list.editions.iter().map(|_| OnceLock::new()).collect(), ..Self::default() }
    }

    /// What `make` gives for `edition`: it is called for the first caller of this type alone. It must be a pure function of the
    /// list and its facts, and share out no work.
    pub fn of_edition<T: Send + Sync + 'static>(&self, edition: EditionId, make: impl FnOnce() -> T) -> Arc<T> {
        self.value(Some(edition), make)
    }

    /// The same for the list as a whole.
    pub fn of_list<T: Send + Sync + 'static>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        self.value(None, make)
    }

    fn value<T: Send + Sync + 'static>(&self, edition: Option<EditionId>, make: impl FnOnce() -> T) -> Arc<T> {
        let key = (edition, TypeId::of::<T>());
        let new = || Arc::new(OnceLock::<Arc<T>>::new()) as Arc<dyn Any + Send + Sync>;
        let mut cells = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = Arc::clone(cells.entry(key).or_insert_with(new));
        drop(cells);
        match cell.downcast::<OnceLock<Arc<T>>>() {
            Ok(cell) => Arc::clone(cell.get_or_init(|| Arc::new(make()))),
            Err(_) => Arc::new(make()),
        }
    }

    /// The editions of `list` in the language of its source: copies, not translations.
    pub fn copies(&self, list: &List) -> &BTreeSet<EditionId> {
        self.copies.get_or_init(|| copies(list))
    }

    /// How `translation` is aligned with the source of `list`, which is the first side. `None` for the source itself.
    pub fn alignment(&self, list: &List, translation: EditionId) -> Option<&Alignment> {
        if translation == list.source {
            return None;
        }
        let cache = self.alignments.get(translation.0 as usize)?;
        let (source, other) = (list.edition(list.source)?, list.edition(translation)?);
        // No work is shared out in here: a thread that waits for its part could take up what waits for this.
        Some(cache.get_or_init(|| Alignment::of(&source.document, &other.document)))
    }

    /// Aligns every translation of `list`, all at once.
    pub fn align(&self, list: &List) {
        let others = || list.iter().map(|(id, _)| id).filter(|id| *id != list.source);
        let is_open = |id: &EditionId| self.alignments.get(id.0 as usize).is_some_and(|cell| cell.get().is_none());
        if !others().any(|id| is_open(&id)) {
            return;
        }
        let features: Vec<Features> = list.editions.par_iter().map(|edition| Features::of(&edition.document)).collect();
        let (Some(source), Some(of_source)) = (list.edition(list.source), features.get(list.source.0 as usize)) else {
            return;
        };
        others().collect::<Vec<_>>().into_par_iter().for_each(|id| {
            let index = id.0 as usize;
            let (Some(edition), Some(of_edition)) = (list.edition(id), features.get(index)) else { return };
            let aligned = Alignment::of_features(&source.document, of_source, &edition.document, of_edition);
            if let Some(cell) = self.alignments.get(index) {
                let _ = cell.set(aligned);
            }
        });
    }
}

/// The other editions of `list`, seen from `edition`.
pub fn others(list: &List, edition: EditionId) -> impl Iterator<Item = EditionId> {
    list.iter().map(|(id, _)| id).filter(move |id| *id != edition)
}
