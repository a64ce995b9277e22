//! What a release is made of: crates, archives, packages of npm, templates, and notes of one version.

use super::hooks::{forget_cargo, result_of};
use super::steps::root;
use super::tool;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const TARGETS: [&str; 6] = [
    "aarch64-apple-darwin",
    "aarch64-pc-windows-msvc",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
    "x86_64-unknown-linux-musl",
];
/// The program in the tests' packages: the real one is large, and what is tested is what stands around it.
const PROGRAM: &str = "#!/bin/sh\ncase \"$1\" in\n--version) echo 'curate of the archive' ;;\nend) exit \"$2\" ;;\n\
     wait) trap 'exit 7' INT TERM HUP; echo ready; while :; do sleep 0.05; done ;;\ndie) kill -TERM $$ ;;\nesac\n";

fn script(name: &str, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(if name.starts_with("npm") { "node" } else { "bash" });
    command.arg(root().join(".github/packaging").join(name)).args(arguments).current_dir(root());
    result_of(&command.output().unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The archives of a release, with [`PROGRAM`] in each, and their checksums.
pub fn archives() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let staging = tempfile::tempdir().unwrap();
    for target in TARGETS {
        let program = staging.path().join(if target.contains("windows") { "curate.exe" } else { "curate" });
        fs::write(&program, format!("{PROGRAM}# {target}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        fs::copy(root().join("LICENSE"), staging.path().join("LICENSE")).unwrap();
        let archive = folder.path().join(format!("curate-{VERSION}-{target}.tar.gz"));
        let mut command = Command::new("tar");
        command.arg("-czf").arg(archive).arg("-C").arg(staging.path()).args([program.file_name().unwrap()]);
        assert!(command.arg("LICENSE").status().unwrap().success());
    }
    assert!(script("sum", &[text(folder.path())]).0);
    folder
}

#[test]
fn every_crate_has_in_its_package_what_builds_it() {
    let crates = [
        ("curate-document", "document", "."),
        ("curate-rules", "rules", "."),
        ("curate-fleet", "fleet", "."),
        ("curate", ".", "src"),
    ];
    for (name, folder, sources) in crates {
        let mut command = Command::new("cargo");
        command.args(["package", "--list", "--allow-dirty", "--offline", "-p", name]).current_dir(root());
        forget_cargo(&mut command);
        let output = command.output().unwrap();
        let listed = String::from_utf8(output.stdout).unwrap();
        let listed: BTreeSet<&str> = listed.lines().collect();
        for needed in ["Cargo.toml", "LICENSE", "README.md"] {
            assert!(listed.contains(needed), "{name} lacks {needed}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let mut folders = vec![root().join(folder).join(sources)];
        while let Some(inner) = folders.pop() {
            for entry in fs::read_dir(inner).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() && !entry.ends_with("tests") {
                    folders.push(entry);
                } else if entry.extension().is_some_and(|extension| extension == "rs") {
                    let path = entry.strip_prefix(root().join(folder)).unwrap();
                    let path = text(path).trim_start_matches("./").to_owned();
                    assert!(listed.contains(&*path), "{name} lacks {path}");
                    for needed in included(&root().join(folder), &entry) {
                        assert!(listed.contains(&*needed), "{name} lacks {needed}, which {path} includes");
                    }
                }
            }
        }
        let is_test = |path: &&&str| path.starts_with("tests/") || path.starts_with("fixtures/");
        assert_eq!(listed.iter().find(is_test), None);
    }
}

/// The files that the source at `path` includes as they are, from `folder`.
fn included(folder: &Path, path: &Path) -> Vec<String> {
    let source = fs::read_to_string(path).unwrap();
    let named = source.split("include_str!(\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let file = |name: &str| fs::canonicalize(path.parent().unwrap().join(name)).ok();
    let folder = fs::canonicalize(folder).unwrap();
    named.filter_map(|(name, _)| Some(text(file(name)?.strip_prefix(&folder).ok()?).to_owned())).collect()
}

#[test]
fn npm_installs_the_program_and_passes_on_how_it_ends() {
    let archives = archives();
    let packages = tempfile::tempdir().unwrap();
    let (made, said) = script("npm/make", &[VERSION, text(archives.path()), text(packages.path())]);
    assert!(made, "{said}");
    let manifest = fs::read_to_string(packages.path().join("curate-lists/package.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["optionalDependencies"].as_object().unwrap().len(), TARGETS.len());
    let project = tempfile::tempdir().unwrap();
    fs::write(project.path().join("package.json"), "{}").unwrap();
    let npm = |arguments: &[&str]| {
        let mut command = Command::new("npm");
        command.args(arguments).current_dir(project.path()).env("npm_config_cache", project.path().join(".npm"));
        let (done, said) = result_of(&command.output().unwrap());
        assert!(done, "{said}");
    };
    let node = Command::new("node").args(["-p", "process.platform + '-' + process.arch"]).output().unwrap();
    let platform = format!("curate-lists-{}", String::from_utf8(node.stdout).unwrap().trim());
    for name in [&platform, "curate-lists"] {
        npm(&["pack", "--silent", text(&packages.path().join(name))]);
    }
    let packed = |name: &str| format!("./{name}-{VERSION}.tgz");
    npm(&["install", "--offline", "--no-audit", "--omit=optional", &packed(&platform), &packed("curate-lists")]);

    let shim = project.path().join("node_modules/.bin/curate");
    let (works, said) = result_of(&Command::new(&shim).arg("--version").output().unwrap());
    assert!(works && said == "curate of the archive\n", "{said}");
    for code in [0, 1, 2, 130] {
        let status = Command::new(&shim).args(["end", &code.to_string()]).status().unwrap();
        assert_eq!(status.code(), Some(code));
    }
    for signal in ["-INT", "-TERM", "-HUP"] {
        assert_eq!(status_after(signal, &shim), Some(7), "the program says how it ends after {signal}");
    }
    assert_eq!(Command::new(&shim).arg("die").status().unwrap().code(), Some(128 + 15));
    fs::remove_dir_all(project.path().join("node_modules").join(&platform)).unwrap();
    let (works, said) = result_of(&Command::new(&shim).output().unwrap());
    assert!(!works && said.contains(&format!("the package {platform} is not installed")), "{said}");
}

/// How the program of an npm package ends when only the script around it gets `signal`.
fn status_after(signal: &str, shim: &Path) -> Option<i32> {
    let mut running = Command::new(shim).arg("wait").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(running.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "ready\n");
    assert!(Command::new("kill").args([signal, &running.id().to_string()]).status().unwrap().success());
    running.wait().unwrap().code()
}

#[test]
fn a_release_of_npm_has_all_platforms() {
    let archives = archives();
    fs::remove_file(archives.path().join(format!("curate-{VERSION}-x86_64-apple-darwin.tar.gz"))).unwrap();
    let out = tempfile::tempdir().unwrap();
    let (made, said) = script("npm/make", &[VERSION, text(archives.path()), text(out.path())]);
    assert!(!made && said.contains("x86_64-apple-darwin"), "{said}");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn templates_get_version_and_checksums() {
    let archives = archives();
    let sums = archives.path().join("SHA256SUMS");
    let known = fs::read_to_string(&sums).unwrap();
    for (template, targets) in [("homebrew/curate.rb", 4), ("container/Containerfile", 2)] {
        let path = root().join(".github/packaging").join(template);
        let (filled, said) = script("fill", &[text(&path), VERSION, text(&sums)]);
        assert!(filled && !said.contains("@version@") && !said.contains("@sha256:"), "{said}");
        let used = known.lines().filter(|line| said.contains(line.split(' ').next().unwrap())).count();
        let distinct: BTreeSet<&str> = known.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!((used, distinct.len()), (targets, TARGETS.len()), "{said}");
    }
    if let Some(hadolint) = tool("python/bin/hadolint") {
        let path = root().join(".github/packaging/container/Containerfile");
        let file = archives.path().join("Containerfile");
        fs::write(&file, script("fill", &[text(&path), VERSION, text(&sums)]).1).unwrap();
        let (is_clean, said) = result_of(&Command::new(hadolint).arg(&file).output().unwrap());
        assert!(is_clean, "{said}");
    }
    let path = root().join(".github/packaging/homebrew/curate.rb");
    let (filled, said) = script("fill", &[text(&path), "9.9.9", text(&sums)]);
    assert!(!filled && said.contains("has no checksum of curate-9.9.9-"), "{said}");
}

#[test]
fn notes_are_those_of_the_version_alone() {
    let folder = tempfile::tempdir().unwrap();
    let page = "# Changelog\n\n## Unreleased\n\n- Soon.\n\n## 1.2.0 (2026-11-29)\n\n- New.\n\n### Fixed\n\n- Old.\n\n## 1.2.0-rc\n\n- Try.\n";
    fs::write(folder.path().join("CHANGELOG.md"), page).unwrap();
    let notes = |version: &str| {
        let script = root().join(".github/packaging/notes");
        result_of(&Command::new("bash").arg(script).arg(version).current_dir(&folder).output().unwrap())
    };
    assert_eq!(notes("1.2.0"), (true, "- New.\n\n### Fixed\n\n- Old.\n".to_owned()));
    assert!(!notes("1.2").0 && notes("1.2").1.contains("no section"));
}
