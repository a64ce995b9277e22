//! Other people's programs and files, which `.ci/tools` fetches into `target/tools` or installs. A test that lacks one says that it
//! skips; where `CURATE_TOOLS=required`, it fails.

#![expect(clippy::print_stderr, reason = "tests say what they skip")]

use std::path::{Path, PathBuf};

/// What is in `target/tools` as `name`; `None`, with a word about it, where it is not there.
///
/// # Panics
///
/// Where it is not there and `CURATE_TOOLS=required`.
pub fn tool(name: &str) -> Option<PathBuf> {
    at(&crate::root().join("target/tools").join(name))
}

/// `path` itself, which `.ci/tools` makes elsewhere; `None`, with a word about it, where it is not there.
///
/// # Panics
///
/// As [`tool`] does.
pub fn at(path: &Path) -> Option<PathBuf> {
    path.exists().then(|| path.to_owned()).or_else(|| missing(&path.display().to_string()))
}

/// The program `name` on the path of the system; `None`, with a word about it, where it is not there.
///
/// # Panics
///
/// As [`tool`] does.
pub fn program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let program = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file());
    program.or_else(|| missing(name))
}

/// Whether nothing may be skipped: `CURATE_TOOLS=required`.
pub fn is_required() -> bool {
    std::env::var_os("CURATE_TOOLS").is_some_and(|value| value == "required")
}

fn missing(name: &str) -> Option<PathBuf> {
    assert!(!is_required(), "{name} is not there");
    eprintln!("skipped: {name} is not there; .ci/tools fetches it");
    None
}
