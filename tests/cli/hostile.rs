//! A repository that somebody made to be linted: nothing in it is followed out of it, waited for, or read without an end.

use super::{FIXED, Folder, PADDED, Run};
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Files that say how markdown is written, or what is left out.
const SETTINGS: [&str; 15] = [
    ".gitignore",
    ".ignore",
    ".editorconfig",
    ".autocorrectrc",
    ".lycheeignore",
    ".markdownlint.json",
    ".markdownlint.jsonc",
    ".markdownlint.yaml",
    ".markdownlint-cli2.jsonc",
    ".markdownlint-cli2.yaml",
    "lychee.toml",
    ".lychee.toml",
    ".markdown-link-check.json",
    "mlc_config.json",
    ".gitattributes",
];

/// Runs `curate` in at most a minute and 4 GB.
fn bounded(folder: &Path, arguments: &[&str]) -> Run {
    let program = assert_cmd::cargo::cargo_bin("curate");
    let mut command = assert_cmd::Command::new("sh");
    command.arg("-c").arg("ulimit -v 4000000; exec \"$@\"").arg("sh").arg(program).args(arguments);
    let output = command.current_dir(folder).timeout(Duration::from_mins(1)).output().expect("it runs");
    Run {
        status: output.status.code().unwrap_or_else(|| panic!("{arguments:?} did not end by itself")),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

/// The commands that look at settings, `links` without asking anything.
const COMMANDS: [&[&str]; 6] = [
    &["lint"],
    &["lint", "docs/LIST.md"],
    &["lint", "*.md"],
    &["links", "--dump"],
    &["config", "show", "docs/LIST.md"],
    &["init", "-"],
];

#[test]
fn settings_that_are_devices_or_pipes() {
    for make in [zero as fn(&Path), pipe] {
        let folder = Folder::padded();
        folder.file("docs/LIST.md", PADDED);
        for inside in ["", "docs"] {
            for name in SETTINGS {
                make(&folder.path(inside).join(name));
            }
        }
        for command in COMMANDS {
            let run = bounded(&folder.path(""), command);
            assert!(!run.err.contains("memory") && !run.err.contains("bug"), "{command:?}: {run:?}");
        }
        let run = bounded(&folder.path(""), &["lint", "--select", "links/padding", "--output-format", "concise"]);
        assert_eq!((run.status, run.out.matches("links/padding").count()), (1, 2), "{run:?}");
    }
}

fn zero(path: &Path) {
    symlink("/dev/zero", path).expect("linked");
}

#[test]
fn settings_from_outside() {
    let outside = tempfile::tempdir().expect("a folder");
    let folder = Folder::padded();
    for (name, text) in [
        (".gitignore", "README.md\n"),
        (".ignore", "README.md\n"),
        (".markdownlint.json", "{\"MD039\": false}"),
        ("curate.toml", "[rules]\nlinks = \"off\"\n"),
    ] {
        fs::write(outside.path().join(name), text).expect("written");
    }
    for name in [".gitignore", ".ignore", ".markdownlint.json"] {
        symlink(outside.path().join(name), folder.path(name)).expect("linked");
    }
    assert_eq!(folder.lint(&[]).status, 1);
    fs::remove_file(folder.path(".markdownlint.json")).expect("removed");
    folder.file(".markdownlint.json", format!("{{\"extends\": \"{}\"}}", "linked.json"));
    symlink(outside.path().join(".markdownlint.json"), folder.path("linked.json")).expect("linked");
    assert_eq!(folder.lint(&[]).status, 1);
    // Within the repository links are followed.
    folder.file("settings/markdownlint.json", "{\"MD039\": false}");
    fs::remove_file(folder.path(".markdownlint.json")).expect("removed");
    symlink("settings/markdownlint.json", folder.path(".markdownlint.json")).expect("linked");
    assert_eq!(folder.run(&["lint", "--ignore", "formatting,entries"]).status, 0);
    symlink(outside.path().join("curate.toml"), folder.path("curate.toml")).expect("linked");
    let run = folder.lint(&[]);
    assert!(run.status == 2 && run.err.contains("curate.toml: leads out of the repository"), "{run:?}");
}

#[test]
fn a_configuration_that_is_no_file_is_told() {
    for (make, told) in [
        (zero as fn(&Path), "curate.toml: leads out of the repository"),
        (pipe, "curate.toml: is not a regular file"),
        (|path| fs::create_dir(path).expect("created"), "curate.toml: is a folder where a file is needed"),
        (|path| symlink("nowhere", path).expect("linked"), "curate.toml: leads out of the repository"),
    ] {
        for name in ["curate.toml", ".curate.toml"] {
            let folder = Folder::padded();
            make(&folder.path(name));
            for command in [&["lint"][..], &["lint", "--fix"], &["links", "--dump"], &["config", "show", "README.md"]] {
                let run = bounded(&folder.path(""), command);
                assert!(run.status == 2 && run.err.contains(told), "{command:?}: {run:?}");
            }
            assert_eq!(bounded(&folder.path(""), &["lint", "--isolated", "--select", "links/padding"]).status, 1);
            assert_eq!(folder.text("README.md"), PADDED);
        }
    }
    let folder = Folder::padded();
    pipe(&folder.path("pipe.toml"));
    let run = bounded(&folder.path(""), &["lint", "--config", "pipe.toml"]);
    assert!(run.status == 2 && run.err.contains("pipe.toml: is not a regular file"), "{run:?}");
}

#[test]
fn pipes_and_devices_for_git_and_lists() {
    for make in [zero as fn(&Path), pipe] {
        let folder = Folder::padded();
        fs::remove_dir(folder.path(".git")).expect("removed");
        make(&folder.path(".git"));
        for command in COMMANDS {
            bounded(&folder.path(""), command);
        }
        let run = bounded(&folder.path(""), &["lint", "--since", "HEAD"]);
        assert!(run.err.contains("is in no git repository that can be read"), "{run:?}");
        let folder = Folder::new();
        folder.file("docs/LIST.md", PADDED.replace("Bright", "[Bright](README.md#x)"));
        make(&folder.path("README.md"));
        make(&folder.path("docs/LIST.zh-cn.md"));
        assert_eq!(bounded(&folder.path(""), &["lint", "--select", "links/padding"]).status, 1);
        let run = bounded(&folder.path(""), &["lint", "README.md"]);
        assert_eq!(run.status, 2, "{run:?}");
    }
}

#[test]
fn a_repository_of_pipes() {
    for name in ["HEAD", "config", "index", "refs/heads/main", "packed-refs", "objects/info/alternates"] {
        let folder = Folder::padded();
        fs::remove_dir(folder.path(".git")).expect("removed");
        let git = |arguments: &[&str]| {
            let run = Command::new("git").current_dir(folder.path("")).args(arguments).output().expect("git");
            assert!(run.status.success(), "{run:?}");
        };
        git(&["init", "--quiet", "--initial-branch=main"]);
        git(&["-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "--message=x"]);
        let file = folder.path(".git").join(name);
        let _ = fs::remove_file(&file);
        pipe(&file);
        let run = bounded(&folder.path(""), &["lint", "--since", "HEAD"]);
        assert!(run.err.contains("is not a regular file"), "{name}: {run:?}");
    }
}

#[test]
fn commits_to_ignore_without_an_end() {
    let folder = Folder::new();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.path("")).args(["-c", "user.name=a", "-c", "user.email=a@b"]);
        let run = command.args(arguments).output().expect("git");
        assert!(run.status.success(), "{run:?}");
    };
    git(&["init", "--quiet"]);
    folder.file("README.md", "# Lamps\n\n[中文](README.zh-cn.md)\n\n- [Torch](https://torch.example) - Bright.\n");
    folder.file("README.zh-cn.md", "# 灯\n\n[English](README.md)\n\n- [Torch](https://torch.example) - 亮。\n");
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message=x"]);
    symlink("/dev/zero", folder.path("ignored")).expect("linked");
    git(&["config", "blame.ignoreRevsFile", "ignored"]);
    let run = bounded(&folder.path(""), &["lint", "--select", "parity/stale"]);
    assert!(run.status < 2, "{run:?}");
}

#[test]
fn editions_outside() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), PADDED.replace("Bright", "The secret")).expect("written");
    let folder = Folder::new();
    folder.file("list/README.md", PADDED);
    fs::create_dir(folder.path("list/.git")).expect("created");
    folder.file("secret.md", PADDED.replace("Bright", "The secret"));
    symlink(outside.path(), folder.path("list/linked")).expect("linked");
    symlink(outside.path().join("secret.md"), folder.path("list/linked.md")).expect("linked");
    let absolute = outside.path().join("secret.md").display().to_string();
    let none = outside.path().join("none.md").display().to_string();
    for name in ["../secret.md", "../none.md", &absolute, &none, "linked/secret.md", "linked/none.md", "linked.md"] {
        for key in ["source", "translations"] {
            let text = match key {
                "source" => format!("[[list]]\nsource = '{name}'\ntranslations = ['README.md']\n"),
                _ => format!("[[list]]\nsource = 'README.md'\ntranslations = ['{name}']\n"),
            };
            folder.file("list/curate.toml", text);
            for command in [&["lint"][..], &["lint", "--fix"], &["lint", "README.md"], &["links", "--dump"]] {
                let run = bounded(&folder.path("list"), command);
                assert!(run.status == 2 && run.err.contains("is outside of the repository"), "{name}: {run:?}");
                assert!(!run.out.contains("secret") && !run.err.contains("The secret"), "{name}: {run:?}");
            }
        }
    }
}

