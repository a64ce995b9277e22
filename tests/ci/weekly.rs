//! The issue that scheduled runs keep: what is asked of `gh`, and that the ready workflow is the one that is tested.

use super::action::{machine, set, step};
use super::steps::{root, said};
use std::fs;

#[test]
fn the_ready_workflow_is_ours_with_the_released_action() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let ours = read(".github/workflows/weekly.yml");
    assert_eq!(read("fixtures/ci/weekly.yml").replace("uses: curate-lists/curate@v0", "uses: ./"), ours);
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

/// Runs the step after a run that ended with `code`, where `open` is the number of the open issue.
fn kept(code: &str, open: &str, findings: &str, complete: &str, report: &str) -> Kept {
    let mut machine = machine(root());
    set(&mut machine, &[("issue", "true")]);
    let asked = machine.path("asked");
    machine.program(
        "gh",
        &format!(
            "printf '%q ' \"$@\" >> '{0}'\necho >> '{0}'\nif [ \"$1 $2\" = 'issue list' ]; then echo '{open}'; fi\n",
            asked.display()
        ),
    );
    for (name, value) in [
        ("github.repository", "lamps/list"),
        ("steps.curate.outputs.exit-code", code),
        ("steps.curate.outputs.findings", findings),
        ("steps.curate.outputs.complete", complete),
        ("steps.curate.outputs.report", report),
    ] {
        machine.expressions.insert(name.to_owned(), value.to_owned());
    }
    machine.variables.insert("GITHUB_RUN_ID".to_owned(), "7".to_owned());
    let folder = tempfile::tempdir().unwrap();
    let (output, _) = machine.run(&step("Keep one issue"), folder.path());
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing ran that should not");
    let asked = fs::read_to_string(asked).unwrap_or_default();
    let commands = asked.lines().map(|line| line.split(' ').take(3).collect::<Vec<_>>().join(" ")).collect();
    let body = fs::read_to_string(machine.path("temp/curate-issue.md")).ok();
    Kept { commands, body, said: said(&output) }
}

#[test]
fn one_issue_is_opened_updated_and_closed() {
    let report = "| dead | `$(touch pwned)` \"; touch pwned; '% %s |";
    for (code, complete) in [("0", "true"), ("1", "true"), ("0", "false")] {
        let new = kept(code, "", "3", complete, report);
        assert_eq!(new.commands, ["issue list --state", "label create curate", "issue create --title"]);
        let body = format!("{report}\n\nFound by https://github.com/lamps/list/actions/runs/7\n");
        assert_eq!(new.body.unwrap(), body);
        let known = kept(code, "12", "3", complete, report);
        assert_eq!(known.commands, ["issue list --state", "issue edit 12"]);
        assert!(known.body.is_some());
    }
    assert_eq!(kept("0", "12", "0", "true", "").commands, ["issue list --state", "issue close 12"]);
    assert_eq!(kept("0", "", "0", "true", "").commands, ["issue list --state"]);
}

#[test]
fn a_run_that_could_not_do_its_job_leaves_the_issue_as_it_is() {
    for (code, complete, reason) in [("0", "false", "incomplete"), ("2", "false", "its job"), ("", "", "its job")] {
        let kept = kept(code, "12", "0", complete, "");
        assert!(kept.commands.is_empty() && kept.body.is_none(), "{:?}", kept.commands);
        assert!(kept.said.contains("::warning") && kept.said.contains(reason), "{}", kept.said);
    }
}

#[test]
fn a_scheduled_run_fails_for_no_finding_and_looks_at_links_and_editions() {
    let mut machine = machine(root());
    machine.program("tells", "printf '<%s>\\n' \"$@\"");
    machine.expressions.insert("steps.install.outputs.program".to_owned(), "tells".to_owned());
    set(&mut machine, &[("issue", "true"), ("command", "lint")]);
    let folder = tempfile::tempdir().unwrap();
    let (output, _) = machine.run(&step("Check"), folder.path());
    let told = said(&output);
    assert_eq!(
        told,
        "<ci>\n<--hints>\n<--select=links/dead,links/moved,parity>\n<--fail-on=never>\n<--only>\n<lint>\n<-->\n"
    );
    set(&mut machine, &[("args", "--thorough")]);
    let told = said(&machine.run(&step("Check"), folder.path()).0);
    assert!(told.contains("<--hints>\n<--select=links/dead,links/moved,parity>\n"), "{told}");
    set(&mut machine, &[("args", "--select=links"), ("fail-on", "error")]);
    let told = said(&machine.run(&step("Check"), folder.path()).0);
    assert!(told.contains("<--fail-on=error>") && !told.contains("parity"), "{told}");
}
