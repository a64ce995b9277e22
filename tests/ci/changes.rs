//! `curate ci` on pull requests: what gates, and whose configuration counts.

use super::grammar::commands;
use super::hooks::Repository;
use std::process::Output;

const PADDED: &str = "# Lamps\n\n- [Clip]((https://clip.example/)) - Holds on.\n";
const MORE: &str = "- [Glow]((https://glow.example/)) - Warm.\n";

/// Runs `curate ci` for a pull request into `base` from the repository `head`; gives its exit status and its output.
fn request(repository: &Repository, base: &str, head: &str, arguments: &[&str]) -> (i32, String, String) {
    let event = format!(
        r#"{{"pull_request":{{"base":{{"sha":"{base}","repo":{{"full_name":"lamps/list"}}}},"head":{{"repo":{{"full_name":"{head}"}}}}}}}}"#
    );
    let runner = tempfile::tempdir().unwrap();
    let path = runner.path().join("event.json");
    std::fs::write(&path, event).unwrap();
    let mut command = repository.command(assert_cmd::cargo::cargo_bin("curate"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GITHUB_")) {
        command.env_remove(name);
    }
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_EVENT_PATH", &path);
    let Output { status, stdout, stderr } = command.args(["ci", "--only", "lint"]).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

fn lines(out: &str) -> Vec<String> {
    commands(out).iter().map(|command| command.properties["line"].clone()).collect()
}

#[test]
fn only_what_the_change_introduced_fails() {
    let repository = Repository::new();
    repository.file("README.md", PADDED);
    let base = repository.commit("a flaw that was there");
    repository.file("README.md", &format!("{PADDED}- [Tall](https://tall.example/) - Reaches over.\n"));
    repository.commit("a good entry");
    let (status, out, _) = request(&repository, &base, "lamps/list", &[]);
    assert_eq!((status, lines(&out)), (0, vec![]), "{out}");
    repository.file("README.md", &format!("{PADDED}{MORE}"));
    repository.commit("a bad entry");
    let (status, out, _) = request(&repository, &base, "lamps/list", &[]);
    assert_eq!((status, lines(&out)), (1, vec!["4".to_owned()]), "{out}");
}

#[test]
fn a_base_that_cannot_be_had_annotates_and_fails_nothing() {
    let repository = Repository::new();
    repository.file("README.md", &format!("{PADDED}{MORE}"));
    repository.commit("flaws");
    let (status, out, err) = request(&repository, &"0".repeat(40), "lamps/list", &[]);
    assert_eq!((status, lines(&out).len()), (0, 2), "{out}{err}");
    assert!(err.contains("no finding fails the run"), "{err}");
}

#[test]
fn a_fork_does_not_configure_its_own_judge() {
    let repository = Repository::new();
    repository.file("README.md", "# Lamps\n");
    repository.file("curate.toml", "[rules]\nduplicates = \"off\"\n");
    let base = repository.commit("list");
    let own = "lang = \"zh\"\n[rules]\n\"links/malformed\" = \"off\"\n";
    repository.file("curate.toml", own);
    repository.file("docs/curate.toml", own);
    repository.file("other.toml", own);
    repository.file("README.md", PADDED);
    repository.file("docs/README.md", PADDED);
    repository.commit("a change that excuses itself");
    let (status, out, err) = request(&repository, &base, "lamps/list", &[]);
    assert_eq!((status, lines(&out).len()), (0, 0), "people who may write may configure: {out}{err}");
    let (status, out, err) = request(&repository, &base, "stranger/list", &[]);
    assert_eq!((status, lines(&out).len()), (1, 2), "{out}{err}");
    assert!(out.contains("2 errors in 2 files"), "in the language of the base: {out}");
    let (status, out, err) = request(&repository, &base, "stranger/list", &["--config", "other.toml"]);
    assert_eq!((status, lines(&out).len()), (1, 2), "{out}{err}");
    assert!(err.contains("--config is not read"), "{err}");
    // What the base says still counts.
    repository.file("README.md", "# Lamps\n\n- [A](https://a.example/) - One.\n- [B](https://a.example/) - Two.\n");
    repository.commit("duplicates");
    let (_, out, _) = request(&repository, &base, "stranger/list", &["README.md"]);
    assert!(!out.contains("duplicates/url"), "{out}");
}
