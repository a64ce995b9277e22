//! What a change is compared with, and what is said where that cannot be had.

use super::repository::{ENGLISH, Repository};

const PADDED: &str = "# Lamps\n\n- [Desk ](https://desk.example/) - Bright.\n";

/// A branch `change` from the middle of `main`, where each added a flaw of its own.
fn forked() -> Repository {
    let repository = Repository::new();
    repository.file("README.md", PADDED);
    repository.commit("first");
    repository.git(&["switch", "--quiet", "--create", "change"]);
    repository.file("README.md", format!("{PADDED}- [Floor ](https://floor.example/) - High.\n"));
    repository.commit("floor");
    repository.git(&["switch", "--quiet", "main"]);
    repository.file("README.md", PADDED.replace("# Lamps\n", "# Lamps \n"));
    repository.commit("white space");
    repository.git(&["switch", "--quiet", "change"]);
    repository
}

#[test]
fn the_merge_base_is_the_base() {
    let repository = forked();
    assert_eq!(repository.lint(&["--since", "main"]).findings(), ["README.md:4 links/padding"]);
    // What came in with a merge is not the change's either.
    repository.git(&["merge", "--quiet", "--no-edit", "main"]);
    assert_eq!(repository.lint(&["--since", "main"]).findings(), ["README.md:4 links/padding"]);
}

#[test]
fn the_merge_commit_of_a_request_is_compared_with_its_first_parent() {
    let repository = forked();
    let fork = repository.git(&["merge-base", "main", "change"]);
    repository.git(&["switch", "--quiet", "--detach", "main"]);
    repository.git(&["merge", "--quiet", "--no-edit", "change"]);
    let head = repository.git(&["rev-parse", "HEAD"]);
    let lint = |revision: &str, environment: &[(&str, &str)]| {
        repository.run(&["lint", "--quiet", "--output-format", "concise", "--since", revision], environment).findings()
    };
    let request = [("GITHUB_REF", "refs/pull/7/merge"), ("GITHUB_SHA", &*head)];
    assert_eq!(lint("main", &[]), ["README.md:4 links/padding"]);
    assert_eq!(lint(&fork, &request), ["README.md:4 links/padding"]);
    // Elsewhere a commit that is named is meant, and where something else is checked out, too.
    let both = ["README.md:1 formatting/whitespace", "README.md:4 links/padding"];
    assert_eq!(lint(&fork, &[]), both);
    assert_eq!(lint(&fork, &[("GITHUB_REF", "refs/pull/7/merge"), ("GITHUB_SHA", &fork)]), both);
    // A clone of this commit and its parents is enough.
    repository.git(&["branch", "request"]);
    let clone = repository.shallow_clone("request", 2);
    let run = clone.run(&["lint", "--quiet", "--output-format", "concise", "--since", "HEAD^1"], &[]);
    assert_eq!(run.findings(), ["README.md:4 links/padding"], "{run:?}");
}

#[test]
fn a_base_that_cannot_be_had_ends_the_run() {
    let check = |repository: &Repository, arguments: &[&str], reason: &str, way_out: &str| {
        let before = repository.text("README.md");
        for more in [&[][..], &["--fix"]] {
            let run = repository.run(&[&["lint"], arguments, more].concat(), &[]);
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
            let words = run.err.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("cannot be known: ") && words.contains(reason), "{words}");
            assert!(words.contains(way_out), "{words}");
        }
        assert_eq!(repository.text("README.md"), before);
    };
    let repository = forked();
    check(&repository, &["--since=nowhere"], "`nowhere` is not a commit that git knows here", "`git fetch` gets those");
    check(&repository, &["--since=--all"], "`--all` is not a revision", "name a branch");
    check(&repository, &["--since=main..change"], "`main..change` is not a commit", "`git branch --all`");
    let head = repository.run(&["lint", "--since", "main", "--until", "nowhere"], &[]);
    assert!(head.status == 2 && head.err.contains("`nowhere` is not a commit"), "{head:?}");
    repository.git(&["switch", "--quiet", "--orphan", "alone"]);
    repository.file("README.md", "# Other\n");
    repository.commit("other");
    repository.git(&["switch", "--quiet", "change"]);
    check(&repository, &["--since=alone"], "`alone` and HEAD have no commit in common here", "in their history");
    let clone = repository.shallow_clone("change", 1);
    check(&clone, &["--since=origin/main"], "the clone is shallow", "`fetch-depth: 0`");
    let plain = Repository::new();
    std::fs::remove_dir_all(plain.path(".git")).unwrap();
    plain.file("README.md", repository.text("README.md"));
    check(&plain, &["--since=main"], "is in no git repository", "leave out --since");
    let staged = plain.run(&["lint", "--staged"], &[]);
    assert!(staged.status == 2 && staged.err.contains("is in no git repository"), "{staged:?}");
}

#[test]
fn a_run_without_git_ends() {
    let repository = forked();
    let run = repository.run(&["lint", "--since", "main"], &[("PATH", "/nonexistent")]);
    assert!(run.status == 2 && run.err.contains("git cannot be run"), "{run:?}");
}

#[test]
fn before_the_first_commit_all_is_new() {
    let repository = Repository::new();
    repository.file("README.md", PADDED);
    repository.git(&["add", "README.md"]);
    let run = repository.lint(&["--staged"]);
    assert_eq!((run.status, run.findings()), (1, vec!["README.md:3 links/padding".to_owned()]), "{run:?}");
}

