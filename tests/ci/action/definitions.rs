//! What is written in `action.yml`, in the workflows and in the scripts that they run.

use super::ACTION;
use crate::steps::{Definition, root, said};
use crate::tool;
use std::fs;
use std::process::Command;

#[test]
fn scripts_take_nothing_but_variables() {
    for (file, keys) in [
        (ACTION, &["runs", "steps"][..]),
        (".github/workflows/weekly.yml", &["jobs", "look", "steps"]),
        (".github/workflows/release.yml", &["jobs", "draft", "steps"]),
        (".github/workflows/release.yml", &["jobs", "binaries", "steps"]),
        (".github/workflows/release.yml", &["jobs", "publish", "steps"]),
    ] {
        for step in Definition::of(file).steps(keys) {
            assert!(!step.run.is_some_and(|run| run.contains("${{") || run.contains("eval")), "{file}: {}", step.name);
        }
    }
    for name in ["install", "fetch-base", "check", "pack"] {
        let script = fs::read_to_string(root().join(".github/action").join(name)).unwrap();
        assert!(script.contains("set -euo pipefail") && !script.contains("eval"), "{name}");
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
    let examples = ["fixtures/ci/action.yml", "fixtures/ci/weekly.yml"];
    succeeds(
        Command::new(&check).args(["--builtin-schema", "vendor.github-workflows"]).args(&workflows).args(examples),
    );
    succeeds(Command::new(&check).args(["--builtin-schema", "vendor.gitlab-ci", "fixtures/ci/gitlab-ci.yml"]));
    let mut command = Command::new(&zizmor);
    succeeds(command.args(["--offline", "--no-progress", "--min-severity=medium", ACTION, ".github/workflows"]));
}
