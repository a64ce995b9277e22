//! The json format of a run with links, reports of shards merged into one, and `curate explain` of a URL.

use crate::fault::dns::NameServer;
use crate::fault::script::{headed, page, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn report(folder: &Path, arguments: &[&str]) -> (Run, Value) {
    let always = ["links", "--allow-private", "--no-store", "--output-format", "json"];
    let run = curate(folder, &[&always, arguments].concat());
    let value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    (run, value)
}

fn place(path: &str, line: usize, offset: usize, length: usize) -> Value {
    let at = |moved: usize| json!({ "offset": offset + moved, "line": line, "column": 12 + moved });
    json!({ "path": path, "start": at(0), "end": at(length) })
}

#[test]
fn links_are_reported_with_hops_and_every_place() {
    let server = Server::start();
    server.on("/gone", status(404));
    server.on("/old", headed(302, &[("Location", "/new")])).on("/new", page("<p id=part>A part."));
    let folder = list(&[server.url("/old"), server.url("/gone"), server.url("/old#part")]);
    fs::copy(folder.path().join("README.md"), folder.path().join("README.fr.md")).unwrap();
    let (run, value) = report(folder.path(), &["--exclude-url", "/never$"]);
    assert_eq!((run.status, &value["summary"]["shard"]), (1, &Value::Null));
    let links = value["links"].as_array().unwrap();
    let urls: Vec<&str> = links.iter().map(|link| link["url"].as_str().unwrap()).collect();
    assert_eq!(urls, [server.url("/gone"), server.url("/old")], "sorted");
    let length = server.url("/old").len();
    let (first, third) = (29, 29 + (length + 24) + (length + 1 + 24));
    let expected = json!({
        "url": server.url("/old"), "verdict": "ok", "status": 200, "final_url": server.url("/new"), "cause": "200 OK",
        "hops": [{ "status": 302, "to": server.url("/new") }], "cached": false, "since": null,
        "places": [
            place("README.fr.md", 5, first, length), place("README.fr.md", 7, third, length + 5),
            place("README.md", 5, first, length), place("README.md", 7, third, length + 5),
        ],
    });
    assert_eq!(links[1], expected);
    let dead: Vec<&Value> = value["diagnostics"].as_array().unwrap().iter().collect();
    assert_eq!((dead.len(), &dead[0]["labels"][0]["path"]), (1, &json!("README.md")), "one finding, several places");
    let again = report(folder.path(), &["--exclude-url", "/never$"]).0;
    assert_eq!(run.out, again.out, "the same bytes");
    let lint = curate(folder.path(), &["lint", "--output-format", "json"]);
    assert!(!lint.out.contains("\"links\":"), "{lint:?}");
}

/// A list on three domains, with a name server for them, and the reports of its shards as files `1.json` to `3.json`.
fn shards(server: &Server, names: &NameServer) -> (tempfile::TempDir, Vec<i32>) {
    let hosts: Vec<String> = (0..9).map(|at| format!("lamp{at}.test")).collect();
    for host in &hosts {
        names.at(host, "127.0.0.1");
    }
    let folder = list(&hosts.iter().map(|host| server.named(host, "/x")).collect::<Vec<_>>());
    let address = names.address().to_string();
    let of = |index: u32| {
        let (shard, file) = (format!("{index}/3"), format!("{index}.json"));
        report_to(folder.path(), &["--shard", &shard, "--output-file", &file, "--dns-server", &address])
    };
    let states = (1..=3).map(of).collect();
    (folder, states)
}

fn report_to(folder: &Path, arguments: &[&str]) -> i32 {
    let always = ["links", "--allow-private", "--no-store", "--output-format", "json"];
    curate(folder, &[&always, arguments].concat()).status
}

#[test]
fn reports_of_shards_are_joined_in_any_order_and_any_number_of_times() {
    let (server, names) = (Server::start(), NameServer::start());
    server.on("/x", status(404));
    let (folder, states) = shards(&server, &names);
    assert_eq!(states, [1, 1, 1]);
    let merge = |files: &[&str]| curate(folder.path(), &[&["merge"], files].concat());
    let all = merge(&["1.json", "2.json", "3.json"]);
    assert_eq!(all.status, 1, "{all:?}");
    let value: Value = serde_json::from_str(&all.out).unwrap();
    assert_eq!(value["summary"]["complete"], json!(true));
    assert_eq!((value["summary"]["errors"].as_u64(), value["links"].as_array().map(Vec::len)), (Some(9), Some(9)));
    assert_eq!(merge(&["3.json", "1.json", "2.json", "1.json"]).out, all.out);

    let two = merge(&["2.json", "3.json", "--output", "two.json"]);
    assert!(two.status == 2 && two.err.contains("INCOMPLETE: missing of the shards: 1"), "{two:?}");
    let value: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("two.json")).unwrap()).unwrap();
    assert_eq!(value["summary"]["complete"], json!(false));
    assert_eq!(merge(&["two.json", "1.json"]).out, all.out);
    fs::write(folder.path().join("all.json"), &all.out).unwrap();
    assert_eq!(merge(&["all.json", "1.json"]).out, all.out);
    assert_eq!(merge(&["all.json", "--fail-on", "never"]).status, 0);
    assert_eq!(merge(&["1.json"]).status, 2);
}

