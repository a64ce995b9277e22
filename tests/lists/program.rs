//! The main job, through the built program: small lists and a real one in two languages, and our own pages.

use assert_cmd::Command;
use curate_testing::corpus::{self, ListFolder};
use curate_testing::recorded::assert_recorded;
use curate_testing::{name, root};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn curate(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::cargo_bin("curate").unwrap().current_dir(folder).args(arguments).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A copy of the files at the top of a list, in no repository.
fn copy(list: &ListFolder) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for path in curate_testing::entries(&list.folder).into_iter().filter(|path| path.is_file()) {
        fs::write(copy.path().join(name(&path)), fs::read(&path).unwrap()).unwrap();
    }
    copy
}

/// What the program finds in each of our lists is recorded beside it.
#[test]
fn our_lists_show_their_defects() {
    for list in corpus::own() {
        let folder = copy(&list);
        let (status, out) = curate(folder.path(), &["lint", "--hints", "--all", "--output-format", "concise"]);
        assert_eq!(status, 1, "{}: {out}", list.name);
        assert_recorded(&format!("fixtures/lists/{}.snap", list.name), &out);
    }
}

#[test]
fn fixing_is_stable() {
    for list in corpus::own().into_iter().chain(corpus::named("awesome-chatgpt")) {
        let folder = copy(&list);
        let read = || -> Vec<String> {
            let files = curate_testing::entries(folder.path());
            files.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
        };
        let original = read();
        curate(folder.path(), &["lint", "--fix"]);
        let once = read();
        assert_ne!(once, original, "{}", list.name);
        let headings = |text: &String| text.lines().filter(|line| line.starts_with('#')).count();
        assert!(once.iter().map(headings).eq(original.iter().map(headings)), "{}", list.name);
        curate(folder.path(), &["lint", "--fix"]);
        assert_eq!(once, read(), "{}", list.name);
    }
}

#[test]
fn the_real_list_shows_its_defects() {
    let Some(folder) = corpus::named("awesome-chatgpt").map(|list| copy(&list)) else { return };
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
fn the_real_list_is_fixed() {
    let Some(folder) = corpus::named("awesome-chatgpt").map(|list| copy(&list)) else { return };
    curate(folder.path(), &["lint", "--fix"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("README.zh-cn.md").contains("[OPT](https://arxiv.org/pdf/2205.01068)"));
    assert!(read("README.md").contains("Unsupervised-Multitask-Learners-Radford-Wu"));
}

#[test]
fn our_own_pages_are_clean() {
    let pages = ["README.md", "README.zh-cn.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let (status, out) = curate(root(), &[&["lint", "--output-format", "concise"][..], &pages].concat());
    assert_eq!(status, 0, "{out}");
}
