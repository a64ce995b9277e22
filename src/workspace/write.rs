//! Replaces files: all of them or none, each in one step, and never one that changed meanwhile.

mod temporary;

use crate::workspace::regular_file::{leads_out, repository_of};
use miette::Diagnostic;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

pub(crate) use crate::workspace::write::temporary::remove_leftovers;

/// A file that gets a new text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileReplacement<'a> {
    /// Where it is; a symbolic link stays one, and what it leads to is replaced.
    pub path: &'a Path,
    /// Its name in messages.
    pub shown: &'a str,
    /// What it held when it was read.
    pub before: &'a str,
    /// What it is to hold.
    pub after: &'a str,
}

/// Why files were not replaced. None of them was, then.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum WriteError {
    #[error("{shown}: is read-only; its list was left as it is")]
    ReadOnly { shown: String },
    #[error("{shown}: was changed by someone else while it was being fixed; its list was left as it is")]
    #[diagnostic(help("run curate again"))]
    Changed { shown: String },
    #[error("{shown}: leads out of the repository by a symbolic link; its list was left as it is")]
    #[diagnostic(help("name the file that it leads to"))]
    LeadsOut { shown: String },
    #[error("{shown}: is there already; it was left as it is")]
    Exists { shown: String },
    #[error("{shown}: cannot be written: {reason}")]
    Io { shown: String, reason: io::Error },
}

/// A new text, written beside the file that it is to replace.
struct StagedReplacement<'a> {
    replacement: FileReplacement<'a>,
    target: PathBuf,
    file: NamedTempFile,
}

/// Replaces every file of `replacements` whose text differs. All temporary files are written before the first rename.
///
/// # Errors
///
/// Where a file is read-only, does not hold any more what it held, or cannot be written; what was replaced is put back.
pub(crate) fn replace(replacements: &[FileReplacement<'_>]) -> Result<(), WriteError> {
    let changed = replacements.iter().filter(|replacement| replacement.before != replacement.after);
    let ready: Vec<StagedReplacement<'_>> =
        changed.map(|replacement| prepare(*replacement)).collect::<Result<_, _>>()?;
    let _until_all_are_replaced = crate::workspace::write::temporary::uninterrupted();
    for ready in &ready {
        is_unchanged(&ready.target, ready.replacement)?;
    }
    let mut done: Vec<FileReplacement<'_>> = Vec::new();
    for ready in ready {
        let replacement = ready.replacement;
        if let Err(error) = ready.file.persist(&ready.target) {
            put_back(&done);
            return Err(WriteError::Io { shown: replacement.shown.to_owned(), reason: error.error });
        }
        done.push(replacement);
    }
    Ok(())
}

/// Writes a file that need not have been read before, in one step.
///
/// # Errors
///
/// Where it cannot be written; then it is as it was.
pub(crate) fn put(path: &Path, shown: &str, text: &str) -> Result<(), WriteError> {
    let io_error = |reason: io::Error| WriteError::Io { shown: shown.to_owned(), reason };
    // A symbolic link stays one.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = crate::workspace::write::temporary::create(folder).map_err(io_error)?;
    file.write_all(text.as_bytes()).map_err(io_error)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&target).map_or(0o644, |metadata| metadata.permissions().mode());
        file.as_file().set_permissions(fs::Permissions::from_mode(mode)).map_err(io_error)?;
    }
    file.as_file().sync_all().map_err(io_error)?;
    file.persist(&target).map_err(|error| io_error(error.error)).map(drop)
}

/// Writes a file that must not be there yet.
///
/// # Errors
///
/// Where something is there already, or it cannot be written.
pub(crate) fn create(path: &Path, shown: &str, text: &str) -> Result<(), WriteError> {
    let mut options = fs::OpenOptions::new();
    let created = options.write(true).create_new(true).open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    created.map_err(|reason| match reason.kind() {
        io::ErrorKind::AlreadyExists => WriteError::Exists { shown: shown.to_owned() },
        _ => WriteError::Io { shown: shown.to_owned(), reason },
    })
}

