//! What is found out of paths once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Values by path.
#[derive(Debug)]
pub(crate) struct PathCache<T> {
    values: Mutex<HashMap<PathBuf, T>>,
}

impl<T> Default for PathCache<T> {
    fn default() -> Self {
        Self { values: Mutex::default() }
    }
}

impl<T> PathCache<T> {
    /// The paths whose values are known, in no order.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.values.lock().map(|values| values.keys().cloned().collect()).unwrap_or_default()
    }
}

impl<T: Clone> PathCache<T> {
    /// The value of `path`, which `find` finds where it is not known. Threads that look for one path at the same time may
    /// all have to find it; none waits.
    pub(crate) fn get(&self, path: &Path, find: impl FnOnce() -> T) -> T {
        if let Some(known) = self.values.lock().ok().and_then(|values| values.get(path).cloned()) {
            return known;
        }
        let found = find();
        if let Ok(mut values) = self.values.lock() {
            values.insert(path.to_owned(), found.clone());
        }
        found
    }
}
