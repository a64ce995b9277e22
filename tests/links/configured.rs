//! `[links]` in `curate.toml`, `.lycheeignore`, and what the command line says over them.

use crate::fault::dns::NameServer;
use crate::fault::script::{Step, headed, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use assert_cmd::Command;
use std::fs;
use std::path::Path;
use std::time::Duration;

fn links(folder: &Path, arguments: &[&str]) -> Run {
    let always = ["links", "--allow-private", "--no-store", "--hints", "--output-format", "concise"];
    curate(folder, &[&always, arguments].concat())
}

fn configure(folder: &Path, text: &str) {
    fs::write(folder.join("curate.toml"), text).unwrap();
}

#[test]
fn what_is_excluded_is_not_checked() {
    let server = Server::start();
    for path in ["/a", "/b", "/c", "/d"] {
        server.on(path, status(404));
    }
    let folder = list(&["/a", "/b", "/c", "/d"].map(|path| server.url(path)));
    configure(folder.path(), "[links]\nexclude = ['/a$']\n");
    fs::write(folder.path().join(".lycheeignore"), "# ours\n/b$\n(\n").unwrap();
    let run = links(folder.path(), &["--exclude-url", "/c$"]);
    assert!(server.requests().iter().all(|request| request.target == "/d"), "{:?}", server.requests());
    assert!(run.out.contains("4 URLs: 1 dead, 3 not checked (3 excluded)"), "{run:?}");
    assert!(run.err.contains(".lycheeignore: 1 pattern taken over; line 3 is not a pattern"), "{run:?}");
    let dumped = links(folder.path(), &["--isolated", "--dump"]);
    assert_eq!(dumped.out.lines().count(), 4, "{dumped:?}");
}

#[test]
fn what_is_included_is_checked_and_the_command_line_counts_more() {
    let server = Server::start();
    let folder = list(&["/a", "/b", "/c"].map(|path| server.url(path)));
    configure(folder.path(), "[links]\ninclude = ['/a$', '/b$']\nexclude = ['/b$']\n");
    assert_eq!(links(folder.path(), &["--dump"]).out, format!("{}\n", server.url("/a")));
    assert_eq!(links(folder.path(), &["--dump", "--include", "/c$"]).out, format!("{}\n", server.url("/c")));
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_document_may_exclude_what_another_has_checked() {
    let server = Server::start();
    let folder = list(&[server.url("/a")]);
    fs::create_dir(folder.path().join("inner")).unwrap();
    fs::copy(folder.path().join("README.md"), folder.path().join("inner/README.md")).unwrap();
    configure(&folder.path().join("inner"), "[links]\nexclude = ['/a$']\n");
    assert_eq!(links(folder.path(), &["--dump"]).out, format!("{}\n", server.url("/a")));
    assert_eq!(links(folder.path(), &["--dump", "inner"]).out, "");
}

#[test]
fn a_broken_url_is_dead_unless_its_text_is_excluded() {
    let folder = list(&["https://[broken".to_owned(), "http://ok.test:99999/".to_owned()]);
    let run = links(folder.path(), &["--exclude-url", ":99999/"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.out.contains("README.md:5:12: error links/dead \"Lamp 0\" (https://[broken): it is not a URL"),
        "{run:?}"
    );
    assert!(!run.out.contains("README.md:6:"), "{run:?}");
    let written = "# Lamps\n\n- [Desk](https://) - A light.\n- [Wall](http://http://lamp.example/) - A light.\n";
    fs::write(folder.path().join("README.md"), written).unwrap();
    let names = NameServer::start();
    let check = ["check", "--no-store", "--dns-server", &names.address().to_string()];
    let checked = curate(folder.path(), &[&check[..], &["--select", "links", "--output-format", "concise"]].concat());
    assert!(checked.out.contains("links/empty") && checked.out.contains("links/scheme"), "{checked:?}");
    assert!(!checked.out.contains("links/dead"), "one defect, one finding: {checked:?}");
}

#[test]
fn hosts_have_rules_of_their_own() {
    let server = Server::start();
    server.on("/gone", status(404));
    server.with("127.0.0.1", "/", |request| if request.method == "HEAD" { status(404) } else { status(200) });
    let folder = list(&[server.url("/"), server.url("/gone")]);
    configure(
        folder.path(),
        "[[links.host]]\nname = \"127.0.0.*\"\nmethod = \"get\"\naccept = [404]\ninterval = \"0s\"\n",
    );
    let run = links(folder.path(), &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(server.requests().iter().all(|request| request.method == "GET"), "{:?}", server.requests());
}

#[test]
fn codes_are_accepted_from_all_hosts_and_more_from_some() {
    let server = Server::start();
    for (path, code) in [("/a", 404), ("/b", 999), ("/c", 410)] {
        server.on(path, status(code));
    }
    let folder = list(&["/a", "/b", "/c"].map(|path| server.url(path)));
    configure(folder.path(), "[links]\naccept = [404, 999]\n");
    let run = links(folder.path(), &[]);
    assert!(run.status == 1 && run.out.contains("3 URLs: 1 dead, 2 ok"), "{run:?}");
    configure(folder.path(), "[links]\naccept = [404, 999]\n[[links.host]]\nname = \"127.*\"\naccept = [410]\n");
    assert_eq!(links(folder.path(), &[]).status, 0);
}

#[test]
fn requests_say_who_sends_them() {
    let server = Server::start();
    let folder = list(&[server.url("/a")]);
    links(folder.path(), &[]);
    configure(folder.path(), "[links]\nuser-agent = \"lamps (+https://lamp.example)\"\n");
    links(folder.path(), &[]);
    let agents: Vec<String> =
        server.requests().iter().map(|request| request.header("user-agent").unwrap().to_owned()).collect();
    let (honest, own) = (agents.first().unwrap(), agents.last().unwrap());
    assert!(honest.starts_with("curate/") && own == "lamps (+https://lamp.example)", "{agents:?}");
}

#[test]
fn a_timeout_is_the_configurations_unless_the_command_line_has_one() {
    let server = Server::start();
    server.on("/slow", vec![Step::Hang]);
    let folder = list(&["/slow", "/well"].map(|path| server.url(path)));
    configure(folder.path(), "[links]\ntimeout = \"200ms\"\n");
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("timeout before the first byte"), "{run:?}");
    server.on("/slow", vec![Step::Wait(Duration::from_millis(600)), Step::Respond(200, Vec::new(), Vec::new())]);
    assert!(!links(folder.path(), &["--timeout", "30s"]).out.contains("timeout"));
}

#[test]
fn a_header_is_sent_to_the_host_it_is_for_when_the_command_line_allows_it() {
    let (server, other) = (Server::start(), Server::at([127, 0, 0, 2].into(), 0, None));
    server.on("/x", headed(302, &[("Location", &other.url("/y"))]));
    let folder = list(&[server.url("/x")]);
    configure(
        folder.path(),
        "[[links.host]]\nname = \"127.0.0.1\"\nheaders = { X-Key = { env = \"LAMP_KEY\" }, Accept-Language = \"de\" }\n",
    );
    let run = |allowed: &[&str]| {
        let always = ["links", "--allow-private", "--no-store", "--hints"];
        let mut command = Command::cargo_bin("curate").unwrap();
        let output = command.current_dir(folder.path()).env("LAMP_KEY", "k7-secret").args(always).args(allowed);
        let output = output.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (String::from_utf8(said).unwrap(), server.requests_of("/x").pop().unwrap().header("x-key").map(str::to_owned))
    };
    let (said, sent) = run(&[]);
    assert!(sent.is_none() && said.contains("--allow-env LAMP_KEY would allow it"), "{said}");
    let (said, sent) = run(&["--allow-env", "LAMP_KEY"]);
    assert!(sent.as_deref() == Some("k7-secret") && !said.contains("secret"), "{said}");
    assert_eq!(run(&["--allow-env", "LAMP_KEY@127.0.0.1"]).1.as_deref(), Some("k7-secret"));
    assert_eq!(run(&["--allow-env", "LAMP_KEY@127.0.0.2"]).1, None);
    assert!(server.requests().iter().all(|request| request.header("accept-language") == Some("de")));
    let elsewhere = other.requests();
    assert!(!elsewhere.is_empty());
    assert!(elsewhere.iter().all(|request| request.header("x-key").is_none()));
    assert!(elsewhere.iter().all(|request| request.header("accept-language") != Some("de")));
}
