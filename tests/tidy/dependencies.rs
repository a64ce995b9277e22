//! Every dependency has its reason in the `Cargo.toml` that brings it in.

use super::{none, root, text};
use std::process::Command;

#[test]
fn every_dependency_has_its_reason() {
    let mut wrong = Vec::new();
    for file in ["Cargo.toml", "document/Cargo.toml", "rules/Cargo.toml", "fleet/Cargo.toml"] {
        wrong.extend(unexplained(&text(file)).into_iter().map(|name| format!("{file}: {name}")));
    }
    none("dependencies without a comment directly above that gives the reason (or names them, in a group)", &wrong);
}

/// Dependencies without a reason: no comment directly above, and not named by the comment above their group. What is
/// inherited from the workspace has its reason there.
fn unexplained(manifest: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut in_dependencies = false;
    let mut comment = String::new();
    let mut is_first = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
            comment.clear();
        } else if let Some(reason) = line.strip_prefix('#') {
            if !is_first {
                comment.clear();
            }
            comment.push_str(reason);
            is_first = true;
        } else if line.is_empty() {
            comment.clear();
        } else if in_dependencies {
            let name = line.split(['=', '.', ' ']).next().unwrap_or(line);
            let is_named = comment.contains(&format!("`{name}`"));
            let is_explained = !comment.trim().is_empty() && (is_first || is_named);
            if !is_explained && !line.contains(".workspace = true") {
                wrong.push(name.to_owned());
            }
            is_first = false;
        }
    }
    wrong
}

#[test]
fn brokers_cost_nothing_without_the_feature() {
    let names = |features: &[&str]| {
        let tree = ["tree", "--offline", "--locked", "--package", "curate", "--edges", "normal", "--prefix", "none"];
        let output = Command::new(env!("CARGO")).args(tree).args(features).current_dir(root()).output().expect("cargo");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let is_of_brokers = |tree: &str| tree.contains("async-nats ") || tree.contains("curate-fleet ");
    assert!(is_of_brokers(&names(&["--features", "fleet"])), "the feature brings them");
    assert!(!is_of_brokers(&names(&[])), "without the feature `fleet` nothing of it is built");
}

#[test]
fn missing_reasons_are_seen() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\n\n# `c` and `d`\n# do it.\nc = \"1\"\nd = { version = \"1\" }\ne.workspace = true\n\nf = \"1\"\n[dev-dependencies]\ng = \"1\"\n";
    assert_eq!(unexplained(manifest), ["b", "f", "g"]);
}
