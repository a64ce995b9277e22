//! Texts to be fixed: the real lists, small cases, our own fixtures.

use curate_document::{Document, Edition, List};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// The lists of a folder of lists beside the repository, each with all its editions; none where there is no such folder.
pub fn lists(folder: &str) -> Vec<(String, List)> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(beside(folder)).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.is_dir());
    if paths.is_empty() {
        println!("skipped: no real lists at {folder}");
    }
    let editions = |folder: &PathBuf| {
        let mut editions = texts(folder);
        editions.retain(|(name, _)| name.to_lowercase().starts_with("readme"));
        editions
    };
    paths.iter().map(|folder| (name(folder), list_of(&editions(folder)))).collect()
}

/// Every markdown file below `folder`, each by itself.
pub fn small(folder: &str) -> Vec<(String, List)> {
    let mut waiting = vec![beside(folder)];
    let mut found: BTreeMap<String, List> = BTreeMap::new();
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        waiting.extend(entries.filter(|path| path.is_dir()));
        for (name, text) in texts(&folder) {
            let path = folder.join(&name).strip_prefix(beside("")).unwrap().display().to_string();
            found.insert(path, list_of(&[(name, text)]));
        }
    }
    found.into_iter().collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap_or("?").to_owned()
}

/// The markdown files of a folder.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let markdown = files.filter(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md")));
    let mut texts: Vec<(String, String)> =
        markdown.filter_map(|path| Some((name(&path), fs::read_to_string(&path).ok()?))).collect();
    texts.sort();
    texts
}

fn list_of(texts: &[(String, String)]) -> List {
    List::new(texts.iter().map(|(name, text)| Edition::new(name.clone(), Document::parse(&**text), true)).collect())
}
