//! Finds the markdown files that the arguments name.

use crate::plain::place::Place;
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;
use miette::Diagnostic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why a named path gives no file.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[expect(missing_docs, reason = "the messages say all")]
pub enum DiscoverError {
    #[error("{shown}: no such file or folder")]
    Missing { shown: String },
    #[error("{shown}: the pattern matches no file")]
    NoMatch { shown: String },
    #[error("{shown}: is no path pattern: {reason}")]
    BadPattern { shown: String, reason: String },
    #[error("{shown}: cannot be looked at: {reason}")]
    Unreadable { shown: String, reason: String },
}

/// What the arguments name.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, each once, in the order of their names.
    pub files: BTreeMap<String, Place>,
    /// The folders that were walked, with how many markdown files each gave.
    pub walked: Vec<(Place, usize)>,
    /// How many files were left out because a pattern excludes them.
    pub excluded: usize,
    /// What could not be found.
    pub errors: Vec<DiscoverError>,
}

/// How to look for files.
pub struct Search<'a> {
    /// Where curate runs.
    pub here: &'a Path,
    /// Whether the configuration or an argument leaves out a file.
    pub is_excluded: &'a dyn Fn(&Path) -> bool,
    /// Whether that counts for files that are named, too.
    pub force_exclude: bool,
}

impl Search<'_> {
    /// The markdown files that `paths` name: files as they are, folders by what is in them.
    pub fn find(&self, paths: &[PathBuf]) -> Found {
        let mut found = Found::default();
        for named in paths {
            let place = Place::new(self.here, named);
            // Through the name as it was given: `link/..` is another folder than its text says.
            match std::fs::metadata(self.here.join(named)) {
                Ok(metadata) if metadata.is_dir() => self.walk(&place, &mut found),
                Ok(_) => self.named(place, &mut found),
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    found.errors.push(DiscoverError::Unreadable { shown: place.shown, reason: error.to_string() });
                }
                Err(_) if place.shown.contains(['*', '?', '[', '{']) => self.pattern(&place, &mut found),
                Err(_) => found.errors.push(DiscoverError::Missing { shown: place.shown }),
            }
        }
        found
    }

    fn named(&self, place: Place, found: &mut Found) {
        if self.force_exclude && (self.is_excluded)(&place.path) {
            found.excluded += 1;
        } else {
            found.files.insert(place.shown.clone(), place);
        }
    }

    fn walk(&self, folder: &Place, found: &mut Found) {
        let mut builder = WalkBuilder::new(&folder.path);
        let count = self.take(builder.require_git(false).build(), found);
        found.walked.push((folder.clone(), count));
    }

    /// A pattern that no shell has expanded.
    fn pattern(&self, place: &Place, found: &mut Found) {
        let is_plain = |part: &&Path| !part.to_string_lossy().contains(['*', '?', '[', '{']);
        let folder = place.path.ancestors().find(is_plain).unwrap_or(self.here);
        let pattern = place.path.strip_prefix(folder).unwrap_or(&place.path).to_string_lossy();
        let mut overrides = OverrideBuilder::new(folder);
        let built = overrides.add(&format!("/{pattern}")).and_then(|overrides| overrides.build());
        match built {
            Ok(overrides) => {
                let mut builder = WalkBuilder::new(folder);
                if self.take(builder.require_git(false).overrides(overrides).build(), found) == 0 {
                    found.errors.push(DiscoverError::NoMatch { shown: place.shown.clone() });
                }
            }
            Err(reason) => {
                found.errors.push(DiscoverError::BadPattern { shown: place.shown.clone(), reason: reason.to_string() });
            }
        }
    }

    /// Takes the markdown files of a walk; how many there were, excluded ones too.
    fn take(&self, walk: ignore::Walk, found: &mut Found) -> usize {
        let mut count = 0;
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let shown = self.here.display().to_string();
                    found.errors.push(DiscoverError::Unreadable { shown, reason: error.to_string() });
                    continue;
                }
            };
            // A symbolic link shows a file a second time, or one from elsewhere.
            if !entry.file_type().is_some_and(|kind| kind.is_file()) || !is_markdown(entry.path()) {
                continue;
            }
            count += 1;
            if (self.is_excluded)(entry.path()) {
                found.excluded += 1;
            } else {
                let place = Place::new(self.here, entry.path());
                found.files.insert(place.shown.clone(), place);
            }
        }
        count
    }
}

/// Whether the name says markdown.
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
