//! Files that are not what they should be: a clear message, status 2, and no byte changed.

use super::{FIXED, Folder, PADDED, Run};
use std::fs;
use std::time::{Duration, Instant};

fn refused(run: &Run, message: &str) {
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains(message), "{message}: {run:?}");
}

#[test]
fn not_utf8_leaves_the_other_files_to_be_judged() {
    let folder = Folder::padded();
    let bytes = b"# Lamps\n\n- caf\xe9 [Desk ](https://a.example/)\n";
    folder.file("LATIN.md", bytes);
    let run = folder.lint(&["--fix"]);
    refused(&run, "LATIN.md: is not UTF-8 (byte 14, line 3)");
    assert_eq!(fs::read(folder.path("LATIN.md")).expect("read"), bytes);
    assert_eq!(folder.text("README.md"), FIXED);
}

#[test]
fn too_large_is_refused_without_being_read() {
    let folder = Folder::new();
    let file = fs::File::create(folder.path("BIG.md")).expect("created");
    file.set_len(100 * 1024 * 1024).expect("sparse");
    let start = Instant::now();
    let run = folder.lint(&["BIG.md"]);
    let bytes = "104857600 bytes, more than 64 MiB";
    refused(&run, &format!("BIG.md: has {bytes}"));
    let told = folder.run(&["lint", "BIG.md"]);
    assert!(told.status == 2 && told.out.contains("project/unparsed") && told.out.contains(bytes), "{told:?}");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn missing_paths_and_patterns() {
    let folder = Folder::padded();
    let missing = folder.lint(&["nope.md", "README.md"]);
    refused(&missing, "nope.md: no such file or folder");
    assert!(missing.out.contains("README.md:3:4"), "the others are judged: {missing:?}");
    refused(&folder.lint(&["docs/*.md"]), "docs/*.md: the pattern matches no file");
    let matched = folder.lint(&["*.md"]);
    assert!(matched.status == 1 || cfg!(windows), "a pattern that no shell expanded: {matched:?}");
}

#[test]
fn no_files_are_announced() {
    let folder = Folder::new();
    let run = folder.lint(&[]);
    assert_eq!(run.status, 0);
    assert!(run.err.contains("no markdown file") && run.err.contains("no files were checked"), "{run:?}");
    folder.file("README.md", PADDED);
    let excluded = folder.lint(&["--exclude", "*.md"]);
    assert!(
        excluded.status == 0 && excluded.err.contains("no files were checked: the only one is excluded"),
        "{excluded:?}"
    );
}

#[test]
fn a_folder_called_like_a_file() {
    let folder = Folder::new();
    folder.file("LIST.md/README.md", PADDED);
    let run = folder.lint(&["LIST.md"]);
    assert!(run.status == 1 && run.out.contains("LIST.md/README.md:3:4"), "{run:?}");
    folder.file("curate.toml", "[[list]]\nsource = \"A.md\"\ntranslations = [\"LIST.md\"]\n");
    folder.file("A.md", PADDED);
    refused(&folder.lint(&["A.md"]), "there is no file `LIST.md`");
}

#[cfg(unix)]
#[test]
fn unreadable_and_special_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::padded();
    fs::set_permissions(folder.path("README.md"), fs::Permissions::from_mode(0o000)).expect("set");
    // Root reads everything.
    if fs::read(folder.path("README.md")).is_err() {
        refused(&folder.lint(&["README.md"]), "README.md: cannot be read");
    }
    refused(&folder.lint(&["/dev/null"]), "is not a regular file");
}

#[test]
fn odd_bytes_are_judged_and_kept() {
    for (name, text, line) in [
        ("BOM", format!("\u{FEFF}{PADDED}"), 3),
        ("CRLF", PADDED.replace('\n', "\r\n"), 3),
        ("lone CR", PADDED.replace('\n', "\r"), 3),
        ("NUL", format!("{PADDED}\nnothing \0 here\n"), 3),
        ("front matter", format!("---\ntitle: Lamps\n---\n\n{PADDED}"), 7),
        ("no headings", PADDED.trim_start_matches("# Lamps\n\n").to_owned(), 1),
    ] {
        let folder = Folder::new();
        folder.file("README.md", &text);
        let found = folder.lint(&[]);
        assert!(found.status == 1 && found.out.contains(&format!("README.md:{line}:4")), "{name}: {found:?}");
        assert_eq!(folder.lint(&["--fix"]).status, 0, "{name}");
        assert_eq!(folder.text("README.md"), text.replace("lamp ]", "lamp]"), "{name}");
    }
}

#[test]
fn an_empty_file_is_fine() {
    let folder = Folder::new();
    folder.file("README.md", "");
    let run = folder.run(&["lint", "--fix"]);
    assert_eq!((run.status, folder.text("README.md").as_str()), (0, ""), "{run:?}");
}

#[test]
fn hostile_texts_end_in_time() {
    let cell = "| a | b |\n";
    for (name, text) in [
        ("markers", "> ".repeat(50_000)),
        ("indentation", nested(1000)),
        ("brackets", "[".repeat(10_000)),
        ("comments", "<!--".repeat(16_000)),
        ("table", format!("{cell}|---|---|\n{}", cell.repeat(100_000))),
        ("panic", "=\n=\n=\na\n=\n".repeat(500)),
        ("bullets", "- ".repeat(16_000)),
    ] {
        let folder = Folder::new();
        folder.file("README.md", &text);
        let start = Instant::now();
        let run = folder.run(&["lint"]);
        let limit = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 3 });
        assert!(start.elapsed() < limit, "{name} took {:?}", start.elapsed());
        assert!(
            (0..=2).contains(&run.status) && !run.err.contains("panicked") && !run.err.contains("a bug"),
            "{name}: {run:?}"
        );
        assert_eq!(folder.text("README.md"), text, "{name}");
    }
}

/// Items, each two columns deeper than the one before.
fn nested(depth: usize) -> String {
    let mut text = String::new();
    for depth in 0..depth {
        text.push_str(&" ".repeat(depth * 2));
        text.push_str("- x\n");
    }
    text
}