#[test]
fn named_through_links() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::create_dir(outside.path().join("folder")).expect("created");
    for file in ["t.md", "folder/t.md"] {
        fs::write(outside.path().join(file), PADDED).expect("written");
    }
    let folder = Folder::new();
    folder.file("t.md", PADDED);
    folder.file("sub/t.md", PADDED);
    folder.file("sub/folder/t.md", PADDED);
    symlink(outside.path().join("folder"), folder.path("out")).expect("linked");
    symlink("sub/folder", folder.path("in")).expect("linked");
    for name in ["out/../t.md", "out/t.md", "out", "out/..", "out/*.md", "out/../*.md"] {
        let run = folder.lint(&["--fix", name]);
        assert!(run.status == 2 && run.err.contains("leads out of the repository"), "{name}: {run:?}");
    }
    for file in ["t.md", "folder/t.md"] {
        assert_eq!(fs::read_to_string(outside.path().join(file)).expect("read"), PADDED);
    }
    // A link to a file that is named itself is read, and not written.
    symlink(outside.path().join("t.md"), folder.path("link.md")).expect("linked");
    assert_eq!(folder.lint(&["link.md"]).status, 1);
    let run = folder.lint(&["--fix", "link.md"]);
    assert!(run.status == 2 && run.err.contains("link.md: leads out of the repository"), "{run:?}");
    assert_eq!(fs::read_to_string(outside.path().join("t.md")).expect("read"), PADDED);
    fs::remove_file(folder.path("link.md")).expect("removed");
    assert_eq!(folder.lint(&["--fix", "in/../t.md"]).status, 0);
    assert_eq!([folder.text("t.md"), folder.text("sub/t.md")], [PADDED, FIXED]);
    folder.file("sub/t.md", PADDED);
    assert_eq!(folder.lint(&["--fix", "in/../*.md"]).status, 0);
    assert_eq!([folder.text("t.md"), folder.text("sub/t.md")], [PADDED, FIXED]);
    assert_eq!(folder.lint(&["--fix", "in/t.md"]).status, 0);
    assert_eq!(folder.text("sub/folder/t.md"), FIXED);
}

