//! The main job: a real list in two languages, and our own pages, through the built program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may panic and say why it skips"
)]

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn curate(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::cargo_bin("curate").unwrap().current_dir(folder).args(arguments).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A copy of the real list, or `None` where it is not there.
fn real_list() -> Option<tempfile::TempDir> {
    let corpus = root().join("../shared/corpus/awesome-chatgpt");
    if !corpus.exists() {
        println!("skipped: no real list at {}", corpus.display());
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        fs::write(folder.path().join(path.file_name().unwrap()), fs::read(&path).unwrap()).unwrap();
    }
    Some(folder)
}

#[test]
fn the_real_list_shows_its_defects() {
    let Some(folder) = real_list() else { return };
    let (status, out) = curate(folder.path(), &["lint", "--output-format", "concise"]);
    assert_eq!(status, 1);
    let expected = [
        ("README.zh-cn.md", 40, "anchors/case"),
        ("README.zh-cn.md", 187, "duplicates/text"),
        ("README.zh-cn.md", 109, "entries/separator"),
        ("README.zh-cn.md", 91, "entries/separator"),
        ("README.zh-cn.md", 149, "formatting/doubled-punctuation"),
        ("README.zh-cn.md", 195, "formatting/cjk-spacing"),
        ("README.zh-cn.md", 268, "entries/glued"),
        ("README.zh-cn.md", 243, "links/malformed"),
        ("README.zh-cn.md", 233, "parity/entry-order"),
        ("README.md", 272, "links/malformed"),
        ("README.md", 309, "parity/url-mismatch"),
    ];
    for (path, line, rule) in expected {
        let found = out.lines().any(|text| text.starts_with(&format!("{path}:{line}:")) && text.contains(rule));
        assert!(found, "{path}:{line} {rule} is not reported:\n{out}");
    }
    // One resource in two sections may be there on purpose.
    let (_, with_hints) = curate(folder.path(), &["lint", "--hints", "--output-format", "concise"]);
    for line in [92, 225] {
        let start = format!("README.zh-cn.md:{line}:");
        let found = with_hints.lines().any(|text| text.starts_with(&start) && text.contains("hint duplicates/url"));
        assert!(found, "{start}\n{with_hints}");
    }
    let missing: Vec<&str> = out.lines().filter(|line| line.contains("parity/missing-entry")).collect();
    assert_eq!(missing.len(), 5, "{out}");
    // In the order of the edition that has them.
    for (line, name) in missing.iter().zip(["中国企业", "百度文心", "科大讯飞", "京东", "腾讯"]) {
        assert!(line.starts_with("README.md:228:") && line.contains(name), "{name} is not in its place:\n{out}");
    }
    let silent = ["anchors/missing", "anchors/toc", "parity/missing-section", "project/", "CONTRIBUTING"];
    for rule in silent {
        assert!(!out.contains(rule), "{rule}:\n{out}");
    }
}

#[test]
fn fixing_the_real_list_is_stable() {
    let Some(folder) = real_list() else { return };
    curate(folder.path(), &["lint", "--fix"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let once = [read("README.md"), read("README.zh-cn.md")];
    let original = fs::read_to_string(root().join("../shared/corpus/awesome-chatgpt/README.zh-cn.md")).unwrap();
    assert_ne!(once[1], original);
    let headings = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(headings(&once[1]), headings(&original));
    assert!(once[1].contains("[OPT](https://arxiv.org/pdf/2205.01068)"));
    assert!(once[0].contains("Unsupervised-Multitask-Learners-Radford-Wu"));
    curate(folder.path(), &["lint", "--fix"]);
    assert_eq!(once, [read("README.md"), read("README.zh-cn.md")]);
}

#[test]
fn our_own_pages_are_clean() {
    let pages = ["README.md", "README.zh-cn.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let (status, out) = curate(&root(), &[&["lint", "--output-format", "concise"][..], &pages].concat());
    assert_eq!(status, 0, "{out}");
}
