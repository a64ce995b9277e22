//! The action: its steps' own shell, with real repositories, and its inputs as hostile as they come.

use super::grammar::commands;
use super::hooks::Repository;
use super::steps::{Definition, Machine, Step, root, said};
use super::tool;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

const ACTION: &str = "action.yml";
const LIST: &str = "# Lamps\n\n- [Clip]((https://clip.example/)) - Holds on.\n";

fn step(name: &str) -> Step {
    let steps = Definition::of(ACTION).steps(&["runs", "steps"]);
    steps.into_iter().find(|step| step.name == name).unwrap_or_else(|| panic!("no step `{name}`"))
}

/// A machine on which the action is at `action`, with the defaults of its inputs.
fn machine(action: &Path) -> Machine {
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

fn set(machine: &mut Machine, inputs: &[(&str, &str)]) {
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
    assert_eq!((outputs["exit-status"].as_str(), outputs["findings"].as_str()), ("1", "1"));
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
    assert_eq!(outputs["exit-status"], "0");
    let option = "--upload-pack=touch pwned";
    machine.expressions.insert(
        "inputs.since || github.event.pull_request.base.sha || github.event.merge_group.base_sha".to_owned(),
        option.to_owned(),
    );
    let (refused, _) = machine.run(&step("Fetch what the change is compared with"), clone.path());
    assert!(refused.status.code() == Some(2) && !clone.path().join("pwned").exists());
}

/// The action's own files, where its checksums can be other ones.
fn copied(checksums: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let github = folder.path().join(".github");
    fs::create_dir_all(github.join("action")).unwrap();
    for name in ["Cargo.toml", ".github/action/install"] {
        fs::copy(root().join(name), folder.path().join(name)).unwrap();
    }
    fs::write(github.join("releases.sha256"), checksums).unwrap();
    folder
}

/// What the action calls this machine.
fn target() -> &'static str {
    match (cfg!(target_os = "macos"), cfg!(target_arch = "aarch64")) {
        (false, false) => "x86_64-unknown-linux-musl",
        (false, true) => "aarch64-unknown-linux-musl",
        (true, false) => "x86_64-apple-darwin",
        (true, true) => "aarch64-apple-darwin",
    }
}

#[test]
fn a_released_binary_is_used_where_its_checksum_is_known() {
    let version = env!("CARGO_PKG_VERSION");
    // As the release workflow packs it.
    let release = tempfile::tempdir().unwrap();
    let folder = release.path().join("built");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("curate"), "#!/bin/sh\necho curate of a release\n").unwrap();
    Command::new("chmod").arg("+x").arg(folder.join("curate")).status().unwrap();
    for name in ["LICENSE", "README.md"] {
        fs::copy(root().join(name), release.path().join(name)).unwrap();
    }
    let pack = root().join(".github/action/pack");
    let packed = Command::new("bash").arg(pack).args([version, target(), "built"]).current_dir(&release).status();
    assert!(packed.unwrap().success());
    let archive = format!("curate-{version}-{}.tar.gz", target());
    let checksum = fs::read_to_string(release.path().join(format!("{archive}.sha256"))).unwrap();

    let copied = copied(&format!("# Checksums\n{checksum}"));
    let machine = machine(copied.path());
    let curl = format!(
        "printf '%s\\n' \"$@\" > {}\nwhile [ $# -gt 0 ]; do [ \"$1\" = --output ] && cp {} \"$2\"; shift; done",
        machine.path("asked").display(),
        release.path().join(&archive).display()
    );
    machine.program("curl", &curl);
    machine.program("cargo", "echo cargo must not be run; exit 9");
    let (output, outputs) = machine.run(&step("Install curate"), release.path());
    assert!(output.status.success() && said(&output).ends_with("curate of a release\n"), "{}", said(&output));
    assert_eq!(outputs["program"], machine.path("temp/curate/curate").display().to_string());
    let asked = fs::read_to_string(machine.path("asked")).unwrap();
    let address = format!("https://github.com/curate-lists/curate/releases/download/v{version}/{archive}");
    assert_eq!(asked.lines().last(), Some(address.as_str()));

    // Something else was served.
    let mut other = fs::read(release.path().join(&archive)).unwrap();
    other.push(0);
    fs::write(release.path().join(&archive), other).unwrap();
    let (output, outputs) = machine.run(&step("Install curate"), release.path());
    assert!(output.status.code() == Some(2) && outputs.is_empty(), "{}", said(&output));
    assert!(said(&output).contains("its checksum is another one"));
}

