//! The program from outside: arguments, files, configuration, output, exit status.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod bad_input;
mod baselines;
mod chinese;
mod chinese_help;
mod command_line;
mod configuration;
mod discovery;
mod editions;
mod escapes;
mod fixing;
mod formats;
mod host_style;
#[cfg(unix)]
mod hostile;
mod init;
mod linked_files;
mod mdx;
mod migration;
mod other_linters;
#[cfg(unix)]
mod pages;
mod parameters;
mod parity;
mod settings;
mod status;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod watch;

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A list with one finding of `links/padding` in line 3, which has a safe fix.
const PADDED: &str = "# Lamps\n\n- [Desk lamp ](https://lamps.example/desk) - Bright.\n";
/// The same after the fix.
const FIXED: &str = "# Lamps\n\n- [Desk lamp](https://lamps.example/desk) - Bright.\n";

/// A folder that is a repository of its own, so that nothing outside it counts.
struct Folder(TempDir);

/// What a run gave.
#[derive(Debug)]
struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(".git")).expect("created");
        Self(folder)
    }

    /// A folder with the list `PADDED` in `README.md`.
    fn padded() -> Self {
        let folder = Self::new();
        folder.file("README.md", PADDED);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(&path, text).expect("written");
        path
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(fs::read(self.path(name)).expect("read")).expect("UTF-8")
    }

    /// Runs `curate` here; `lint` runs `links/padding` alone, so that other rules do not matter.
    fn lint(&self, arguments: &[&str]) -> Run {
        self.run(&[&["lint", "--select", "links/padding"], arguments].concat())
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(self.0.path(), arguments, "")
    }
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Run {
    run_with(folder, arguments, input, &[])
}

/// Runs `curate` where of all variables that it reads only `variables` are set.
fn run_with(folder: &Path, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Run {
    let mut command = Command::cargo_bin("curate").expect("the program");
    let own = ["COLOR", "CONFIG", "FAIL_ON", "LANG", "OUTPUT_FILE", "OUTPUT_FORMAT", "SINCE", "STORE"];
    for name in
        own.iter().map(|name| format!("CURATE_{name}")).chain(["NO_COLOR".to_owned(), "CLICOLOR_FORCE".to_owned()])
    {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).write_stdin(input).envs(variables.iter().copied());
    let output = command.output().expect("it runs");
    Run {
        status: output.status.code().expect("an exit status"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}
