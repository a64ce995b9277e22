//! How the action comes by the program: a released binary that is verified, or a build from source.

use super::{machine, set, step};
use crate::steps::{Machine, root, said};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// In the place of a real `gh`: keeps what it is called with, and says yes.
const GH: &str = "printf '%s\\n' \"$@\" > \"$RUNNER_TEMP/asked\"";

/// What the action calls this machine.
fn target() -> &'static str {
    match (cfg!(target_os = "macos"), cfg!(target_arch = "aarch64")) {
        (false, false) => "x86_64-unknown-linux-musl",
        (false, true) => "aarch64-unknown-linux-musl",
        (true, false) => "x86_64-apple-darwin",
        (true, true) => "aarch64-apple-darwin",
    }
}

fn archive() -> String {
    format!("curate-{VERSION}-{}.tar.gz", target())
}

fn scripts(name: &str) -> Command {
    let mut command = Command::new("bash");
    command.arg(root().join(".github/packaging").join(name)).current_dir(root());
    command
}

/// A release of this version, packed and summed up as the workflow does it, of a program that only says what it is.
fn release() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let built = folder.path().join("built");
    fs::create_dir(&built).unwrap();
    let program = "#!/bin/sh\n[ \"$1\" = man ] && echo page > \"$3/curate.1\"\necho curate of a release\n";
    fs::write(built.join("curate"), program).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(built.join("curate")).status().unwrap().success());
    for name in ["LICENSE", "README.md", "CHANGELOG.md"] {
        fs::copy(root().join(name), folder.path().join(name)).unwrap();
    }
    let packed = scripts("pack").args([VERSION, target(), "built"]).current_dir(&folder).status().unwrap();
    assert!(packed.success());
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    fs::rename(folder.path().join(archive()), files.join(archive())).unwrap();
    sum(&files);
    folder
}

fn sum(files: &Path) {
    assert!(scripts("sum").arg(files).status().unwrap().success());
}

/// Serves `files` as the releases of the repository; gives their address.
fn served(files: &Path) -> String {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let releases = format!("http://{}/releases", server.local_addr().unwrap());
    let (files, base) = (files.to_owned(), releases.clone());
    std::thread::spawn(move || {
        for stream in server.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap();
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            let named = path.strip_prefix(&format!("/releases/download/v{VERSION}/"));
            let head = "Connection: close\r\nContent-Length:";
            if path == "/releases/latest" {
                let answer = format!("HTTP/1.1 302 Found\r\nLocation: {base}/tag/v{VERSION}\r\n{head} 0\r\n\r\n");
                stream.write_all(answer.as_bytes()).unwrap();
            } else if let Some(bytes) = named.and_then(|name| fs::read(files.join(name)).ok()) {
                stream.write_all(format!("HTTP/1.1 200 OK\r\n{head} {}\r\n\r\n", bytes.len()).as_bytes()).unwrap();
                stream.write_all(&bytes).unwrap();
            } else {
                stream.write_all(format!("HTTP/1.1 404 Not Found\r\n{head} 0\r\n\r\n").as_bytes()).unwrap();
            }
        }
    });
    releases
}

/// A machine that finds the releases at `address`, and must build nothing.
fn visitor(address: &str) -> Machine {
    let mut machine = machine(root());
    machine.variables.insert("CURATE_RELEASES".to_owned(), address.to_owned());
    machine.program("cargo", "echo cargo must not be run; exit 9");
    machine.program("gh", GH);
    machine
}

#[test]
fn a_released_binary_is_verified_and_used() {
    let release = release();
    let address = served(&release.path().join("files"));
    for version in ["", "latest", VERSION] {
        let mut machine = visitor(&address);
        set(&mut machine, &[("version", version)]);
        let (output, outputs) = machine.run(&step("Install curate"), release.path());
        assert!(output.status.success() && said(&output).ends_with("curate of a release\n"), "{}", said(&output));
        let program = machine.path("temp/curate/curate").display().to_string();
        assert_eq!(outputs["program"], program);
        let added = fs::read_to_string(machine.path("added-paths")).unwrap();
        assert_eq!(added, program.replace("/curate/curate", "/curate\n"));
        let asked = fs::read_to_string(machine.path("temp/asked")).unwrap();
        let asked: Vec<&str> = asked.lines().collect();
        assert_eq!(asked[..2], ["attestation", "verify"]);
        assert!(asked[2].ends_with(&archive()), "{asked:?}");
        assert_eq!(asked[3..6], ["--repo", "curate-lists/curate", "--source-ref"]);
        assert_eq!(asked[6], format!("refs/tags/v{VERSION}"));
    }
    // No `gh` can tell: the checksum alone counts, and that is said.
    let mut machine = visitor(&address);
    set(&mut machine, &[("token", "")]);
    let (output, _) = machine.run(&step("Install curate"), release.path());
    assert!(output.status.success() && said(&output).contains("only the checksum"), "{}", said(&output));
}

#[test]
fn what_is_not_the_release_is_not_run() {
    let release = release();
    let files = release.path().join("files");
    let address = served(&files);
    let refused = |machine: &Machine, reason: &str| {
        let (output, outputs) = machine.run(&step("Install curate"), release.path());
        assert!(output.status.code() == Some(2) && outputs.is_empty(), "{}", said(&output));
        assert!(said(&output).contains(reason) && !said(&output).contains("curate of a release"), "{}", said(&output));
    };
    let machine = visitor(&address);
    machine.program("gh", "echo no attestation >&2; exit 1");
    refused(&machine, "no attestation says");
    let good = fs::read(files.join(archive())).unwrap();
    fs::write(files.join(archive()), [&good[..], &[0]].concat()).unwrap();
    refused(&visitor(&address), "is not that of the release");
    fs::write(files.join("SHA256SUMS"), "").unwrap();
    refused(&visitor(&address), "is not that of the release");
    let mut machine = visitor(&address);
    set(&mut machine, &[("version", "9.9.9")]);
    refused(&machine, "there is no release of curate 9.9.9");
    machine.variables.insert("CURATE_RELEASES".to_owned(), address.replace("/releases", "/nothing"));
    set(&mut machine, &[("version", "latest")]);
    refused(&machine, "the latest release cannot be found");
}

#[test]
fn it_is_built_from_source_where_there_is_no_release_and_for_a_folder_of_the_repository() {
    let release = release();
    let address = served(&release.path().join("files"));
    for (address, repository) in [(address.replace("/releases", "/nothing"), "curate-lists/curate"), (address, "")] {
        let mut machine = visitor(&address);
        machine.expressions.insert("github.action_repository".to_owned(), repository.to_owned());
        machine.program(
            "cargo",
            "printf '%s\\n' \"$@\"\nwhile [ $# -gt 0 ]; do [ \"$1\" = --root ] && root=\"$2\"; shift; done\n\
             mkdir -p \"$root/bin\"\nprintf '#!/bin/sh\\necho built\\n' > \"$root/bin/curate\"\nchmod +x \"$root/bin/curate\"",
        );
        let (output, outputs) = machine.run(&step("Install curate"), release.path());
        assert!(output.status.success() && said(&output).contains("\nbuilt\n"), "{}", said(&output));
        assert!(said(&output).contains(&format!("--path\n{}\n", root().display())), "{}", said(&output));
        assert_eq!(outputs["program"], machine.path("temp/curate/bin/curate").display().to_string());
    }
}
