//! Reads and judges files that a repository brings along, whoever wrote it: regular files alone, none longer than is
//! needed, and none outside of the repository that a symbolic link in it leads to.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is none.
    #[error("cannot be read: no such file")]
    Missing,
    /// A folder has its name.
    #[error("is a folder where a file is needed")]
    Folder,
    /// A pipe, a device or a socket has its name: reading it could wait or go on for ever.
    #[error("is not a regular file")]
    NotRegular,
    /// A symbolic link leads to it, out of the repository.
    #[error("leads out of the repository")]
    LeadsOut,
    /// It has more bytes than are read.
    #[error("has {0} bytes, more than is read")]
    TooLarge(u64),
    /// The system does not give it.
    #[error("cannot be read: {0}")]
    Io(io::Error),
}

/// The regular file at `path`, open, with its length in bytes. Symbolic links are followed.
///
/// # Errors
///
/// Where there is no regular file, or the system does not give it.
pub(crate) fn open(path: &Path) -> Result<(File, u64), FileError> {
    let failed = |reason: io::Error| match reason.kind() {
        io::ErrorKind::NotFound => FileError::Missing,
        _ => FileError::Io(reason),
    };
    // Opening a pipe would wait for its writer.
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(FileError::Folder);
    }
    if !metadata.is_file() {
        return Err(FileError::NotRegular);
    }
    Ok((File::open(path).map_err(failed)?, metadata.len()))
}

/// The bytes of the regular file at `path`, of which there are at most `most`. Symbolic links are followed.
///
/// # Errors
///
/// Where there is no such file, or the system does not give it.
pub(crate) fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let (file, length) = open(path)?;
    if length > most {
        return Err(FileError::TooLarge(length));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    // A file that the system makes while it is read has no length.
    file.take(most + 1).read_to_end(&mut bytes).map_err(FileError::Io)?;
    if bytes.len() as u64 > most {
        return Err(FileError::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

/// The bytes of the regular file at `path`, of which there are at most `most`, and which no symbolic link of the
/// repository at `root` leads out for.
///
/// # Errors
///
/// Where there is no such file, or the system does not give it.
pub(crate) fn bytes_within(path: &Path, root: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    if fs::symlink_metadata(path).is_err() {
        return Err(FileError::Missing);
    }
    if leads_out(path, root) {
        return Err(FileError::LeadsOut);
    }
    bytes(path, most)
}

/// The same as text, for files of other programs: what is not UTF-8, or cannot be read, says nothing.
pub(crate) fn text_within(path: &Path, root: &Path, most: u64) -> Option<String> {
    String::from_utf8(bytes_within(path, root, most).ok()?).ok()
}

/// The same with the repository that the file is in, if it is in one.
pub(crate) fn text_in_repository(path: &Path, most: u64) -> Option<String> {
    if fs::symlink_metadata(path).is_err() {
        return None;
    }
    match repository_of(path) {
        Some(root) => text_within(path, &root, most),
        None => String::from_utf8(bytes(path, most).ok()?).ok(),
    }
}

/// Whether there is a regular file at `path` which no symbolic link of the repository at `root` leads out for.
pub(crate) fn is_within(path: &Path, root: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) && !leads_out(path, root)
}

/// Whether symbolic links lead the file or folder at `path`, which is below `root` by its name, out of the repository at
/// `root`; also where nothing is there yet. What is named outside of `root` was not reached by a link of its making.
pub(crate) fn leads_out(path: &Path, root: &Path) -> bool {
    if !path.starts_with(root) || path == root {
        return false;
    }
    match (fs::canonicalize(path), fs::canonicalize(root)) {
        (Ok(real), Ok(real_root)) => !real.starts_with(real_root),
        (Ok(_), Err(_)) => true,
        // A link to nothing: a file that is written there would be made.
        (Err(_), _) if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) => true,
        (Err(_), _) => path.parent().is_some_and(|folder| leads_out(folder, root)),
    }
}

/// The folder with `.git` above the file or folder at `path`.
pub(crate) fn repository_of(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok()).map(Path::to_owned)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_that_lead_out() {
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("secret"), "secret").expect("written");
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir(root.join("docs")).expect("created");
        fs::write(root.join("docs/a"), "a").expect("written");
        symlink("docs", root.join("inside")).expect("linked");
        symlink(outside.path(), root.join("out")).expect("linked");
        symlink("/nowhere/at/all", root.join("nowhere")).expect("linked");
        for (name, expected) in [
            ("docs/a", false),
            ("inside/a", false),
            ("inside/none", false),
            ("none/none", false),
            ("out/secret", true),
            ("out/none", true),
            ("nowhere", true),
        ] {
            assert_eq!(leads_out(&root.join(name), root), expected, "{name}");
        }
        assert_eq!(text_within(&root.join("inside/a"), root, 1).as_deref(), Some("a"));
        assert!(matches!(bytes_within(&root.join("out/secret"), root, 99), Err(FileError::LeadsOut)));
        assert!(matches!(bytes_within(&root.join("docs"), root, 99), Err(FileError::Folder)));
        assert!(matches!(bytes_within(&root.join("docs/a"), root, 0), Err(FileError::TooLarge(1))));
        assert!(matches!(bytes(Path::new("/dev/zero"), 99), Err(FileError::NotRegular)));
    }
}