#[test]
fn what_is_no_report_is_not_joined() {
    let folder = list(&[]);
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let summary = |shard: &str| {
        let counts = "\"documents\":1,\"errors\":0,\"warnings\":0,\"hints\":0,\"fixable\":0,\"complete\":true";
        format!("{{\"schema\":1,\"summary\":{{{counts},\"shard\":{shard}}},\"diagnostics\":[],\"new\":[]}}\n")
    };
    file("other.json", "{\"schema\": 1}");
    file("newer.json", &summary("null").replace("\"schema\":1", "\"schema\":2"));
    file("half.json", &summary("[1,2]"));
    file("third.json", &summary("[1,3]"));
    file("text.db", "hello");
    let merge = |files: &[&str]| curate(folder.path(), &[&["merge", "--output", "out"], files].concat());
    for (files, says) in [
        (&["other.json"][..], "is not a report of curate"),
        (&["newer.json"], "has schema 2"),
        (&["half.json", "third.json"], "a run of 2 shards"),
        (&["half.json", "text.db"], "cannot be joined with one another"),
        (&["none.json"], "none.json: cannot be read"),
    ] {
        let run = merge(files);
        assert!(run.status == 2 && run.err.contains(says), "{files:?}: {run:?}");
        assert!(!folder.path().join("out").exists());
    }
    file("LIST.md", "# Lamps\n");
    for (output, says) in [("LIST.md", "is a markdown file"), ("half.json", "is an input")] {
        let before = std::fs::read(folder.path().join(output)).unwrap();
        let run = curate(folder.path(), &["merge", "half.json", "--output", output]);
        assert!(run.status == 2 && run.err.contains(says), "{output}: {run:?}");
        assert_eq!(std::fs::read(folder.path().join(output)).unwrap(), before, "{output}");
    }
    file("half2.json", &summary("[2,2]").replace("\"complete\":true", "\"complete\":false"));
    let run = merge(&["half.json", "half2.json"]);
    assert!(run.status == 2 && run.err.contains("not complete itself"), "{run:?}");
}

#[test]
fn what_shards_did_not_check_stays_with_them() {
    let folder = list(&[]);
    let file = |name: &str, shard: u32, complete: bool, late: usize| {
        let summary = json!({
            "documents": 1, "errors": 0, "warnings": 0, "hints": 0, "fixable": 0, "complete": complete,
            "shard": [shard, 2], "unchecked": [{ "reason": "deadline", "count": late }],
        });
        let report = json!({ "schema": 1, "summary": summary, "diagnostics": [] });
        fs::write(folder.path().join(name), report.to_string()).unwrap();
    };
    file("1.json", 1, false, 5);
    file("again.json", 1, false, 3);
    file("2.json", 2, false, 7);
    let merge = |files: &[&str]| curate(folder.path(), &[&["merge"], files].concat()).out;
    let all = merge(&["1.json", "again.json", "2.json"]);
    assert_eq!(merge(&["2.json", "again.json", "1.json", "again.json"]), all);
    let shards = serde_json::from_str::<Value>(&all).unwrap()["summary"]["shards"].take();
    let of = |shard: u32, late: usize| {
        let unchecked = json!([{ "reason": "deadline", "count": late }]);
        json!({ "shard": [shard, 2], "complete": false, "unchecked": unchecked })
    };
    assert_eq!(shards, json!([of(1, 3), of(2, 7)]), "the run that has done more counts");
}

#[test]
fn explain_checks_only_when_told_to() {
    let server = Server::start();
    server.on("/x", headed(301, &[("Location", "/y")]));
    server.with("", "/y", |request| if request.method == "HEAD" { status(405) } else { status(200) });
    let folder = list(&[]);
    let explain = |arguments: &[&str]| curate(folder.path(), &[&["explain"], arguments].concat());
    let url = server.url("/x");
    let silent = explain(&[&url]);
    assert!(silent.status == 2 && silent.err.contains(".cache/curate/links.db)") && server.connections() == 0);
    let run = explain(&[&url, "--check", "--allow-private"]);
    assert_eq!(run.status, 0, "{run:?}");
    let lines: Vec<&str> = run.out.lines().map(|line| line.split(" in ").next().unwrap()).collect();
    let y = server.url("/y");
    let expected = [
        url.clone(),
        format!("store: {}", folder.path().join(".cache/curate/links.db").display()),
        String::new(),
        "checked now".to_owned(),
        format!("HEAD {url}"),
        "  301 Moved Permanently from 127.0.0.1".to_owned(),
        format!("HEAD {y}"),
        "  405 Method Not Allowed from 127.0.0.1".to_owned(),
        format!("GET (one byte) {y}"),
        "  200 OK from 127.0.0.1".to_owned(),
        format!("GET {y}"),
        "  200 OK from 127.0.0.1".to_owned(),
        "moved: 200 OK".to_owned(),
        format!("301 led to {y}"),
        format!("moved for good to {y}"),
    ];
    assert_eq!(lines, expected);
    assert!(explain(&[&url, "--check"]).out.contains("127.0.0.1 is a private address"));
    assert!(!folder.path().join(".cache").exists(), "nothing is remembered of it");
}
