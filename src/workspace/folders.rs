//! What is in a folder, read at most once.

use crate::workspace::path_cache::PathCache;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a device, ….
    Other,
}

/// The names in one folder, in order; what is not UTF-8 is left out.
#[derive(Debug, Default)]
pub(crate) struct FolderNames {
    /// Sorted.
    entries: Vec<(Box<str>, FileKind)>,
    /// By the name in lower case, the first of the entries that are written so but for letter case.
    folded: OnceLock<HashMap<String, usize>>,
}

impl FolderNames {
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What `name` stands for; `None` where there is no such name.
    pub(crate) fn kind(&self, name: &str) -> Option<FileKind> {
        self.entry(self.position(name)?).map(|(_, kind)| kind)
    }

    /// The entry called `name`, else the first that differs in letter case alone.
    pub(crate) fn in_any_case(&self, name: &str) -> Option<(&str, FileKind)> {
        if let Some(position) = self.position(name) {
            return self.entry(position);
        }
        let folded = self.folded.get_or_init(|| {
            let mut folded = HashMap::with_capacity(self.entries.len());
            for (index, (name, _)) in self.entries.iter().enumerate() {
                folded.entry(name.to_lowercase()).or_insert(index);
            }
            folded
        });
        self.entry(*folded.get(&name.to_lowercase())?)
    }

    /// The names, in order, with what they stand for.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, FileKind)> {
        self.entries.iter().map(|(name, kind)| (&**name, *kind))
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.entries.binary_search_by(|(known, _)| (**known).cmp(name)).ok()
    }

    fn entry(&self, position: usize) -> Option<(&str, FileKind)> {
        self.entries.get(position).map(|(name, kind)| (&**name, *kind))
    }
}

/// Folders that were read.
#[derive(Debug, Default)]
pub(crate) struct Folders {
    read: PathCache<Arc<FolderNames>>,
    /// Where symbolic links lead; `None` where that cannot be told.
    real: PathCache<Option<Arc<Path>>>,
}

impl Folders {
    /// What is in `folder`; nothing where it cannot be read.
    pub(crate) fn names(&self, folder: &Path) -> Arc<FolderNames> {
        self.read.get(folder, || Arc::new(names_of(folder)))
    }

    /// The folders that were read, or are not there to be read.
    pub(crate) fn read(&self) -> Vec<PathBuf> {
        self.read.paths()
    }

    /// `path` without symbolic links; `None` where nothing is there.
    pub(crate) fn real(&self, path: &Path) -> Option<Arc<Path>> {
        self.real.get(path, || fs::canonicalize(path).ok().map(Arc::from))
    }
}

fn names_of(folder: &Path) -> FolderNames {
    let kind = |entry: &fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_file() => FileKind::File,
        Ok(kind) if kind.is_dir() => FileKind::Folder,
        _ => FileKind::Other,
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = |entry: fs::DirEntry| Some((entry.file_name().into_string().ok()?.into_boxed_str(), kind(&entry)));
    let mut entries: Vec<(Box<str>, FileKind)> = entries.filter_map(named).collect();
    entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    FolderNames { entries, folded: OnceLock::new() }
}
