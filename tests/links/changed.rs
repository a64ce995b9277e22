//! `curate links --since`: only URLs that the change introduces are checked.

use crate::fault::script::{page, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The arguments of every run.
const LINKS: [&str; 6] = ["links", "--allow-private", "--no-store", "--output-format", "concise", "--since=HEAD"];

fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    for name in ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"] {
        git.env(name, "/dev/null");
    }
    for (name, value) in [("NAME", "Author"), ("EMAIL", "author@lamps.example")] {
        git.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    assert!(git.current_dir(folder).args(arguments).status().unwrap().success(), "git {arguments:?}");
}

fn edited(folder: &Path, from: &str, to: &str) -> Run {
    let path = folder.join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(&path, text.replace(from, to)).unwrap();
    curate(folder, &LINKS)
}

#[test]
fn only_what_the_change_introduces_is_checked() {
    let server = Server::start();
    server.on("/old", status(404));
    server.on("/new", status(404));
    server.on("/fine", page("<p>fine</p>"));
    let folder = list(&["old", "fine"].map(|name| server.url(&format!("/{name}"))));
    let folder = folder.path();
    fs::remove_dir(folder.join(".git")).unwrap();
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "old"]);
    let requested = || server.requests().iter().map(|request| request.target.clone()).collect::<Vec<_>>();

    let run = curate(folder, &LINKS);
    assert_eq!((run.status, requested().len()), (0, 0), "{}{}", run.out, run.err);
    // Another description, and a URL that the list had before.
    let old = server.url("/old");
    let run = edited(folder, "[Lamp 1]", &format!("[Lamp again]({old}) - A light.\n- [Lamp 1]"));
    assert_eq!((run.status, requested().len()), (0, 0), "{}{}", run.out, run.err);
    let new = server.url("/new");
    let run = edited(folder, "[Lamp again]", &format!("[Lamp new]({new}) - A light.\n- [Lamp again]"));
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(run.out.starts_with("README.md:6:") && run.out.contains("links/dead"), "{}", run.out);
    assert!(!run.out.contains("README.md:5:") && !run.out.contains("README.md:7:"), "{}", run.out);
    let requested = requested();
    assert!(!requested.is_empty() && requested.iter().all(|path| path == "/new"), "{requested:?}");
}

#[test]
fn a_base_that_cannot_be_had_ends_the_run() {
    let server = Server::start();
    server.on("/old", status(404));
    let folder = list(&[server.url("/old")]);
    let run = curate(folder.path(), &LINKS);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}{}", run.out, run.err);
    assert!(run.err.contains("what changed since `HEAD` cannot be known"), "{}", run.err);
    assert!(server.requests().is_empty());
}
