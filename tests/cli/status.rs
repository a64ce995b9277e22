//! Exit status, and which of the two streams says what.

use super::{FIXED, Folder, PADDED, run};
use std::time::{Duration, Instant};

#[test]
fn clean_is_0_and_findings_are_1() {
    let folder = Folder::padded();
    let found = folder.lint(&[]);
    assert_eq!((found.status, found.err.as_str()), (1, ""));
    assert!(found.out.contains("README.md:3:4"), "{found:?}");
    assert!(found.out.ends_with("1 warning in 1 file; 1 fixable with --fix\n"), "{found:?}");
    folder.file("README.md", FIXED);
    let clean = folder.lint(&[]);
    assert_eq!((clean.status, clean.out.as_str()), (0, "nothing to report in 1 file\n"));
}

#[test]
fn fail_on_moves_the_threshold() {
    let folder = Folder::padded();
    for (level, status) in [("warning", 1), ("error", 0), ("never", 0)] {
        assert_eq!(folder.lint(&["--fail-on", level]).status, status, "{level}");
    }
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"error\"\n");
    assert_eq!(folder.lint(&["--fail-on", "error"]).status, 1);
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"hint\"\n");
    let hint = folder.lint(&[]);
    assert_eq!((hint.status, hint.out.as_str()), (0, "nothing to report in 1 file (1 hint with --hints)\n"));
    let shown = folder.lint(&["--hints"]);
    assert!(shown.status == 0 && shown.out.contains("links/padding"), "{shown:?}");
}

#[test]
fn a_rule_at_a_lower_level_hides_no_error_of_another() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\n## Contents\n\n- [Pots](#potz)\n- [Desk](#desk)\n\n## Pots\n\n## Desk\n");
    let says = |rule: &str| {
        let run = folder.run(&["lint", "--output-format", "concise", "--select", "anchors"]);
        (run.status, run.out.contains(rule))
    };
    assert_eq!((says("anchors/toc"), says("anchors/missing").1), ((1, true), false));
    folder.file("curate.toml", "[rules]\n\"anchors/toc\" = \"hint\"\n");
    assert_eq!(says("anchors/missing"), (1, true));
}

#[test]
fn select_and_ignore() {
    let folder = Folder::padded();
    assert_eq!(folder.run(&["lint", "--select", "links"]).status, 1);
    assert_eq!(folder.lint(&["--ignore", "links"]).status, 0);
    let unknown = folder.run(&["lint", "--select", "links/paddin"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("did you mean `links/padding`?"), "{unknown:?}");
}

#[test]
fn wrong_arguments_are_2_and_help_is_0() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["lint", "--no-such-option"]).status, 2);
    assert_eq!(folder.run(&[]).status, 2);
    assert_eq!(folder.run(&["--help"]).status, 0);
    assert_eq!(folder.run(&["--version"]).status, 0);
    assert_eq!(folder.lint(&["-", "README.md"]).status, 2);
    assert_eq!(folder.lint(&["--stdin-filename", "README.md"]).status, 2);
}

#[test]
fn quiet_prints_findings_only() {
    let folder = Folder::padded();
    let quiet = folder.lint(&["-q", "--output-format", "concise"]);
    assert_eq!(quiet.out.lines().count(), 1, "{quiet:?}");
    folder.file("README.md", FIXED);
    let clean = folder.lint(&["-q"]);
    assert_eq!((clean.out.as_str(), clean.err.as_str()), ("", ""));
}

#[test]
fn rules_and_explain() {
    let folder = Folder::new();
    let rules = folder.run(&["rules"]);
    assert!(rules.status == 0 && rules.out.contains("links/padding"), "{rules:?}");
    let json = folder.run(&["rules", "--output-format", "json"]);
    let parsed: serde_json::Value = serde_json::from_str(&json.out).expect("json");
    assert!(parsed.as_array().is_some_and(|rules| rules.iter().any(|rule| rule["name"] == "links/padding")));
    let page = folder.run(&["explain", "links/padding"]);
    assert!(page.status == 0 && page.out.starts_with("# links/padding\n") && page.out.contains("## Why"), "{page:?}");
    let unknown = folder.run(&["explain", "paddin"]);
    assert!(unknown.status == 2 && unknown.err.contains("did you mean `links/padding`?"), "{unknown:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    folder.file("README.md", PADDED.repeat(2000));
    let program = assert_cmd::cargo::cargo_bin("curate");
    let mut child = std::process::Command::new(program)
        .current_dir(folder.path(""))
        .args(["lint", "--select", "links/padding"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), b"".as_slice()));
}

#[test]
fn a_small_list_is_quick() {
    let folder = Folder::padded();
    folder.lint(&[]);
    let start = Instant::now();
    run(&folder.path(""), &["lint"], "");
    // Generous: machines that run tests are busy. Whole-process figures are in the benchmark.
    assert!(start.elapsed() < Duration::from_secs(2));
}
