//! Editors: the recipes of the book in the real Neovim and Emacs, and the extensions of VS Code and
//! Zed, built with their own tools, each against the real server.
//!
//! The editors are other people's; `.ci/tools` fetches them. A test that lacks one says that it skips, and fails where
//! `CURATE_TOOLS=required`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test may panic and say why it skips"
)]
#![cfg(unix)]

#[cfg(target_os = "linux")]
mod emacs;
mod folder;
mod neovim;
mod recipe;
mod vscode;
mod zed;

use std::path::PathBuf;
use std::process::Command;

/// The program under test.
fn curate() -> PathBuf {
    assert_cmd::cargo::cargo_bin("curate")
}

/// Runs `command`, which must succeed; gives what it printed to standard output.
fn succeeds(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}:\n{printed}{}", String::from_utf8_lossy(&output.stderr));
    printed
}
