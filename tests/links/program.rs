//! `curate links` as it is run, against servers on loopback.

use crate::fault::dns::NameServer;
use crate::fault::script::{headed, page, status};
use crate::fault::server::Server;
use assert_cmd::Command;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// A repository whose README lists `entries`, from line 5 on.
pub fn list(entries: &[String]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let mut items = String::new();
    for (at, url) in entries.iter().enumerate() {
        writeln!(items, "- [Lamp {at}]({url}) - A light.").unwrap();
    }
    fs::write(folder.path().join("README.md"), format!("# Lamps\n\n## Desk\n\n{items}")).unwrap();
    folder
}

/// Runs `curate` in `folder`, which holds its cache too.
pub fn curate(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::cargo_bin("curate")
        .unwrap()
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .env_remove("GITHUB_TOKEN")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn every_verdict_is_reported_once_with_all_its_places() {
    let server = Server::start();
    server.on("/well", page("<p>well</p>"));
    server.on("/gone", status(404));
    server.on("/members", status(403));
    server.on("/broken", status(500));
    server.on("/sold", headed(200, &[("X-Adblock-Key", "k")]));
    server.on("/old", headed(301, &[("Location", "/well")]));
    let names = ["well", "gone", "gone#part", "members", "broken", "sold", "old"];
    let folder = list(&names.map(|name| server.url(&format!("/{name}"))));
    let run = curate(folder.path(), &["links", "--allow-private", "--hints", "--output-format", "concise"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    for (lines, rule) in
        [(&[6, 7][..], "dead"), (&[8], "blocked"), (&[9], "unknown"), (&[10], "suspect"), (&[11], "moved")]
    {
        let found = run.out.lines().filter(|text| text.contains(&format!("links/{rule}"))).collect::<Vec<_>>();
        let is_at = |(text, line): (&&str, &i32)| text.starts_with(&format!("README.md:{line}:"));
        assert!(found.len() == lines.len() && found.iter().zip(lines).all(is_at), "{rule}: {}", run.out);
    }
    assert!(!run.out.contains("README.md:5:"), "{}", run.out);
    assert_eq!(server.requests_of("/gone").len(), 2, "GET for the part that one link wants, and the second look");
}

#[test]
fn a_move_is_fixed_and_keeps_the_fragment() {
    let server = Server::start();
    server.on("/old", headed(308, &[("Location", "/new")]));
    server.on("/new", page("<p id=part>A part."));
    let folder = list(&[server.url("/old"), server.url("/old#part")]);
    let run = curate(folder.path(), &["links", "--allow-private", "--hints", "--fix"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let text = fs::read_to_string(folder.path().join("README.md")).unwrap();
    assert!(text.contains(&format!("[Lamp 0]({})", server.url("/new"))), "{text}");
    assert!(text.contains(&format!("[Lamp 1]({})", server.url("/new#part"))), "{text}");
}

#[test]
fn hosts_that_serve_https_are_reported_though_nothing_was_checked() {
    let folder = list(&["http://github.com/lamps/list".to_owned(), "https://bit.ly/lamps".to_owned()]);
    let run = curate(folder.path(), &["links", "--exclude-url", ".", "--output-format", "concise"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    // What requests do not touch is for `curate lint`.
    assert!(run.out.contains("links/insecure") && !run.out.contains("links/denied-host"), "{}", run.out);
}

#[test]
fn private_addresses_are_not_requested_unless_that_is_wanted() {
    let server = Server::start();
    server.on("/x", status(404));
    let folder = list(&[server.url("/x")]);
    let run = curate(folder.path(), &["links", "--hints"]);
    assert_eq!((run.status, server.connections()), (0, 0), "{}{}", run.out, run.err);
    let why = "1 URL: 1 not checked (1 at a private address: see --allow-private)";
    assert!(run.out.contains(why), "{}{}", run.out, run.err);
    let beside = curate(folder.path(), &["links", "--include", "nothing"]);
    assert!(beside.out.contains("1 URL: 1 not checked (1 not included)"), "{}{}", beside.out, beside.err);
}

#[test]
fn what_is_not_remembered_is_counted() {
    let server = Server::start();
    let folder = list(&[server.url("/x"), server.url("/y")]);
    let unknown = curate(folder.path(), &["links", "--allow-private", "--cached"]);
    assert!(
        unknown.status == 0 && unknown.out.contains("2 URLs: 2 not checked (2 not remembered)"),
        "{}{}",
        unknown.out,
        unknown.err
    );
    let typo = curate(folder.path(), &["links", "--cached", "--store", "typo.db"]);
    assert!(typo.status == 2 && typo.err.contains("typo.db: there is no such store"), "{}{}", typo.out, typo.err);
    assert!(!folder.path().join("typo.db").exists() && server.connections() == 0);
}

#[test]
fn dump_shows_each_url_once_and_requests_nothing() {
    let server = Server::start();
    let folder = list(&[server.url("/a"), server.url("/a#b"), server.url("/c"), "https://[broken".to_owned()]);
    let run = curate(folder.path(), &["links", "--allow-private", "--dump", "--exclude-url", "/c$"]);
    assert_eq!((run.status, run.out), (0, format!("{}\n", server.url("/a"))));
    assert!(run.err.contains("1 URL to check, 1 not checked (1 excluded)"), "{}", run.err);
    let run = curate(folder.path(), &["links", "--dump"]);
    let note = "0 URLs to check, 2 not checked (2 at a private address: see --allow-private)";
    assert!(run.out.is_empty() && run.err.contains(note), "{}{}", run.out, run.err);
    for (option, says) in [
        (&["--output-format", "json"][..], "--dump writes one URL a line, and has no other format"),
        (&["--output-format", "sarif"], "has no other format"),
        (&["--output-file", "urls.txt"], "cannot be used with"),
        (&["--statistics"], "cannot be used with"),
    ] {
        let run = curate(folder.path(), &[&["links", "--dump"], option].concat());
        assert!(run.status == 2 && run.out.is_empty() && run.err.contains(says), "{option:?}: {}{}", run.out, run.err);
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn names_without_an_address_are_dead_and_the_rest_goes_on() {
    let server = Server::start();
    server.on("/", status(200));
    let names = NameServer::start();
    names.at("well.test", "127.0.0.1");
    let folder = list(&[server.named("well.test", "/"), "http://gone.test/".to_owned()]);
    let address = names.address().to_string();
    let run =
        curate(folder.path(), &["links", "--allow-private", "--dns-server", &address, "--output-format", "concise"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("no such host"), "{}", run.out);
    assert!(!run.out.contains("README.md:5:"), "{}", run.out);
}

#[test]
fn check_lints_too_and_links_does_not() {
    let server = Server::start();
    server.on("/x", status(404));
    let folder = list(&[server.url("/x"), format!(" {}", server.url("/x"))]);
    let of = |command| curate(folder.path(), &[command, "--allow-private", "--output-format", "concise"]).out;
    assert!(of("check").contains("links/padding") && of("check").contains("links/dead"));
    assert!(!of("links").contains("links/padding") && of("links").contains("links/dead"));
}

#[test]
fn parts_of_pages_are_looked_for() {
    let server = Server::start();
    let text = "Words of a page that was written out in full. ".repeat(20);
    server.on("/manual", page(&format!("<!doctype html><h2 id=bulbs>Bulbs</h2><h2 id=shades>Shades</h2>{text}")));
    server.on("/made", page(&format!("<!doctype html><script src=names.js></script><h2>Bulbs</h2>{text}")));
    server.on("/gone", status(404));
    server.on("/old", headed(302, &[("Location", "/manual")]));
    server.on("/members", headed(302, &[("Location", "/login")]));
    server.on("/login", page("<!doctype html><h1 id=login>Login</h1>"));
    let parts = [
        "/manual#bulbs",
        "/manual#blubs",
        "/made#blubs",
        "/gone#blubs",
        "/manual#page=3",
        "/old#blubs",
        "/members#blubs",
        "/manual#blubs",
    ];
    let folder = list(&parts.map(|part| server.url(part)));
    let run = curate(folder.path(), &["links", "--allow-private", "--hints", "--output-format", "concise"]);
    let found: Vec<&str> = run.out.lines().filter(|line| line.contains("links/missing-fragment")).collect();
    assert_eq!(found.len(), 3, "two findings, one of them in two places: {run:?}");
    for (line, found) in [6, 10, 12].iter().zip(found) {
        assert!(found.starts_with(&format!("README.md:{line}:")) && found.ends_with("no such part: #blubs"), "{run:?}");
    }
    assert_eq!(run.out.matches("links/dead").count(), 1, "{run:?}");
    assert_eq!(server.requests_of("/manual").len(), 2, "once for itself, and once on the way from another");
    let again = curate(folder.path(), &["links", "--allow-private", "--hints", "--output-format", "concise"]);
    assert_eq!((again.out, server.requests_of("/manual").len()), (run.out, 2), "the store knows the parts too");
}

#[test]
fn files_of_the_own_repository_are_not_requested() {
    let own = "https://github.com/lamp/list/blob/main";
    let folder = list(&[
        format!("{own}/docs/way.md#bulbs"),
        format!("{own}/docs/way.md#blubs"),
        format!("{own}/docs/Way.md"),
        format!("{own}/docs/gone.md"),
        "https://raw.githubusercontent.com/lamp/list/main/docs/way.md".to_owned(),
        "https://github.com/lamp/list/tree/HEAD/docs".to_owned(),
    ]);
    fs::write(folder.path().join(".git/config"), "[remote \"origin\"]\n\turl = git@github.com:Lamp/list.git\n")
        .unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("docs/way.md"), "# Way\n\n## Bulbs\n").unwrap();
    let names = NameServer::start();
    let address = names.address().to_string();
    let arguments = ["links", "README.md", "--dns-server", &address, "--output-format", "concise"];
    let run = curate(folder.path(), &arguments);
    let lines: Vec<&str> = run.out.lines().filter(|line| line.starts_with("README.md")).collect();
    assert_eq!((run.status, lines.len()), (1, 3), "{run:?}");
    assert!(lines[0].starts_with("README.md:6:") && lines[0].contains("links/missing-fragment"), "{run:?}");
    assert!(lines[1].starts_with("README.md:7:") && lines[1].contains("`docs/way.md`"), "{run:?}");
    assert!(lines[2].starts_with("README.md:8:") && lines[2].contains("no such file in the working tree"), "{run:?}");
    assert!(names.queries().is_empty());
    let dump = curate(folder.path(), &["links", "README.md", "--dump"]);
    assert_eq!(dump.out, "");
}

#[test]
fn a_run_that_time_cuts_says_so() {
    let server = Server::start();
    server.on("/well", status(200));
    server.on("/slow", vec![crate::fault::script::Step::Hang]);
    let folder = list(&[server.url("/well"), server.url("/slow")]);
    let run = curate(folder.path(), &["links", "--allow-private", "--no-store", "--hints", "--deadline", "1s"]);
    assert!(
        run.err.contains("time ran out (--deadline): of 2 URLs 1 not checked, 0 unknown"),
        "{}{}",
        run.out,
        run.err
    );
    assert!(run.status == 2 && run.out.contains("2 URLs: 1 ok, 1 not checked (1 no time"), "{}{}", run.out, run.err);
    let whole =
        curate(folder.path(), &["links", "--allow-private", "--no-store", "--include", "well$", "--deadline", "9s"]);
    assert!(whole.status == 0 && !whole.err.contains("time ran out"), "{}{}", whole.out, whole.err);
}
