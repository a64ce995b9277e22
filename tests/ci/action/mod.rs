//! The action: its steps' own shell, with real repositories, and its inputs as hostile as they come.

mod definitions;
mod install;
mod requests;

use super::grammar::commands;
use super::hooks::Repository;
use super::steps::{Definition, Machine, Step, root, said};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;

const ACTION: &str = "action.yml";
const LIST: &str = "# Lamps\n\n- [Clip]((https://clip.example/)) - Holds on.\n";

pub fn step(name: &str) -> Step {
    let steps = Definition::of(ACTION).steps(&["runs", "steps"]);
    steps.into_iter().find(|step| step.name == name).unwrap_or_else(|| panic!("no step `{name}`"))
}

/// A machine on which the action is at `action`, with the defaults of its inputs.
pub fn machine(action: &Path) -> Machine {
    let mut machine = Machine::new();
    for (name, default) in Definition::of(ACTION).each(&["inputs"], "default") {
        machine.expressions.insert(format!("inputs.{name}"), default);
    }
    let program = assert_cmd::cargo::cargo_bin("curate").display().to_string();
    for (name, value) in [
        ("inputs.token", "t0ken"),
        ("github.action_path", &action.display().to_string()),
        ("github.action_repository", "curate-lists/curate"),
        ("steps.install.outputs.program", &program),
        ("inputs.since || github.event.pull_request.base.sha || github.event.merge_group.base_sha", ""),
    ] {
        machine.expressions.insert(name.to_owned(), value.to_owned());
    }
    machine
}

pub fn set(machine: &mut Machine, inputs: &[(&str, &str)]) {
    for (name, value) in inputs {
        machine.expressions.insert(format!("inputs.{name}"), (*value).to_owned());
    }
}

fn list() -> Repository {
    let repository = Repository::new();
    repository.file("README.md", LIST);
    repository.commit("list");
    repository
}

#[test]
fn it_checks_annotates_and_fails() {
    let mut machine = machine(root());
    set(&mut machine, &[("command", "lint"), ("sarif-file", "out.sarif")]);
    let list = list();
    let (output, outputs) = machine.run(&step("Check"), list.path());
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert_eq!((outputs["exit-code"].as_str(), outputs["findings"].as_str()), ("1", "1"));
    assert!(outputs["report"].contains("links/malformed"));
    assert_eq!(commands(&said(&output)).len(), 1);
    assert!(fs::read_to_string(machine.path("summary")).unwrap().contains("Suggested patch"));
    assert!(list.text("out.sarif").contains("2.1.0"));
    set(&mut machine, &[("fail-on", "never"), ("summary", "false")]);
    fs::remove_file(machine.path("summary")).unwrap();
    let (output, _) = machine.run(&step("Check"), list.path());
    assert!(output.status.success() && !machine.path("summary").exists(), "{}", said(&output));
}

#[test]
fn what_fails_a_run_is_said_by_the_configuration_where_no_input_says_it() {
    let mut machine = machine(root());
    set(&mut machine, &[("command", "lint")]);
    let list = list();
    let status = |machine: &Machine| machine.run(&step("Check"), list.path()).0.status.code();
    for (configured, input, expected) in [("never", "", 0), ("never", "error", 1), ("error", "never", 0), ("", "", 1)] {
        let text = if configured.is_empty() { String::new() } else { format!("fail-on = \"{configured}\"\n") };
        list.file("curate.toml", &text);
        set(&mut machine, &[("fail-on", input)]);
        assert_eq!(status(&machine), Some(expected), "{configured}, {input}");
    }
}

#[test]
fn links_are_remembered_where_the_cache_looks() {
    let mut machine = machine(root());
    set(&mut machine, &[("command", "links"), ("args", "--allow-private")]);
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in server.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let repository = Repository::new();
    repository.file("README.md", &format!("# Lamps\n\n- [Clip](http://{address}/) - Holds on.\n"));
    repository.commit("list");
    let (output, _) = machine.run(&step("Check"), repository.path());
    assert!(output.status.success(), "{}", said(&output));
    assert!(machine.path("temp/curate-links/links.db").exists(), "{}", said(&output));
}

