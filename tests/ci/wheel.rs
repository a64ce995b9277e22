//! The wheel: built by `maturin`, installed where no toolchain is, and used by the hooks that need no compiler.

use super::hooks::{Repository, forget_cargo, result_of};
use super::tool;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the wheel into `folder` from what this build has compiled.
fn built(folder: &Path, maturin: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(maturin);
    command.current_dir(root).args(["build", "--profile", "dev", "--out"]).arg(folder);
    forget_cargo(&mut command);
    let (built, said) = result_of(&command.output().unwrap());
    assert!(built, "{said}");
    let wheels: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(wheels.len(), 1, "{wheels:?}");
    wheels[0].clone()
}

#[test]
fn the_wheel_brings_the_command_and_serves_a_hook() {
    let (Some(maturin), Some(python), Some(pre_commit), Some(twine)) = (
        tool("python/bin/maturin"),
        tool("python/bin/python"),
        tool("python/bin/pre-commit"),
        tool("python/bin/twine"),
    ) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let wheel = built(folder.path(), &maturin);
    let name = wheel.file_name().unwrap().to_string_lossy().into_owned();
    let version = env!("CARGO_PKG_VERSION");
    assert!(name.starts_with(&format!("curate_lists-{version}-py3-none-")), "{name}");

    let fresh = tempfile::tempdir().unwrap();
    let done = |command: &mut Command| {
        let (done, said) = result_of(&command.output().unwrap());
        assert!(done, "{said}");
        said
    };
    done(Command::new(&python).args(["-m", "venv"]).arg(fresh.path()));
    done(Command::new(fresh.path().join("bin/pip")).args(["install", "--quiet", "--no-index"]).arg(&wheel));
    let said = done(Command::new(fresh.path().join("bin/curate")).arg("--version"));
    assert_eq!(said, format!("curate {version}\n"));

    done(Command::new(twine).args(["check", "--strict"]).arg(&wheel));
    the_hook_shows_what_is_new(&pre_commit, folder.path());
}

/// An entry with a finding of `links/padding`, and without.
fn entry(number: usize, pad: &str) -> String {
    format!("- [Lamp {number}{pad}](https://lamps.example/{number}) - Bright.\n")
}

/// The repository of hooks as a release makes it, on somebody's list with 200 old findings to which a commit adds two: installed
/// from the wheels in `wheels` as the documentation says it.
fn the_hook_shows_what_is_new(pre_commit: &Path, wheels: &Path) {
    let (root, version) = (Path::new(env!("CARGO_MANIFEST_DIR")), env!("CARGO_PKG_VERSION"));
    let mirror = Repository::new();
    let make = root.join(".github/packaging/pre-commit/make");
    assert!(Command::new("bash").arg(make).arg(version).arg(mirror.path()).status().unwrap().success());
    mirror.commit("Hooks");
    mirror.git(&["tag", &format!("v{version}")]);

    let repository = Repository::new();
    let config = fs::read_to_string(root.join("fixtures/ci/pre-commit-config.yaml")).unwrap();
    let address = mirror.path().display().to_string();
    let config = config.replace("https://github.com/curate-lists/curate-pre-commit", &address);
    repository.file(".pre-commit-config.yaml", &config);
    let old: String = (0..200).map(|number| entry(number, " ")).collect();
    repository.file("README.md", &format!("# Lamps\n\n{old}"));
    repository.commit("An old list");
    let run = |program: &Path, arguments: &[&str]| {
        let mut command = repository.command(program);
        command.args(arguments).env("PIP_FIND_LINKS", wheels).env("NO_COLOR", "1");
        result_of(&command.output().unwrap())
    };
    let lines = |said: &str| {
        let line = |found: &str| found.split(':').next().and_then(|line| line.parse().ok());
        said.split("[README.md:").skip(1).filter_map(line).collect::<Vec<usize>>()
    };

    assert!(run(pre_commit, &["install"]).0);
    let list = |pad: &str| format!("# Lamps\n\n{old}{}{}", entry(200, pad), entry(201, pad));
    repository.file("README.md", &list(" "));
    let (git, commit) = (Path::new("git"), ["commit", "--quiet", "--all", "--message", "Two more"]);
    let (passed, said) = run(git, &commit);
    assert!(!passed && said.contains("2 warnings in 1 file; 2 fixable with --fix"), "{said}");
    assert_eq!(lines(&said), [203, 204], "{said}");

    // CI sees what nobody's hook has seen.
    assert!(run(git, &[&commit[..], &["--no-verify"]].concat()).0);
    let range = ["run", "--from-ref", "HEAD~1", "--to-ref", "HEAD"];
    let (passed, said) = run(pre_commit, &range);
    assert!(!passed && lines(&said) == [203, 204], "{said}");

    repository.file("README.md", &list(""));
    let (passed, said) = run(git, &commit);
    assert!(passed && said.contains("curate lint (what is new)") && said.contains("Passed"), "{said}");
    let (passed, said) = run(pre_commit, &range);
    assert!(passed, "{said}");
}
