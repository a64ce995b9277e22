//! What `curate ci` prints for GitHub's runner.

use super::Folder;
use super::grammar::{WorkflowCommand, commands};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const GITHUB: &[(&str, &str)] = &[("GITHUB_ACTIONS", "true")];

fn ci(folder: &Folder) -> super::Run {
    folder.run(&["ci", "--only", "lint"], GITHUB)
}

fn annotations(folder: &Folder) -> Vec<WorkflowCommand> {
    commands(&ci(folder).out)
}

#[test]
fn ten_of_a_kind_the_worst_first_and_one_for_a_line() {
    let folder = Folder::new();
    let mut list = String::from("# Lamps\n\n");
    for at in 0..30 {
        // Two warnings in a line, and every other line has an error too.
        let url = if at % 2 == 0 { format!("(https://l{at}.example/)") } else { format!("https://l{at}.example/") };
        writeln!(list, "- [Lamp {at} ]({url}) - Bright,.").unwrap();
    }
    folder.file("README.md", &list);
    let found = annotations(&folder);
    let count = |name: &str| found.iter().filter(|command| command.name == name).count();
    assert_eq!((count("error"), count("warning"), found.len()), (10, 10, 20), "{found:?}");
    assert!(found[..10].iter().all(|command| command.name == "error"), "{found:?}");
    let lines: BTreeSet<&String> = found.iter().map(|command| &command.properties["line"]).collect();
    assert_eq!(lines.len(), 20, "{found:?}");
}

#[test]
fn warnings_do_not_fail_a_job_unless_that_is_wanted() {
    let folder = Folder::new();
    folder.file("README.md", "# Lamps\n\n- [Clip ](https://clip.example/) - Holds on.\n");
    assert_eq!(ci(&folder).status, 0);
    assert_eq!(folder.run(&["ci", "--only", "lint", "--fail-on", "warning"], GITHUB).status, 1);
    folder.file("README.md", "# Lamps\n\n- [Clip]((https://clip.example/)) - Holds on.\n");
    assert_eq!(ci(&folder).status, 1);
}

#[test]
fn nothing_hostile_becomes_a_command() {
    let folder = Folder::hostile();
    let run = ci(&folder);
    let found = commands(&run.out);
    assert!(!found.is_empty());
    for command in &found {
        assert!(["error", "warning"].contains(&command.name.as_str()), "{command:?}");
        let keys: Vec<&str> = command.properties.keys().map(String::as_str).collect();
        assert!(
            keys == ["col", "endColumn", "endLine", "file", "line", "title"]
                || keys == ["endLine", "file", "line", "title"],
            "{command:?}"
        );
        assert!(command.properties["line"].parse::<u32>().is_ok(), "{command:?}");
        assert!(command.data.chars().all(|character| !character.is_control() || character == '\n'), "{command:?}");
    }
    assert_eq!(commands(&run.err), [], "{}", run.err);
    if cfg!(unix) {
        let files: BTreeSet<&str> = found.iter().map(|command| command.properties["file"].as_str()).collect();
        for name in ["1,2:3%0A%25.md", "$(id)`id`.md", "<b>@octo|&\"'.md", "-leading 灯.md"] {
            assert!(files.contains(name), "{name} is not among {files:?}");
        }
    }
}

#[test]
fn elsewhere_people_read_it() {
    let run = Folder::list().run(&["ci", "--only", "lint"], &[]);
    assert!(commands(&run.out).is_empty() && run.out.contains("╭─["), "{run:?}");
    let gitlab = Folder::list().run(&["ci", "--only", "lint"], &[("GITLAB_CI", "true")]);
    assert!(commands(&gitlab.out).is_empty() && gitlab.out.starts_with("README.md\n"), "{gitlab:?}");
}
