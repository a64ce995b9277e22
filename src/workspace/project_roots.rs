//! Which project a file is in.

use crate::workspace::path_cache::PathCache;
use std::path::{Path, PathBuf};

/// The roots of projects: the folder with `.git` above a file.
#[derive(Debug)]
pub(crate) struct ProjectRoots {
    here: PathBuf,
    repositories: PathCache<Option<PathBuf>>,
}

impl ProjectRoots {
    /// Roots as seen from `here`, where curate runs.
    pub(crate) fn new(here: PathBuf) -> Self {
        Self { here, repositories: PathCache::default() }
    }

    /// The root of the project that the file at `path` is in: its repository, else where curate runs, else its folder.
    pub(crate) fn of(&self, path: &Path) -> PathBuf {
        let folder = path.parent().unwrap_or(path);
        if let Some(root) = self.repository(folder) {
            return root;
        }
        if folder.starts_with(&self.here) { self.here.clone() } else { folder.to_owned() }
    }

    /// The root of the repository that `folder` is in.
    pub(crate) fn repository(&self, folder: &Path) -> Option<PathBuf> {
        let is_root = |folder: &&Path| folder.join(".git").exists();
        self.repositories.get(folder, || folder.ancestors().find(is_root).map(Path::to_owned))
    }
}
