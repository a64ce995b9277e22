//! The schema of the configuration as a file of the repository, which editors fetch from the tag of a release.

use crate::root;
use curate_testing::recorded::assert_recorded;
use std::process::Command;

#[test]
fn the_schema_is_what_the_program_prints() {
    let program = Command::new(env!("CARGO_BIN_EXE_curate")).args(["config", "schema"]).current_dir(root()).output();
    let printed = String::from_utf8(program.expect("curate ran").stdout).expect("UTF-8");
    assert_recorded("curate.schema.json", &printed);
    let schema: serde_json::Value = printed.parse().expect("JSON");
    let version = env!("CARGO_PKG_VERSION");
    let address = schema["$id"].as_str().expect("an address");
    assert!(address.starts_with("https://raw.githubusercontent.com/") && address.contains(&format!("/v{version}/")));
    assert!(address.ends_with("/curate.schema.json") && address.contains("/curate/"), "{address}");
}
