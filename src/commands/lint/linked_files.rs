//! What is known of the files that documents link to. Each is looked at once, however many documents link to it.

use super::gather::World;
use super::load::Prepared;
use crate::{facts, read};
use curate_document::Document;
use curate_rules::engine::facts::LinkedFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The files that lists link to, each once.
#[derive(Default)]
struct Files {
    indexes: HashMap<String, usize>,
    keys: Vec<String>,
    wanted: Vec<facts::Wanted>,
}

impl Files {
    /// Adds what the judged documents of `prepared` link to; the indexes of that.
    fn add(&mut self, prepared: &Prepared, world: &World) -> Vec<usize> {
        let mut indexes = Vec::new();
        let judged = prepared.list.editions.iter().zip(&prepared.paths).filter(|(edition, _)| edition.judged);
        for (edition, path) in judged {
            let root = Arc::from(world.roots.of(path));
            let own = prepared.facts.own_repository.as_ref();
            for (key, wanted) in facts::wanted(edition, &world.here, &root, own) {
                let anchors = wanted.anchors;
                let index = self.indexes.get(&key).copied().unwrap_or(self.keys.len());
                if index == self.keys.len() {
                    self.indexes.insert(key.clone(), index);
                    self.keys.push(key);
                    self.wanted.push(wanted);
                }
                if let Some(known) = self.wanted.get_mut(index) {
                    known.anchors |= anchors;
                }
                indexes.push(index);
            }
        }
        indexes.sort_unstable();
        indexes.dedup();
        indexes
    }
}

/// Gives every list what is known of the files that its judged documents link to.
pub fn look_at_linked_files(lists: &mut [Prepared], world: &World) {
    let mut files = Files::default();
    let by_list: Vec<Vec<usize>> = lists.iter().map(|prepared| files.add(prepared, world)).collect();
    if files.wanted.is_empty() {
        return;
    }
    let anchors = Anchors::of(lists);
    let anchors_of = |path: &Path| anchors.of_file(path);
    let look = |(key, wanted): (&String, &facts::Wanted)| {
        facts::look(&facts::path_of(key, &world.here), wanted, &world.folders, &anchors_of)
    };
    let found: Vec<Option<LinkedFile>> = files.keys.par_iter().zip(&files.wanted).map(look).collect();
    for (prepared, indexes) in lists.iter_mut().zip(by_list) {
        let known = |index: usize| Some((files.keys.get(index)?.clone(), found.get(index)?.clone()?));
        prepared.facts.files = indexes.into_iter().filter_map(known).collect();
    }
}

/// The anchors of markdown files, found once for each.
struct Anchors<'a> {
    documents: BTreeMap<&'a Path, &'a Document>,
    known: Mutex<HashMap<PathBuf, Option<Arc<BTreeSet<String>>>>>,
}

impl<'a> Anchors<'a> {
    fn of(lists: &'a [Prepared]) -> Self {
        let documents = lists.iter().flat_map(|prepared| {
            let documents = prepared.list.editions.iter().map(|edition| &edition.document);
            prepared.paths.iter().map(PathBuf::as_path).zip(documents)
        });
        Self { documents: documents.collect(), known: Mutex::default() }
    }

    fn of_file(&self, path: &Path) -> Option<Arc<BTreeSet<String>>> {
        if let Some(known) = self.known.lock().ok().and_then(|known| known.get(path).cloned()) {
            return known;
        }
        let anchors = |document: &Document| Arc::new(document.anchors().map(str::to_owned).collect());
        let found = match self.documents.get(path) {
            Some(document) => Some(anchors(document)),
            None => read::file(path, "").ok().map(|text| anchors(&Document::parse(text))),
        };
        if let Ok(mut known) = self.known.lock() {
            known.insert(path.to_owned(), found.clone());
        }
        found
    }
}
