//! Where the parts of examples are.

use super::case::Given;
use curate_document::{Document, Edition, List};
use curate_testing::{entries, name};
use std::path::{Path, PathBuf};

/// The names of the bad examples of a folder: `bad` (whether it is there or not) and every `case-*`, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let stems = entries(folder).into_iter().filter_map(|path| {
        let file = name(&path);
        let stem = if path.is_dir() { file } else { file.strip_suffix(".md")? };
        (stem.starts_with("case-") && !stem.contains('.')).then(|| stem.to_owned())
    });
    let mut names: Vec<String> = stems.collect();
    names.push("bad".to_owned());
    names.sort();
    names.dedup();
    names
}

/// The file or the folder called `stem`; the file where there is neither.
pub fn place(folder: &Path, stem: &str) -> PathBuf {
    let place = folder.join(stem);
    if place.is_dir() { place } else { folder.join(format!("{stem}.md")) }
}

/// Where it is recorded what is found in an example.
pub fn findings_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(if name == "bad" { "findings.snap".to_owned() } else { format!("{name}.snap") })
}

/// Where an example is after fixing.
pub fn fixed_of(folder: &Path, name: &str) -> PathBuf {
    place(folder, &if name == "bad" { "fixed".to_owned() } else { format!("{name}.fixed") })
}

/// The list at `place`: a file, which is its `README.md`, or a folder with its editions.
pub fn read(place: &Path, given: &Given) -> Result<List, String> {
    let files = if place.is_dir() { entries(place) } else { vec![place.to_owned()] };
    let mut editions = Vec::new();
    for file in files {
        let source =
            std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", curate_testing::shown(&file)))?;
        let name = if place.is_dir() { name(&file) } else { "README.md" };
        let size = given.oversized.as_ref().and_then(|sizes| sizes.get(name));
        let document = size.map_or_else(|| Document::parse(source), |bytes| Document::too_large(*bytes));
        editions.push(Edition::new(name, document, true));
    }
    if editions.is_empty() {
        Err(format!("{} is empty", curate_testing::shown(place)))
    } else {
        Ok(List::new(editions))
    }
}

/// Writes the editions of `list` to `place`: into the folder, where `is_folder`, or as the file.
pub fn write(place: &Path, is_folder: bool, list: &List) -> Result<(), String> {
    for edition in &list.editions {
        let file = if is_folder { place.join(&edition.path) } else { place.to_owned() };
        if is_folder {
            std::fs::create_dir_all(place).map_err(|error| format!("{}: {error}", curate_testing::shown(place)))?;
        }
        std::fs::write(&file, edition.document.source())
            .map_err(|error| format!("{}: {error}", curate_testing::shown(&file)))?;
    }
    Ok(())
}
