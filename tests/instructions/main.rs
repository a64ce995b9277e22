//! How many instructions `curate lint` takes for three generated lists, counted by valgrind's callgrind: what a change costs
//! is seen without a clock.
//!
//! The counts stand in `recorded.toml` with the versions of the compiler and of valgrind that gave them. Only a difference of
//! more than 5 % fails, and only where both are the same; with another compiler the difference is printed. The processor has
//! little say: valgrind shows a program one of its own. One thread keeps a count the same to about one in a
//! thousand.
//!
//! `CURATE_INSTRUCTIONS=record cargo test --test instructions` writes the counts anew. Without it, and without
//! `CURATE_TOOLS=required`, nothing is built or counted.

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may panic and say why it skips"
)]

mod lists;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Largest share by which a count may differ from the recorded one.
const TOLERANCE: f64 = 0.05;
/// How the counts are written anew.
const RECORD: &str = "CURATE_INSTRUCTIONS=record cargo test --test instructions";
/// The first words of `recorded.toml`.
const HEAD: &str =
    "# Instructions of `curate lint --isolated` on the lists of tests/instructions/lists.rs, counted by callgrind.\n";

#[test]
fn linting_takes_as_many_instructions_as_recorded() {
    let is_required = std::env::var_os("CURATE_TOOLS").is_some_and(|value| value == "required");
    let is_recording = std::env::var_os("CURATE_INSTRUCTIONS").is_some_and(|value| value == "record");
    if !is_required && !is_recording {
        return println!("skipped: counts with CURATE_TOOLS=required; {RECORD} records them");
    }
    let valgrind = said("valgrind", &["--version"]).expect("valgrind is there (.ci/tools installs it)");
    let tools = BTreeMap::from([("rustc", said("rustc", &["--version"]).expect("rustc")), ("valgrind", valgrind)]);
    let program = release_build();
    let counts: Vec<(&str, u64)> =
        lists::ALL.iter().map(|(name, list)| (*name, instructions(&program, &list()))).collect();

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/instructions/recorded.toml");
    if is_recording {
        let tools = tools.iter().map(|(name, version)| format!("{name} = \"{version}\"\n"));
        let counts = counts.iter().map(|(name, count)| format!("{name} = {count}\n"));
        return fs::write(path, HEAD.to_owned() + &tools.chain(counts).collect::<String>()).unwrap();
    }
    let recorded: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let is_same =
        |(name, version): (&&str, &String)| recorded.get(*name).and_then(toml::Value::as_str) == Some(version);
    let differing: Vec<String> =
        counts.iter().filter_map(|(name, count)| difference(name, *count, &recorded)).collect();
    if tools.iter().all(is_same) {
        let message = "Find what it is with valgrind --tool=callgrind; where it is meant, record it:";
        assert!(differing.is_empty(), "\n{}\n{message}\n    {RECORD}\n", differing.join("\n"));
    } else {
        let versions: Vec<&str> = tools.values().map(String::as_str).collect();
        println!(
            "not judged: recorded with other tools than {}; {RECORD}\n{}",
            versions.join(", "),
            differing.join("\n")
        );
    }
}

/// What is to be said of a count that differs by more than is tolerated.
fn difference(name: &str, count: u64, recorded: &toml::Table) -> Option<String> {
    let before = recorded.get(name).and_then(toml::Value::as_integer).unwrap_or(0) as f64;
    let change = count as f64 / before - 1.0;
    (change.abs() > TOLERANCE)
        .then(|| format!("{name}: {count} instructions, {before} are recorded: {:+.1} %", change * 100.0))
}

/// Instructions of linting the files, which are editions of one list.
fn instructions(program: &Path, files: &[(&str, String)]) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    command.args(["lint", "--isolated"]).args(files.iter().map(|(name, _)| name));
    command.current_dir(folder.path()).env_clear().env("RAYON_NUM_THREADS", "1");
    command.env("PATH", std::env::var_os("PATH").unwrap());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|status| status <= 1), "{said}");
    let collected = said.lines().find_map(|line| line.split_once("Collected : ")).map(|(_, count)| count.trim());
    collected.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("callgrind counts nothing: {said}"))
}

/// The program as it is released, built anew where it is stale.
fn release_build() -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--release", "--bin", "curate", "--message-format", "json-render-diagnostics"]);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    // What cargo tells a test would look to another cargo like a change that wants a new build.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_")) {
        if !["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_BUILD_JOBS"].contains(&name.as_str()) {
            command.env_remove(name);
        }
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let messages = messages.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut executables = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    executables.next_back().expect("cargo says where the program is")
}

/// The first line that a program prints.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.lines().next().map(str::to_owned)
}
