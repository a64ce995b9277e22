//! A repository with a history of its own, and `curate` run in it.

use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;
use std::process;
use tempfile::TempDir;

/// A list in one language, in parity with [`CHINESE`].
pub const ENGLISH: &str = "\
# Lamps

[中文](README.zh-cn.md)

## Contents

- [Desk](#desk)
- [Floor](#floor)

## Desk

- [Argand](https://argand.example/) - Burns oil with a glass chimney.
- [Betty](https://betty.example/) - Burns grease in an iron pan.
- [Carcel](https://carcel.example/) - Pumps its oil with a clockwork.

## Floor

- [Davy](https://davy.example/) - Is safe where gas is.
- [Edison](https://edison.example/) - Glows in a bulb.
- [Fluor](https://fluor.example/) - Glows in a tube.
";

/// The same in Chinese.
pub const CHINESE: &str = "\
# 灯

[English](README.md)

## 目录

- [桌面](#桌面)
- [落地](#落地)

## 桌面

- [Argand](https://argand.example/) - 用玻璃灯罩燃油。
- [Betty](https://betty.example/) - 在铁盘里燃脂。
- [Carcel](https://carcel.example/) - 用发条抽油。

## 落地

- [Davy](https://davy.example/) - 有瓦斯也安全。
- [Edison](https://edison.example/) - 在灯泡里发光。
- [Fluor](https://fluor.example/) - 在灯管里发光。
";

/// A repository on the branch `main`, in a folder that vanishes with it.
pub struct Repository(TempDir);

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Repository {
    /// A repository without a commit.
    pub fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// A repository whose first commit has the two editions, on the branch `change`.
    pub fn with_pair() -> Self {
        let repository = Self::new();
        repository.file("README.md", ENGLISH);
        repository.file("README.zh-cn.md", CHINESE);
        repository.commit("a pair");
        repository.git(&["switch", "--quiet", "--create", "change"]);
        repository
    }

    /// A copy with the newest `depth` commits of `branch` alone.
    pub fn shallow_clone(&self, branch: &str, depth: usize) -> Self {
        let clone = Self(tempfile::tempdir().unwrap());
        let from = format!("file://{}", self.0.path().display());
        clone.git(&["clone", "--quiet", "--no-tags", "--depth", &depth.to_string(), "--branch", branch, &from, "."]);
        clone
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Replaces what is in a file exactly once.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
        self.file(name, text.replace(from, to));
    }

    /// Runs git, which must succeed; gives what it prints.
    pub fn git(&self, arguments: &[&str]) -> String {
        self.git_on(arguments, "1600000000 +0000")
    }

    /// Runs git at a time of its own making.
    pub fn git_on(&self, arguments: &[&str], date: &str) -> String {
        let mut git = process::Command::new("git");
        git.current_dir(self.0.path()).args(arguments);
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_AUTHOR_NAME", "Author"),
            ("GIT_AUTHOR_EMAIL", "author@lamps.example"),
            ("GIT_COMMITTER_NAME", "Author"),
            ("GIT_COMMITTER_EMAIL", "author@lamps.example"),
            ("GIT_AUTHOR_DATE", date),
            ("GIT_COMMITTER_DATE", date),
        ] {
            git.env(name, value);
        }
        let output = git.output().expect("git is installed");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Commits all that is there.
    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    /// `curate lint`, one finding a line, without the summary.
    pub fn lint(&self, arguments: &[&str]) -> Run {
        self.run(&[&["lint", "--quiet", "--output-format", "concise"], arguments].concat(), &[])
    }

    pub fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let mut command = Command::cargo_bin("curate").unwrap();
        command.current_dir(self.0.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env_remove("GITHUB_REF");
        let output = command.envs(environment.iter().copied()).args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Run {
    /// The place and rule of each finding, as `README.md:3 links/padding`.
    pub fn findings(&self) -> Vec<String> {
        let finding = |line: &str| {
            let mut parts = line.splitn(4, ':');
            let (path, number, _column, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
            Some(format!("{path}:{number} {}", rest.split_whitespace().nth(1)?))
        };
        self.out.lines().filter_map(finding).collect()
    }
}
