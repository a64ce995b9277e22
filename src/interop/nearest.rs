//! Settings of the nearest folder that has some.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The settings of folders, each read at most once.
#[derive(Debug)]
pub(crate) struct NearestSettings<T: ?Sized> {
    by_folder: HashMap<PathBuf, Option<Arc<T>>>,
}

impl<T: ?Sized> Default for NearestSettings<T> {
    fn default() -> Self {
        Self { by_folder: HashMap::new() }
    }
}

impl<T: ?Sized> NearestSettings<T> {
    /// What `read` gives of the nearest folder above the file at `path`, up to `root`; `None` where no folder has any.
    pub(crate) fn of(&mut self, path: &Path, root: &Path, read: impl Fn(&Path) -> Option<Arc<T>>) -> Option<Arc<T>> {
        let mut folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
        folders.find_map(|folder| self.by_folder.entry(folder.to_owned()).or_insert_with(|| read(folder)).clone())
    }
}