#[test]
fn a_folder_of_the_repository_is_checked_with_its_own_configuration() {
    let repository = Repository::new();
    repository.file("README.md", LIST);
    repository.file("lists/README.md", &LIST.replace("Clip", "Glow"));
    repository.file("lists/off.toml", "[rules]\n\"links/malformed\" = \"off\"\n");
    repository.commit("lists");
    let mut machine = machine(root());
    set(&mut machine, &[("command", "lint"), ("working-directory", "lists")]);
    for paths in ["", "README.md"] {
        set(&mut machine, &[("paths", paths)]);
        let (output, outputs) = machine.run(&step("Check"), repository.path());
        let found = commands(&said(&output));
        assert_eq!((output.status.code(), found.len()), (Some(1), 1), "{}", said(&output));
        assert_eq!(found[0].properties["file"], "lists/README.md");
        assert_eq!(outputs["findings"], "1");
    }
    set(&mut machine, &[("config", "off.toml")]);
    let (output, _) = machine.run(&step("Check"), repository.path());
    assert!(output.status.success(), "{}", said(&output));
    // A checkout in a folder of the workspace has its own root.
    let workspace = tempfile::tempdir().unwrap();
    repository.git(&["clone", "--quiet", ".", &workspace.path().join("list").display().to_string()]);
    set(&mut machine, &[("config", ""), ("paths", "README.md"), ("working-directory", "list")]);
    let (output, _) = machine.run(&step("Check"), workspace.path());
    assert_eq!(commands(&said(&output))[0].properties["file"], "README.md");
    set(&mut machine, &[("working-directory", "nowhere\n::error::x")]);
    let (output, _) = machine.run(&step("Check"), repository.path());
    assert_eq!((output.status.code(), commands(&said(&output)).len()), (Some(2), 1));
}

#[test]
fn a_run_without_a_file_fails_where_that_is_wanted() {
    let repository = Repository::new();
    repository.file("notes.txt", "nothing\n");
    repository.commit("no list");
    let mut machine = machine(root());
    set(&mut machine, &[("command", "lint")]);
    let (output, outputs) = machine.run(&step("Check"), repository.path());
    assert!(output.status.success() && outputs["exit-code"] == "0", "{}", said(&output));
    set(&mut machine, &[("fail-if-empty", "true")]);
    let (output, outputs) = machine.run(&step("Check"), repository.path());
    assert_eq!((output.status.code(), outputs["exit-code"].as_str()), (Some(2), "2"));
    assert!(said(&output).contains("no files were found"), "{}", said(&output));
}

#[test]
fn inputs_are_arguments_and_nothing_else() {
    let hostile = [
        "$(touch pwned)",
        "`touch pwned`",
        "\"; touch pwned; \"",
        "' ; touch pwned ; '",
        "a b'c\"d.md",
        "--help",
        "-*.md",
        "${IFS}touch${IFS}pwned",
        "::error::forged",
    ];
    let repository = Repository::new();
    for name in hostile {
        repository.file(name, "# Lamps\n");
    }
    repository.commit("odd names");
    let mut machine = machine(root());
    // The program of these tests tells its arguments instead of doing anything.
    machine.program("tells", "printf '<%s>\\n' \"$@\"");
    machine.expressions.insert("steps.install.outputs.program".to_owned(), "tells".to_owned());
    set(&mut machine, &[("command", "lint"), ("paths", &hostile.join("\n")), ("args", "--hints\r\n\n--select=links")]);
    set(&mut machine, &[("since", "$(touch pwned)"), ("fail-on", "`touch pwned`"), ("sarif-file", "$(touch pwned)")]);
    let (output, _) = machine.run(&step("Check"), repository.path());
    assert!(output.status.success(), "{}", said(&output));
    let told = said(&output);
    let arguments: Vec<&str> = told.lines().map(|line| line.trim_start_matches('<').trim_end_matches('>')).collect();
    let own =
        ["ci", "--fail-on=`touch pwned`", "--only", "lint", "--since=$(touch pwned)", "--sarif-file=$(touch pwned)"];
    assert_eq!(arguments, [&own[..], &["--hints", "--select=links", "--"], &hostile[..]].concat());
    assert!(!repository.path().join("pwned").exists());
    // The real program takes the names for names.
    machine.expressions.insert(
        "steps.install.outputs.program".to_owned(),
        assert_cmd::cargo::cargo_bin("curate").display().to_string(),
    );
    set(&mut machine, &[("since", ""), ("fail-on", "error"), ("sarif-file", "")]);
    let (output, _) = machine.run(&step("Check"), repository.path());
    assert!(output.status.success() && said(&output).contains("in 9 files"), "{}", said(&output));
    for name in ["command", "version"] {
        set(&mut machine, &[("command", "lint"), ("version", ""), (name, "$(touch pwned)\n::error::x")]);
        let (output, _) =
            machine.run(&step(if name == "command" { "Check" } else { "Install curate" }), repository.path());
        assert_eq!(output.status.code(), Some(2), "{name}: {}", said(&output));
        assert!(commands(&said(&output)).iter().all(|command| command.properties.contains_key("title")));
    }
    assert!(!repository.path().join("pwned").exists());
}