#[test]
fn outputs_through_links() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("kept"), "kept").expect("written");
    let folder = Folder::padded();
    symlink(outside.path().join("kept"), folder.path("report.json")).expect("linked");
    symlink(outside.path().join("new"), folder.path("new.json")).expect("linked");
    symlink(outside.path(), folder.path("out")).expect("linked");
    for name in ["report.json", "new.json", "out/kept", "out/none"] {
        for option in ["--output-file", "--baseline"] {
            let mut arguments = vec!["lint", "--output-format", "json", option, name];
            arguments.extend((option == "--baseline").then_some("--write-baseline"));
            let run = folder.run(&arguments);
            assert!(run.status == 2 && run.err.contains("leads out of the repository"), "{arguments:?}: {run:?}");
        }
        let run = folder.run(&["ci", "--only", "lint", "--sarif-file", name]);
        assert!(run.status == 2 && run.err.contains("leads out of the repository"), "{name}: {run:?}");
    }
    assert_eq!(fs::read_to_string(outside.path().join("kept")).expect("read"), "kept");
    assert!(!outside.path().join("new").exists() && !outside.path().join("none").exists());
}

#[test]
fn names_that_are_not_text_are_told_apart() {
    let folder = Folder::new();
    let name = |bytes: &[u8]| std::ffi::OsString::from_vec(bytes.to_vec());
    for bytes in [b"a\xff.md".as_slice(), b"a\xfe.md", b"a\xff\xfe.md", b"d\xff/a.md", b"d\xfe/a.md"] {
        let path = folder.path("").join(name(bytes));
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, PADDED).expect("written");
    }
    let run = folder.lint(&["--output-format", "concise"]);
    assert_eq!((run.status, run.out.matches("links/padding").count()), (1, 5), "{run:?}");
    assert!(run.out.contains("a\\xff.md:3") && run.out.contains("d\\xfe/a.md:3"), "{run:?}");
    // What looks the same all the same is told.
    folder.file("a\\xff.md", PADDED);
    let run = folder.lint(&["--output-format", "concise"]);
    assert!(run.status == 2 && run.err.contains("is the name of two files"), "{run:?}");
    fs::remove_file(folder.path("a\\xff.md")).expect("removed");
    assert_eq!(folder.lint(&["--fix"]).status, 0);
    for bytes in [b"a\xff.md".as_slice(), b"a\xfe.md", b"a\xff\xfe.md", b"d\xff/a.md", b"d\xfe/a.md"] {
        assert_eq!(fs::read_to_string(folder.path("").join(name(bytes))).expect("read"), FIXED, "{bytes:?}");
    }
}

