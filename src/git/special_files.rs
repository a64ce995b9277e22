//! Files of a repository that git would wait for.

use crate::workspace::regular_file::bytes;
use std::fs;
use std::path::{Path, PathBuf};

/// The largest configuration of git that is looked through, in bytes.
pub(crate) const CONFIG_CAP: u64 = 1024 * 1024;

/// A pipe or a device where git would look for a file of its own, for `.mailmap`, or for what its configuration includes:
/// it would wait for it, or read it without end.
pub(crate) fn what_git_would_wait_for(root: &Path) -> Option<PathBuf> {
    let is_odd = |path: &PathBuf| fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    let git = root.join(".git");
    let inside = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = [git.clone(), root.join(".mailmap")].into_iter().chain(inside(&git)).collect();
    let mut folders = vec![git.join("refs"), git.join("info"), git.join("objects/info"), git.join("objects/pack")];
    while let Some(folder) = folders.pop() {
        let entries: Vec<fs::DirEntry> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
        let is_folder = |entry: &&fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        folders.extend(entries.iter().filter(is_folder).map(fs::DirEntry::path));
        files.extend(entries.iter().map(fs::DirEntry::path));
    }
    // Looked at before it is read.
    if let Some(odd) = files.iter().find(|path| is_odd(path)) {
        return Some(odd.clone());
    }
    let config = bytes(&git.join("config"), CONFIG_CAP).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let config = config.unwrap_or_default();
    let values = config.lines().filter_map(|line| line.split_once('='));
    let paths = values.filter(|(key, _)| key.trim().eq_ignore_ascii_case("path"));
    paths.map(|(_, path)| git.join(path.trim().trim_matches('"'))).find(is_odd)
}
