//! `--config-from`: configuration files as they were before a change, so that the change cannot speak for itself.

use crate::commands::failure::Failure;
use crate::commands::steps::workspace::working_folder;
use crate::config::NAMES;
use crate::git::{CheckedState, GitRepository};
use crate::workspace::project_roots::ProjectRoots;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files that say what is judged or how, apart from our own.
const SETTINGS: &[&str] = &[
    ".autocorrectrc",
    ".editorconfig",
    ".gitignore",
    ".ignore",
    ".lychee.toml",
    ".lycheeignore",
    ".markdown-link-check.json",
    ".markdownlint-cli2.jsonc",
    ".markdownlint-cli2.yaml",
    ".markdownlint.json",
    ".markdownlint.jsonc",
    ".markdownlint.yaml",
    ".markdownlint.yml",
    ".markdownlintrc",
    ".mlc_config.json",
    "lychee.toml",
    "mlc_config.json",
];

/// The configuration files of the repository that curate runs in, as they were before the change since `revision`, by
/// where they were. A symbolic link is none.
pub(crate) fn configs(revision: &str) -> Result<BTreeMap<PathBuf, Vec<u8>>, Failure> {
    let (repository, root) = opened()?;
    let tree = repository.tree(&repository.base(revision, &CheckedState::WorkingTree)?)?;
    let files: Vec<_> = tree.called(NAMES).filter(|(_, version)| !version.is_link).collect();
    let objects: BTreeSet<&str> = files.iter().map(|(_, version)| &*version.object).collect();
    let contents = repository.contents(&objects)?;
    let text = |(path, version): (&[u8], &crate::git::TreeEntry)| {
        let path = root.join(Path::new(std::str::from_utf8(path).ok()?));
        Some((path, contents.get(&version.object)?.clone()))
    };
    Ok(files.into_iter().filter_map(text).collect())
}

/// The settings of other programs, and the ignore files, that the change since `revision` makes, edits or deletes, by their
/// paths from the top of the repository: they say what is judged, and how.
pub(crate) fn changed_settings(revision: &str) -> Result<BTreeSet<String>, Failure> {
    let (repository, _) = opened()?;
    let before = repository.tree(&repository.base(revision, &CheckedState::WorkingTree)?)?;
    let now = repository.files(&CheckedState::Commit("HEAD".to_owned()))?.unwrap_or_default();
    let settings = before.called(SETTINGS).chain(now.called(SETTINGS));
    let changed = settings.filter(|(path, _)| before.file(path) != now.file(path));
    Ok(changed.map(|(path, _)| String::from_utf8_lossy(path).into_owned()).collect())
}

/// The repository that curate runs in, and its root.
fn opened() -> Result<(GitRepository, PathBuf), Failure> {
    let here = working_folder()?;
    let root = ProjectRoots::new(here.clone()).of(&here.join("README.md"));
    Ok((GitRepository::open(&root, &here, true)?, root))
}
