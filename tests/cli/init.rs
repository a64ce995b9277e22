//! `curate init`.

use super::Folder;
use curate_testing::recorded::assert_recorded;

const ENGLISH: &str = "# Lamps\n\n[中文](README.zh-cn.md)\n\n## Desk\n\n- [Arm](https://arm.example) - Bright.\n- [Bow](https://bow.example) - Dim.\n\
    - [Cup ](https://cup.example): Odd.\n- [Dot](https://dot.example) - Small.\n- [Elk](https://elk.example) - Wild.\n";
const CHINESE: &str = "# 灯\n\n[English](README.md)\n\n## 台灯\n\n- [臂](https://arm.example) - 亮。\n- [弓](https://bow.example) - 暗。\n\
    - [杯](https://cup.example) - 怪。\n- [点](https://dot.example) - 小。\n- [鹿](https://elk.example) - 野生LED灯。\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.file("README.md", format!("[![Awesome](https://awesome.re/badge.svg)](https://awesome.re)\n\n{ENGLISH}"));
    folder.file("README.zh-cn.md", CHINESE);
    folder.file("CHANGELOG.md", "# Changes\n\n- text\n");
    folder.file("docs/table.md", "# Rows\n\n| Name | Text |\n|---|---|\n| [A](https://a.example) | One. |\n");
    folder.file(".markdownlint.yaml", "MD039: false\n");
    folder.file(".lycheeignore", "^https://intranet\\.example\n");
    folder.file("lychee.toml", "exclude = ['^https://slow\\.example']\n");
    folder.file(".editorconfig", "[*.md]\nindent_style = space\nindent_size = 2\n");
    folder.file(".github/workflows/lint.yml", "run: npx awesome-lint\n");
    folder
}

#[test]
fn the_file_says_what_was_found() {
    let folder = folder();
    let run = folder.run(&["init", "--dry-run"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert_eq!(folder.run(&["init", "-"]).out, run.out);
    assert!(!folder.path("curate.toml").exists());
    assert_recorded("tests/cli/snapshots/init.toml", &run.out);
}

#[test]
fn the_file_changes_no_finding() {
    let folder = folder();
    let lint = || folder.run(&["lint", "--hints", "--all", "--output-format", "json"]);
    let before = lint();
    assert!(before.status == 1 && before.out.contains("entries/separator"), "{before:?}");
    assert_eq!(folder.run(&["init"]).status, 0);
    let after = lint();
    assert_eq!((before.status, before.out), (after.status, after.out));
    assert!(folder.run(&["config", "show"]).out.contains("translations = [\"README.zh-cn.md\"]"));
}

#[test]
fn every_line_can_be_taken_up() {
    let folder = folder();
    let text = folder.run(&["init", "-"]).out;
    // What is offered is a comment of one space before a key, a table or what is below one.
    let is_offered = |line: &str| line.starts_with("# [") || line.starts_with("# \"") || line.contains(" = ");
    let mut taken = String::new();
    for line in text.lines() {
        let bare = line.strip_prefix("# ").filter(|_| is_offered(line) && !line.starts_with("#  "));
        taken.push_str(bare.unwrap_or(line));
        taken.push('\n');
    }
    folder.file("curate.toml", taken);
    let run = folder.run(&["config", "show"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("extends = [\"awesome\", \"bilingual\", \"zh\"]"), "{}", run.out);
}

#[test]
fn a_file_that_is_there_stays() {
    for name in ["curate.toml", ".curate.toml"] {
        let folder = folder();
        folder.file(name, "# ours\n");
        let run = folder.run(&["init"]);
        assert!(run.status == 2 && run.err.contains(&format!("{name}: is there already")), "{run:?}");
        assert_eq!(folder.text(name), "# ours\n");
        assert_eq!(folder.run(&["init", "--dry-run"]).status, 0);
    }
}

#[test]
fn a_baseline_beside_a_configuration_is_written_by_lint() {
    let folder = folder();
    folder.file("curate.toml", "# ours\n");
    let run = folder.run(&["init", "--baseline"]);
    assert!(run.status == 2 && run.err.contains("curate.toml: is there already"), "{run:?}");
    assert!(run.err.contains("baseline = ") && run.err.contains("--write-baseline"), "{run:?}");
}

#[test]
fn a_list_is_one_of_the_project_itself() {
    let folder = Folder::new();
    for name in [".github/pull_request_template.md", "docs/template.md"] {
        folder.file(name, ENGLISH);
    }
    assert!(folder.run(&["init", "-"]).err.contains("there is no list here"));
    folder.file("README.md", ENGLISH);
    folder.file(".markdownlint.json", "{ \"MD034\": false }");
    let text = folder.run(&["init", "-"]).out;
    let found = text.lines().find(|line| line.contains(" entries, ")).expect("a list");
    assert!(found.starts_with("#   README.md: ") && text.contains("# source = \"README.md\""), "{text}");
    assert!(!text.contains("template") && !text.contains("links/bare-url"), "{text}");
}

#[test]
fn findings_are_counted_as_lint_counts_them() {
    let folder = Folder::new();
    let entry = |number: usize| format!("- [Lamp {number}](https://lamps.example/{number}) – Bright\n");
    let other = |number: usize| format!("- [Tube {number}](https://tubes.example/{number}): Bright\n");
    let entries: String = (0..30).map(entry).chain((0..9).map(other)).collect();
    folder.file("README.md", format!("# Lamps\n\n{entries}"));
    let run = folder.run(&["lint", "--output-format", "json"]);
    let count = run.out.matches("\"severity\":\"warning\"").count() + run.out.matches("\"severity\":\"error\"").count();
    let text = folder.run(&["init", "-"]).out;
    assert!(count > 0 && text.contains(&format!("Errors and warnings today: {count} (")), "{count} {text} {run:?}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_written_through() {
    let folder = folder();
    std::os::unix::fs::symlink("elsewhere.toml", folder.path("curate.toml")).expect("linked");
    assert_eq!(folder.run(&["init"]).status, 2);
    assert!(!folder.path("elsewhere.toml").exists());
}

#[test]
fn a_folder_without_a_list_gets_none() {
    let folder = Folder::new();
    folder.file("README.md", "# A program\n\nText.\n");
    let run = folder.run(&["init"]);
    assert!(run.status == 2 && run.err.contains("there is no list here"), "{run:?}");
    assert!(!folder.path("curate.toml").exists());
    assert_eq!(folder.run(&["init", "elsewhere"]).status, 2);
}

#[test]
fn the_folder_of_the_list_can_be_named() {
    let folder = Folder::new();
    folder.file("docs/README.md", ENGLISH);
    assert_eq!(folder.run(&["init", "docs"]).status, 0);
    assert!(folder.text("docs/curate.toml").contains("README.md: 5 entries"));
    assert!(!folder.path("curate.toml").exists());
}

#[test]
fn a_style_without_a_majority_is_not_offered() {
    let folder = Folder::new();
    let entry = |name: &str, rest: &str| format!("- [{name}](https://{name}.example){rest}\n");
    let rests = [" - One.", ": Two", " - Three.", ": Four"];
    let entries: String =
        ["arm", "bow", "cup", "dot"].iter().zip(rests).map(|(name, rest)| entry(name, rest)).collect();
    folder.file("README.md", format!("# Lamps\n\n{entries}"));
    let text = folder.run(&["init", "-"]).out;
    assert!(!text.contains("style ="), "{text}");
}

#[test]
fn names_cannot_leave_their_comment() {
    let folder = Folder::new();
    folder.file("a\n[rules]\nlinks = \"off\"\n#.md", ENGLISH);
    assert_eq!(folder.run(&["init"]).status, 0);
    let text = folder.text("curate.toml");
    assert!(!text.lines().any(|line| line.starts_with("[rules]")), "{text}");
    assert_eq!(folder.run(&["config", "show"]).status, 0);
}

#[test]
fn what_is_found_today_can_be_known() {
    let folder = folder();
    assert_eq!(folder.run(&["lint"]).status, 1);
    let run = folder.run(&["init", "--baseline"]);
    assert!(run.status == 0 && run.err.contains("curate-baseline.toml: findings that are known now: 1"), "{run:?}");
    assert!(folder.text("curate.toml").contains("\nbaseline = \"curate-baseline.toml\"\n"));
    assert!(folder.text("curate-baseline.toml").contains("entries/separator"));
    assert_eq!(folder.run(&["lint"]).status, 0);
    folder.file("docs/more.md", ENGLISH);
    assert_eq!(folder.run(&["lint"]).status, 1, "what comes after is reported");
}
