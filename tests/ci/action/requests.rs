//! What the action says of pull requests: a checkout is shallow, and only what the change did counts.

use super::{LIST, machine, set, step};
use crate::grammar::commands;
use crate::hooks::Repository;
use crate::steps::{Machine, root, said};
use std::fs;

/// A pull request that adds a bad entry to a list with a flaw, and `main` that went on; as GitHub tries it.
fn request() -> (Repository, String, String) {
    let origin = Repository::new();
    origin.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    origin.file("README.md", LIST);
    origin.commit("list");
    for at in 0..5 {
        origin.file("NOTES.md", &format!("# Notes\n\nNumber {at}.\n"));
        origin.commit("notes");
    }
    origin.git(&["switch", "--quiet", "--create", "change"]);
    origin.file("README.md", &format!("{LIST}- [Glow]((https://glow.example/)) - Warm.\n"));
    let head = origin.commit("bad entry");
    origin.git(&["switch", "--quiet", "main"]);
    origin.file("NOTES.md", "# Notes\n\n- [Tall]((https://tall.example/)) - Reaches over.\n");
    let base = origin.commit("a flaw of main");
    origin.git(&["switch", "--quiet", "--detach", "main"]);
    origin.git(&["merge", "--quiet", "--no-edit", &head]);
    origin.git(&["update-ref", "refs/pull/7/merge", "HEAD"]);
    origin.git(&["switch", "--quiet", "main"]);
    (origin, base, head)
}

/// A checkout of one commit, as `actions/checkout` makes it.
fn checkout(origin: &Repository, revision: &str) -> Repository {
    let clone = Repository::new();
    clone.git(&["remote", "add", "origin", &format!("file://{}", origin.path().display())]);
    let commit = origin.git(&["rev-parse", revision]);
    clone.git(&["fetch", "--quiet", "--no-tags", "--depth=1", "origin", &commit]);
    clone.git(&["checkout", "--quiet", "--detach", &commit]);
    clone
}

fn on_request(machine: &mut Machine, base: &str, sha: &str) {
    let base_of_event = "inputs.since || github.event.pull_request.base.sha || github.event.merge_group.base_sha";
    machine.expressions.insert(base_of_event.to_owned(), base.to_owned());
    let repository = r#"{"full_name":"lamps/list"}"#;
    let event = format!(
        r#"{{"pull_request":{{"base":{{"sha":"{base}","repo":{repository}}},"head":{{"repo":{repository}}}}}}}"#
    );
    fs::write(machine.path("event.json"), event).unwrap();
    let path = machine.path("event.json").display().to_string();
    for (name, value) in
        [("GITHUB_EVENT_PATH", path.as_str()), ("GITHUB_SHA", sha), ("GITHUB_REF", "refs/pull/7/merge")]
    {
        machine.variables.insert(name.to_owned(), value.to_owned());
    }
}

#[test]
fn a_shallow_checkout_of_a_request_gets_its_base() {
    let (origin, base, head) = request();
    let merge = origin.git(&["rev-parse", "refs/pull/7/merge"]);
    for revision in [&merge, &head] {
        let clone = checkout(&origin, revision);
        let mut machine = machine(root());
        set(&mut machine, &[("command", "lint")]);
        on_request(&mut machine, &base, &merge);
        // Without it nothing is known of the base, and nothing fails.
        let (output, _) = machine.run(&step("Check"), clone.path());
        assert!(output.status.success() && said(&output).contains("cannot be known"), "{}", said(&output));
        let (fetched, _) = machine.run(&step("Fetch what the change is compared with"), clone.path());
        assert!(fetched.status.success(), "{}", said(&fetched));
        assert!(!said(&fetched).contains("t0ken"));
        let (output, outputs) = machine.run(&step("Check"), clone.path());
        let found = commands(&said(&output));
        assert_eq!((output.status.code(), found.len()), (Some(1), 1), "{revision}: {}", said(&output));
        assert_eq!((found[0].properties["file"].as_str(), found[0].properties["line"].as_str()), ("README.md", "4"));
        assert_eq!(outputs["findings"], "1");
    }
}

#[test]
fn a_base_that_cannot_be_fetched_fails_nothing() {
    let (origin, _, head) = request();
    let clone = checkout(&origin, &head);
    let mut machine = machine(root());
    set(&mut machine, &[("command", "lint")]);
    on_request(&mut machine, &"0".repeat(40), &head);
    machine.variables.insert("GITHUB_REF".to_owned(), "refs/heads/main".to_owned());
    let (fetched, _) = machine.run(&step("Fetch what the change is compared with"), clone.path());
    assert!(fetched.status.success(), "{}", said(&fetched));
    let (output, outputs) = machine.run(&step("Check"), clone.path());
    assert!(output.status.success() && said(&output).contains("no finding fails the run"), "{}", said(&output));
    assert_eq!(outputs["exit-code"], "0");
    let option = "--upload-pack=touch pwned";
    machine.expressions.insert(
        "inputs.since || github.event.pull_request.base.sha || github.event.merge_group.base_sha".to_owned(),
        option.to_owned(),
    );
    let (refused, _) = machine.run(&step("Fetch what the change is compared with"), clone.path());
    assert!(refused.status.code() == Some(2) && !clone.path().join("pwned").exists());
}
