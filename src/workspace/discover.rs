//! Finds the markdown files that the arguments name.

mod ignored;
mod installed;

use crate::workspace::discover::ignored::Ignored;
use crate::workspace::regular_file::{leads_out, repository_of};
use crate::workspace::shown_path::ShownPath;
use curate_rules::{Text, text};
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use miette::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Why a named path gives no file.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum DiscoverError {
    #[error("{shown}: no such file or folder")]
    Missing { shown: String },
    #[error("{shown}: the pattern matches no file")]
    NoMatch { shown: String },
    #[error("{shown}: is not a path pattern: {reason}")]
    BadPattern { shown: String, reason: String },
    #[error("{shown}: cannot be looked at: {reason}")]
    Unreadable { shown: String, reason: String },
    #[error("{shown}: leads out of the repository")]
    #[diagnostic(help("a symbolic link is followed within its repository only; name what it leads to"))]
    LeadsOut { shown: String },
    #[error("{shown}: is the name of two files, as far as it can be shown; one of them is left out")]
    #[diagnostic(help("give one of them a name that is UTF-8"))]
    LooksAlike { shown: String },
}

impl DiscoverError {
    /// What was not found, or not looked at.
    pub(crate) fn shown(&self) -> &str {
        let (Self::Missing { shown }
        | Self::NoMatch { shown }
        | Self::BadPattern { shown, .. }
        | Self::Unreadable { shown, .. }
        | Self::LeadsOut { shown }
        | Self::LooksAlike { shown }) = self;
        shown
    }
}

/// What the arguments name.
#[derive(Debug, Default)]
pub(crate) struct FoundFiles {
    /// The files, each once, in the order of their names.
    pub files: BTreeMap<String, ShownPath>,
    /// The folders that were walked, with how many markdown files each gave.
    pub walked: Vec<(ShownPath, usize)>,
    /// These, and the folders in them that are not ignored.
    pub folders: Vec<PathBuf>,
    /// How many files were left out because a pattern excludes them.
    pub excluded: usize,
    /// The files and folders that were left out, with the reason.
    pub left_out: Vec<(String, Text)>,
    /// What could not be found.
    pub errors: Vec<DiscoverError>,
    /// Ignore files that are too large to be read, so that they ignore nothing.
    pub unread: Vec<String>,
}

impl FoundFiles {
    fn take(&mut self, place: ShownPath) {
        if let Some(other) = self.files.get(&place.shown).filter(|other| other.path != place.path) {
            self.errors.push(DiscoverError::LooksAlike { shown: other.shown.clone() });
        } else {
            self.files.insert(place.shown.clone(), place);
        }
    }

    fn exclude(&mut self, shown: String) {
        self.excluded += 1;
        self.left_out.push((shown, text!("excluded by the configuration or --exclude")));
    }

    /// Leaves out links to files that are there by their own names: one file is read and fixed once.
    fn drop_second_names(&mut self) {
        let real: BTreeSet<PathBuf> = self.files.values().map(|place| place.path.clone()).collect();
        let mut seen = BTreeSet::new();
        self.files.retain(|_, place| {
            let target = fs::canonicalize(&place.path).ok().filter(|target| *target != place.path);
            target.is_none_or(|target| !real.contains(&target) && seen.insert(target))
        });
    }
}

/// How to look for files.
pub(crate) struct FileSearch<'a, E> {
    /// Where curate runs.
    pub here: &'a Path,
    /// Whether the configuration or an argument leaves out a file; why that cannot be known ends the search.
    pub is_excluded: &'a dyn Fn(&Path) -> Result<bool, E>,
    /// Whether the configuration has a file checked though its name is not that of markdown.
    pub is_included: &'a dyn Fn(&Path) -> Result<bool, E>,
    /// Whether leaving out counts for files that are named, too.
    pub force_exclude: bool,
}

