//! The weekly workflow: what it asks of `gh`, and that the ready copy is the one that is tested.

use super::steps::{Definition, Machine, Step, said};
use std::fs;

const WEEKLY: &str = ".github/workflows/weekly.yml";

#[test]
fn the_ready_workflow_is_ours_with_the_released_action() {
    let read = |path: &str| fs::read_to_string(super::steps::root().join(path)).unwrap();
    assert_eq!(read("fixtures/ci/weekly.yml").replace("uses: curate-lists/curate@v0", "uses: ./"), read(WEEKLY));
}

fn keep() -> Step {
    let steps = Definition::of(WEEKLY).steps(&["jobs", "look", "steps"]);
    steps.into_iter().find(|step| step.name == "Keep one issue").expect("the step")
}

/// What the step did.
struct Kept {
    /// The commands of `gh`.
    commands: Vec<String>,
    /// The issue's text.
    body: Option<String>,
    /// What it printed.
    said: String,
}

/// Runs the step where `open` is the number of the open issue.
fn kept(open: &str, findings: &str, complete: &str, report: &str) -> Kept {
    let mut machine = Machine::new();
    let asked = machine.path("asked");
    machine.program(
        "gh",
        &format!(
            "printf '%q ' \"$@\" >> '{0}'\necho >> '{0}'\nif [ \"$1 $2\" = 'issue list' ]; then echo '{open}'; fi\n",
            asked.display()
        ),
    );
    for (name, value) in [
        ("github.token", "t0ken"),
        ("github.repository", "lamps/list"),
        ("github.server_url", "https://github.com"),
        ("github.run_id", "7"),
        ("steps.curate.outputs.findings", findings),
        ("steps.curate.outputs.complete", complete),
        ("steps.curate.outputs.report", report),
    ] {
        machine.expressions.insert(name.to_owned(), value.to_owned());
    }
    let folder = tempfile::tempdir().unwrap();
    let (output, _) = machine.run(&keep(), folder.path());
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing ran that should not");
    let asked = fs::read_to_string(asked).unwrap_or_default();
    let commands = asked.lines().map(|line| line.split(' ').take(3).collect::<Vec<_>>().join(" ")).collect();
    let body = fs::read_to_string(machine.path("temp/issue.md")).ok();
    Kept { commands, body, said: said(&output) }
}

#[test]
fn one_issue_is_opened_updated_and_closed() {
    let report = "| dead | `$(touch pwned)` \"; touch pwned; '% %s |";
    for complete in ["true", "false"] {
        let new = kept("", "3", complete, report);
        assert_eq!(new.commands, ["issue list --state", "label create curate", "issue create --title"]);
        let body = format!("{report}\n\nFound by https://github.com/lamps/list/actions/runs/7\n");
        assert_eq!(new.body.unwrap(), body);
        let known = kept("12", "3", complete, report);
        assert_eq!(known.commands, ["issue list --state", "issue edit 12"]);
        assert!(known.body.is_some());
    }
    assert_eq!(kept("12", "0", "true", "").commands, ["issue list --state", "issue close 12"]);
    assert_eq!(kept("", "0", "true", "").commands, ["issue list --state"]);
}

#[test]
fn an_incomplete_run_that_finds_nothing_leaves_the_issue_as_it_is() {
    for complete in ["false", ""] {
        let kept = kept("12", "0", complete, "");
        assert!(kept.commands.is_empty() && kept.body.is_none(), "{:?}", kept.commands);
        assert!(kept.said.contains("::warning") && kept.said.contains("incomplete"), "{}", kept.said);
    }
}
