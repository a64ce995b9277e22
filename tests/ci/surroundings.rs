//! The files that `curate ci` leaves: summary, outputs, reports; and what it refuses on a change from a fork.

use super::{Folder, Run};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Runs `curate ci` as a step of a workflow; gives its summary and its outputs too.
fn step(folder: &Folder, arguments: &[&str], event: &str) -> (Run, String, BTreeMap<String, String>) {
    folder.file(".runner/event.json", event);
    folder.file(".runner/summary", "");
    folder.file(".runner/output", "earlier=1\n");
    let path = |name: &str| folder.path(&format!(".runner/{name}")).display().to_string();
    let (event, summary, output) = (path("event.json"), path("summary"), path("output"));
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_EVENT_PATH", &event),
        ("GITHUB_STEP_SUMMARY", &summary),
        ("GITHUB_OUTPUT", &output),
    ];
    let run = folder.run(&[&["ci"], arguments].concat(), &variables);
    (run, folder.text(".runner/summary"), outputs(&folder.text(".runner/output")))
}

/// The outputs in a file, as the runner reads them.
pub fn outputs(text: &str) -> BTreeMap<String, String> {
    let mut lines = text.lines();
    let mut outputs = BTreeMap::new();
    while let Some(line) = lines.next() {
        if let Some((name, delimiter)) = line.split_once("<<") {
            let value: Vec<&str> = lines.by_ref().take_while(|line| *line != delimiter).collect();
            outputs.insert(name.to_owned(), value.join("\n"));
        } else {
            let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("no output: {line}"));
            outputs.insert(name.to_owned(), value.to_owned());
        }
    }
    outputs
}

#[test]
fn a_step_leaves_a_summary_with_a_patch_and_outputs() {
    let folder = Folder::list();
    let files = ["--sarif-file", "out.sarif", "--output-format", "gitlab", "--output-file", "quality.json"];
    let (run, summary, outputs) = step(&folder, &[&["--only", "lint"][..], &files].concat(), "{}");
    assert_eq!(run.status, 1, "{run:?}");
    for expected in ["### How to fix", "`curate lint --fix` fixes", "```diff\n--- README.md\n", "+- 😀灯 [Clip](https"]
    {
        assert!(summary.contains(expected), "{expected} is not in\n{summary}");
    }
    let names: Vec<&str> = outputs.keys().map(String::as_str).collect();
    assert_eq!(names, ["complete", "earlier", "exit-code", "findings", "report"]);
    assert_eq!((&*outputs["exit-code"], &*outputs["complete"]), ("1", "true"));
    let found: usize = outputs["findings"].parse().unwrap();
    assert_eq!(
        found,
        folder.report("json").matches("\"severity\":\"warning\"").count()
            + folder.report("json").matches("\"severity\":\"error\"").count()
    );
    assert_eq!(outputs["report"], summary.trim_end());
    assert!(folder.text("out.sarif").contains("\"ruleId\":\"links/padding\""));
    assert!(folder.text("quality.json").contains("\"check_name\":\"links/padding\""));
    assert_eq!(folder.text("README.md"), super::LIST, "nothing is fixed");
}

#[test]
fn places_of_a_summary_are_links_where_github_shows_the_files() {
    let folder = Folder::list();
    folder.file(".runner/summary", "");
    let (here, summary) = (folder.path("").display().to_string(), folder.path(".runner/summary").display().to_string());
    let sha = "0123456789abcdef0123456789abcdef01234567";
    let run = |workspace: &str, repository: &str| {
        let variables = [
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_STEP_SUMMARY", &*summary),
            ("GITHUB_WORKSPACE", workspace),
            ("GITHUB_SERVER_URL", "https://github.com"),
            ("GITHUB_REPOSITORY", repository),
            ("GITHUB_SHA", sha),
        ];
        folder.file(".runner/summary", "");
        folder.run(&["ci", "--only", "lint"], &variables);
        folder.text(".runner/summary")
    };
    let link = format!("[`README.md:7`](<https://github.com/lamp/list/blob/{sha}/README.md?plain=1#L7>)");
    assert!(run(&here, "lamp/list").contains(&link), "{}", run(&here, "lamp/list"));
    for (workspace, repository) in [("/", "lamp/list"), (&*here, "lamp/list>)<b>")] {
        let page = run(workspace, repository);
        assert!(page.contains("| `README.md:7` |") && !page.contains("blob"), "{page}");
    }
}

#[test]
fn the_patch_changes_nothing_that_a_baseline_knows() {
    let folder = Folder::list();
    let (known, ..) = step(&folder, &["--only", "lint", "--baseline", "known.toml", "--write-baseline"], "{}");
    assert_eq!(known.status, 0, "{known:?}");
    let (run, summary, _) = step(&folder, &["--only", "lint", "--baseline", "known.toml"], "{}");
    assert!(run.status == 0 && !summary.contains("```diff"), "{summary}");
}

#[test]
fn a_report_takes_the_place_of_no_list() {
    let folder = Folder::list();
    for option in ["--sarif-file", "--output-file"] {
        let (run, ..) = step(&folder, &["--only", "lint", option, "README.md"], "{}");
        assert!(run.status == 2 && run.err.contains("README.md: is an input of this run"), "{option}: {run:?}");
        assert_eq!(folder.text("README.md"), super::LIST, "{option}");
    }
}

