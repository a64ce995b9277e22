//! The project's own order: pages, walls between the crates, names, sizes, reasons for dependencies.
//!
//! What is generated of the rules (`docs/*/rules.md` and a page each, the configuration) is written anew with
//! `CURATE_BLESS=1 cargo test --test tidy`; `rules/registry.rs` and the `mod` lines are `tests/support/tests/registry.rs`'s.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod book;
mod circles;
mod configuration_page;
mod dependencies;
mod imports;
mod lexer;
mod messages;
mod names;
mod purity;
mod readme;
mod rendered;
mod rule_pages;
mod schema;
mod sizes;
mod translations;
mod walls;

use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project.
fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The Rust files below `folder`, as paths from the root with forward slashes, sorted; folders of tests and examples are left out.
fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir()
                && path
                    .file_name()
                    .is_some_and(|name| !["examples", "target", "tests"].iter().any(|other| name == *other))
            {
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
    let end = lexer::code(source).find("\n#[cfg(test)]\nmod ").map_or(source.len(), |found| found + 1);
    &source[..end]
}

/// The folders of the three crates.
const CRATES: [&str; 3] = ["document", "rules", "src"];
/// The folders of all that tests, measures and fuzzes them.
const TESTS: [&str; 5] = ["tests", "document/tests", "rules/tests", "benches", "fuzz/fuzz_targets"];

/// Fails with all of `wrong` at once, so that one run shows all there is to do.
fn none(what: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}
