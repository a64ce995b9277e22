//! What the formats look like.

use super::{Folder, PADDED, run};
use curate_testing::recorded::assert_recorded;

#[test]
fn full() {
    let folder = Folder::new();
    let long = "a word and ".repeat(30);
    folder.file("README.md", format!("{PADDED}- {long}[Floor lamp ](https://lamps.example/floor) - 明亮。{long}\n"));
    assert_recorded("tests/cli/snapshots/full.txt", &folder.lint(&[]).out);
}

#[test]
fn full_with_a_place_in_another_document() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\n[中文](README.zh.md)\n\n- [One](https://lamps.example/1) - First lamp.\n- [Two](https://lamps.example/2) - Second lamp.\n");
    folder.file("README.zh.md", "# 灯\n\n[English](README.md)\n\n- [一](https://lamps.example/1) - 第一盏灯。\n");
    assert_recorded(
        "tests/cli/snapshots/full-with-another-document.txt",
        &folder.run(&["lint", "--select", "parity/missing-entry"]).out,
    );
}

#[test]
fn concise() {
    let folder = Folder::padded();
    assert_eq!(
        folder.lint(&["--output-format", "concise"]).out,
        "README.md:3:4: warning links/padding white space inside the link's text [*]\n1 warning in 1 file; 1 fixable with --fix\n"
    );
}

#[test]
fn json() {
    let folder = Folder::padded();
    let run = folder.lint(&["--output-format", "json"]);
    assert_eq!(run.out.lines().count(), 1);
    let parsed: serde_json::Value = serde_json::from_str(&run.out).expect("json");
    assert_recorded("tests/cli/snapshots/report.json", &(serde_json::to_string_pretty(&parsed).expect("json") + "\n"));
    assert_eq!(run.out, folder.lint(&["--output-format", "json"]).out, "the same input gives the same bytes");
}

#[test]
fn json_has_hints_and_says_what_is_missing() {
    let folder = Folder::padded();
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"hint\"\n");
    let run = folder.lint(&["--output-format", "json", "README.md", "none.md"]);
    let parsed: serde_json::Value = serde_json::from_str(&run.out).expect("json");
    assert_eq!(
        (run.status, &parsed["summary"]["hints"], &parsed["summary"]["complete"]),
        (2, &1.into(), &false.into())
    );
}

#[test]
fn columns_are_characters() {
    let folder = Folder::new();
    folder.file("README.md", "- 😀中文 [灯 ](https://lamps.example/)\n");
    assert!(folder.lint(&["--output-format", "concise"]).out.starts_with("README.md:1:8: "));
}

#[test]
fn github() {
    let folder = Folder::padded();
    let run = folder.lint(&["--output-format", "github"]);
    assert_eq!(
        run.out,
        "::warning file=README.md,line=3,endLine=3,col=4,endColumn=14,title=links/padding::white space inside the link's text\n"
    );
    assert_eq!(run.err, "1 warning in 1 file; 1 fixable with --fix\n");
}

#[test]
fn statistics() {
    let folder = Folder::padded();
    let run = folder.lint(&["--statistics"]);
    assert!(run.out.starts_with("     1  warning  links/padding  [*] "), "{run:?}");
    let with_json = folder.lint(&["--statistics", "--output-format", "json"]);
    assert!(with_json.out.starts_with("{\"schema\":1,") && with_json.err.contains("links/padding"), "{with_json:?}");
}