impl<E> FileSearch<'_, E> {
    /// The markdown files that `paths` name: files as they are, folders by what is in them.
    ///
    /// # Errors
    ///
    /// Where it cannot be known whether a file is left out.
    pub(crate) fn find(&self, paths: &[PathBuf]) -> Result<FoundFiles, E> {
        let mut found = FoundFiles::default();
        let ignored = Arc::new(Ignored::new());
        for named in paths {
            let place = match self.place(named) {
                Ok(place) => place,
                Err(error) => {
                    found.errors.push(error);
                    continue;
                }
            };
            match fs::metadata(self.here.join(named)) {
                Ok(metadata) if metadata.is_dir() => self.walk(&place, &ignored, &mut found)?,
                Ok(_) => self.named(place, &mut found)?,
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    found.errors.push(DiscoverError::Unreadable { shown: place.shown, reason: error.to_string() });
                }
                Err(_) if place.shown.contains(['*', '?', '[', '{']) => self.pattern(named, &ignored, &mut found)?,
                Err(_) => found.errors.push(DiscoverError::Missing { shown: place.shown }),
            }
        }
        if paths.len() > 1 {
            found.drop_second_names();
        }
        let left_out = ignored.left_out().into_iter();
        found.left_out.extend(left_out.map(|(path, reason)| (ShownPath::new(self.here, &path).shown, reason)));
        found.unread = ignored.unread().iter().map(|path| ShownPath::new(self.here, path).shown).collect();
        Ok(found)
    }

    /// Where `named` is. `link/..` is another folder than its text says.
    fn place(&self, named: &Path) -> Result<ShownPath, DiscoverError> {
        let by_text = ShownPath::new(self.here, named);
        let around = repository_of(&by_text.path);
        // Who names a link to a file wants that file. It is read, and not written; folders are not left by links.
        let is_link_to_file = fs::symlink_metadata(&by_text.path).is_ok_and(|found| found.is_symlink())
            && fs::metadata(&by_text.path).is_ok_and(|found| found.is_file());
        let reached = if is_link_to_file { by_text.path.parent().unwrap_or(self.here) } else { &by_text.path };
        if around.as_ref().is_some_and(|root| leads_out(reached, root)) {
            return Err(DiscoverError::LeadsOut { shown: by_text.shown });
        }
        if !named.components().any(|component| component == Component::ParentDir) {
            return Ok(by_text);
        }
        let Ok(real) = fs::canonicalize(self.here.join(named)) else { return Ok(by_text) };
        if fs::canonicalize(&by_text.path).is_ok_and(|by_text| by_text == real) {
            return Ok(by_text);
        }
        let own = by_text.path.join(".git").exists().then(|| by_text.path.clone());
        match own.or(around).map(fs::canonicalize) {
            Some(root) if root.as_ref().is_ok_and(|root| !real.starts_with(root)) => {
                Err(DiscoverError::LeadsOut { shown: by_text.shown })
            }
            _ => Ok(ShownPath::new(self.here, &real)),
        }
    }

    fn named(&self, place: ShownPath, found: &mut FoundFiles) -> Result<(), E> {
        if self.force_exclude && (self.is_excluded)(&place.path)? {
            found.exclude(place.shown);
        } else {
            found.take(place);
        }
        Ok(())
    }

    fn walk(&self, folder: &ShownPath, ignored: &Arc<Ignored>, found: &mut FoundFiles) -> Result<(), E> {
        let is_wanted = |path: &Path| Ok(is_markdown(path) || (self.is_included)(path)? && !ignored.has(path, false));
        let count = self.take(walk_of(&folder.path, ignored, None), found, is_wanted)?;
        found.walked.push((folder.clone(), count));
        Ok(())
    }

    /// A pattern that no shell has expanded.
    fn pattern(&self, named: &Path, ignored: &Arc<Ignored>, found: &mut FoundFiles) -> Result<(), E> {
        let shown = ShownPath::new(self.here, named).shown;
        let is_plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
        let folder: PathBuf = named.components().take_while(is_plain).collect();
        // MDX is checked on request, and a pattern with that ending is one.
        let is_wanted =
            |path: &Path| Ok(is_markdown(path) || (is_mdx(named) && is_mdx(path)) || (self.is_included)(path)?);
        let pattern: PathBuf = named.components().skip_while(is_plain).collect();
        let folder = match self.place(&folder) {
            Ok(place) => place.path,
            Err(error) => {
                found.errors.push(error);
                return Ok(());
            }
        };
        let mut overrides = OverrideBuilder::new(&folder);
        let built = overrides.add(&format!("/{}", pattern.to_string_lossy())).and_then(|overrides| overrides.build());
        match built {
            Ok(overrides) => {
                if self.take(walk_of(&folder, ignored, Some(overrides)), found, is_wanted)? == 0 {
                    found.errors.push(DiscoverError::NoMatch { shown });
                }
            }
            Err(reason) => found.errors.push(DiscoverError::BadPattern { shown, reason: reason.to_string() }),
        }
        Ok(())
    }

    /// Takes the files of a walk that are wanted; how many there were, excluded ones too.
    fn take(
        &self,
        walk: ignore::Walk,
        found: &mut FoundFiles,
        is_wanted: impl Fn(&Path) -> Result<bool, E>,
    ) -> Result<usize, E> {
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
            if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                found.folders.push(entry.path().to_owned());
            }
            // A symbolic link shows a file a second time, or one from elsewhere.
            if !entry.file_type().is_some_and(|kind| kind.is_file()) || !is_wanted(entry.path())? {
                continue;
            }
            count += 1;
            if (self.is_excluded)(entry.path())? {
                found.exclude(ShownPath::new(self.here, entry.path()).shown);
            } else {
                found.take(ShownPath::new(self.here, entry.path()));
            }
        }
        Ok(count)
    }
}

/// The walk through `folder`; with `overrides` it gives every file that they match, ignored or not.
fn walk_of(folder: &Path, ignored: &Arc<Ignored>, overrides: Option<Override>) -> ignore::Walk {
    let mut builder = WalkBuilder::new(folder);
    builder.standard_filters(false);
    let (ignored, is_pattern) = (Arc::clone(ignored), overrides.is_some());
    builder.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        // The folder that is named is wanted, whatever it is called.
        entry.depth() == 0
            || (is_pattern && !is_folder)
            || (!is_folder && !is_markdown(entry.path()))
            || !ignored.has(entry.path(), is_folder)
    });
    builder.overrides(overrides.unwrap_or_else(Override::empty));
    builder.build()
}

/// Whether a file with this name leaves out others.
pub(crate) fn is_ignore_file(name: &str) -> bool {
    [ignored::GITIGNORE, ignored::IGNORE].contains(&name)
}

/// Whether the name says MDX.
pub(crate) fn is_mdx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx"))
}

/// Whether the name says markdown.
pub(crate) fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    curate_document::is_markdown_extension(extension)
}