fn prepare(replacement: FileReplacement<'_>) -> Result<StagedReplacement<'_>, WriteError> {
    let io_error = |reason: io::Error| WriteError::Io { shown: replacement.shown.to_owned(), reason };
    if repository_of(replacement.path).is_some_and(|root| leads_out(replacement.path, &root)) {
        return Err(WriteError::LeadsOut { shown: replacement.shown.to_owned() });
    }
    let target = fs::canonicalize(replacement.path).map_err(io_error)?;
    let metadata = fs::metadata(&target).map_err(io_error)?;
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly { shown: replacement.shown.to_owned() });
    }
    is_unchanged(&target, replacement)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = crate::workspace::write::temporary::create(folder).map_err(io_error)?;
    file.write_all(replacement.after.as_bytes()).map_err(io_error)?;
    keep_owner(file.as_file(), &metadata);
    file.as_file().set_permissions(metadata.permissions()).map_err(io_error)?;
    file.as_file().sync_all().map_err(io_error)?;
    Ok(StagedReplacement { replacement, target, file })
}

fn is_unchanged(target: &Path, replacement: FileReplacement<'_>) -> Result<(), WriteError> {
    let same = |bytes: Vec<u8>| bytes == replacement.before.as_bytes();
    let shown = || replacement.shown.to_owned();
    match fs::metadata(target).map(|metadata| metadata.len() == replacement.before.len() as u64) {
        Ok(true) => {}
        Ok(false) => return Err(WriteError::Changed { shown: shown() }),
        Err(reason) => return Err(WriteError::Io { shown: shown(), reason }),
    }
    match fs::read(target).map(same) {
        Ok(true) => Ok(()),
        Ok(false) => Err(WriteError::Changed { shown: shown() }),
        Err(reason) => Err(WriteError::Io { shown: shown(), reason }),
    }
}

/// Gives files back what they held, after a rename in the middle failed.
fn put_back(done: &[FileReplacement<'_>]) {
    for replacement in done {
        let back = FileReplacement { before: replacement.after, after: replacement.before, ..*replacement };
        if let Ok(ready) = prepare(back) {
            // There is nobody else to turn to where this fails too.
            let _ = ready.file.persist(&ready.target);
        }
    }
}

/// Root fixes a file of someone else: it stays theirs. Others cannot give files away, and need not.
#[cfg(unix)]
fn keep_owner(file: &fs::File, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_file: &fs::File, _metadata: &fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, text).expect("written");
        path
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("read")
            .map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_changed_file_keeps_its_change_and_its_neighbours_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let a = file(folder.path(), "a.md", "a");
        let b = file(folder.path(), "b.md", "changed");
        let replacements = [
            FileReplacement { path: &a, shown: "a.md", before: "a", after: "A" },
            FileReplacement { path: &b, shown: "b.md", before: "b", after: "B" },
        ];
        let error = replace(&replacements).expect_err("b.md changed");
        assert!(matches!(error, WriteError::Changed { .. }), "{error}");
        assert_eq!(fs::read_to_string(&a).expect("read"), "a");
        assert_eq!(fs::read_to_string(&b).expect("read"), "changed");
        assert_eq!(names(folder.path()), ["a.md", "b.md"]);
    }

    #[test]
    fn a_read_only_file_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = file(folder.path(), "a.md", "a");
        let mut permissions = fs::metadata(&path).expect("read").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("set");
        let error = replace(&[FileReplacement { path: &path, shown: "a.md", before: "a", after: "A" }]);
        assert!(matches!(error, Err(WriteError::ReadOnly { .. })));
        assert_eq!(fs::read_to_string(&path).expect("read"), "a");
    }

    #[test]
    fn a_file_that_needs_no_change_is_not_touched() {
        let replacement = FileReplacement { path: Path::new("/nowhere/a.md"), shown: "a.md", before: "a", after: "a" };
        assert!(replace(&[replacement]).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn modes_and_symbolic_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let path = file(folder.path(), "real.md", "a");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        let link = folder.path().join("link.md");
        symlink("real.md", &link).expect("linked");
        replace(&[FileReplacement { path: &link, shown: "link.md", before: "a", after: "A" }]).expect("replaced");
        assert!(fs::symlink_metadata(&link).expect("read").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("read"), "A");
        assert_eq!(fs::metadata(&path).expect("read").permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_failed_rename_puts_the_others_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = file(folder.path(), "a.md", "A");
        put_back(&[FileReplacement { path: &path, shown: "a.md", before: "a", after: "A" }]);
        assert_eq!(fs::read_to_string(&path).expect("read"), "a");
    }
}
