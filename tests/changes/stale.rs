//! `parity/stale`: what the source says since the translation last changed.

use super::repository::{Repository, Run};

/// Seconds of a day.
const DAY: u32 = 86_400;

/// A pair, committed on day 0.
fn pair() -> Repository {
    let repository = Repository::new();
    repository.file("README.md", super::repository::ENGLISH);
    repository.file("README.zh-cn.md", super::repository::CHINESE);
    repository.commit_on(0, "a pair");
    repository
}

impl Repository {
    pub fn commit_on(&self, day: u32, message: &str) {
        let date = format!("{} +0000", 1_600_000_000 + day * DAY);
        self.git(&["add", "--all"]);
        self.git_on(&["commit", "--quiet", "--message", message], &date);
    }

    pub fn stale(&self) -> Run {
        self.run(&["lint", "--output-format", "concise", "--select", "parity/stale"], &[])
    }
}

#[test]
fn a_translation_that_fell_behind() {
    let repository = pair();
    assert_eq!(repository.stale().findings(), [""; 0]);
    repository.edit("README.md", "Burns grease in an iron pan.", "Is sold out.");
    // Not committed yet.
    assert_eq!(repository.stale().findings(), [""; 0]);
    repository.commit_on(30, "sold out");
    let run = repository.stale();
    assert_eq!(run.findings(), ["README.zh-cn.md:13 parity/stale"], "{run:?}");
    assert!(run.out.contains("it said \"Burns grease in an iron pan.\""), "{run:?}");
    repository.edit("README.zh-cn.md", "在铁盘里燃脂。", "已售罄。");
    repository.commit_on(40, "translated");
    assert_eq!(repository.stale().findings(), [""; 0]);
    // Off by default.
    repository.edit("README.md", "Is sold out.", "Is back.");
    repository.commit_on(60, "back");
    let since = |revision: &str| repository.lint(&["--select", "parity/stale", "--since", revision]).findings();
    assert_eq!(since("HEAD~1"), ["README.zh-cn.md:13 parity/stale"]);
    repository.edit("README.md", "glass chimney", "chimney of glass");
    repository.commit_on(60, "beside it");
    assert_eq!(since("HEAD~1"), ["README.zh-cn.md:12 parity/stale"]);
    repository.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    assert_eq!(repository.lint(&[]).findings(), [""; 0]);
    assert_eq!(repository.stale().findings(), ["README.zh-cn.md:13 parity/stale"]);
}

#[test]
fn what_does_not_change_what_is_said() {
    let repository = pair();
    let edison = "- [Edison](https://edison.example/) - Glows in a bulb.\n";
    repository.edit("README.md", edison, "");
    repository.edit("README.md", "## Desk\n\n", &format!("## Desk\n\n{edison}"));
    repository.edit(
        "README.md",
        "[Davy](https://davy.example/) - Is safe",
        "[Davy](https://www.davy.example) - *is* safe",
    );
    repository.edit("README.md", "- [Fluor]", "-   [Fluor]");
    repository.edit("README.md", "with a clockwork", "with a clokwork");
    repository.commit_on(30, "moved and fixed");
    assert_eq!(repository.stale().findings(), [""; 0]);
    // The next day is soon enough.
    let repository = pair();
    repository.edit("README.zh-cn.md", "在铁盘里燃脂。", "已售罄。");
    repository.commit_on(10, "Chinese");
    repository.edit("README.md", "Burns grease in an iron pan.", "Is sold out.");
    repository.commit_on(11, "English");
    assert_eq!(repository.stale().findings(), [""; 0]);
}

#[test]
fn a_shallow_clone_is_not_judged_and_says_so() {
    let repository = pair();
    repository.edit("README.md", "Burns grease in an iron pan.", "Is sold out.");
    repository.commit_on(30, "sold out");
    let clone = repository.shallow_clone("main", 1);
    let run = clone.stale();
    assert_eq!((run.status, run.findings()), (0, vec![]));
    assert!(run.err.starts_with("note: parity/stale judges nothing: the clone is shallow"), "{}", run.err);
}

#[test]
fn no_text_conversion_runs() {
    let repository = pair();
    repository.file("trap", "#!/bin/sh\ntouch \"$(dirname \"$0\")/sprung\"\ncat \"$1\"\n");
    std::process::Command::new("chmod").arg("+x").arg(repository.path("trap")).status().unwrap();
    repository.git(&["config", "diff.trap.textconv", repository.path("trap").to_str().unwrap()]);
    repository.file(".gitattributes", "*.md diff=trap\n");
    repository.edit("README.md", "Burns grease in an iron pan.", "Is sold out.");
    repository.commit_on(30, "sold out");
    let _ = std::fs::remove_file(repository.path("sprung"));
    assert_eq!(repository.stale().findings(), ["README.zh-cn.md:13 parity/stale"]);
    assert!(!repository.path("sprung").exists());
}
