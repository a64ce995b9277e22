//! The extension of VS Code: its types, its tests in a mock host, and its package.

use super::{curate, succeeds};
use curate_testing::root;
use curate_testing::tools::{at, program};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What the package may weigh, in bytes.
const CAP: u64 = 500_000;

/// `npm` in the folder of the extension; `None` where it or what the extension is built with is not there.
fn npm() -> Option<Command> {
    let (npm, folder) = (program("npm")?, extension());
    at(&folder.join("node_modules"))?;
    let mut command = Command::new(npm);
    command.current_dir(folder);
    Some(command)
}

fn extension() -> PathBuf {
    root().join("editors/vscode")
}

#[test]
fn types_hold_and_tests_pass_with_the_real_server() {
    let Some(mut check) = npm() else { return };
    succeeds(check.args(["run", "check"]));
    let Some(mut test) = npm() else { return };
    let printed = succeeds(test.args(["run", "test"]).env("CURATE_PROGRAM", curate()));
    assert!(printed.contains("\n# fail 0\n") && printed.contains("\n# skipped 0\n"), "{printed}");
}

#[test]
fn the_package_is_small_and_has_what_is_needed_and_no_more() {
    let Some(mut package) = npm() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("curate.vsix");
    succeeds(package.args(["run", "package", "--", "--out"]).arg(&file));
    let size = fs::metadata(&file).unwrap().len();
    assert!(size < CAP, "{size} bytes");
    let mut listed: Vec<String> = succeeds(Command::new("python3").args(["-m", "zipfile", "-l"]).arg(&file))
        .lines()
        .skip(1)
        .map(name_of)
        .collect();
    listed.sort();
    let expected = [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/changelog.md",
        "extension/dist/extension.js",
        "extension/dist/licenses.txt",
        "extension/l10n/bundle.l10n.zh-cn.json",
        "extension/package.json",
        "extension/package.nls.json",
        "extension/package.nls.zh-cn.json",
        "extension/readme.md",
    ];
    assert_eq!(listed, expected);
}

/// The name in a line of `zipfile -l`, before the date.
fn name_of(line: &str) -> String {
    line.split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn its_version_is_that_of_the_program() {
    for file in ["package.json", "package-lock.json"] {
        let text = fs::read_to_string(extension().join(file)).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"), "{file}");
    }
}

#[test]
fn its_licence_is_that_of_the_program() {
    let [ours, its] =
        [root().join("LICENSE"), extension().join("LICENSE")].map(|file| fs::read_to_string(file).unwrap());
    assert_eq!(ours, its);
}
