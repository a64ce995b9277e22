//! Slow links, and no network at all: neither takes a report away.

use crate::fault::dns::{NameServer, Saying};
use crate::fault::script::{Step, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use std::fs;
use std::path::Path;

fn links(folder: &Path, command: &str, names: &str, more: &[&str]) -> Run {
    let always =
        [command, "--allow-private", "--store", "links.db", "--hints", "--dns-server", names, "--timeout", "1s"];
    curate(folder, &[&always, more].concat())
}

#[test]
fn one_slow_link_does_not_end_the_run() {
    let (server, names) = (Server::start(), NameServer::start());
    server.on("/hang", vec![Step::Hang]);
    names.at("hang.test", "127.0.0.1");
    names.says("failed.test", Saying::Failed).says("silent.test", Saying::Nothing);
    names.says("bare.test", Saying::Addresses(Vec::new()));
    for host in ["hang", "failed", "silent", "bare"] {
        let folder = list(&[server.named(&format!("{host}.test"), "/hang")]);
        let run = links(folder.path(), "links", &names.address().to_string(), &[]);
        assert!(run.status == 0 && run.out.contains("1 URL: 1 unknown"), "{host}: {run:?}");
    }
}

#[test]
fn a_slow_link_does_not_hide_what_is_known() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("a.test", "127.0.0.1").says("slow.test", Saying::Failed);
    server.on("/gone", status(404));
    let folder = list(&[server.named("a.test", "/gone"), server.named("slow.test", "/")]);
    for round in 0..2 {
        let run = links(folder.path(), "links", &names.address().to_string(), &[]);
        assert!(run.status == 1 && run.out.contains("2 URLs: 1 dead, 1 unknown"), "{round}: {run:?}");
    }
}

#[test]
fn without_any_network_one_thing_is_said_and_the_rest_is_reported() {
    let dead = std::net::UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let urls: Vec<String> = (0..40).map(|at| format!("https://h{at}.test/")).collect();
    let folder = list(&urls);
    let readme = fs::read_to_string(folder.path().join("README.md")).unwrap();
    fs::write(folder.path().join("README.md"), readme.replace("[Lamp 7]", "[Lamp 7 ]")).unwrap();
    let begun = std::time::Instant::now();
    let run = links(folder.path(), "links", &dead, &[]);
    assert_eq!((run.status, run.err.matches("no network?").count()), (2, 1), "{run:?}");
    assert!(run.out.contains("INCOMPLETE") && !run.out.contains("links/unknown"), "{run:?}");
    assert!(!folder.path().join("links.db").exists());
    assert!(begun.elapsed() < std::time::Duration::from_secs(15), "{:?}", begun.elapsed());
    for command in ["check", "ci"] {
        let file = ["--output-format", "json", "--output-file", "report.json"];
        let run = links(folder.path(), command, &dead, &file);
        let report = fs::read_to_string(folder.path().join("report.json")).unwrap();
        assert!(run.status == 2 && report.contains("links/padding"), "{command}: {run:?} {report}");
        fs::remove_file(folder.path().join("report.json")).unwrap();
        let never = links(folder.path(), command, &dead, &["--fail-on", "never"]);
        assert!(never.status == 0 && never.out.contains("links/padding"), "{command}: {never:?}");
    }
}