#[test]
fn settings_made_to_take_long() {
    let folder = Folder::padded();
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    for (name, text) in [
        (".gitignore", "*a*b*c*d*e*f*\n".repeat(9_000)),
        (".editorconfig", "[{a,b,c}{d,e,f}*]\nindent_size = 2\n".repeat(7_000)),
        (".markdownlint.json", nested("[", "]")),
        (".markdownlint.yaml", nested("[", "]")),
        (".autocorrectrc", nested("{a: ", "}")),
        (".lycheeignore", "(\\pL{50}){20}\n".repeat(15_000)),
        ("lychee.toml", format!("exclude = [{}]", "'(\\pL{50}){20}',".repeat(15_000))),
        ("lychee.toml", format!("a = {}", nested("[", "]"))),
        ("lychee.toml", (0..15_000).map(|at| format!("key-{at} = 1")).collect::<Vec<_>>().join("\n")),
        (
            ".markdown-link-check.json",
            format!("{{\"ignorePatterns\": [{{}}{}]}}", ",{\"pattern\": \"(\\\\pL{50}){20}\"}".repeat(7_000)),
        ),
        ("mlc_config.json", nested("{\"a\":[", "]}")),
        ("curate.toml", format!("a = {}", nested("[", "]"))),
        ("curate.toml", format!("a = {}", nested("{a=", "}"))),
        ("curate.toml", format!("links.exclude = [{}]", "'(\\pL{50}){20}',".repeat(15_000))),
        ("curate.toml", format!("exclude = [{}]", "'*a*b*c*d*e*f*',".repeat(15_000))),
        ("curate.toml", "a.".repeat(200_000)),
    ] {
        folder.file(name, &text);
        for command in [&["lint", "--select", "links/padding"][..], &["links", "--dump"]] {
            let start = Instant::now();
            let run = bounded(&folder.path(""), command);
            assert!(run.status <= 2 && !run.err.contains("a bug"), "{name}: {run:?}");
            let is_in_time = cfg!(debug_assertions) || start.elapsed() < Duration::from_secs(3);
            assert!(is_in_time, "{name} {command:?}: {:?}", start.elapsed());
        }
        fs::remove_file(folder.path(name)).expect("removed");
    }
}
