//! Files that a document links to, in a repository and outside of one.

use super::{Folder, run};
use std::fs;

const TEXT: &str = "# Lamps\n\nRead [the rules](rules.md), [the guide](Guide.md) and [ours](https://code.example/lamps/list/blob/main/gone.md).\n";
const ASK: [&str; 5] = ["lint", "--select", "links/missing-file", "--output-format", "concise"];

fn repository() -> Folder {
    let folder = Folder::new();
    folder.file(".git/config", "[remote \"origin\"]\n\turl = git@code.example:lamps/list.git\n");
    folder.file("README.md", TEXT);
    folder.file("guide.md", "# Guide\n");
    folder
}

#[test]
fn a_file_that_is_missing_in_a_repository_is_an_error() {
    let folder = repository();
    let run = folder.run(&ASK);
    assert_eq!(run.status, 1, "{run:?}");
    for wanted in ["no file `rules.md`", "there is `guide.md`", "no file `gone.md`"] {
        assert!(run.out.contains(wanted), "{wanted}: {run:?}");
    }
    folder.run(&[&ASK[..], &["--fix"]].concat());
    assert_eq!(folder.text("README.md"), TEXT.replace("Guide.md", "guide.md"));
}

#[test]
fn outside_of_a_repository_only_letter_cases_are_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("README.md"), TEXT).expect("written");
    fs::write(folder.path().join("guide.md"), "# Guide\n").expect("written");
    let run = run(folder.path(), &ASK, "");
    assert!(run.out.contains("there is `guide.md`") && run.out.contains("1 error in"), "{run:?}");
}

#[test]
fn text_without_a_name_is_in_no_folder() {
    let folder = repository();
    let nameless = run(folder.0.path(), &[&ASK[..], &["-"]].concat(), TEXT);
    assert_eq!(nameless.status, 0, "{nameless:?}");
    let named = run(folder.0.path(), &[&ASK[..], &["-", "--stdin-filename", "NEWS.md"]].concat(), TEXT);
    assert_eq!(named.status, 1, "{named:?}");
}
