//! What the pages show is what the program does: their commands run, and output that stands below `$ …` is what a terminal of 80
//! columns shows.

use super::terminal::screen;
use super::{Folder, run};
use curate_testing::recorded::assert_recorded;
use curate_testing::root;
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a reader is spared of an output: any number of lines.
const LEFT_OUT: &str = "…";

/// The pages whose list is `desk`; that of the others is `fixtures/lists/lamps`.
const OF_THE_DESK: [&str; 6] = [
    "README.md",
    "README.zh-cn.md",
    "docs/en/guide/editions.md",
    "docs/zh/guide/editions.md",
    "docs/en/reference/formats.md",
    "docs/zh/reference/formats.md",
];

/// A list whose translation lacks an entry.
fn desk() -> Folder {
    let folder = Folder::new();
    folder.file(
        "README.md",
        "# Lamps\n\n[简体中文](README.zh-cn.md)\n\n## Desk\n\n\
         - [Bright](https://bright.example/) - A lamp for late readers.\n\
         - [Clip](https://clip.example/) - Holds on to any shelf.\n\
         - [Glow](https://glow.example/) - Warm light on a small foot.\n",
    );
    folder.file(
        "README.zh-cn.md",
        "# 灯\n\n[English](README.md)\n\n## 台灯\n\n\
         - [Bright](https://bright.example/) - 给夜读的人。\n\
         - [Glow](https://glow.example/) - 小底座，暖光。\n",
    );
    folder
}

fn lamps() -> Folder {
    let folder = Folder::new();
    for name in ["README.md", "README.zh-cn.md"] {
        folder.file(name, fs::read(root().join("fixtures/lists/lamps").join(name)).unwrap());
    }
    folder
}

/// A new folder with the list of `page`, as a clone of what `origin/main` has.
fn clone_for(page: &str) -> Folder {
    let folder = if OF_THE_DESK.contains(&page) { desk() } else { lamps() };
    for arguments in [
        &["init", "--quiet", "."][..],
        &["add", "--all"],
        &["-c", "user.name=Lin", "-c", "user.email=lin@lamps.example", "commit", "--quiet", "--message", "lamps"],
        &["update-ref", "refs/remotes/origin/main", "HEAD"],
    ] {
        assert!(Command::new("git").current_dir(folder.path("")).args(arguments).status().unwrap().success());
    }
    folder
}

/// The pages that are written by hand, as paths from the root.
fn pages() -> Vec<String> {
    let mut found = vec!["README.md".to_owned(), "README.zh-cn.md".to_owned()];
    for folder in ["docs/en", "docs/en/guide", "docs/en/reference", "docs/zh", "docs/zh/guide", "docs/zh/reference"] {
        let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        let pages = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
        found.extend(pages.map(|path| format!("{folder}/{}", path.file_name().unwrap().display())));
    }
    found
}

#[test]
fn consoles_show_what_the_program_does() {
    let mut shown = 0;
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let mut now = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("\n```console\n") {
            let (block, after) = after.split_once("\n```\n").expect("the end of the block");
            let block = if block.starts_with("$ ") {
                shown += 1;
                with_output_of_now(&clone_for(&page), block)
            } else {
                run_each(&page, block);
                block.to_owned()
            };
            now.push_str(&format!("{before}\n```console\n{block}\n```\n"));
            rest = after;
        }
        assert_recorded(&page, &(now + rest));
    }
    assert!(shown >= 10, "only {shown} blocks show output");
}

/// `block` with the output that its commands have now. Where lines are left out, as many as now stand around them.
fn with_output_of_now(folder: &Folder, block: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for command in block.strip_prefix("$ ").unwrap_or_default().split("\n$ ") {
        let mut shown = command.lines();
        let command = shown.next().unwrap_or_default();
        let shown: Vec<&str> = shown.collect();
        let output = screen(folder, (80, 60), &[], &words(command));
        let output: Vec<String> = output.lines().map(|line| line.trim_end().to_owned()).collect();
        lines.push(format!("$ {command}"));
        match shown.iter().position(|line| *line == LEFT_OUT) {
            None => lines.extend(output),
            Some(head) => {
                let tail = output.len().saturating_sub(shown.len() - head - 1);
                lines.extend(output.iter().take(head).cloned());
                lines.push(LEFT_OUT.to_owned());
                lines.extend(output.into_iter().skip(tail));
            }
        }
    }
    lines.join("\n")
}

/// Runs the commands of a block that shows no output, one after the other. Those that would request URLs or need a broker are only
/// read.
fn run_each(page: &str, block: &str) {
    let folder = clone_for(page);
    for command in block.lines().filter(|line| line.starts_with("curate ")) {
        let mut arguments = words(command.split(" #").next().unwrap_or_default());
        let needs_broker = arguments.iter().any(|argument| argument.starts_with("nats://"));
        if needs_broker || ["links", "check", "ci"].contains(&arguments[0]) {
            arguments.push("--help");
        }
        let run = run(Path::new(&folder.path("")), &arguments, "");
        assert_ne!(run.status, 2, "{page}: {command}: {run:?}");
    }
}

/// The arguments of a command line, without the program. Quotes stand around whole ones.
fn words(command: &str) -> Vec<&str> {
    let (program, arguments) = command.split_once(' ').expect("arguments");
    assert_eq!(program, "curate");
    arguments.split_whitespace().map(|argument| argument.trim_matches('\'')).collect()
}

#[test]
fn commands_in_sentences_are_commands() {
    let command = Regex::new("`curate ([a-z][^`|<>]*)").unwrap();
    let folder = lamps();
    let mut known = BTreeSet::new();
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        for found in command.captures_iter(&text) {
            if known.insert(found[1].to_owned()) {
                let arguments: Vec<&str> = found[1].split_whitespace().chain(["--help"]).collect();
                let run = folder.run(&arguments);
                assert_eq!(run.status, 0, "{page}: {}: {}", &found[0], run.err);
            }
        }
    }
    assert!(known.len() > 30);
    assert_eq!(folder.run(&["lint", "--no-such-flag", "--help"]).status, 2, "this test can fail");
}

#[test]
fn the_object_on_the_page_is_that_of_the_program() {
    let object = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let now = desk().run(&["lint", "--output-format", "json"]).out;
    for page in ["docs/en/reference/formats.md", "docs/zh/reference/formats.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let shown = text.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
        assert_eq!(object(shown), object(&now), "{page}");
    }
}
