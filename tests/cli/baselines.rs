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
fn only_what_is_not_known_is_reported() {
    let folder = known();
    folder.file("README.md", padded(4));
    folder.file("other.md", padded(1));
    let run = folder.lint(&["--baseline", "known.toml", "--output-format", "concise"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 3), "{run:?}");
    assert!(run.out.contains("README.md:6:") && run.out.contains("other.md:3:"), "{run:?}");
    assert!(run.out.ends_with("(3 in the baseline); 2 fixable with --fix\n"), "{run:?}");
}

#[test]
fn what_is_moved_or_renamed_stays_known() {
    let folder = known();
    let text = padded(3);
    let (head, entries) = text.split_at(text.find("- ").expect("an entry"));
    let reversed: Vec<&str> = entries.lines().rev().collect();
    folder.file("README.md", format!("{head}{}\n", reversed.join("\n").replace("Bright", "Brighter by far")));
    let moved = folder.lint(&["--baseline", "known.toml"]);
    assert_eq!((moved.status, moved.err.as_str()), (0, ""), "{moved:?}");
    std::fs::rename(folder.path("README.md"), folder.path("LAMPS.md")).expect("renamed");
    let renamed = folder.lint(&["--baseline", "known.toml"]);
    assert_eq!((renamed.status, renamed.err.as_str()), (0, ""), "{renamed:?}");
    folder.file("README.md", padded(3));
    let copied = folder.lint(&["--baseline", "known.toml", "--output-format", "concise"]);
    assert_eq!((copied.status, copied.out.matches("LAMPS.md:").count()), (1, 3), "a copy is new: {copied:?}");
}

#[test]
fn of_what_occurs_more_often_the_last_is_new() {
    let folder = Folder::new();
    let entry = "- [Lamp ](https://lamps.example/) - Bright.\n";
    folder.file("README.md", format!("# Lamps\n\n{}", entry.repeat(2)));
    let lint =
        |more: &[&str]| folder.lint(&[&["--baseline", "known.toml", "--output-format", "concise"], more].concat());
    assert_eq!(lint(&["--write-baseline"]).status, 0);
    assert!(folder.text("known.toml").contains(", count = 2 },"), "{}", folder.text("known.toml"));
    assert_eq!(lint(&[]).status, 0);
    folder.file("README.md", format!("# Lamps\n\n{}", entry.repeat(3)));
    let run = lint(&[]);
    assert_eq!((run.status, run.out.matches("README.md:").count()), (1, 1), "{run:?}");
    assert!(run.out.contains("README.md:5:"), "{run:?}");
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
    assert_eq!(folder.text("known.toml").matches("\"entries/separator\"").count(), 25);
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
    assert!(
        run.err.contains(
            "known findings that occur no longer: 2; --write-baseline takes them out: README.md: links/padding (2)"
        ),
        "{run:?}"
    );
    let other_rule = folder.run(&["lint", "--select", "anchors", "--baseline", "known.toml"]);
    assert_eq!(other_rule.err, "", "a rule that did not run says nothing");
    folder.file("other.md", FIXED);
    let other_file = folder.lint(&["--baseline", "known.toml", "other.md"]);
    assert_eq!(other_file.err, "", "a file that was not judged says nothing");
    std::fs::remove_file(folder.path("README.md")).expect("removed");
    let run = folder.lint(&["--baseline", "known.toml", "other.md"]);
    assert!(run.err.contains("README.md: links/padding (3)"), "{run:?}");
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
    assert!(folder.text("known.toml").ends_with("findings = [\n]\n"), "{}", folder.text("known.toml"));
}

