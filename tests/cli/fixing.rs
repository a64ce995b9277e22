//! `--fix`, `--unsafe-fixes`, `--diff` and what becomes of files.

use super::{FIXED, Folder, PADDED, run};
use std::fs;

#[test]
fn fix_fixes_and_says_what() {
    let folder = Folder::padded();
    let fixed = folder.lint(&["--fix"]);
    assert_eq!(
        (fixed.status, fixed.out.as_str()),
        (0, "fixed 1 finding: 1 links/padding\nnothing to report in 1 file\n")
    );
    assert_eq!(folder.text("README.md"), FIXED);
    let again = folder.lint(&["--fix"]);
    assert_eq!((again.status, again.out.as_str()), (0, "nothing was fixed\nnothing to report in 1 file\n"));
}

#[test]
fn a_finding_of_many_places_says_how_many_are_fixed() {
    let folder = Folder::new();
    let links = "- See [the desk](#Desks).\n".repeat(4);
    folder.file("README.md", format!("# Lamps\n\n## Desks\n\n{links}"));
    let found = folder.run(&["lint", "--select", "anchors/case"]);
    assert!(found.out.ends_with("1 warning in 1 file; 1 fixable with --fix (in 4 places)\n"), "{found:?}");
    let fixed = folder.run(&["lint", "--select", "anchors/case", "--fix"]);
    assert!(fixed.out.starts_with("fixed 4 findings: 4 anchors/case\n"), "{fixed:?}");
}

#[test]
fn a_file_that_needs_nothing_is_not_touched() {
    let folder = Folder::new();
    let path = folder.file("README.md", FIXED);
    let before = fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("a time");
    folder.lint(&["--fix"]);
    assert_eq!(fs::metadata(&path).and_then(|metadata| metadata.modified()).expect("a time"), before);
}

#[test]
fn hints_are_fixed_with_hints_only() {
    let folder = Folder::padded();
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"hint\"\n");
    folder.lint(&["--fix"]);
    assert_eq!(folder.text("README.md"), PADDED);
    folder.lint(&["--fix", "--hints"]);
    assert_eq!(folder.text("README.md"), FIXED);
}

#[test]
fn diff_shows_and_writes_nothing() {
    let folder = Folder::padded();
    let run = folder.lint(&["--diff"]);
    let expected = "--- README.md\n+++ README.md\n@@ -1,3 +1,3 @@\n # Lamps\n \n-- [Desk lamp ](https://lamps.example/desk) - Bright.\n+- [Desk lamp](https://lamps.example/desk) - Bright.\n";
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (1, expected, ""));
    assert_eq!(folder.text("README.md"), PADDED);
    assert_eq!(folder.lint(&["--diff", "--fail-on", "never"]).status, 0);
    folder.file("README.md", FIXED);
    let clean = folder.lint(&["--diff"]);
    assert_eq!((clean.status, clean.out.as_str()), (0, ""));
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let folder = Folder::new();
    let fixed = run(&folder.path(""), &["lint", "--select", "links/padding", "--fix", "-"], PADDED);
    assert_eq!((fixed.status, fixed.out.as_str()), (0, FIXED));
    assert!(fixed.err.contains("fixed 1 finding"), "{fixed:?}");
    let clean = run(&folder.path(""), &["lint", "--select", "links/padding", "--fix", "-"], FIXED);
    assert_eq!(clean.out, FIXED);
    let diff = run(&folder.path(""), &["lint", "--select", "links/padding", "--diff", "-"], PADDED);
    assert!(diff.status == 1 && diff.out.starts_with("--- <stdin>\n"), "{diff:?}");
}

