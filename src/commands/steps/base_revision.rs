//! `--since`, `--staged` and `--until`: gives every list what it was before the change.

use crate::commands::failure::Failure;
use crate::commands::steps::input_files::InputFile;
use crate::commands::steps::plan::ChangeOptions;
use crate::commands::steps::work::PreparedList;
use crate::commands::steps::workspace::Workspace;
use crate::git::{CheckedState, GitError, GitRepository, Tree, TreeEntry};
use crate::terminal::streams::Terminal;
use crate::workspace::shown_path::normalised;
use curate_document::{Document, Edition, EditionId, List};
use curate_rules::api::change::Change;
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::{Text, text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What somebody wants to compare with cannot be had.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("what changed since `{revision}` cannot be known: {reason}")]
struct NoBase {
    revision: String,
    reason: String,
    #[help]
    help: Text,
}

/// What files were before the change.
pub(crate) struct BaseRevision {
    /// As the user named it.
    revision: String,
    is_inferred: bool,
    /// By the root of the project.
    projects: BTreeMap<PathBuf, Result<Project, GitError>>,
}

/// One repository before the change.
struct Project {
    repository: GitRepository,
    tree: Tree,
    /// New paths with old ones: renamed files, and what symbolic links led to.
    others: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Texts of the files that matter, by the names of their objects.
    contents: BTreeMap<String, Vec<u8>>,
    /// Anchors of the markdown files that are linked to, by the names of their objects.
    anchors: BTreeMap<String, Arc<BTreeSet<String>>>,
}

impl BaseRevision {
    /// The files before `change`; `None` where there is none. Where the index or a commit is to be
    /// judged, `files` get the texts that it has, and those that it does not have are left out.
    ///
    /// # Errors
    ///
    /// Where a base that was named cannot be had.
    pub(crate) fn of(
        change: Option<&ChangeOptions>,
        workspace: &Workspace,
        files: &mut BTreeMap<PathBuf, InputFile>,
    ) -> Result<Option<Self>, Failure> {
        let Some(ChangeOptions { since: revision, is_inferred, state }) = change else { return Ok(None) };
        // ProjectRoots are those of files, whether they are there or not.
        let own = workspace.roots.of(&workspace.here.join("README.md"));
        let mut by_root: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
        for path in files.keys() {
            by_root.entry(workspace.roots.of(path)).or_default().push(path.clone());
        }
        let mut projects = BTreeMap::new();
        for (root, paths) in by_root {
            let opened = GitRepository::open(&root, &workspace.here, root == own);
            let project = opened.and_then(|repository| {
                if let Some(tree) = repository.files(state)? {
                    take_texts(&repository, &tree, &paths, files)?;
                }
                Project::of(repository, revision, &paths, state)
            });
            projects.insert(root, project);
        }
        let base = Self { revision: revision.to_owned(), is_inferred: *is_inferred, projects };
        base.is_had()?;
        Ok(Some(base))
    }

    /// Refuses to go on without a base that somebody named: a gate which is green for that is none.
    fn is_had(&self) -> Result<(), Failure> {
        let mut errors = self.projects.values().filter_map(|project| project.as_ref().err());
        match errors.next().filter(|_| !self.is_inferred) {
            Some(error) => {
                Err(NoBase { revision: self.revision.clone(), reason: error.to_string(), help: error.way_out() }.into())
            }
            None => Ok(()),
        }
    }

    /// Gives `lists` their change, and leaves out those that it does not touch. Whether all of them have one.
    ///
    /// # Errors
    ///
    /// Where a base that was named cannot be read.
    pub(crate) fn compare(
        mut self,
        lists: &mut Vec<PreparedList>,
        workspace: &Workspace,
        terminal: Terminal,
    ) -> Result<bool, Failure> {
        let root_of = |prepared: &PreparedList| prepared.paths.first().map(|path| workspace.roots.of(path));
        for (root, project) in &mut self.projects {
            let Ok(known) = project else { continue };
            let inside: Vec<&PreparedList> =
                lists.iter().filter(|prepared| root_of(prepared).as_ref() == Some(root)).collect();
            if let Err(error) = known.read(&inside, workspace) {
                *project = Err(error);
            }
        }
        self.is_had()?;
        self.say_what_is_unknown(terminal);
        let count = lists.len();
        let compared: Vec<Option<PreparedList>> = std::mem::take(lists)
            .into_par_iter()
            .map(|mut prepared| {
                let project = root_of(&prepared).and_then(|root| self.projects.get(&root));
                let Some(Ok(project)) = project else { return Some(prepared) };
                let change = project.change(&prepared, &workspace.here)?;
                // Only single findings can be told from those that were there.
                prepared.facts.expand_for_change = change.added.len() < prepared.list.editions.len();
                prepared.facts.change = Some(change);
                Some(prepared)
            })
            .collect();
        lists.extend(compared.into_iter().flatten());
        if lists.is_empty() && count > 0 {
            terminal.notice(text!(
                "no files were checked: nothing in them has changed since `{revision}`",
                revision = &self.revision
            ));
        }
        Ok(lists.iter().all(|prepared| prepared.facts.change.is_some()))
    }