#[test]
fn odd_names_and_folders() {
    let repository = Repository::new();
    let names = ["-dash.md", "a b.md", "灯.md", "quo\"te.md", "[x].md", "docs/deep/ü.md"];
    for name in names {
        repository.file(name, PADDED);
    }
    repository.commit("odd");
    for name in names {
        repository.file(name, format!("{PADDED}- [Floor ](https://floor.example/) - High.\n"));
    }
    let mut expected: Vec<String> = names.iter().map(|name| format!("{name}:4 links/padding")).collect();
    expected.sort();
    let mut found = repository.lint(&["--since", "HEAD"]).findings();
    found.sort();
    assert_eq!(found, expected);
    // From another folder, and from outside.
    let folder = repository.path("docs/deep");
    let mut command = assert_cmd::Command::cargo_bin("curate").unwrap();
    let output = command
        .current_dir(&folder)
        .args(["lint", "--quiet", "--output-format", "concise", "--since", "HEAD", "../.."])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), names.len());
}

#[test]
fn nothing_of_the_repositorys_making_runs() {
    let repository = forked();
    let trap = repository.path("trap");
    let script = "#!/bin/sh\ntouch \"$(dirname \"$0\")/sprung\"\ncat\n";
    repository.file("trap", script);
    std::process::Command::new("chmod").arg("+x").arg(&trap).status().unwrap();
    let trap = trap.to_str().unwrap();
    repository.git(&["config", "core.pager", trap]);
    repository.git(&["config", "core.fsmonitor", trap]);
    repository.git(&["config", "diff.external", trap]);
    repository.git(&["config", "diff.trap.textconv", trap]);
    repository.git(&["config", "diff.trap.command", trap]);
    repository.file(".gitattributes", "*.md diff=trap\n");
    repository.git(&["-c", "core.fsmonitor=false", "mv", "README.md", "LIST.md"]);
    let run = repository.run(
        &["lint", "--quiet", "--output-format", "concise", "--since", "main"],
        &[("GIT_EXTERNAL_DIFF", trap), ("GIT_PAGER", trap)],
    );
    assert_eq!(run.findings(), ["LIST.md:4 links/padding"], "{run:?}");
    assert!(!repository.path("sprung").exists());
}

#[test]
fn line_endings_that_git_writes_are_no_change() {
    let repository = Repository::new();
    repository.file(".gitattributes", "*.md text eol=crlf\n");
    repository.file("README.md", ENGLISH.replace('\n', "\r\n"));
    repository.commit("text");
    assert_eq!(repository.git(&["cat-file", "blob", "HEAD:README.md"]).matches('\r').count(), 0);
    let run = repository.run(&["lint", "--since", "HEAD"], &[]);
    assert_eq!(run.err, "note: no files were checked: nothing in them has changed since `HEAD`\n");
}

#[test]
fn one_line_ending_among_others_is_a_change() {
    let repository = Repository::new();
    repository.git(&["config", "core.autocrlf", "false"]);
    repository.file("README.md", ENGLISH);
    repository.commit("LF");
    let lines: Vec<&str> = ENGLISH.lines().collect();
    let line = lines.len() - 1;
    let (above, below) = lines.split_at(line);
    repository.file("README.md", format!("{}\r\n{}\n", above.join("\n"), below.join("\n")));
    let findings = repository.lint(&["--since", "HEAD"]).findings();
    assert_eq!(findings, [format!("README.md:{line} formatting/whitespace")]);
    repository.file("README.md", ENGLISH.replace('\n', "\r\n"));
    assert!(repository.run(&["lint", "--since", "HEAD"], &[]).err.contains("nothing in them has changed"));
}

#[test]
fn a_symbolic_link_is_what_it_leads_to() {
    let repository = Repository::new();
    repository.file("docs/LIST.md", PADDED);
    #[cfg(unix)]
    std::os::unix::fs::symlink("docs/LIST.md", repository.path("README.md")).unwrap();
    repository.commit("a link");
    repository.file("docs/LIST.md", format!("{PADDED}- [Floor ](https://floor.example/) - High.\n"));
    let findings = repository.lint(&["--since", "HEAD", "README.md"]).findings();
    assert_eq!(findings, ["README.md:4 links/padding"]);
}

#[test]
fn the_environment_of_a_hook_counts_for_its_own_repository_alone() {
    let repository = forked();
    // What is committed with `git commit --only` is in an index of its own.
    repository.file(
        "README.md",
        format!("{PADDED}- [Floor ](https://floor.example/) - High.\n- [Wall ](https://wall.example/) - Flat.\n"),
    );
    repository.git(&["add", "README.md"]);
    let git = repository.path(".git");
    std::fs::copy(git.join("index"), git.join("next-index")).unwrap();
    repository.git(&["restore", "--staged", "README.md"]);
    let staged = |environment: &[(&str, &str)]| {
        repository.run(&["lint", "--quiet", "--output-format", "concise", "--staged"], environment).findings()
    };
    assert_eq!(staged(&[]), [""; 0]);
    let hook = [("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/next-index"), ("GIT_PREFIX", "")];
    assert_eq!(staged(&hook), ["README.md:5 links/padding"]);
    // Another repository inside is looked at by itself.
    let inner = repository.path("inner");
    std::fs::create_dir(&inner).unwrap();
    repository.git(&["clone", "--quiet", "--branch", "main", ".", "inner"]);
    repository.file("inner/README.md", format!("{PADDED}- [Inner ](https://inner.example/) - Small.\n"));
    let run =
        repository.run(&["lint", "--quiet", "--output-format", "concise", "--since", "HEAD", "inner/README.md"], &hook);
    assert_eq!(run.findings(), ["inner/README.md:4 links/padding"], "{run:?}");
}
