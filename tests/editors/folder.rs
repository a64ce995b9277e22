//! A list in two languages that somebody edits.

use super::{curate, succeeds};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A folder with a list, and the programs of an editor beside it.
pub struct Folder(TempDir);

impl Folder {
    /// A repository with `files`.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for name in ["list/.git", "bin", "home"] {
            fs::create_dir_all(folder.0.path().join(name)).unwrap();
        }
        std::os::unix::fs::symlink(curate(), folder.0.path().join("bin/curate")).unwrap();
        for (name, text) in files {
            fs::write(folder.path(name), text).unwrap();
        }
        folder
    }

    /// The file `name` of the list.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("list").join(name)
    }

    /// A file that is none of the list's.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// `program` in the folder of the list: at home nowhere, and with `curate` in its path.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.beside("bin")].into_iter().chain(std::env::split_paths(&path));
        command.current_dir(self.path("")).env("PATH", std::env::join_paths(folders).unwrap());
        for name in ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, self.beside("home"));
        }
        command
    }

    /// What `curate lint --fix` with `arguments` makes of the file `name`, in a copy of this folder with `files`.
    pub fn fixed(files: &[(&str, &str)], name: &str, arguments: &[&str]) -> String {
        let copy = Self::new(files);
        let mut command = copy.command(&curate());
        succeeds(command.args(["lint", "--fix", "--fail-on", "never"]).args(arguments).arg(name));
        copy.text(name)
    }
}
