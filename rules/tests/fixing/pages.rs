//! Texts to be fixed: whole lists, small cases, our own fixtures.

use curate_document::{Document, Edition, List};
use curate_testing::corpus::ListFolder;
use curate_testing::{entries, name, root};
use std::fs;
use std::path::{Path, PathBuf};

/// Lists by name, each with all its editions.
pub fn lists(folders: Vec<ListFolder>) -> Vec<(String, List)> {
    folders.into_iter().map(|folder| (folder.name.clone(), list_of(&folder.editions()))).collect()
}

/// Every markdown file of the fixtures, each by itself.
pub fn fixtures() -> Vec<(String, List)> {
    below(&root().join("fixtures"))
}

/// Every markdown file of the cases beside the repository, each by itself; none where they are not there.
pub fn cases() -> Vec<(String, List)> {
    below(&root().join("../shared/cases"))
}

fn below(folder: &Path) -> Vec<(String, List)> {
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries(folder).into_iter().partition(|path| path.is_dir());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        let shown = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        Some((shown, list_of(&[(name(&path).to_owned(), text)])))
    };
    let mut found: Vec<(String, List)> = files.into_iter().filter(is_markdown).filter_map(read).collect();
    found.extend(folders.iter().flat_map(|folder| below(folder)));
    found
}

fn list_of(texts: &[(String, String)]) -> List {
    List::new(texts.iter().map(|(name, text)| Edition::new(name.clone(), Document::parse(&**text), true)).collect())
}
