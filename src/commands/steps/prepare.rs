//! Makes lists of documents, each with its settings and what is known of its surroundings.

use crate::commands::failure::Failure;
use crate::commands::steps::file_settings::FileSettings;
use crate::commands::steps::work::PreparedList;
use crate::commands::steps::workspace::Workspace;
use crate::config::Overrides;
use crate::interop::editorconfig::EditorConfigs;
use crate::workspace::editions::LoadedDocument;
use crate::workspace::{facts, own_repository, site_root};
use curate_document::{EditionId, List};
use curate_rules::api::own_repository::OwnRepository;
use curate_rules::{Facts, Need, RULES, Settings};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Makes lists of documents.
pub(crate) struct Preparation<'a> {
    /// What counts for each file.
    pub settings: FileSettings<'a>,
    editorconfigs: EditorConfigs,
    /// By root.
    repositories: BTreeMap<PathBuf, Option<OwnRepository>>,
    /// By root and folder.
    beside: BTreeMap<(PathBuf, PathBuf), Arc<BTreeSet<String>>>,
}

impl<'a> Preparation<'a> {
    /// Lists of files in `workspace`, for which `overrides` count.
    pub(crate) fn new(workspace: &'a Workspace, overrides: &'a Overrides) -> Self {
        Self {
            settings: FileSettings::new(workspace, overrides),
            editorconfigs: EditorConfigs::default(),
            repositories: BTreeMap::new(),
            beside: BTreeMap::new(),
        }
    }

    /// The list whose editions are `group`; the first edition that is one of `sources` is its source.
    ///
    /// # Errors
    ///
    /// Where a configuration cannot be read or is wrong.
    pub(crate) fn prepare(
        &mut self,
        group: Vec<LoadedDocument>,
        sources: &BTreeSet<PathBuf>,
        expand: bool,
    ) -> Result<PreparedList, Failure> {
        let by_name: BTreeMap<String, PathBuf> =
            group.iter().map(|loaded| (loaded.place.shown.clone(), loaded.place.path.clone())).collect();
        let is_configured = group.iter().any(|loaded| loaded.configured.is_some());
        let mut list = List::new(group.into_iter().map(|loaded| loaded.edition).collect());
        let paths: Vec<PathBuf> =
            list.editions.iter().filter_map(|edition| by_name.get(&edition.path).cloned()).collect();
        if let Some(source) = paths.iter().position(|path| sources.contains(path)) {
            (list.source, list.is_source_known) = (EditionId(source as u32), true);
        }
        let settings = paths.iter().map(|path| self.settings.of(path)).collect::<Result<Vec<_>, Failure>>()?;
        let judged = list.editions.iter().zip(&paths).find(|(edition, _)| edition.judged);
        let own_repository = judged.and_then(|(_, path)| self.repository_of(path));
        let beside = self.names_beside(&list, &paths, &settings);
        let named_list = is_configured || self.settings.takes_for_list(paths.get(list.source.0 as usize))?;
        let root = judged.and_then(|(_, path)| self.root_of(path, &paths));
        let facts = Facts { expand, named_list, own_repository, beside, root, ..self.conventions(&list, &paths) };
        Ok(PreparedList { list, paths, settings, facts })
    }

    fn repository_of(&mut self, path: &Path) -> Option<OwnRepository> {
        let workspace = self.settings.workspace;
        let find = |root: &Path| own_repository::find(root, &workspace.here, &|name| std::env::var(name).ok());
        self.repositories.entry(workspace.roots.of(path)).or_insert_with_key(|root| find(root)).clone()
    }

    /// The root of the repository that `path`, one of `paths`, is in.
    fn root_of(&self, path: &Path, paths: &[PathBuf]) -> Option<String> {
        let workspace = self.settings.workspace;
        site_root::find(paths, &workspace.here, &workspace.roots.repository(path.parent()?)?, &workspace.folders)
    }

    /// The names beside the list, where the rule that asks for them is on.
    fn names_beside(&mut self, list: &List, paths: &[PathBuf], settings: &[Settings]) -> Arc<BTreeSet<String>> {
        let source = list.source.0 as usize;
        let is_on = settings.get(source).is_some_and(|settings| {
            let mut in_need = RULES.iter().filter(|rule| rule.needs(Need::NamesBeside));
            in_need.any(|rule| settings.severity(rule.name).is_some())
        });
        let Some(path) = paths.get(source).filter(|_| is_on) else { return Arc::default() };
        let workspace = self.settings.workspace;
        let (root, folder) = (workspace.roots.of(path), path.parent().unwrap_or(path).to_owned());
        let names = |(root, _): &(PathBuf, PathBuf)| Arc::new(facts::beside(path, root, &workspace.folders));
        Arc::clone(self.beside.entry((root, folder)).or_insert_with_key(names))
    }

    /// What the project's other tools are told of how to write.
    fn conventions(&mut self, list: &List, paths: &[PathBuf]) -> Facts {
        let mut facts = Facts::default();
        if self.settings.overrides.isolated {
            return facts;
        }
        for ((id, _), path) in list.iter().zip(paths).filter(|((_, edition), _)| edition.judged) {
            facts.editor_settings.extend(self.editorconfigs.settings(path).map(|settings| (id, settings)));
            let root = self.settings.workspace.roots.of(path);
            let words = self.settings.autocorrect.words(path, &root);
            facts.terms = joined(&facts.terms, words);
        }
        facts
    }
}

/// Two lists of words as one, each word once. Most documents of a project have the same, which is kept once.
fn joined(words: &Arc<[String]>, more: Arc<[String]>) -> Arc<[String]> {
    if words.is_empty() || Arc::ptr_eq(words, &more) {
        return more;
    }
    let known: BTreeSet<&String> = words.iter().collect();
    let new: Vec<&String> = more.iter().filter(|word| !known.contains(word)).collect();
    if new.is_empty() { Arc::clone(words) } else { words.iter().chain(new).cloned().collect() }
}
