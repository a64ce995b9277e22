//! The release workflow from its tag to the tag of its major version: its own steps, in a checkout of their own, with programs that
//! keep what they are called with in the place of those that would publish.

use super::packaging::archives;
use super::steps::{Definition, Machine, Step, root, said};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const SHA: &str = "0123456789abcdef0123456789abcdef01234567";
/// Keeps how it is called.
const KEEPS: &str = "echo \"${0##*/} $*\" >> \"$RUNNER_TEMP/called\"\n";

fn step(job: &str, name: &str) -> Step {
    let steps = Definition::of(".github/workflows/release.yml").steps(&["jobs", job, "steps"]);
    steps.into_iter().find(|step| step.name == name).unwrap_or_else(|| panic!("no step `{name}` in {job}"))
}

/// What a release reads of the repository; its changelog has a section for this version.
fn checkout() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut inner = vec![root().join(".github/packaging")];
    let mut files: Vec<_> =
        ["Cargo.toml", "LICENSE", "README.md", ".pre-commit-hooks.yaml"].map(|name| root().join(name)).into();
    while let Some(inside) = inner.pop() {
        for path in fs::read_dir(inside).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { inner.push(path) } else { files.push(path) }
        }
    }
    for file in files {
        let copy = folder.path().join(file.strip_prefix(root()).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(file, copy).unwrap();
    }
    let changes = format!("# Changelog\n\n## Unreleased\n\n- Soon.\n\n## {VERSION}\n\n- New.\n\n## 0.0.1\n\n- Old.\n");
    fs::write(folder.path().join("CHANGELOG.md"), changes).unwrap();
    folder
}

/// A runner for the tag of this version, with `programs` in the place of its own.
fn runner(programs: &[(&str, &str)]) -> Machine {
    let mut machine = Machine::new();
    for (name, value) in [("GITHUB_REF_NAME", format!("v{VERSION}").as_str()), ("GITHUB_SHA", SHA)] {
        machine.variables.insert(name.to_owned(), value.to_owned());
    }
    for (name, value) in
        [("github.token", "t0ken"), ("github.repository", "lamps/curate"), ("steps.registry.outputs.token", "t0ken")]
    {
        machine.expressions.insert(name.to_owned(), value.to_owned());
    }
    for (name, script) in programs {
        machine.program(name, &format!("{KEEPS}{script}"));
    }
    machine
}

/// Runs a step that must end well.
fn run(machine: &Machine, job: &str, name: &str, folder: &Path) -> String {
    let (output, _) = machine.run(&step(job, name), folder);
    assert!(output.status.success(), "{job}, {name}: {}", said(&output));
    said(&output)
}

/// How the programs were called, each once.
fn called(machine: &Machine) -> Vec<String> {
    let called = fs::read_to_string(machine.path("temp/called")).unwrap_or_default();
    called.lines().map(str::to_owned).collect()
}