    fn say_that_it_is_unknown(&self, why: &str, terminal: Terminal) {
        terminal.notice(text!(
            "what changed since `{revision}` cannot be known: {why}; everything is reported, nothing is fixed, and no \
             finding fails the run",
            revision = &self.revision,
            why = Text::verbatim(why.to_string())
        ));
    }

    fn say_what_is_unknown(&self, terminal: Terminal) {
        let errors = self.projects.values().filter_map(|project| project.as_ref().err());
        let said: BTreeSet<String> = errors.map(ToString::to_string).collect();
        for error in &said {
            self.say_that_it_is_unknown(error, terminal);
        }
    }
}

/// Gives the `files` at `paths` the texts that `tree` has; those that it does not have are left out.
fn take_texts(
    repository: &GitRepository,
    tree: &Tree,
    paths: &[PathBuf],
    files: &mut BTreeMap<PathBuf, InputFile>,
) -> Result<(), GitError> {
    // What standard input holds is newer than any of them.
    let paths: Vec<&PathBuf> =
        paths.iter().filter(|path| files.get(*path).is_some_and(|wanted| wanted.text.is_none())).collect();
    let versions: BTreeMap<&PathBuf, &TreeEntry> =
        paths.iter().filter_map(|path| Some((*path, tree.file(&repository.path_of(path)?)?))).collect();
    let objects = versions.values().filter(|version| !version.is_link).map(|version| &*version.object).collect();
    let contents = repository.contents(&objects)?;
    for path in paths {
        let contents = versions.get(path).and_then(|version| contents.get(&version.object));
        // What is not UTF-8 is for the reading of the file to complain of.
        let text = contents.and_then(|contents| String::from_utf8(contents.clone()).ok());
        match (files.get_mut(path), text) {
            (Some(wanted), Some(text)) => wanted.text = Some(text),
            _ if contents.is_none() => {
                files.remove(path);
            }
            _ => {}
        }
    }
    Ok(())
}

impl Project {
    fn of(
        repository: GitRepository,
        revision: &str,
        paths: &[PathBuf],
        state: &CheckedState,
    ) -> Result<Self, GitError> {
        let base = repository.base(revision, state)?;
        let tree = repository.tree(&base)?;
        let names = || paths.iter().filter_map(|path| repository.path_of(path));
        let is_new = names().any(|name| tree.file(&name).is_none());
        let mut others = if is_new { repository.renames(&base, state)? } else { BTreeMap::new() };
        let links: Vec<(Vec<u8>, &TreeEntry)> =
            names().filter_map(|name| tree.file(&name).filter(|file| file.is_link).map(|file| (name, file))).collect();
        if !links.is_empty() {
            let contents = repository.contents(&links.iter().map(|(_, link)| &*link.object).collect())?;
            for (name, link) in links {
                let target = contents.get(&link.object).and_then(|target| joined(&name, target));
                others.extend(target.map(|target| (name, target)));
            }
        }
        Ok(Self { repository, tree, others, contents: BTreeMap::new(), anchors: BTreeMap::new() })
    }

    /// The file at `path` (absolute), before the change.
    fn version(&self, path: &Path) -> Option<&TreeEntry> {
        let name = self.repository.path_of(path)?;
        let other = self.others.get(&name).unwrap_or(&name);
        self.tree.file(other).filter(|file| !file.is_link)
    }

