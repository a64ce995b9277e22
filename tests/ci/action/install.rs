//! How the action comes by the program: a released binary whose checksum it knows, or a build from source.

use super::{machine, set, step};
use crate::steps::{root, said};
use std::fs;
use std::process::Command;

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