#[test]
fn a_tag_must_be_the_version_and_be_in_the_changelog() {
    let checkout = checkout();
    let mut machine = runner(&[]);
    let name = "Hold the tag against the version and the changelog";
    assert!(run(&machine, "verify", name, checkout.path()).contains("- New."));
    machine.variables.insert("GITHUB_REF_NAME".to_owned(), "v9.9.9".to_owned());
    assert!(!machine.run(&step("verify", name), checkout.path()).0.status.success());
    machine.variables.insert("GITHUB_REF_NAME".to_owned(), format!("v{VERSION}"));
    fs::write(checkout.path().join("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n- Soon.\n").unwrap();
    assert!(!machine.run(&step("verify", name), checkout.path()).0.status.success());
}

#[test]
fn a_platform_is_built_packed_and_made_a_wheel() {
    let checkout = checkout();
    let builds = "mkdir -p \"target/$TARGET/dist\"\n\
        printf '#!/bin/sh\\n[ \"$1\" = man ] && echo page > \"$3/curate.1\"\\necho word\\n' > \"target/$TARGET/dist/curate\"\n\
        chmod +x \"target/$TARGET/dist/curate\"";
    let mut machine = runner(&[("cargo", builds), ("maturin", "")]);
    let target = "x86_64-unknown-linux-musl";
    for (name, value) in [("TARGET", target), ("WHEEL", "manylinux2014 musllinux_1_2"), ("MATURIN", "maturin")] {
        machine.variables.insert(name.to_owned(), value.to_owned());
    }
    for name in ["Build", "Pack", "Build the wheel"] {
        run(&machine, "binaries", name, checkout.path());
    }
    let compatible = "--compatibility manylinux2014 musllinux_1_2";
    let expected = [
        format!("cargo build --profile dist --locked --features fleet --target {target}"),
        format!("maturin build --profile dist --target {target} {compatible} --out wheels"),
    ];
    assert_eq!(called(&machine), expected);
    let archive = checkout.path().join(format!("curate-{VERSION}-{target}.tar.gz"));
    let listed = std::process::Command::new("tar").arg("-tzf").arg(archive).output().unwrap();
    let listed = said(&listed);
    for name in ["curate\n", "LICENSE", "man/curate.1", "completions/curate.zsh", "completions/curate.powershell"] {
        assert!(listed.contains(name), "{listed}");
    }
}

#[test]
fn the_extension_is_built_from_its_lock_and_named_by_the_version() {
    let checkout = checkout();
    let machine = runner(&[("npm", "")]);
    run(&machine, "extension", "Package the extension of VS Code", checkout.path());
    let called = called(&machine);
    assert_eq!(called.len(), 2, "{called:?}");
    assert_eq!(called[0], "npm ci --prefix editors/vscode --ignore-scripts");
    let (script, file) = called[1].split_once(" --out ").unwrap();
    assert_eq!(script, "npm run package --prefix editors/vscode --");
    let file = Path::new(file);
    assert!(file.is_absolute() && file.ends_with(format!("curate-vscode-{VERSION}.vsix")), "{called:?}");
}

#[test]
fn the_release_has_all_files_and_the_notes_of_its_version() {
    let checkout = checkout();
    fs::rename(archives().keep(), checkout.path().join("files")).unwrap();
    let extension = format!("curate-vscode-{VERSION}.vsix");
    fs::write(checkout.path().join("files").join(&extension), "zip").unwrap();
    let notes = "while [ $# -gt 0 ]; do [ \"$1\" = --notes-file ] && cp \"$2\" \"$RUNNER_TEMP/shown\"; shift; done";
    let machine = runner(&[("cargo", "[ \"$1\" = install ] || echo '{}' > curate.json"), ("gh", notes)]);
    for name in ["List what the program is made of", "Fill the templates and sum up", "Publish"] {
        run(&machine, "release", name, checkout.path());
    }
    let files = checkout.path().join("files");
    let sums = fs::read_to_string(files.join("SHA256SUMS")).unwrap();
    for name in
        ["Containerfile", "curate.rb", "curate-pre-commit.tar.gz", &extension, &format!("curate-{VERSION}.cdx.json")]
    {
        assert!(sums.contains(&format!("  {name}\n")), "{sums}");
    }
    assert_eq!(sums.lines().count(), 11, "six archives and five files:\n{sums}");
    for template in ["Containerfile", "curate.rb"] {
        assert!(!fs::read_to_string(files.join(template)).unwrap().contains("@sha256:"));
    }
    assert_eq!(fs::read_to_string(machine.path("temp/shown")).unwrap(), "- New.\n");
    let published = called(&machine).pop().unwrap();
    let begins = format!("gh release create v{VERSION} --verify-tag --title v{VERSION} --notes-file ");
    assert!(published.starts_with(&begins), "{published}");
    assert_eq!(published.matches(" files/").count(), 12, "{published}");
}

#[test]
fn packages_of_npm_are_published_once_each_those_of_platforms_first() {
    let checkout = checkout();
    fs::rename(archives().keep(), checkout.path().join("archives")).unwrap();
    let registry = "there=\"$RUNNER_TEMP/there\"\ntouch \"$there\"\n\
        if [ \"$1\" = view ]; then grep -qxF \"$2\" \"$there\" && echo \"${2##*@}\"; exit 0; fi\n\
        [ -z \"${FAILS:-}\" ] || case \"$4\" in *\"$FAILS\") exit 1 ;; esac\n\
        echo \"${4##*/}@${VERSION_NOW}\" >> \"$there\"";
    let mut machine = runner(&[("npm", registry)]);
    machine.variables.insert("VERSION_NOW".to_owned(), VERSION.to_owned());
    machine.variables.insert("FAILS".to_owned(), "linux-x64".to_owned());
    let name = "Publish the platforms, then what names them";
    let (output, _) = machine.run(&step("npm", name), checkout.path());
    assert!(!output.status.success(), "{}", said(&output));
    machine.variables.remove("FAILS");
    run(&machine, "npm", name, checkout.path());
    let published: Vec<String> = called(&machine)
        .into_iter()
        .filter(|call| call.starts_with("npm publish --access public ./packages/"))
        .collect();
    // One was tried twice, since it failed, and none of the others.
    assert_eq!(published.len(), 8, "{published:?}");
    assert_eq!(published.iter().filter(|call| call.ends_with("linux-x64")).count(), 2);
    assert!(published.last().is_some_and(|call| call.ends_with("/curate-lists")), "{published:?}");
}

#[test]
fn crates_are_published_in_order_and_what_is_there_is_left_out() {
    let checkout = checkout();
    let registry = "echo \"token $CARGO_REGISTRY_TOKEN\" >> \"$RUNNER_TEMP/called\"\n\
        if [ \"$4\" = \"${THERE:-}\" ]; then echo \"error: crate $4@1.0.0 already exists on crates.io index\" >&2; exit 101; fi\n\
        if [ \"$4\" = \"${FAILS:-}\" ]; then echo 'error: the network is down' >&2; exit 101; fi";
    let mut machine = runner(&[("cargo", registry)]);
    machine.variables.insert("THERE".to_owned(), "curate-document".to_owned());
    run(&machine, "crates", "Publish what is not there yet", checkout.path());
    let calls = called(&machine);
    let published: Vec<&String> = calls.iter().filter(|call| call.starts_with("cargo")).collect();
    let crates = ["curate-document", "curate-rules", "curate-fleet", "curate"];
    let crates = crates.map(|name| format!("cargo publish --locked -p {name}"));
    assert_eq!(published, crates.iter().collect::<Vec<_>>());
    assert!(calls.contains(&"token t0ken".to_owned()));
    machine.variables.insert("FAILS".to_owned(), "curate-rules".to_owned());
    let (output, _) = machine.run(&step("crates", "Publish what is not there yet"), checkout.path());
    assert!(!output.status.success() && said(&output).contains("the network is down"), "{}", said(&output));
    assert!(called(&machine).last().is_some_and(|call| call == "token t0ken"), "nothing after what failed");
    assert_eq!(called(&machine).iter().filter(|call| call.ends_with("-p curate")).count(), 1);
}

#[test]
fn the_tag_of_the_major_version_moves_or_says_how_to_move_it() {
    let folder = tempfile::tempdir().unwrap();
    let job = Definition::of(".github/workflows/release.yml").list(&["jobs", "major", "needs"]);
    assert_eq!(job, ["pypi", "npm", "crates"], "it moves last");
    let name = "Move the tag of the major version";
    let major = format!("v{}", VERSION.split('.').next().unwrap());
    let github = "case \"$2 $3\" in\nrepos/*) exit \"$KNOWN\" ;;\nesac\nexit \"$REFUSED\"";
    for (known, refused) in [("0", "0"), ("1", "0"), ("0", "1")] {
        let mut machine = runner(&[("gh", github)]);
        machine.variables.insert("KNOWN".to_owned(), known.to_owned());
        machine.variables.insert("REFUSED".to_owned(), refused.to_owned());
        let (output, _) = machine.run(&step("major", name), folder.path());
        let last = called(&machine).pop().unwrap();
        let moves =
            format!("gh api --method PATCH repos/lamps/curate/git/refs/tags/{major} -f sha={SHA} -F force=true");
        let makes = format!("gh api --method POST repos/lamps/curate/git/refs -f ref=refs/tags/{major} -f sha={SHA}");
        assert_eq!(last, if known == "0" { moves } else { makes });
        assert_eq!(output.status.success(), refused == "0");
        let advice = format!("git push --force origin {SHA}:refs/tags/{major}");
        assert_eq!(said(&output).contains(&advice), refused == "1", "{}", said(&output));
    }
}
