//! Where lists are kept: report formats by their schemas, CI runs, hooks, the action and the wheel, each with the real tool.
//!
//! What is not ours (schemas, `pre-commit`, `maturin`, `zizmor`, `shellcheck` and the like) is fetched by `.ci/tools`; a test that lacks it says that
//! it skips, and fails where `CURATE_TOOLS=required`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test may panic and say why it skips"
)]

#[cfg(unix)]
mod action;
mod annotations;
#[cfg(unix)]
mod changes;
#[cfg(unix)]
mod contributors;
#[cfg(unix)]
mod documentation;
mod formats;
mod grammar;
#[cfg(unix)]
mod hooks;
#[cfg(unix)]
mod packaging;
#[cfg(unix)]
mod release;
#[cfg(unix)]
mod steps;
mod surroundings;
#[cfg(unix)]
mod weekly;
#[cfg(unix)]
mod wheel;

use assert_cmd::Command;
use curate_testing::tools::tool;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A list with findings of several rules, and a translation that lacks an entry.
const LIST: &str = "# Lamps\n\n[中文](README.zh-cn.md)\n\n## Desk\n\n- 😀灯 [Clip ](https://clip.example/) - Holds on,.\n- [Flex]((https://flex.example/arm)) - Bends.\n- [Glow](https://glow.example/) - Warm.\n- [Glow again](https://glow.example/) - Warm.\n";
const TRANSLATION: &str = "# 灯\n\n[English](README.md)\n\n## Desk\n\n- [Clip](https://clip.example/) - 夹住。\n- [Glow](https://glow.example/) - 暖。\n";
/// Texts that try to be more than text: for terminals, runners, markdown, HTML and XML.
const HOSTILE: &str = "# Lamps\n\n::error::forged\n- [\u{1b}[31mRed ##[group]x <b>&amp; @octo ](https://lamps.example/$(id)) - \u{7}Bell ::stop-commands::x.\n- [`x` | y\" ']((https://lamps.example/%0A::error::x)) - ]]> \u{0}\u{b}\u{fffe} @octo www.lamps.example,.\n- [A @octo #1](https://lamps.example/a) - One.\n- [B <img src=x onerror=y>](https://lamps.example/a) - Two.\n\n ::set-output name=a::b\n";
/// Names of files that try the same; they are none on Windows.
const HOSTILE_NAMES: [&str; 7] = [
    "::error::forged.md",
    "a\u{1b}[31m\nb.md",
    "##[group]x.md",
    "1,2:3%0A%25.md",
    "$(id)`id`.md",
    "<b>@octo|&\"'.md",
    "-leading 灯.md",
];

/// A folder that is a repository of its own.
struct Folder(TempDir);

/// What a run gave.
#[derive(Debug)]
struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        Self(folder)
    }

    /// A folder with a list in two languages.
    fn list() -> Self {
        let folder = Self::new();
        folder.file("README.md", LIST);
        folder.file("README.zh-cn.md", TRANSLATION);
        folder
    }

    /// A folder whose texts and names are hostile.
    fn hostile() -> Self {
        let folder = Self::new();
        folder.file("README.md", HOSTILE);
        if cfg!(unix) {
            for name in HOSTILE_NAMES {
                folder.file(name, HOSTILE);
            }
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `curate` here with nothing of a CI run in its environment but `variables`.
    fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = Command::cargo_bin("curate").unwrap();
        for (name, _) in
            std::env::vars().filter(|(name, _)| ["GITHUB_", "GITLAB_", "CI_"].iter().any(|own| name.starts_with(own)))
        {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied()).env("XDG_CACHE_HOME", self.path(".cache"));
        let output = command.current_dir(self.0.path()).args(arguments).output().unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The report of `curate lint` in `format`.
    fn report(&self, format: &str) -> String {
        let run = self.run(&["lint", "--hints", "--output-format", format], &[]);
        assert_eq!(run.status, 1, "{run:?}");
        run.out
    }
}
