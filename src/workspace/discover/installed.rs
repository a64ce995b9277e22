//! Folders that a tool has filled: packages, builds and caches, which nobody here writes. Each is known by what the tool leaves
//! in it, not by a name alone that a list may have too.

use std::path::Path;

/// Names that only tools give.
const NAMES: &[&str] = &["__pycache__", "bower_components", "node_modules", "site-packages"];
/// What tools leave in a folder: the tag of caches (bford.info/cachedir, cargo's `target`), of Python's virtual environments, of
/// cargo's vendored crates.
const MARKS: &[&str] = &["CACHEDIR.TAG", "pyvenv.cfg", ".cargo-checksum.json"];
/// What Go, Composer and Bundler leave in `vendor`.
const VENDORED: &[&str] = &["modules.txt", "autoload.php", "bundle"];
/// Where builds are, beside the manifests of those who build there.
const BUILDS: &[(&str, &[&str])] =
    &[("dist", &["package.json", "pyproject.toml", "setup.py"]), ("target", &["Cargo.toml", "pom.xml"])];

/// Whether a tool has filled the folder at `path`.
pub(super) fn is_installed(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let has = |folder: &Path, names: &[&str]| names.iter().any(|name| folder.join(name).symlink_metadata().is_ok());
    let is_build = |(build, manifests): &(&str, &[&str])| {
        name == *build && path.parent().is_some_and(|folder| has(folder, manifests))
    };
    NAMES.contains(&name)
        || has(path, MARKS)
        || (name == "vendor" && has(path, VENDORED))
        || BUILDS.iter().any(is_build)
}