#[test]
fn output_file() {
    let folder = Folder::padded();
    let run = folder.lint(&["--output-format", "json", "--output-file", "report.json"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(folder.text("report.json").starts_with("{\"schema\":1,"));
    let nowhere = folder.lint(&["--output-file", "none/report.json"]);
    assert!(nowhere.status == 2 && nowhere.err.contains("none/report.json: cannot be written"), "{nowhere:?}");
}

#[test]
fn a_report_takes_the_place_of_no_list() {
    let folder = Folder::padded();
    folder.file("NOTES.md", PADDED);
    folder.file("baseline.json", "{}");
    folder.file("curate.toml", "exclude = []\n");
    let read = || ["README.md", "NOTES.md", "baseline.json", "curate.toml"].map(|name| folder.text(name));
    let before = read();
    for (arguments, says) in [
        (["README.md", "--output-file", "README.md"].as_slice(), "README.md: is an input of this run"),
        (&["README.md", "--output-file", "./NOTES.md"], "./NOTES.md: is a markdown file"),
        (&["--baseline", "baseline.json", "--output-file", "baseline.json"], "baseline.json: is an input of this run"),
        (&["--output-file", "curate.toml"], "curate.toml: is an input of this run"),
        (&["--fix", "--output-file", "README.md"], "nothing was written"),
    ] {
        let run = folder.lint(arguments);
        assert!(run.status == 2 && run.err.contains(says), "{arguments:?}: {run:?}");
        assert_eq!(read(), before, "{arguments:?}");
    }
    // A page of an earlier run is for the next one to replace, though the folder is searched for lists.
    for _ in 0..2 {
        let run = folder.lint(&["--output-format", "markdown", "--output-file", "report.md"]);
        assert!(run.status == 1 && folder.text("report.md").starts_with("## curate\n"), "{run:?}");
    }
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let folder = Folder::padded();
    assert!(!folder.lint(&[]).out.contains('\u{1b}'));
    for format in ["full", "concise"] {
        assert!(folder.lint(&["--color", "always", "--output-format", format]).out.contains('\u{1b}'), "{format}");
    }
    for format in ["json", "github"] {
        assert!(!folder.lint(&["--color", "always", "--output-format", format]).out.contains('\u{1b}'), "{format}");
    }
}

#[test]
fn every_format_shows_what_could_not_be_read() {
    let folder = Folder::padded();
    folder.file("LATIN.md", b"caf\xe9");
    for format in ["json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"] {
        for more in [&[][..], &["--select", "links/padding"], &["--fix"], &["--ignore", "project"]] {
            let paths = ["lint", "--output-format", format, "LATIN.md", "README.md", "none.md"];
            let run = folder.run(&[&paths[..], more].concat());
            assert_eq!(run.status, 2, "{run:?}");
            for what in ["LATIN.md", "is not UTF-8", "none.md", "no such file"] {
                assert!(run.out.contains(what), "{format} {more:?}: {what}: {run:?}");
            }
        }
    }
    let run = folder.run(&["lint", "--output-format", "json", "LATIN.md"]);
    let parsed: serde_json::Value = serde_json::from_str(&run.out).expect("json");
    assert_eq!((&parsed["summary"]["errors"], &parsed["summary"]["documents"]), (&1.into(), &0.into()), "{run:?}");
    let help = parsed["diagnostics"][0]["help"].as_str().expect("help");
    assert!(help.contains("iconv -f ENCODING -t UTF-8"), "{run:?}");
}

#[test]
fn many_findings_of_one_cause_are_one() {
    let folder = Folder::new();
    let entries = "- A part of the [guide](#the-guide).\n".repeat(6);
    folder.file("README.md", format!("# Lamps\n\n{entries}\nThe [end](#the-end).\n"));
    let lint = |more: &[&str]| {
        let arguments = [&["lint", "--select", "anchors/missing", "--output-format", "concise"], more].concat();
        run(&folder.path(""), &arguments, "").out
    };
    let once = lint(&[]);
    assert!(once.contains("`#the-guide`; 6 times in this document, also on lines 4, 5, 6, 7, 8\n"), "{once}");
    assert_eq!(once.lines().filter(|line| line.contains("anchors/missing")).count(), 2, "{once}");
    let all = lint(&["--all"]);
    assert_eq!(all.lines().filter(|line| line.contains("`#the-guide`")).count(), 6, "{all}");
}