#[test]
fn a_read_only_file_is_refused_and_still_judged() {
    let folder = Folder::padded();
    let path = folder.path("README.md");
    let mut permissions = fs::metadata(&path).expect("read").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("set");
    let run = folder.lint(&["--fix"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("README.md: is read-only; its list was left as it is"), "{run:?}");
    assert!(run.out.contains("README.md:3:4"), "{run:?}");
    assert_eq!(folder.text("README.md"), PADDED);
    folder.file("OTHER.md", PADDED);
    let run = folder.lint(&["--fix"]);
    assert!(run.status == 2 && !run.err.contains("nothing was written"), "{run:?}");
    assert_eq!((folder.text("OTHER.md").as_str(), folder.text("README.md").as_str()), (FIXED, PADDED));
}

#[cfg(unix)]
#[test]
fn a_file_of_several_names_is_fixed_once() {
    let folder = Folder::new();
    folder.file("real.md", PADDED);
    for name in ["a.md", "b.md"] {
        std::os::unix::fs::symlink("real.md", folder.path(name)).expect("linked");
    }
    let run = folder.lint(&["--fix", "b.md", "real.md", "./real.md", "a.md"]);
    assert_eq!((run.status, folder.text("real.md").as_str()), (0, FIXED), "{run:?}");
    folder.file("real.md", PADDED);
    let run = folder.lint(&["--fix", "a.md", "b.md"]);
    assert_eq!((run.status, folder.text("real.md").as_str()), (0, FIXED), "{run:?}");
}

#[cfg(unix)]
#[test]
fn symbolic_links_and_modes_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let real = folder.file("real.md", PADDED);
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).expect("set");
    std::os::unix::fs::symlink("real.md", folder.path("link.md")).expect("linked");
    assert_eq!(folder.lint(&["--fix", "link.md"]).status, 0);
    assert!(fs::symlink_metadata(folder.path("link.md")).expect("read").is_symlink());
    assert_eq!(folder.text("real.md"), FIXED);
    assert_eq!(fs::metadata(&real).expect("read").permissions().mode() & 0o777, 0o600);
    let left: Vec<_> = fs::read_dir(folder.path(""))
        .expect("read")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.contains(".curate-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Two editions, of which the Chinese one has a heading to fix.
fn spaced() -> Folder {
    let folder = Folder::new();
    folder.file(
        "README.md",
        "# Lamps\n\n[中文](README.zh-cn.md)\n\n## API docs\n\n- [Oak](https://oak.example/) - A lamp.\n",
    );
    folder.file(
        "README.zh-cn.md",
        "# 灯\n\n[English](README.md)\n\n## API文档\n\n- [橡木](https://oak.example/) - 一盏放在桌上的灯。\n",
    );
    // Too short to tell by itself how it is spaced.
    folder.file("curate.toml", "[rules]\n\"formatting/cjk-spacing\" = { spacing = \"always\" }\n");
    folder
}

const SPACING: [&str; 3] = ["lint", "--select", "formatting/cjk-spacing,anchors/missing"];

#[test]
fn a_heading_that_another_file_links_to_keeps_its_anchor() {
    // One that is read along, and two that are not.
    for (name, text, paths) in [
        ("OTHER.md", "# Other\n\nSee [the docs](README.zh-cn.md#api文档).\n", &[][..]),
        (
            "docs/guide.md",
            "# Guide\n\nSee [the docs](../README.zh-cn.md#api%E6%96%87%E6%A1%A3).\n",
            &["README.zh-cn.md"],
        ),
    ] {
        let folder = spaced();
        let before = folder.text("README.zh-cn.md");
        folder.file(name, text);
        let run = folder.run(&[&SPACING[..], paths].concat());
        let says = if paths.is_empty() { "(another file links to" } else { "(safe if nothing else links to" };
        assert!(run.out.contains(&format!("{says} `#api文档`) (--unsafe-fixes)")), "{name}: {}", run.out);
        let run = folder.run(&[&SPACING[..], &["--fix"], paths].concat());
        assert!(run.out.contains("nothing was fixed"), "{name}: {}", run.out);
        assert_eq!(folder.text("README.zh-cn.md"), before);
    }
    let folder = spaced();
    folder.run(&[&SPACING[..], &["--fix"]].concat());
    assert!(folder.text("README.zh-cn.md").contains("## API文档"), "its anchor is public");
    folder.run(&[&SPACING[..], &["--fix", "--unsafe-fixes"]].concat());
    assert!(folder.text("README.zh-cn.md").contains("## API 文档"));
}

#[test]
fn a_heading_whose_anchor_stays_is_fixed_without_a_search() {
    let folder = Folder::new();
    let list = "# 灯\n\n## 桌灯，。\n\n- [橡木](https://oak.example/) - 一盏放在桌上的灯。\n";
    folder.file("README.md", list);
    let run = folder.run(&["lint", "--select", "formatting/doubled-punctuation"]);
    assert!(run.out.contains("1 fixable with --fix"), "{}", run.out);
}

#[test]
fn what_is_reported_is_what_fixing_leaves() {
    let folder = spaced();
    folder.file("OTHER.md", "# Other\n\nSee [the docs](README.zh-cn.md#api文档).\n");
    let run = folder.run(&[&SPACING[..], &["--fix", "--unsafe-fixes"]].concat());
    assert_eq!(run.status, 1);
    assert!(run.out.contains("anchors/missing"), "{}", run.out);
}

/// What a run that was interrupted leaves in `folder`: lists that are fixed or not, and nothing else.
#[cfg(unix)]
fn is_tidy(folder: &Folder, lists: usize) -> bool {
    let names = fs::read_dir(folder.path("")).expect("read").map(|entry| entry.expect("an entry").file_name());
    let names: Vec<String> = names.map(|name| name.into_string().expect("UTF-8")).collect();
    let is_whole = |name: &String| [PADDED, FIXED].contains(&&*folder.text(name));
    let is_list = |name: &&String| name.strip_suffix(".md").is_some();
    names.iter().filter(is_list).filter(|name| is_whole(name)).count() == lists
        && names.iter().all(|name| is_list(&name) || name == ".git")
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_temporary_files() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    const LISTS: usize = 120;
    let (mut interrupted, mut left) = (0, 0);
    for attempt in 0..24_u64 {
        let folder = Folder::new();
        for list in 0..LISTS {
            folder.file(&format!("{list}.md"), PADDED);
        }
        let signal = ["-INT", "-TERM", "-KILL"][usize::try_from(attempt % 3).expect("small")];
        let mut program = Command::new(assert_cmd::cargo::cargo_bin("curate"));
        program.current_dir(folder.path("")).args(["lint", "--fix", "--select", "links/padding"]);
        let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        // From before the first file is written until after the last.
        let first = || (0..LISTS).any(|list| folder.text(&format!("{list}.md")) == FIXED);
        while attempt % 4 != 0 && !first() && child.try_wait().expect("waited").is_none() {}
        std::thread::sleep(Duration::from_millis(attempt * 7 % 40));
        let killed = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
        killed.expect("kill");
        let status = child.wait().expect("it ends");
        interrupted += usize::from(status.code() == Some(130));
        if signal == "-KILL" {
            left += usize::from(!is_tidy(&folder, LISTS));
            assert_eq!(folder.lint(&["--fix"]).status, 0);
        }
        assert!(is_tidy(&folder, LISTS), "{signal} {status}");
    }
    assert!(interrupted + left > 0, "no run was caught while it wrote");
}
