//! Finds the files that may be other editions of documents, by their names and places.

use crate::workspace::folders::{FileKind, Folders};
use crate::workspace::project_roots::ProjectRoots;
use curate_document::Language;
use curate_document::language::{EditionName, edition_name};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The path below `root` with forward slashes, which says what a file is an edition of.
pub(crate) fn name_in(root: &Path, path: &Path) -> Option<EditionName> {
    #[cfg(test)]
    tests::NAMES_READ.with(|count| count.set(count.get() + 1));
    edition_name(&path_in(root, path)?)
}

fn path_in(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Looks for siblings.
pub(crate) struct Siblings<'a> {
    /// What is in folders.
    pub folders: &'a Folders,
    /// The roots of projects.
    pub roots: &'a ProjectRoots,
    /// Folders of which all files are known that count.
    pub walked: &'a HashSet<PathBuf>,
}

/// Documents whose editions are looked for in the same folders, by what their names say: the languages that they are in.
type Stems = HashMap<String, Languages>;

/// The languages of documents that are called the same.
enum Languages {
    /// All have this one, or name none.
    One(Option<Language>),
    Several,
}

impl Siblings<'_> {
    /// The files that may be other editions of the documents at `paths`: beside them, in `docs/`, `translations/`, `i18n/`
    /// and the like, and in folders named after languages. None in a folder that was walked.
    ///
    /// Every folder is looked through once, whatever the number of documents.
    pub(crate) fn of(&self, paths: &[PathBuf]) -> BTreeSet<PathBuf> {
        let mut bases: HashMap<PathBuf, Option<PathBuf>> = HashMap::new();
        let mut groups: BTreeMap<(PathBuf, PathBuf), Stems> = BTreeMap::new();
        for path in paths {
            let Some(folder) = path.parent() else { continue };
            let root = self.roots.of(path);
            let base = bases.entry(folder.to_owned()).or_insert_with(|| self.base_of(&root, folder));
            let Some((base, name)) = base.as_ref().zip(name_in(&root, path)) else { continue };
            let stems = groups.entry((root, base.clone())).or_default();
            match stems.get_mut(&name.stem) {
                Some(Languages::One(language)) if *language == name.language => {}
                Some(languages) => *languages = Languages::Several,
                None => {
                    stems.insert(name.stem, Languages::One(name.language));
                }
            }
        }
        let mut files = BTreeSet::new();
        for ((root, base), stems) in &groups {
            self.take(root, base, stems, &mut files);
            for folder in self.dissolving(root, base) {
                self.take(root, &folder, stems, &mut files);
                for folder in self.dissolving(root, &folder) {
                    self.take(root, &folder, stems, &mut files);
                }
            }
        }
        files
    }

    /// Whether the file or folder at `path` is in a folder that was walked, or is one.
    pub(crate) fn is_walked(&self, path: &Path) -> bool {
        !self.walked.is_empty() && path.ancestors().any(|folder| self.walked.contains(folder))
    }

    /// The folder of what the documents in `folder` are editions of; `None` where it was walked, so that nothing is left to
    /// be found.
    fn base_of(&self, root: &Path, folder: &Path) -> Option<PathBuf> {
        let base = folder
            .ancestors()
            .take_while(|folder| folder.starts_with(root))
            .find(|folder| *folder == root || !dissolves(root, folder));
        Some(base.unwrap_or(folder)).filter(|base| !self.is_walked(base)).map(Path::to_owned)
    }

    /// Adds the files in `folder` whose names have one of the `stems`, in another language.
    fn take(&self, root: &Path, folder: &Path, stems: &Stems, files: &mut BTreeSet<PathBuf>) {
        let names = self.folders.names(folder);
        // In a folder for translations `ja.md` is an edition of `readme`.
        let readme = name_in(root, &folder.join("en.md")).map(|name| name.stem).filter(|stem| stem != "en");
        let readme = readme.is_some_and(|stem| stems.contains_key(&stem));
        for (file, _) in names.iter().filter(|(_, kind)| *kind == FileKind::File) {
            let Some((stem, _)) = file.rsplit_once('.') else { continue };
            let stem = stem.to_lowercase();
            if !begins_with_one(&stem, stems) && (!readme || Language::parse(&stem).is_none()) {
                continue;
            }
            let path = folder.join(file);
            let Some(name) = name_in(root, &path) else { continue };
            let is_edition = match stems.get(&name.stem) {
                Some(Languages::One(language)) => *language != name.language,
                Some(Languages::Several) => true,
                None => false,
            };
            if is_edition {
                files.insert(path);
            }
        }
    }

    /// The folders in `folder` that hold translations of what is in it.
    fn dissolving(&self, root: &Path, folder: &Path) -> Vec<PathBuf> {
        let names = self.folders.names(folder);
        let folders = names.iter().filter(|(name, kind)| *kind == FileKind::Folder && !name.starts_with('.'));
        folders.map(|(name, _)| folder.join(name)).filter(|inner| dissolves(root, inner)).collect()
    }
}

