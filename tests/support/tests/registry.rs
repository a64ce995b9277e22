//! Every rule's file is registered: by a `mod` line in its group and by a line in `rules/registry.rs`.
//!
//! `CURATE_BLESS=1 cargo test -p curate-testing` writes both. Nothing here depends on the crate of rules: where a rule was added,
//! removed or renamed, that crate may not compile before this test has run.

#![allow(clippy::expect_used, reason = "a test may panic")]

use curate_testing::recorded::assert_recorded;
use curate_testing::{entries, name, root};
use std::collections::BTreeMap;
use std::path::Path;

/// The rules on disk: the names of their modules by group.
fn on_disk() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in entries(&root().join("rules")) {
        for file in entries(&folder) {
            if is_rust(&file) && declares_a_rule(&std::fs::read_to_string(&file).expect("UTF-8")) {
                found.entry(name(&folder).to_owned()).or_default().push(module(&file).to_owned());
            }
        }
    }
    assert!(!found.is_empty(), "no rule in rules/");
    found
}

/// Whether `source` declares a constant called `RULE`, however its line is broken.
fn declares_a_rule(source: &str) -> bool {
    let code: Vec<&str> =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(str::split_whitespace).collect();
    code.join(" ").contains("const RULE: ")
}

#[test]
fn the_registry_lists_every_rule() {
    let mut wanted = String::from(
        "//! Every rule there is. Written by `CURATE_BLESS=1 cargo test -p curate-testing`.\n\n\
         use crate::api::declaration::Declaration;\n\n\
         /// All rules, by name.\n\
         pub const RULES: &[&Declaration] = &[\n",
    );
    for (group, rules) in on_disk() {
        wanted.extend(rules.iter().map(|rule| format!("    &crate::{group}::{rule}::RULE,\n")));
    }
    wanted.push_str("];\n");
    assert_recorded("rules/registry.rs", &wanted);
}

#[test]
fn every_group_names_its_modules() {
    for group in on_disk().into_keys() {
        for folder in [format!("rules/{group}"), format!("rules/{group}/support")] {
            if root().join(&folder).is_dir() {
                names_its_modules(&folder);
            }
        }
    }
}

/// The head of the `mod.rs` of `folder` stays as it is; below it stand the folder's modules and nothing else.
fn names_its_modules(folder: &str) {
    let path = format!("{folder}/mod.rs");
    let source = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
    let head: Vec<&str> = source.lines().take_while(|line| line.starts_with("//!")).collect();
    assert!(!head.is_empty(), "{path} does not begin with a line `//!` that says what its modules have in common");
    let modules: Vec<String> = modules_in(folder).iter().map(|module| format!("pub(crate) mod {module};\n")).collect();
    assert_recorded(&path, &format!("{}\n\n{}", head.join("\n"), modules.concat()));
}

#[test]
fn every_group_holds_rules_and_nothing_else() {
    for (group, rules) in on_disk() {
        let mut others = modules_in(&format!("rules/{group}"));
        others.retain(|module| module != "support" && !rules.contains(module));
        assert!(others.is_empty(), "rules/{group}: helpers belong into rules/{group}/support/: {others:?}");
    }
}

/// The modules in `folder`, by name: its Rust files and folders but for `mod.rs`.
fn modules_in(folder: &str) -> Vec<String> {
    let paths = entries(&root().join(folder)).into_iter().filter(|path| path.is_dir() || is_rust(path));
    let mut names: Vec<String> = paths.map(|path| module(&path).to_owned()).filter(|name| name != "mod").collect();
    names.sort();
    names
}

fn module(path: &Path) -> &str {
    name(path).trim_end_matches(".rs")
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

#[test]
fn a_rule_is_known_in_every_shape() {
    for source in [
        "pub(crate) const RULE: Declaration = Declaration {\n",
        "/// One.\npub(crate) const RULE: Declaration =\n    Declaration::hint(\n",
        "pub(crate) const RULE:\n    Declaration =\n    Declaration::hint(\n",
    ] {
        assert!(declares_a_rule(source), "{source}");
    }
    for source in
        ["// const RULE: Declaration\n", "const RULES: &[&Declaration] = &[];\n", "use crate::links::dead::RULE;\n"]
    {
        assert!(!declares_a_rule(source), "{source}");
    }
}
