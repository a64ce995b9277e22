//! `--baseline` and `--write-baseline`.

use super::{FIXED, Folder, PADDED};
use curate_testing::recorded::assert_recorded;

/// A list with `count` findings of `links/padding`.
fn padded(count: usize) -> String {
    let entry = |number: usize| format!("- [Lamp {number} ](https://lamps.example/{number}) - Bright.\n");
    format!("# Lamps\n\n{}", (0..count).map(entry).collect::<String>())
}

/// A folder whose list has three findings, all of them known.
fn known() -> Folder {
    let folder = Folder::new();
    folder.file("README.md", padded(3));
    let run = folder.lint(&["--baseline", "known.toml", "--write-baseline"]);
    assert_eq!((run.status, run.out.as_str()), (0, "nothing to report in 1 file (3 in the baseline)\n"), "{run:?}");
    folder
}

#[test]
fn what_is_known_is_not_reported() {
    let folder = known();
    assert_recorded("tests/cli/snapshots/baseline.toml", &folder.text("known.toml"));
    let run = folder.lint(&["--baseline", "known.toml"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    let json = folder.lint(&["--baseline", "known.toml", "--output-format", "json"]);
    assert!(json.status == 0 && json.out.contains("\"warnings\":0"), "{json:?}");
    folder.file("README.md", format!("<!-- a line above -->\n\n{}", padded(3)));
    assert_eq!(folder.lint(&["--baseline", "known.toml"]).status, 0, "a line that moves changes nothing");
    assert_eq!(folder.lint(&[]).status, 1);
}

#[test]
fn all_of_a_rule_are_reported_where_its_count_has_grown() {
    let folder = known();
    folder.file("README.md", padded(4));
    folder.file("other.md", padded(1));
    let run = folder.lint(&["--baseline", "known.toml", "--output-format", "concise"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.out.matches("README.md:").count(), 4, "{run:?}");
    assert_eq!(run.out.matches("other.md:").count(), 1, "{run:?}");
    assert!(run.err.contains("README.md: links/padding: 4 found, 3 known"), "{run:?}");
}

#[test]
fn many_findings_are_counted_one_by_one() {
    let folder = Folder::new();
    let text = |count: usize| padded(count).replace(" - Bright", " – Bright");
    let list = |count: usize| {
        let good = (0..200).map(|number| format!("- [Good {number}](https://good.example/{number}) - Bright.\n"));
        format!("{}{}", text(count), good.collect::<String>())
    };
    folder.file("README.md", list(25));
    let lint = |arguments: &[&str]| folder.run(&[&["lint", "--select", "entries/separator"], arguments].concat());
    assert_eq!(lint(&["--baseline", "known.toml", "--write-baseline"]).status, 0);
    assert!(folder.text("known.toml").contains("\"entries/separator\" = 25"), "{}", folder.text("known.toml"));
    folder.file("README.md", list(19));
    let fewer = lint(&["--baseline", "known.toml"]);
    assert_eq!(fewer.status, 0, "one fixed of many told as one makes no new ones: {fewer:?}");
}

#[test]
fn what_occurs_no_longer_is_said() {
    let folder = known();
    folder.file("README.md", padded(1));
    let run = folder.lint(&["--baseline", "known.toml"]);
    assert_eq!(run.status, 0);
    assert!(run.err.contains("README.md: links/padding (3 known, 1 found)"), "{run:?}");
    let other_rule = folder.run(&["lint", "--select", "anchors", "--baseline", "known.toml"]);
    assert_eq!(other_rule.err, "", "a rule that did not run says nothing");
    folder.file("other.md", FIXED);
    let other_file = folder.lint(&["--baseline", "known.toml", "other.md"]);
    assert_eq!(other_file.err, "", "a file that was not judged says nothing");
    std::fs::remove_file(folder.path("README.md")).expect("removed");
    let run = folder.lint(&["--baseline", "known.toml", "other.md"]);
    assert!(run.err.contains("README.md: links/padding (there is no such file)"), "{run:?}");
    assert_eq!(folder.lint(&["--baseline", "known.toml", "--write-baseline", "other.md"]).status, 0);
    assert!(!folder.text("known.toml").contains("README"), "{}", folder.text("known.toml"));
}

#[test]
fn fixes_leave_what_is_known() {
    let folder = known();
    folder.file("other.md", PADDED);
    assert_eq!(folder.lint(&["--baseline", "known.toml", "--fix"]).status, 0);
    assert_eq!(folder.text("README.md"), padded(3));
    assert_eq!(folder.text("other.md"), FIXED);
    assert_eq!(folder.lint(&["--baseline", "known.toml", "--write-baseline", "--fix"]).status, 0);
    assert!(!folder.text("README.md").contains(" ]"), "what is not to be known is fixed");
    assert!(!folder.text("known.toml").contains("[files"), "{}", folder.text("known.toml"));
}

#[test]
fn paths_are_relative_to_the_file() {
    let folder = Folder::padded();
    folder.file("settings/here", "");
    let written = folder.lint(&["--baseline", "settings/known.toml", "--write-baseline"]);
    assert_eq!(written.status, 0, "{written:?}");
    assert!(folder.text("settings/known.toml").contains("[files.\"../README.md\"]"));
    let docs = folder.path("settings");
    let run = super::run(&docs, &["lint", "--select", "links/padding", "--baseline", "known.toml", "../README.md"], "");
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn what_is_no_baseline_ends_the_run() {
    let folder = Folder::padded();
    let missing = folder.lint(&["--baseline", "known.toml"]);
    assert!(missing.status == 2 && missing.err.contains("--write-baseline writes one"), "{missing:?}");
    assert_eq!(folder.lint(&["--write-baseline"]).status, 2);
    folder.file("known.toml", "version = 1\n\n[file]\n");
    let wrong = folder.lint(&["--baseline", "known.toml", "--write-baseline"]);
    assert!(wrong.status == 2 && wrong.err.contains("known.toml:3: is not a baseline"), "{wrong:?}");
    assert_eq!(folder.text("known.toml"), "version = 1\n\n[file]\n", "it is somebody's file");
}