/// Whether `name`, that of a file in lower case without its ending, is one of the `stems` or has a language behind one.
/// That it is a language is not looked at: that is the dear part, and hardly a file gets so far.
fn begins_with_one(name: &str, stems: &Stems) -> bool {
    let mut separators = name.match_indices(['.', '-', '_']);
    stems.contains_key(name) || separators.any(|(at, _)| name.get(..at).is_some_and(|stem| stems.contains_key(stem)))
}

/// Whether a folder's name tells only that translations are in it.
fn dissolves(root: &Path, folder: &Path) -> bool {
    let kept = |folder: &Path| name_in(root, &folder.join("README.md")).map(|name| name.folder);
    folder.parent().is_some_and(|parent| kept(parent) == kept(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    thread_local! {
        /// How often a name was taken apart.
        pub static NAMES_READ: Cell<usize> = const { Cell::new(0) };
    }

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
            std::fs::write(path, "").expect("written");
        }
        root
    }

    fn found(root: &Path, named: &[&str], walked: &[&str]) -> Vec<String> {
        let (folders, roots) = (Folders::default(), ProjectRoots::new(root.to_owned()));
        let walked = walked.iter().map(|folder| root.join(folder)).collect();
        let siblings = Siblings { folders: &folders, roots: &roots, walked: &walked };
        let paths: Vec<PathBuf> = named.iter().map(|file| root.join(file)).collect();
        siblings.of(&paths).iter().filter_map(|path| path_in(root, path)).collect()
    }

    #[test]
    fn candidates() {
        let root = folder_with(&[
            "README.md",
            "README.zh-cn.md",
            "docs/README.ja.md",
            "docs/ko/README.md",
            "i18n/fr.md",
            "de/README.md",
            "docs/GUIDE.zh.md",
            "src/README.fr.md",
        ]);
        let of = |file: &str| found(root.path(), &[file], &[]);
        let expected = ["README.zh-cn.md", "de/README.md", "docs/README.ja.md", "docs/ko/README.md", "i18n/fr.md"];
        assert_eq!(of("README.md"), expected);
        assert_eq!(
            of("docs/ko/README.md"),
            ["README.md", "README.zh-cn.md", "de/README.md", "docs/README.ja.md", "i18n/fr.md"]
        );
        assert_eq!(of("docs/GUIDE.zh.md"), [""; 0]);
    }

    #[test]
    fn candidates_of_many() {
        let root = folder_with(&["a.md", "a.fr.md", "a-fr.md", "a.de.md", "b.md", "B_de.md", "a-b.md", "a.b.fr.md"]);
        assert_eq!(found(root.path(), &["a.md", "b.md"], &[]), ["B_de.md", "a-fr.md", "a.de.md", "a.fr.md"]);
        assert_eq!(found(root.path(), &["a.fr.md", "a-fr.md"], &[]), ["a.de.md", "a.md"]);
        assert_eq!(found(root.path(), &["a.fr.md", "a.md"], &[]), ["a-fr.md", "a.de.md", "a.fr.md", "a.md"]);
        assert_eq!(found(root.path(), &["a.b.md"], &[]), ["a.b.fr.md"]);
    }

    #[test]
    fn names_are_read_a_few_times_however_many_there_are() {
        for (count, stem) in [(50, "list"), (200, "list"), (50, ""), (200, "")] {
            let files: Vec<String> = (0..count).map(|number| format!("{stem}-{number:03}.md")).collect();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            let root = folder_with(&files);
            NAMES_READ.set(0);
            assert_eq!(found(root.path(), &files, &[]), [""; 0]);
            let read = NAMES_READ.get();
            assert!(read <= 3 * count, "{count} files called {stem}-…: {read}");
        }
        let files: Vec<String> = (0..200).map(|number| format!("other-{number}.md")).collect();
        let root = folder_with(&files.iter().map(String::as_str).collect::<Vec<_>>());
        NAMES_READ.set(0);
        assert_eq!(found(root.path(), &["README.md"], &[]), [""; 0]);
        assert!(NAMES_READ.get() <= 5, "{}", NAMES_READ.get());
    }

    #[test]
    fn nothing_is_looked_for_in_what_was_walked() {
        let root = folder_with(&["README.md", "docs/de/README.md", "docs/fr/README.md"]);
        assert_eq!(found(root.path(), &["docs/de/README.md"], &["docs/de"]), ["README.md", "docs/fr/README.md"]);
        assert_eq!(found(root.path(), &["docs/de/README.md"], &[""]), [""; 0]);
    }
}