    /// Reads what `lists` and the files that they link to were.
    fn read(&mut self, lists: &[&PreparedList], workspace: &Workspace) -> Result<(), GitError> {
        let editions = lists.iter().flat_map(|prepared| prepared.paths.iter().cloned());
        let linked = lists.iter().flat_map(|prepared| prepared.facts.files.iter());
        let linked = linked.filter(|(_, file)| matches!(file, LinkedFile::Markdown(_)));
        let keys: BTreeSet<&String> = linked.map(|(key, _)| key).collect();
        let object = |path: &Path| self.version(path).map(|version| &*version.object);
        let path = |key: &String| normalised(&workspace.here.join(key));
        let linked: BTreeMap<&str, PathBuf> =
            keys.into_iter().map(path).filter_map(|path| Some((object(&path)?, path))).collect();
        let objects = editions.filter_map(|path| object(&path)).chain(linked.keys().copied()).collect();
        let contents = self.repository.contents(&objects)?;
        let text = |object: &str| Some(String::from_utf8_lossy(contents.get(object)?).into_owned());
        let anchors = |(object, path): (&str, PathBuf)| {
            let document = workspace.parse(text(object)?, &path);
            Some((object.to_owned(), Arc::new(document.anchors().map(str::to_owned).collect())))
        };
        // Many documents may lead to one file.
        self.anchors = linked.into_par_iter().filter_map(anchors).collect();
        self.contents = contents;
        Ok(())
    }

    fn text(&self, path: &Path) -> Option<String> {
        let contents = self.contents.get(&self.version(path)?.object)?;
        Some(String::from_utf8_lossy(contents).into_owned())
    }

    /// What `prepared` was; `None` where nothing has changed.
    fn change(&self, prepared: &PreparedList, here: &Path) -> Option<Change> {
        let files: BTreeMap<String, LinkedFile> = prepared
            .facts
            .files
            .iter()
            .map(|(key, file)| (key.clone(), self.linked_file(&normalised(&here.join(key)), file)))
            .collect();
        let texts: Vec<Option<String>> = prepared.paths.iter().map(|path| self.text(path)).collect();
        let editions = || prepared.list.editions.iter().zip(&texts);
        let same = |(edition, text): (&Edition, &Option<String>)| {
            text.as_ref().is_some_and(|text| is_same(text, edition.document.source()))
        };
        if files == prepared.facts.files && editions().all(same) {
            return None;
        }
        let added = texts.iter().zip(0..).filter(|(text, _)| text.is_none()).map(|(_, id)| EditionId(id)).collect();
        let documents: Vec<Document> = editions()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(edition, text)| match text {
                Some(text) if text == edition.document.source() => edition.document.clone(),
                text => edition.document.parse_alike(text.clone().unwrap_or_default()),
            })
            .collect();
        let editions = prepared.list.editions.iter().zip(documents).map(|(edition, document)| Edition {
            path: edition.path.clone(),
            language: edition.language.clone(),
            says_language: edition.says_language,
            writing_system: edition.writing_system,
            document,
            judged: edition.judged,
        });
        let List { source, is_source_known, .. } = prepared.list;
        let before = List { editions: editions.collect(), source, is_source_known };
        Some(Change { before, added, files })
    }

    /// What the file at `path`, which a document links to and which is `now`, was.
    fn linked_file(&self, path: &Path, now: &LinkedFile) -> LinkedFile {
        let Some(name) = self.repository.path_of(path) else { return now.clone() };
        match now {
            LinkedFile::Missing if self.tree.has(&name) => LinkedFile::Present,
            LinkedFile::Present | LinkedFile::Markdown(_) if !self.tree.has(&name) => LinkedFile::Missing,
            LinkedFile::Markdown(_) => {
                let anchors = self.version(path).and_then(|version| self.anchors.get(&version.object));
                anchors.map_or_else(|| now.clone(), |anchors| LinkedFile::Markdown(Arc::clone(anchors)))
            }
            now => now.clone(),
        }
    }
}

/// Whether two texts are the same but for their line endings, which git may have changed when it wrote the file: all of
/// them, or none.
fn is_same(was: &str, now: &str) -> bool {
    let is_written_by_git = |with: &str, without: &str| {
        !without.contains('\r')
            && with.matches('\n').count() == with.matches("\r\n").count()
            && with.replace("\r\n", "\n") == without
    };
    was == now || is_written_by_git(now, was) || is_written_by_git(was, now)
}

/// Where a symbolic link at `name` leads, from the top of the repository.
fn joined(name: &[u8], target: &[u8]) -> Option<Vec<u8>> {
    let (name, target) = (std::str::from_utf8(name).ok()?, std::str::from_utf8(target).ok()?);
    let folder = Path::new("/").join(name);
    let path = normalised(&folder.parent()?.join(target));
    Some(path.strip_prefix("/").ok()?.to_str()?.to_owned().into_bytes())
}
