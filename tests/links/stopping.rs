//! A run that somebody ends.
#![cfg(unix)]

use crate::fault::script::{Step, status};
use crate::fault::server::Server;
use crate::program::list;
use serde_json::Value;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Runs `curate links` and ends it with `signal` when `server` has had requests for all of `paths`.
fn ended_by(signal: &str, server: &Server, folder: &std::path::Path, paths: &[&str]) -> (i32, String, String) {
    let child: Child = Command::new(assert_cmd::cargo::cargo_bin("curate"))
        .current_dir(folder)
        .args(["links", "--allow-private", "--store", "links.db", "--output-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while paths.iter().any(|path| server.requests_of(path).is_empty()) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

#[test]
fn a_stopped_run_reports_what_it_knows_and_says_that_it_is_not_all() {
    for signal in ["-TERM", "-INT"] {
        let server = Server::start();
        server.on("/well", status(200));
        server.on("/gone", status(404));
        server.on("/slow", vec![Step::Hang]);
        let folder = list(&["/well", "/gone", "/slow"].map(|path| server.url(path)));
        let (code, out, err) = ended_by(signal, &server, folder.path(), &["/slow", "/well"]);
        assert_eq!(code, 130, "{out}{err}");
        assert!(err.contains("INCOMPLETE: interrupted after"), "{err}");
        let report: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(report["summary"]["complete"], Value::Bool(false), "{out}");
        let links = report["links"].as_array().unwrap();
        // What failed was not looked at twice, so it is not reported.
        assert_eq!(links.iter().map(|link| link["verdict"].as_str().unwrap()).collect::<Vec<_>>(), ["ok"], "{out}");
    }
}

#[test]
fn requests_in_flight_may_still_end() {
    let server = Server::start();
    server.on("/late", [vec![Step::Wait(Duration::from_millis(700))], status(200)].concat());
    server.on("/slow", vec![Step::Hang]);
    let folder = list(&["/late", "/slow"].map(|path| server.url(path)));
    let (code, out, err) = ended_by("-TERM", &server, folder.path(), &["/late", "/slow"]);
    assert_eq!(code, 130, "{out}{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["links"][0]["url"], Value::String(server.url("/late")), "{out}");
}