#[test]
fn without_a_release_it_is_built_from_source() {
    let copied = copied("# None\n");
    let mut machine = machine(copied.path());
    machine.program(
        "cargo",
        "printf '%s\\n' \"$@\"\nwhile [ $# -gt 0 ]; do [ \"$1\" = --root ] && root=\"$2\"; shift; done\n\
         mkdir -p \"$root/bin\"\nprintf '#!/bin/sh\\necho built\\n' > \"$root/bin/curate\"\nchmod +x \"$root/bin/curate\"",
    );
    let (output, outputs) = machine.run(&step("Install curate"), copied.path());
    assert!(output.status.success() && said(&output).ends_with("built\n"), "{}", said(&output));
    assert!(said(&output).contains(&format!("--path\n{}\n", copied.path().display())), "{}", said(&output));
    assert_eq!(outputs["program"], machine.path("temp/curate/bin/curate").display().to_string());
    // Who asks for a release by its number gets that or nothing.
    set(&mut machine, &[("version", "9.9.9")]);
    let (output, _) = machine.run(&step("Install curate"), copied.path());
    assert!(output.status.code() == Some(2) && said(&output).contains("knows no checksum of curate 9.9.9"));
}

#[test]
fn scripts_take_nothing_but_variables() {
    for (file, keys) in [
        (ACTION, &["runs", "steps"][..]),
        (".github/workflows/weekly.yml", &["jobs", "look", "steps"]),
        (".github/workflows/release.yml", &["jobs", "draft", "steps"]),
        (".github/workflows/release.yml", &["jobs", "binaries", "steps"]),
        (".github/workflows/release.yml", &["jobs", "publish", "steps"]),
    ] {
        for step in Definition::of(file).steps(keys) {
            assert!(!step.run.is_some_and(|run| run.contains("${{") || run.contains("eval")), "{file}: {}", step.name);
        }
    }
    for name in ["install", "fetch-base", "check", "pack"] {
        let script = fs::read_to_string(root().join(".github/action").join(name)).unwrap();
        assert!(script.contains("set -euo pipefail") && !script.contains("eval"), "{name}");
    }
}

#[test]
fn the_definitions_are_valid_and_nothing_is_found_in_them() {
    let (Some(check), Some(zizmor)) = (tool("python/bin/check-jsonschema"), tool("python/bin/zizmor")) else { return };
    let succeeds = |command: &mut Command| {
        let output = command.current_dir(root()).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    };
    succeeds(Command::new(&check).args(["--builtin-schema", "vendor.github-actions", ACTION]));
    let workflows = ["ci", "release", "self-lint", "weekly"].map(|name| format!(".github/workflows/{name}.yml"));
    let examples = ["fixtures/ci/action.yml", "fixtures/ci/weekly.yml"];
    succeeds(
        Command::new(&check).args(["--builtin-schema", "vendor.github-workflows"]).args(&workflows).args(examples),
    );
    succeeds(Command::new(&check).args(["--builtin-schema", "vendor.gitlab-ci", "fixtures/ci/gitlab-ci.yml"]));
    let mut command = Command::new(&zizmor);
    succeeds(command.args(["--offline", "--no-progress", "--min-severity=medium", ACTION, ".github/workflows"]));
}