#[test]
fn paths_are_relative_to_the_file() {
    let folder = Folder::padded();
    folder.file("settings/here", "");
    let written = folder.lint(&["--baseline", "settings/known.toml", "--write-baseline"]);
    assert_eq!(written.status, 0, "{written:?}");
    assert!(folder.text("settings/known.toml").contains("file = \"../README.md\""));
    let docs = folder.path("settings");
    let run = super::run(&docs, &["lint", "--select", "links/padding", "--baseline", "known.toml", "../README.md"], "");
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn what_is_no_baseline_ends_the_run() {
    let folder = Folder::padded();
    let missing = folder.lint(&["--baseline", "known.toml"]);
    assert!(missing.status == 2 && missing.err.contains("--write-baseline writes one"), "{missing:?}");
    let nameless = folder.lint(&["--write-baseline"]);
    assert!(nameless.status == 2 && nameless.err.contains("needs the name of a file"), "{nameless:?}");
    folder.file("known.toml", "version = 2\n\n[file]\n");
    let wrong = folder.lint(&["--baseline", "known.toml", "--write-baseline"]);
    assert!(wrong.status == 2 && wrong.err.contains("known.toml:3: is not a baseline"), "{wrong:?}");
    assert_eq!(folder.text("known.toml"), "version = 2\n\n[file]\n", "it is somebody's file");
}

#[test]
fn a_fix_leaves_what_is_known_beside_what_is_new() {
    let folder = known();
    folder.file("README.md", format!("<!-- a line above -->\n\n{}", padded(4)));
    assert_eq!(folder.lint(&["--baseline", "known.toml", "--fix"]).status, 0);
    let text = folder.text("README.md");
    assert!(text.matches(" ](").count() == 3 && text.contains("[Lamp 3]("), "{text}");
}

#[test]
fn the_configuration_names_the_baseline() {
    let folder = Folder::padded();
    folder.file("curate.toml", "baseline = \"settings/known.toml\"\nfail-on = \"error\"\n");
    folder.file("settings/here", "");
    let missing = folder.lint(&[]);
    assert!(missing.status == 2 && missing.err.contains("--write-baseline writes one"), "{missing:?}");
    assert_eq!(folder.lint(&["--write-baseline"]).status, 0);
    assert!(folder.text("settings/known.toml").contains("file = \"../README.md\""));
    let run = folder.lint(&["--fail-on", "warning"]);
    assert_eq!((run.status, run.out.as_str()), (0, "nothing to report in 1 file (1 in the baseline)\n"), "{run:?}");
    let all = folder.lint(&["--no-baseline", "--output-format", "concise"]);
    assert!(all.status == 0 && all.out.contains("README.md:3:"), "warnings fail nothing here: {all:?}");
    assert_eq!(folder.lint(&["--no-baseline", "--fail-on", "warning"]).status, 1, "flags win");
    assert_eq!(folder.lint(&["--isolated"]).status, 1, "no configuration, no baseline");
    folder.file("docs/README.md", PADDED);
    let inside = super::run(&folder.path("docs"), &["lint", "--select", "links/padding", "--fail-on", "warning"], "");
    assert!(inside.status == 1 && inside.out.contains("README.md:3:"), "{inside:?}");
    let show = folder.run(&["config", "show"]).out;
    assert!(show.contains("baseline = \"settings/known.toml\"\nfail-on = \"error\"\n"), "{show}");
}

#[test]
fn what_the_configuration_may_not_name() {
    let folder = Folder::padded();
    for (text, reason) in [
        ("baseline = \"../known.toml\"\n", "outside of the repository"),
        ("baseline = \"/tmp/known.toml\"\n", "outside of the repository"),
        ("baseline = 1\n", "baseline"),
        ("fail-on = \"hint\"\n", "fail-on"),
    ] {
        folder.file("curate.toml", text);
        let run = folder.lint(&["--write-baseline"]);
        assert!(run.status == 2 && run.err.contains(reason), "{text}: {run:?}");
    }
}

#[test]
fn a_change_is_no_whole_to_write() {
    let folder = Folder::padded();
    for arguments in [["--since", "HEAD"].as_slice(), &["--staged"]] {
        let run = folder.lint(&[&["--baseline", "known.toml", "--write-baseline"], arguments].concat());
        assert!(run.status == 2 && run.err.contains("cannot be used with"), "{run:?}");
    }
}

#[test]
fn fixing_says_how_to_fix_what_is_known() {
    let folder = known();
    let run = folder.lint(&["--baseline", "known.toml", "--fix"]);
    assert!(run.status == 0 && run.out.contains("nothing was fixed: findings of the baseline stay"), "{run:?}");
    assert!(run.out.contains("--no-baseline"), "{run:?}");
}
