//! What is in a folder, read at most once.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a device, ….
    Other,
}

/// The names in one folder; what is not UTF-8 is left out.
pub type Names = BTreeMap<String, Kind>;

/// Folders that were read.
#[derive(Debug, Default)]
pub struct Folders {
    read: Mutex<HashMap<PathBuf, Arc<Names>>>,
}

impl Folders {
    /// What is in `folder`; nothing where it cannot be read.
    pub fn names(&self, folder: &Path) -> Arc<Names> {
        if let Some(known) = self.read.lock().ok().and_then(|read| read.get(folder).cloned()) {
            return known;
        }
        let names = Arc::new(names_of(folder));
        if let Ok(mut read) = self.read.lock() {
            read.insert(folder.to_owned(), Arc::clone(&names));
        }
        names
    }
}

fn names_of(folder: &Path) -> Names {
    let kind = |entry: &fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_file() => Kind::File,
        Ok(kind) if kind.is_dir() => Kind::Folder,
        _ => Kind::Other,
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, kind(&entry)))).collect()
}
