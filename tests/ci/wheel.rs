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
    let (Some(maturin), Some(python), Some(pre_commit)) =
        (tool("python/bin/maturin"), tool("python/bin/python"), tool("python/bin/pre-commit"))
    else {
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

    let twine = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/python/bin/twine");
    done(Command::new(twine).args(["check", "--strict"]).arg(&wheel));

    // The repository of hooks, as a release makes it, on a list of somebody.
    let mirror = Repository::new();
    let make = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/packaging/pre-commit/make");
    done(Command::new("bash").arg(make).arg(version).arg(mirror.path()));
    mirror.commit("Hooks");
    let repository = Repository::new();
    let old = "# Lamps\n\n- [Clip ](https://clip.example/) - Holds on to any shelf.\n";
    repository.file("README.md", old);
    repository.commit("List");
    repository.file("README.md", &format!("{old}- [Desk ](https://desk.example/) - Stands on its foot.\n"));
    repository.git(&["add", "README.md"]);
    let mut command = repository.command(&pre_commit);
    command.args(["try-repo", "--all-files", "--verbose", "--color=never"]).arg(mirror.path()).arg("curate-lint");
    command.env("PIP_FIND_LINKS", folder.path());
    let (passed, said) = result_of(&command.output().unwrap());
    assert!(!passed && said.contains("links/padding") && said.contains("exit code: 1"), "{said}");
    assert!(said.contains("README.md:4:") && !said.contains("README.md:3:"), "{said}");
}
