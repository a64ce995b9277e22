//! `curate` as it is run, each time as if on another machine: without a cache of its own.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// A machine: a repository whose README lists `urls`, and a home.
pub fn machine(urls: &[String]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    let mut items = String::new();
    for (at, url) in urls.iter().enumerate() {
        writeln!(items, "- [Lamp {at}]({url}) - A light.").expect("a text");
    }
    fs::write(folder.path().join("README.md"), format!("# Lamps\n\n## Desk\n\n{items}")).expect("a file");
    folder
}

/// `curate` in `folder`, to be run.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curate"));
    command.current_dir(folder).env("XDG_CACHE_HOME", folder.join(".cache")).env_remove("GITHUB_TOKEN");
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs `curate` in `folder`.
pub fn curate(folder: &Path, arguments: &[&str]) -> Run {
    command(folder, arguments).output().expect("curate").into()
}

/// Runs `curate links` in `folder`, with `store`.
pub fn links(folder: &Path, store: &str) -> Run {
    curate(folder, &links_arguments(store))
}

/// The arguments of [`links`].
pub fn links_arguments(store: &str) -> [&str; 7] {
    ["links", "--allow-private", "--hints", "--output-format", "concise", "--store", store]
}
