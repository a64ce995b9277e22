//! Finds the files that may be other editions of a document, by their names and places.

use crate::plain::folders::{Folders, Kind};
use crate::plain::place::{Place, Roots};
use curate_document::language::{EditionName, edition_name, is_candidate_pair};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The path below `root` with forward slashes, which says what a file is an edition of.
pub fn name_in(root: &Path, path: &Path) -> Option<EditionName> {
    edition_name(&path_in(root, path)?)
}

fn path_in(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Looks for siblings.
pub struct Siblings<'a> {
    /// Where curate runs.
    pub here: &'a Path,
    /// What is in folders.
    pub folders: &'a Folders,
    /// The roots of projects.
    pub roots: &'a Roots,
}

impl Siblings<'_> {
    /// The files that may be other editions of the document at `path`: beside it, in `docs/`, `translations/`, `i18n/`
    /// and the like, and in folders named after languages.
    pub fn of(&self, path: &Path) -> BTreeSet<Place> {
        let root = self.roots.of(path);
        let Some(name) = name_in(&root, path) else { return BTreeSet::new() };
        let Some(base) = base_of(&root, path) else { return BTreeSet::new() };
        let mut files = BTreeSet::new();
        self.take(&root, &base, &name, path, &mut files);
        for folder in self.dissolving(&root, &base) {
            self.take(&root, &folder, &name, path, &mut files);
            for folder in self.dissolving(&root, &folder) {
                self.take(&root, &folder, &name, path, &mut files);
            }
        }
        files
    }

    fn take(&self, root: &Path, folder: &Path, name: &EditionName, path: &Path, files: &mut BTreeSet<Place>) {
        for (file, _) in self.folders.names(folder).iter().filter(|(_, kind)| **kind == Kind::File) {
            let candidate = folder.join(file);
            let fits = || name_in(root, &candidate).is_some_and(|other| is_candidate_pair(name, &other));
            if candidate != path && fits() {
                files.insert(Place::new(self.here, &candidate));
            }
        }
    }

    /// The folders in `folder` that hold translations of what is in it.
    fn dissolving(&self, root: &Path, folder: &Path) -> Vec<PathBuf> {
        let names = self.folders.names(folder);
        let folders = names.iter().filter(|(name, kind)| **kind == Kind::Folder && !name.starts_with('.'));
        folders.map(|(name, _)| folder.join(name)).filter(|inner| dissolves(root, inner)).collect()
    }
}

/// Whether a folder's name tells only that translations are in it.
fn dissolves(root: &Path, folder: &Path) -> bool {
    let kept = |folder: &Path| name_in(root, &folder.join("README.md")).map(|name| name.folder);
    folder.parent().is_some_and(|parent| kept(parent) == kept(folder))
}

/// The folder of what the document at `path` is an edition of.
fn base_of(root: &Path, path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    let base = folder
        .ancestors()
        .take_while(|folder| folder.starts_with(root))
        .find(|folder| *folder == root || !dissolves(root, folder));
    Some(base.unwrap_or(folder).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates() {
        let root = tempfile::tempdir().expect("a folder");
        let files = [
            "README.md",
            "README.zh-cn.md",
            "docs/README.ja.md",
            "docs/ko/README.md",
            "i18n/fr.md",
            "de/README.md",
            "docs/GUIDE.zh.md",
            "src/README.fr.md",
        ];
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
            std::fs::write(path, "").expect("written");
        }
        let (folders, roots) = (Folders::default(), Roots::new(root.path().to_owned()));
        let siblings = Siblings { here: root.path(), folders: &folders, roots: &roots };
        let of =
            |file: &str| siblings.of(&root.path().join(file)).into_iter().map(|place| place.shown).collect::<Vec<_>>();
        let expected = ["README.zh-cn.md", "de/README.md", "docs/README.ja.md", "docs/ko/README.md", "i18n/fr.md"];
        assert_eq!(of("README.md"), expected);
        assert_eq!(
            of("docs/ko/README.md"),
            ["README.md", "README.zh-cn.md", "de/README.md", "docs/README.ja.md", "i18n/fr.md"]
        );
        assert_eq!(of("docs/GUIDE.zh.md"), [""; 0]);
    }
}
