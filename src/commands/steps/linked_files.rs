//! What is known of the files that documents link to. Each is looked at once, however many documents link to it.

use crate::commands::steps::work::PreparedList;
use crate::commands::steps::workspace::Workspace;
use crate::workspace::{facts, read};
use curate_document::{Document, Link};
use curate_rules::api::linked_file::LinkedFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The files that lists link to, each once.
#[derive(Default)]
struct Files {
    indexes: HashMap<String, usize>,
    keys: Vec<String>,
    wanted: Vec<facts::LinkedPath>,
}

impl Files {
    /// Adds what the judged documents of `prepared` link to; the indexes of that.
    fn add(&mut self, prepared: &PreparedList, workspace: &Workspace) -> Vec<usize> {
        let mut indexes = Vec::new();
        let judged = prepared.list.editions.iter().zip(&prepared.paths).filter(|(edition, _)| edition.judged);
        for (edition, path) in judged {
            let root = Arc::from(workspace.roots.of(path));
            let known = &prepared.facts;
            let pages =
                if prepared.list.is_translated() { facts::pages_at_top(edition, known) } else { BTreeSet::new() };
            let at_root = workspace.folders.names(&root);
            for (key, wanted) in facts::wanted(edition, &workspace.here, &root, known, &at_root) {
                let anchors = wanted.anchors || pages.contains(&key);
                let wanted = facts::LinkedPath { anchors, ..wanted };
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
pub(crate) fn look_at_linked_files(lists: &mut [PreparedList], workspace: &Workspace) {
    let mut files = Files::default();
    let by_list: Vec<Vec<usize>> = lists.iter().map(|prepared| files.add(prepared, workspace)).collect();
    if files.wanted.is_empty() {
        return;
    }
    let pages = ParsedPages::of(lists, workspace);
    let anchors_of = |path: &Path| pages.of_file(path).map(|page| page.anchors);
    let look = |(key, wanted): (&String, &facts::LinkedPath)| {
        facts::look(&facts::path_of(key, &workspace.here), wanted, &workspace.folders, &anchors_of)
    };
    let found: Vec<Option<LinkedFile>> = files.keys.par_iter().zip(&files.wanted).map(look).collect();
    let paths = pages.into_paths();
    for (prepared, indexes) in lists.iter_mut().zip(by_list) {
        if prepared.list.is_translated() {
            let of_page = |key: &String| {
                let links = &paths.get(&facts::path_of(key, &workspace.here))?.links;
                Some((key.clone(), Arc::new(facts::resolved(key, links, &prepared.facts))))
            };
            prepared.facts.pages = indexes.iter().filter_map(|index| of_page(files.keys.get(*index)?)).collect();
        }
        let known = |index: usize| Some((files.keys.get(index)?.clone(), found.get(index)?.clone()?));
        prepared.facts.files = indexes.into_iter().filter_map(known).collect();
    }
}

/// What is known of a markdown file.
#[derive(Clone)]
struct PageLinks {
    anchors: Arc<BTreeSet<String>>,
    /// What its links to markdown files say, as written.
    links: Arc<[String]>,
}

impl PageLinks {
    fn of(document: &Document) -> Self {
        let anchors = Arc::new(document.anchors().map(str::to_owned).collect());
        let is_markdown = |link: &&Link| !link.image && link.url.contains(".m");
        let links = document.links().iter().filter(is_markdown).map(|link| link.url.to_string());
        Self { anchors, links: links.collect() }
    }
}

/// Markdown files, each read once.
struct ParsedPages<'a> {
    workspace: &'a Workspace,
    documents: BTreeMap<&'a Path, &'a Document>,
    known: Mutex<HashMap<PathBuf, Option<PageLinks>>>,
}

impl<'a> ParsedPages<'a> {
    fn of(lists: &'a [PreparedList], workspace: &'a Workspace) -> Self {
        let documents = lists.iter().flat_map(|prepared| {
            let documents = prepared.list.editions.iter().map(|edition| &edition.document);
            prepared.paths.iter().map(PathBuf::as_path).zip(documents)
        });
        Self { workspace, documents: documents.collect(), known: Mutex::default() }
    }

    fn of_file(&self, path: &Path) -> Option<PageLinks> {
        if let Some(known) = self.known.lock().ok().and_then(|known| known.get(path).cloned()) {
            return known;
        }
        let found = if let Some(document) = self.documents.get(path) {
            Some(PageLinks::of(document))
        } else {
            let document = |text| self.workspace.parse(text, path);
            read::file(path, "").ok().map(|text| PageLinks::of(&document(text)))
        };
        if let Ok(mut known) = self.known.lock() {
            known.insert(path.to_owned(), found.clone());
        }
        found
    }

    /// Those that were read, by path.
    fn into_paths(self) -> HashMap<PathBuf, PageLinks> {
        let known = self.known.into_inner().unwrap_or_default();
        known.into_iter().filter_map(|(path, page)| Some((path, page?))).collect()
    }
}
