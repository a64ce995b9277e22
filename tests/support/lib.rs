//! What the tests of all crates share: where lists are ([`corpus`]), how results are recorded ([`recorded`]), brokers ([`nats`]), other
//! people's programs ([`tools`]), and how properties are run ([`properties`]).

pub mod corpus;
pub mod nats;
pub mod properties;
pub mod recorded;
pub mod tools;

use std::path::{Path, PathBuf};

/// The root of the workspace.
///
/// # Panics
///
/// Where this crate no longer lies two folders below it.
pub fn root() -> &'static Path {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().and_then(Path::parent);
    root.unwrap_or_else(|| panic!("tests/support is not in a workspace"))
}

/// The entries of `folder` in order of their paths; none where there is no such folder.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

/// `path` as messages show it: from the root of the workspace, where it is below it.
pub fn shown(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(root()).unwrap_or(path).display()
}

/// The name of a file or folder; `?` where it is not UTF-8.
pub fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or("?")
}

/// All formats of reports.
pub const FORMATS: [&str; 12] = [
    "full",
    "concise",
    "grouped",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "markdown",
    "html",
];
