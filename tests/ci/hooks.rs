//! The hooks of `.pre-commit-hooks.yaml`, run by the real `pre-commit` in real repositories.
//!
//! Here `language: rust` becomes `language: system`, so that the program of this build runs. That `cargo install` makes
//! the same of it is tested once, where `CURATE_INSTALL=tested`: it builds for minutes.

use super::tool;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A repository, with a place for what `pre-commit` keeps.
pub struct Repository {
    folder: TempDir,
    home: TempDir,
}

impl Repository {
    pub fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// A command that knows nothing of the configuration of whoever runs the tests.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path()).env("GIT_CONFIG_GLOBAL", self.home.path().join("gitconfig"));
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("PRE_COMMIT_HOME", self.home.path().join("pre-commit"));
        command.env("XDG_CACHE_HOME", self.home.path().join("cache"));
        for (name, value) in [("NAME", "Tester"), ("EMAIL", "tester@lamps.example")] {
            command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        command
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let output = self.command("git").args(arguments).output().expect("git");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    pub fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// The same, with the program of this build on its path.
    pub fn command_with_ours(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = self.command(program);
        let ours = crate::hooks::program().parent().unwrap().to_owned();
        let paths = std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect::<Vec<_>>();
        command.env("PATH", std::env::join_paths(std::iter::once(ours).chain(paths)).unwrap());
        command
    }

    /// Runs the hook `id` of the repository at `hooks` on what is staged.
    fn hook(&self, pre_commit: &Path, hooks: &Path, id: &str, arguments: &[&str]) -> (bool, String) {
        let mut command = self.command_with_ours(pre_commit);
        command.args(["try-repo", "--verbose", "--color=never"]).arg(hooks).arg(id).args(arguments);
        result_of(&command.output().unwrap())
    }
}

/// Takes from `command` what cargo tells tests: to another cargo it would look like a change that wants a new build.
pub fn forget_cargo(command: &mut Command) {
    for (name, _) in std::env::vars() {
        if name.starts_with("CARGO_") && !["CARGO_HOME", "CARGO_TARGET_DIR"].contains(&name.as_str()) {
            command.env_remove(name);
        }
    }
}

/// Whether a command ended well, and all it said.
pub fn result_of(output: &Output) -> (bool, String) {
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

fn program() -> PathBuf {
    assert_cmd::cargo::cargo_bin("curate")
}

/// A repository with our hooks for the program of this build.
pub fn hooks() -> Repository {
    let ours = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap();
    assert_eq!(ours.matches("language: rust\n").count(), 4);
    let repository = Repository::new();
    repository.file(".pre-commit-hooks.yaml", &ours.replace("language: rust\n", "language: system\n"));
    repository.commit("Hooks");
    repository
}

/// A list in two languages that nothing is wrong with.
pub fn lists() -> Repository {
    let repository = Repository::new();
    repository.file("README.md", "# Lamps\n\n[中文](README.zh-cn.md)\n\n- [Clip](https://clip.example/) - Holds on to any shelf.\n- [Tall](https://tall.example/) - Reaches over any armchair.\n");
    repository.file("README.zh-cn.md", "# 灯\n\n[English](README.md)\n\n- [夹灯](https://clip.example/) - 夹住任何书架。\n- [落地灯](https://tall.example/) - 高过任何扶手椅。\n");
    repository.commit("Lists");
    repository
}

#[test]
fn one_changed_edition_is_held_against_the_other() {
    let Some(pre_commit) = tool("python/bin/pre-commit") else { return };
    let (hooks, lists) = (hooks(), lists());
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-lint-all", &["--all-files"]);
    assert!(passed, "{told}");
    lists.file("README.md", &(lists.text("README.md") + "- [Glow](https://glow.example/) - Warm.\n"));
    lists.git(&["add", "--all"]);
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-lint", &[]);
    assert!(!passed && told.contains("parity/one-sided-change") && told.contains("README.zh-cn.md"), "{told}");
}

/// A list of `count` entries, each with one finding of `links/padding`.
fn padded(count: usize) -> String {
    let entry = |number: usize| format!("- [Lamp {number} ](https://lamps.example/{number}) - Bright.\n");
    format!("# Lamps\n\n{}", (0..count).map(entry).collect::<String>())
}

/// The lines of README.md that a hook tells of, and whether it passed.
fn told_lines(lists: &Repository, id: &str, arguments: &[&str]) -> Option<(bool, Vec<usize>)> {
    let pre_commit = tool("python/bin/pre-commit")?;
    let (passed, told) = lists.hook(&pre_commit, hooks().path(), id, arguments);
    let line = |found: &str| found.split(':').next().and_then(|line| line.parse().ok());
    Some((passed, told.split("[README.md:").skip(1).filter_map(line).collect()))
}

/// A repository whose list has 200 findings.
fn old_list() -> Repository {
    let repository = Repository::new();
    repository.file("README.md", &padded(200));
    repository.commit("An old list");
    repository
}

#[test]
fn of_an_old_list_only_what_is_new_is_told() {
    let lists = old_list();
    lists.file("README.md", &padded(202));
    lists.git(&["add", "--all"]);
    // What is not staged is not committed.
    lists.file("README.md", &padded(205));
    let Some(told) = told_lines(&lists, "curate-lint", &[]) else { return };
    assert_eq!(told, (false, vec![203, 204]));
    lists.git(&["commit", "--quiet", "--message", "Two more"]);
    lists.git(&["restore", "README.md"]);
    assert_eq!(told_lines(&lists, "curate-lint", &["--all-files"]).unwrap(), (true, vec![]), "nothing is new");
    let (passed, all) = told_lines(&lists, "curate-lint-all", &["--all-files"]).unwrap();
    assert!(!passed && !all.is_empty(), "{all:?}");
}

#[test]
fn prek_runs_the_hooks_too() {
    let Some(prek) = tool("python/bin/prek") else { return };
    let (hooks, lists) = (hooks(), old_list());
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: curate-lint\n",
        hooks.path().display(),
        hooks.git(&["rev-parse", "HEAD"])
    );
    lists.file(".pre-commit-config.yaml", &config);
    lists.commit("Hooks");
    lists.file("README.md", &padded(202));
    lists.git(&["add", "--all"]);
    let run = |arguments: &[&str]| {
        let mut command = lists.command_with_ours(&prek);
        command.env("PREK_HOME", lists.home.path().join("prek")).arg("run").args(arguments);
        result_of(&command.output().unwrap())
    };
    let (passed, said) = run(&[]);
    assert!(!passed && said.contains("2 warnings in 1 file"), "{said}");
    lists.commit("Two more");
    assert!(run(&[]).0, "nothing is new");
    let (passed, said) = run(&["--from-ref", "HEAD~1", "--to-ref", "HEAD"]);
    assert!(!passed && said.contains("2 warnings in 1 file"), "{said}");
}

#[test]
fn what_a_commit_is_compared_with() {
    let lists = Repository::new();
    lists.file("README.md", &padded(1));
    lists.git(&["add", "--all"]);
    let Some(told) = told_lines(&lists, "curate-lint", &[]) else { return };
    assert_eq!(told, (false, vec![3]), "the first commit");
    lists.file("LAMPS.md", &padded(9));
    lists.file("README.md", "# Lamps\n");
    lists.commit("Two lists");
    lists.git(&["mv", "--force", "LAMPS.md", "README.md"]);
    lists.file("README.md", &padded(10));
    lists.git(&["add", "--all"]);
    assert!(!told_lines(&lists, "curate-lint", &[]).unwrap().0, "renamed over another");
    lists.git(&["reset", "--quiet", "--hard"]);
    lists.git(&["mv", "LAMPS.md", "lamps.md"]);
    assert_eq!(told_lines(&lists, "curate-lint", &[]).unwrap(), (true, vec![]), "renamed");
    lists.git(&["commit", "--quiet", "--message", "Renamed"]);
    lists.git(&["switch", "--quiet", "--create", "other"]);
    lists.file("README.md", &padded(1));
    lists.commit("Theirs");
    lists.git(&["switch", "--quiet", "main"]);
    lists.file("NOTES.md", "# Notes\n");
    lists.commit("Ours");
    lists.git(&["merge", "--quiet", "--no-commit", "--no-ff", "other"]);
    assert_eq!(
        told_lines(&lists, "curate-lint", &[]).unwrap(),
        (true, vec![]),
        "in a merge it names what both changed"
    );
}

#[test]
fn a_fixing_hook_leaves_what_is_old() {
    let lists = old_list();
    lists.file("README.md", &padded(201));
    lists.git(&["add", "--all"]);
    let Some((passed, _)) = told_lines(&lists, "curate-lint-fix", &[]) else { return };
    let text = lists.text("README.md");
    assert!(!passed && text.matches(" ](").count() == 200 && text.contains("[Lamp 200]("), "{text}");
}

#[test]
fn a_fixing_hook_fails_once() {
    let Some(pre_commit) = tool("python/bin/pre-commit") else { return };
    let (hooks, lists) = (hooks(), lists());
    lists.file("README.md", &lists.text("README.md").replace("[Clip]", "[Clip ]"));
    lists.git(&["add", "--all"]);
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-lint-fix", &[]);
    assert!(!passed && told.contains("files were modified by this hook"), "{told}");
    assert!(lists.text("README.md").contains("[Clip]"), "{told}");
    lists.git(&["add", "--all"]);
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-lint-fix", &[]);
    assert!(passed, "{told}");
}

#[test]
fn odd_names_are_names() {
    let Some(pre_commit) = tool("python/bin/pre-commit") else { return };
    let (hooks, lists) = (hooks(), lists());
    let names = ["my lamps.md", "灯具 列表.md", "--fix.md", "-.md", "docs/$(id);x.md"];
    for name in names {
        lists.file(name, "# Lamps\n\n- [Clip ](https://clip.example/) - Holds on.\n");
    }
    lists.git(&["add", "--all"]);
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-lint", &[]);
    assert!(!passed && told.contains("5 warnings in 5 files"), "{told}");
    for name in names {
        assert!(told.contains(&format!("[{name}:3:")), "{name}: {told}");
    }
}

#[test]
fn what_is_excluded_stays_excluded() {
    let Some(pre_commit) = tool("python/bin/pre-commit") else { return };
    let (hooks, lists) = (hooks(), lists());
    lists.file("curate.toml", "exclude = [\"examples/\"]\n");
    lists.file("examples/bad.md", "# Lamps\n\n- [Clip ](https://clip.example/) - Holds on.\n");
    lists.git(&["add", "--all"]);
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-lint", &[]);
    assert!(passed && told.contains("no files were checked"), "{told}");
}

#[test]
fn links_are_for_pushes() {
    let Some(pre_commit) = tool("python/bin/pre-commit") else { return };
    let (hooks, lists) = (hooks(), lists());
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-links", &["--all-files"]);
    assert!(!passed && told.contains("No hook with id `curate-links` in stage `pre-commit`"), "{told}");
    for name in ["README.md", "README.zh-cn.md"] {
        lists.file(name, "# Lamps\n\n- [Clip](http://127.0.0.1:1/) - Holds on.\n");
    }
    lists.git(&["add", "--all"]);
    let manual = ["--all-files", "--hook-stage", "manual"];
    let (passed, told) = lists.hook(&pre_commit, hooks.path(), "curate-links", &manual);
    assert!(passed && told.contains("curate links"), "{told}");
}

#[test]
fn cargo_installs_the_hook() {
    let Some(pre_commit) = tool("python/bin/pre-commit") else { return };
    if std::env::var_os("CURATE_INSTALL").is_none_or(|value| value != "tested") {
        println!("skipped: it builds for minutes; CURATE_INSTALL=tested runs it");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lists = lists();
    lists.file("README.md", &lists.text("README.md").replace("[Clip]", "[Clip ]"));
    let mut command = lists.command(&pre_commit);
    command.args(["try-repo", "--verbose", "--color=never"]).arg(root).args(["curate-lint-all", "--all-files"]);
    forget_cargo(&mut command);
    let (passed, told) = result_of(&command.env("CARGO_TARGET_DIR", root.join("target")).output().unwrap());
    assert!(!passed && told.contains("links/padding") && told.contains("exit code: 1"), "{told}");
}
