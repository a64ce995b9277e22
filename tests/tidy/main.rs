//! The project's own order: registries, pages, walls between the crates, sizes, reasons for dependencies.
//!
//! What is generated (`rules/registry.rs`, the `mod` lines of rules, `docs/rules.md`, the README's rule table) is
//! written anew with `CURATE_BLESS=1 cargo test --test tidy`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod circles;
mod dependencies;
mod names;
mod readme;
mod registry;
mod rule_pages;
mod sizes;
mod walls;

use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project, with line feeds alone: git gives Windows others.
fn text(path: &str) -> String {
    let bytes = fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
}

/// Compares a generated file with what it should be, or writes it where that is wanted.
fn generated(path: &str, wanted: &str) {
    let is_there = root().join(path).exists();
    if is_there && text(path) == wanted {
        return;
    }
    if std::env::var_os("CURATE_BLESS").is_some() {
        let path = root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, wanted).expect("written");
        return;
    }
    panic!("{path} is stale: run `CURATE_BLESS=1 cargo test --test tidy` until it passes, and read the change");
}

/// The Rust files below `folder`, as paths from the root with forward slashes, sorted; folders of tests are left out.
fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "tests" && name != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(from_root(&path));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no source in {folder}");
    found
}

fn from_root(path: &Path) -> String {
    let path = path.strip_prefix(root()).expect("below the root");
    path.to_str().expect("UTF-8").replace('\\', "/")
}

/// The lines of a file before its own tests.
fn without_tests(source: &str) -> &str {
    let end = source.find("\n#[cfg(test)]\nmod ").map_or(source.len(), |found| found + 1);
    &source[..end]
}

/// Fails with all of `wrong` at once, so that one run shows all there is to do.
fn none(what: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}