#[test]
fn outputs_are_there_where_the_job_could_not_be_done() {
    let folder = Folder::list();
    folder.file("curate.toml", "nonsense = 1\n");
    let (run, _, outputs) = step(&folder, &["--only", "lint"], "{}");
    assert_eq!((run.status, outputs["exit-code"].as_str(), outputs["report"].as_str()), (2, "2", ""), "{run:?}");
}

#[test]
fn what_does_not_fit_is_counted() {
    let folder = Folder::new();
    let mut list = String::from("# Lamps\n\n");
    for at in 0..700 {
        writeln!(list, "- [Lamp {at} ](https://l{at}.example/) - Bright,.").unwrap();
    }
    folder.file("README.md", &list);
    let (_, summary, outputs) = step(&folder, &["--only", "lint"], "{}");
    let report = &outputs["report"];
    assert!((50_000..65_536).contains(&report.len()) && summary.len() < 1 << 20, "{} {}", report.len(), summary.len());
    assert!(report.contains("more findings |\n") && report.contains("### How to fix"));
    assert!(report.contains("patch is too long"), "{}", &report[report.len() - 400..]);
    assert!(!summary.contains("more findings |\n") && summary.contains("+- [Lamp 699](https"));
}

#[test]
fn hostile_texts_forge_no_output() {
    let folder = Folder::hostile();
    let (_, summary, outputs) = step(&folder, &["--only", "lint"], "{}");
    let names: Vec<&str> = outputs.keys().map(String::as_str).collect();
    assert_eq!(names, ["complete", "earlier", "exit-code", "findings", "report"]);
    assert!(summary.chars().all(|character| !character.is_control() || character == '\n'));
}

#[test]
fn no_summary_where_none_is_wanted() {
    let (_, summary, _) = step(&Folder::list(), &["--only", "lint", "--no-summary"], "{}");
    assert_eq!(summary, "");
}

const FORK: &str = r#"{"pull_request":{"base":{"sha":"0123456789abcdef0123456789abcdef01234567","repo":{"full_name":"lamps/list"}},"head":{"repo":{"full_name":"stranger/list"}}}}"#;

#[cfg(unix)]
#[test]
fn a_fork_leads_nowhere_out_of_the_repository() {
    let secret = tempfile::tempdir().unwrap();
    std::fs::write(secret.path().join("secret.md"), "# Secret\n\n- [Key ](https://lamps.example/hunter2) - Key.\n")
        .unwrap();
    let folder = Folder::list();
    std::os::unix::fs::symlink(secret.path().join("secret.md"), folder.path("NOTES.md")).unwrap();
    let (run, summary, outputs) = step(&folder, &["--only", "lint", "NOTES.md"], FORK);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains("NOTES.md leads out of the repository"), "{run:?}");
    assert!(!format!("{run:?}{summary}{outputs:?}").contains("hunter2"));
    let (own, ..) = step(&folder, &["--only", "lint", "NOTES.md"], "{}");
    assert!(own.out.contains("links/padding"), "{own:?}");
    std::fs::remove_dir_all(folder.path(".git")).unwrap();
    let (downloaded, ..) = step(&folder, &["--only", "lint", "NOTES.md"], FORK);
    assert!(downloaded.status == 2 && downloaded.err.contains("NOTES.md leads out"), "{downloaded:?}");
    let (list, ..) = step(&folder, &["--only", "lint", "README.md"], FORK);
    assert!(list.status == 0 && list.out.contains("links/padding"), "{list:?}");
}

#[test]
fn nothing_fails_where_the_base_is_not_told() {
    let folder = Folder::list();
    let of_request = |sha: &str| FORK.replace("0123456789abcdef0123456789abcdef01234567", sha);
    for event in ["{", &of_request("nope"), r#"{"merge_group":{}}"#] {
        let (run, summary, outputs) = step(&folder, &["--only", "lint"], event);
        assert!(run.status == 0 && run.out.contains("links/padding"), "{event}: {run:?}");
        assert!(run.err.contains("what the change is to be compared with cannot be known"), "{event}: {run:?}");
        assert!(outputs["exit-code"] == "0" && !summary.contains("```diff"), "{event}: {summary}");
    }
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"off\"\n");
    let (run, ..) = step(&folder, &["--only", "lint"], "{");
    assert!(run.out.contains("links/padding") && run.err.contains("no configuration is read"), "{run:?}");
    std::fs::remove_file(folder.path("curate.toml")).unwrap();
    let gitlab = [("GITLAB_CI", "true"), ("CI_PIPELINE_SOURCE", "merge_request_event")];
    let run = folder.run(&["ci", "--only", "lint"], &gitlab);
    assert!(run.status == 0 && run.err.contains("cannot be known"), "{run:?}");
}

#[test]
fn a_fork_reaches_no_private_address() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = Folder::new();
    folder.file("README.md", &format!("# Lamps\n\n- [Clip](http://{}/) - Holds on.\n", listener.local_addr().unwrap()));
    let (run, ..) = step(&folder, &["--only", "links", "--allow-private"], FORK);
    assert!(run.status == 0 && run.err.contains("a change from a fork"), "{run:?}");
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err(), "nobody came");
}
