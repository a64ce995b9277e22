//! Which project a file is in.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The roots of projects: the folder with `.git` above a file.
#[derive(Debug)]
pub(crate) struct ProjectRoots {
    here: PathBuf,
    known: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

impl ProjectRoots {
    /// Roots as seen from `here`, where curate runs.
    pub(crate) fn new(here: PathBuf) -> Self {
        Self { here, known: Mutex::default() }
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
        if let Some(known) = self.known.lock().ok().and_then(|known| known.get(folder).cloned()) {
            return known;
        }
        let root = folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned);
        if let Ok(mut known) = self.known.lock() {
            known.insert(folder.to_owned(), root.clone());
        }
        root
    }
}
