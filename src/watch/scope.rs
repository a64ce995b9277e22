//! Which changes matter to a run.

use notify::Event;
use notify::event::{EventKind, MetadataKind, ModifyKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a run looks at. All paths are absolute.
#[derive(Clone, Debug, Default)]
pub(crate) struct WatchScope {
    /// The folders in which changes are seen; what is not there is not watched.
    pub folders: BTreeSet<PathBuf>,
    /// The files that count, whatever their names are.
    pub files: BTreeSet<PathBuf>,
    /// The files whose presence counts, and not what is in them.
    pub linked: BTreeSet<PathBuf>,
    /// What the run writes itself.
    pub written: BTreeSet<PathBuf>,
    /// The files that are there while git changes others.
    pub locks: BTreeSet<PathBuf>,
}

impl WatchScope {
    /// Adds the file at `path`, with the folder that it is in. Where symbolic links lead to it, it counts by its real name too.
    pub(crate) fn add_file(&mut self, path: &Path) {
        let real = std::fs::canonicalize(path).ok();
        for path in [Some(path), real.as_deref()].into_iter().flatten() {
            self.add_folders_of(path);
            self.files.insert(path.to_owned());
        }
    }

    /// Adds `path`, something that a document links to.
    pub(crate) fn add_linked(&mut self, path: &Path) {
        self.add_folders_of(path);
        self.linked.insert(path.to_owned());
    }

    /// Adds the folders above `path`, up to the first that is there: it tells when the others come.
    fn add_folders_of(&mut self, path: &Path) {
        for folder in path.ancestors().skip(1) {
            self.folders.insert(folder.to_owned());
            if folder.is_dir() {
                break;
            }
        }
    }

    /// Whether git is changing files.
    pub(super) fn git_works(&self) -> bool {
        self.locks.iter().any(|lock| lock.exists())
    }

    /// Whether `event` may change what the run reports; `counts` says whether a file that is not known yet would be read, by its name.
    pub(super) fn is_changed_by(&self, event: &Event, counts: fn(&Path) -> bool) -> bool {
        // What was missed may be anything.
        if event.need_rescan() {
            return true;
        }
        let is_of_contents = match event.kind {
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => return false,
            EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_) | EventKind::Remove(_) => false,
            EventKind::Modify(_) | EventKind::Any | EventKind::Other => true,
        };
        event.paths.iter().filter(|path| !self.written.contains(*path)).any(|path| {
            let is_presence = || self.linked.contains(path) || self.is_folder(path);
            self.files.contains(path) || counts(path) || (!is_of_contents && is_presence())
        })
    }

    /// Whether `path` is a folder that may hold something to read, or was one.
    fn is_folder(&self, path: &Path) -> bool {
        let is_hidden =
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".") && name != ".github");
        let is_above = || self.files.iter().chain(&self.linked).any(|known| known.starts_with(path));
        self.folders.contains(path) || is_above() || (!is_hidden && path.is_dir())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, DataChange, Flag, RemoveKind, RenameMode};

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CREATED: EventKind = EventKind::Create(CreateKind::Any);
    const REMOVED: EventKind = EventKind::Remove(RemoveKind::Any);
    const RENAMED: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));

    fn changes(scope: &WatchScope, kind: EventKind, path: &Path) -> bool {
        let counts = |path: &Path| path.extension().is_some_and(|extension| extension == "md");
        scope.is_changed_by(&Event::new(kind).add_path(path.to_owned()), counts)
    }

    #[test]
    fn what_matters() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let mut scope = WatchScope::default();
        for name in ["lists/README", "notes.txt"] {
            scope.add_file(&path(name));
        }
        std::fs::create_dir(path("new")).expect("created");
        std::fs::create_dir(path(".hidden")).expect("created");
        std::fs::create_dir(path(".github")).expect("created");
        scope.add_linked(&path("images/desk.png"));
        scope.written.insert(path("report.md"));
        for (kind, name, expected) in [
            (WRITTEN, "notes.txt", true),
            (RENAMED, "notes.txt", true),
            (REMOVED, "notes.txt", true),
            (EventKind::Access(AccessKind::Any), "notes.txt", false),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)), "notes.txt", false),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Permissions)), "notes.txt", true),
            // What editors leave beside it for a moment.
            (CREATED, ".notes.txt.swp", false),
            (CREATED, "4913", false),
            (WRITTEN, "notes.txt~", false),
            // A new document.
            (CREATED, "new.md", true),
            (WRITTEN, "report.md", false),
            // Pictures are looked for, and not looked at.
            (CREATED, "images/desk.png", true),
            (REMOVED, "images/desk.png", true),
            (WRITTEN, "images/desk.png", false),
            (CREATED, "images/floor.png", false),
            // Folders with something to read.
            (REMOVED, "lists", true),
            (CREATED, "images", true),
            (CREATED, "new", true),
            (CREATED, ".hidden", false),
            (CREATED, ".github", true),
            (WRITTEN, "new", false),
        ] {
            assert_eq!(changes(&scope, kind, &path(name)), expected, "{kind:?} {name}");
        }
        assert!(scope.folders.contains(&path("lists")) && scope.folders.contains(folder.path()), "{scope:?}");
    }

    #[test]
    fn what_was_missed_may_be_anything() {
        let event = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(WatchScope::default().is_changed_by(&event, |_| false));
    }

    #[cfg(unix)]
    #[test]
    fn links_count_by_both_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let real = std::fs::canonicalize(folder.path()).expect("there");
        std::fs::create_dir(real.join("docs")).expect("created");
        std::fs::write(real.join("docs/list.txt"), "").expect("written");
        std::os::unix::fs::symlink("docs/list.txt", real.join("README")).expect("linked");
        let mut scope = WatchScope::default();
        scope.add_file(&real.join("README"));
        assert_eq!(scope.folders, BTreeSet::from([real.clone(), real.join("docs")]));
        assert!(
            changes(&scope, WRITTEN, &real.join("docs/list.txt")) && changes(&scope, RENAMED, &real.join("README"))
        );
    }
}
