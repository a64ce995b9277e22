//! A repository whose own configuration names programs for everything that git could run: none of them is.

use super::repository::{ENGLISH, Repository};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// Settings of git that name a program, with those of a filter and a driver for differences called `x`.
const PROGRAMS: [&str; 22] = [
    "alias.blame",
    "alias.diff-index",
    "alias.rev-parse",
    "core.alternateRefsCommand",
    "core.askPass",
    "core.editor",
    "core.fsmonitor",
    "core.gitProxy",
    "core.pager",
    "core.sshCommand",
    "credential.helper",
    "diff.external",
    "diff.x.command",
    "diff.x.textconv",
    "filter.x.clean",
    "filter.x.process",
    "filter.x.smudge",
    "gpg.program",
    "pager.blame",
    "pager.diff",
    "remote.origin.uploadpack",
    "uploadpack.packObjectsHook",
];
const HOOKS: [&str; 6] = [
    "fsmonitor-watchman",
    "post-checkout",
    "post-index-change",
    "pre-auto-gc",
    "query-watchman",
    "reference-transaction",
];

/// A pair with a change of every kind, and a file that every program of the repository would write.
fn with_witness() -> (Repository, PathBuf) {
    let repository = Repository::with_pair();
    repository.file("docs/OLD.md", ENGLISH.replace("Desk", "Table"));
    repository.commit("a third");
    repository.git(&["mv", "docs/OLD.md", "docs/NEW.md"]);
    repository.commit("a new name");
    repository.git(&["mv", "docs/NEW.md", "docs/NEWEST.md"]);
    repository.edit("README.md", "Burns oil", "Burns gas");
    let witness = repository.path("../").canonicalize().unwrap().join(format!("witness-{}", std::process::id()));
    (repository, witness)
}

fn program(path: &Path, witness: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", witness.display())).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn arm(repository: &Repository, witness: &Path) {
    let spy = repository.path(".git/spy");
    program(&spy, witness);
    for hook in HOOKS {
        program(&repository.path(".git/hooks").join(hook), witness);
        program(&repository.path("hooks").join(hook), witness);
    }
    let mut config = fs::read_to_string(repository.path(".git/config")).unwrap();
    for name in PROGRAMS {
        let (section, key) = name.rsplit_once('.').unwrap();
        let (section, sub) =
            section.split_once('.').map_or((section, String::new()), |(section, sub)| (section, format!(" \"{sub}\"")));
        let bang = if section == "alias" { "!" } else { "" };
        config.push_str(&format!("[{section}{sub}]\n\t{key} = {bang}{}\n", spy.display()));
    }
    config.push_str("[core]\n\thooksPath = hooks\n[filter \"x\"]\n\trequired = true\n[include]\n\tpath = included\n");
    fs::write(
        repository.path(".git/included"),
        format!("[filter \"y\"]\n\tclean = {0}\n\tprocess = {0}\n", spy.display()),
    )
    .unwrap();
    fs::write(repository.path(".git/config"), config).unwrap();
    fs::write(repository.path(".git/info/attributes"), "* filter=x diff=x\n").unwrap();
    repository.file(".gitattributes", "*.md filter=y diff=x\n");
    // The index knows nothing of when files were written: git would look into them.
    let file = fs::File::options().append(true).open(repository.path("README.zh-cn.md")).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

#[test]
fn nothing_of_its_making_runs() {
    let (repository, witness) = with_witness();
    let base = repository.git(&["rev-parse", "main"]);
    arm(&repository, &witness);
    let index = fs::read(repository.path(".git/index")).unwrap();
    let stale = ["lint", "--select", "parity/stale"];
    let commands: [&[&str]; 13] = [
        &["lint", "--since", "main"],
        &["lint", "--since", "main", "--fix", "--diff"],
        &["lint", "--since", "main", "--until", "change"],
        &["lint", "--staged"],
        &["lint", "--since", "main", "--config-from", "main"],
        &stale,
        &["lint", "--since", "main", "--select", "parity"],
        &["links", "--since", "main", "--dump"],
        &["check", "--since", "main", "--dump"],
        &["ci", "--only", "lint", "--since", "main"],
        &["lint", "--fix"],
        &["config", "show", "README.md"],
        &["init", "-"],
    ];
    let event = repository.path(".git/event.json");
    fs::write(&event, format!("{{\"pull_request\":{{\"base\":{{\"sha\":\"{base}\",\"repo\":{{\"full_name\":\"a/b\"}}}},\"head\":{{\"repo\":null}}}}}}")).unwrap();
    let event = event.display().to_string();
    let github = [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_EVENT_PATH", &event)];
    for command in commands {
        let run = repository.run(command, &[]);
        assert!(run.status <= 1, "{command:?}: {run:?}");
        let said = fs::read_to_string(&witness).unwrap_or_default();
        assert!(said.is_empty(), "{command:?} ran {said}");
    }
    let run = repository.run(&["ci", "--only", "lint"], &github);
    assert!(run.status <= 1, "{run:?}");
    assert!(!witness.exists(), "{}", fs::read_to_string(&witness).unwrap_or_default());
    assert!(fs::read(repository.path(".git/index")).unwrap() == index, "the index was written");
}

#[test]
fn a_partial_clone_fetches_nothing() {
    let (repository, witness) = with_witness();
    arm(&repository, &witness);
    let mut config = fs::read_to_string(repository.path(".git/config")).unwrap();
    config.push_str("[extensions]\n\tpartialClone = origin\n[core]\n\trepositoryFormatVersion = 1\n[remote \"origin\"]\n\tpromisor = true\n\tpartialCloneFilter = blob:none\n");
    config.push_str(&format!(
        "\turl = ext::{}\n[protocol \"ext\"]\n\tallow = always\n",
        repository.path(".git/spy").display()
    ));
    fs::write(repository.path(".git/config"), config).unwrap();
    let object = repository.git(&["rev-parse", "main:README.md"]);
    let (folder, file) = object.split_at(2);
    fs::remove_file(repository.path(".git/objects").join(folder).join(file)).unwrap();
    for command in [&["lint", "--since", "main"][..], &["lint", "--select", "parity/stale"]] {
        repository.run(command, &[]);
        assert!(!witness.exists(), "{}", fs::read_to_string(&witness).unwrap_or_default());
    }
}
