//! The extension of Zed: that it fits what Zed calls, and is of this version. Zed itself needs a screen with a graphics card.

use super::succeeds;
use curate_testing::root;
use curate_testing::tools::is_required;
use std::fs;
use std::process::Command;

/// Compiles for this machine: the calls are the same, and no other target must be installed. Its dependencies come from the registry.
#[test]
fn it_fits_what_zed_calls() {
    if !is_required() {
        eprintln!("skipped: CURATE_TOOLS=required builds what the extension of Zed needs");
        return;
    }
    let mut command = Command::new("cargo");
    command.args(["check", "--locked", "--quiet", "--manifest-path"]).arg(root().join("editors/zed/Cargo.toml"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_")) {
        command.env_remove(name);
    }
    succeeds(command.env("CARGO_TARGET_DIR", root().join("target/zed")));
}

#[test]
fn its_version_is_that_of_the_program() {
    let version = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    for file in ["extension.toml", "Cargo.toml", "Cargo.lock"] {
        let text = fs::read_to_string(root().join("editors/zed").join(file)).unwrap();
        let (_, own) = text.split_once("name = \"curate").unwrap_or_else(|| panic!("{file} has another name"));
        assert_eq!(own.lines().find(|line| line.starts_with("version = ")), Some(&*version), "{file}");
    }
}
