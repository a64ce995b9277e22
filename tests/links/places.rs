//! A list in two editions whose links fail: every format names the entry, the URL and both places, and texts stay texts.

use crate::fault::dns::NameServer;
use crate::fault::script::{headed, status, typed};
use crate::fault::server::Server;
use crate::program::{Run, curate};
use curate_testing::FORMATS;
use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use tempfile::TempDir;
use url::Url;

/// A list in two languages; each of `entries` is a title and a URL, at line 5 and the following, and one line further down in
/// the second.
fn editions(entries: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let items = |end: &str| {
        let items = entries.iter().map(|(title, url)| format!("- [{title}]({url}) - {end}\n"));
        items.collect::<String>()
    };
    let source = format!("# Lamps\n\n## Desk\n\n{}", items("A light."));
    let translation = format!("# 灯\n\n## 桌\n\n一些灯。\n\n{}", items("一盏灯。"));
    fs::write(folder.path().join("README.md"), source).unwrap();
    fs::write(folder.path().join("README.zh-cn.md"), translation).unwrap();
    folder
}

fn links(folder: &Path, arguments: &[&str]) -> Run {
    curate(folder, &[&["links", "--allow-private", "--no-store"], arguments].concat())
}

#[test]
fn every_format_names_the_entry_the_url_and_both_places() {
    let server = Server::start();
    server.on("/gone", status(404));
    let url = server.url("/gone");
    let folder = editions(&[("Lamp", url.clone())]);
    for format in FORMATS {
        let run = links(folder.path(), &["--output-format", format]);
        assert_eq!(run.status, 1, "{format}: {run:?}");
        for wanted in ["README.md", "README.zh-cn.md", "Lamp", "404 Not Found", &url] {
            assert!(run.out.contains(wanted), "{format}: {wanted}: {run:?}");
        }
    }
    let of = |format: &str| links(folder.path(), &["--output-format", format]).out;
    assert!(of("concise").contains("\nREADME.zh-cn.md:7:10: error links/dead \"Lamp\" ("), "{}", of("concise"));
    assert!(of("github").contains("%0Aalso at README.zh-cn.md:7"), "{}", of("github"));
    assert!(of("markdown").contains("| `README.md:5`, `README.zh-cn.md:7` | Lamp `"), "{}", of("markdown"));
    assert_eq!(of("gitlab").matches("\"check_name\"").count(), 2, "{}", of("gitlab"));
    assert_eq!(of("junit").matches("<failure ").count(), 2, "{}", of("junit"));
    let line = format!("  README.md:5, README.zh-cn.md:7  \"Lamp\" {url}  404 Not Found\n");
    assert!(of("full").starts_with("dead (1): ") && of("full").contains(&line), "{}", of("full"));
}

#[test]
fn people_get_links_by_verdict_the_worst_first() {
    let server = Server::start();
    server.on("/gone", status(404));
    server.on("/sold", headed(200, &[("X-Adblock-Key", "k")]));
    server.on("/members", status(403));
    server.on("/busy", status(503));
    server.on("/old", headed(301, &[("Location", "/well")]));
    let names = ["old", "busy", "gone", "members", "sold", "well"];
    let folder = editions(&names.map(|name| (name, server.url(&format!("/{name}")))));
    let headings = |out: &str, mark: &str| {
        let all = ["dead (1)", "suspect (1)", "unknown (1)", "blocked (1)", "moved (1)"];
        let at = all.map(|heading| out.find(&format!("{mark}{heading}")).unwrap_or_else(|| panic!("{heading}: {out}")));
        assert!(at.is_sorted(), "{out}");
    };
    for (format, mark) in [("full", ""), ("markdown", "### "), ("html", ">")] {
        headings(&links(folder.path(), &["--hints", "--output-format", format]).out, mark);
    }
    let lint = curate(folder.path(), &["check", "--allow-private", "--no-store", "--hints"]).out;
    let (text, of_links) = lint.split_once("dead (1)").expect("findings of text come first");
    assert!(text.contains("parity/") && !of_links.contains("parity/"), "{lint}");
}

#[test]
fn hostile_titles_and_urls_are_only_text() {
    let server = Server::start();
    let url = Url::parse(&server.url("/%1b[31m::error::x|<b>`a`@octo")).unwrap();
    server.on(url.path(), status(404));
    let folder = editions(&[
        ("\u{1b}[31m::error::x \u{202e} <b> `x` @octo | #1 ##[group]", url.to_string()),
        ("::error file=x::y", "https://me:k8-secret@[broken".to_owned()),
    ]);
    for format in FORMATS {
        let run = links(folder.path(), &["--output-format", format]);
        assert_eq!(run.status, 1, "{format}: {run:?}");
        for text in [&run.out, &run.err] {
            let is_live = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!text.contains(is_live), "{format}: {text:?}");
            assert!(!text.contains("k8-secret"), "{format}: {text}");
            let commands = text.lines().filter(|line| line.trim_start().starts_with("::error"));
            let own = if format == "github" { 2 } else { 0 };
            assert!(commands.count() <= own, "{format}: {text}");
        }
        if matches!(format, "html" | "markdown") {
            assert!(!run.out.contains("<b>"), "{format}: {}", run.out);
        }
    }
}

#[test]
fn what_was_not_checked_is_counted_in_every_format() {
    let server = Server::start();
    server.on("/slow", vec![crate::fault::script::Step::Hang]);
    let never = "http://lamp.example:22/".to_owned();
    let folder = editions(&[("Slow", server.url("/slow")), ("Left", server.url("/left")), ("Port", never)]);
    let run = |more: &[&str]| links(folder.path(), &[&["--exclude-url", "left$", "--deadline", "1s"], more].concat());
    let people = run(&[]);
    assert_eq!(people.status, 2, "{people:?}");
    let line = "3 URLs: 3 not checked (1 no time was left: see --deadline, 1 excluded, 1 of a scheme or a port that is never requested)\nINCOMPLETE: ";
    assert!(people.out.contains(line), "{people:?}");
    assert_eq!(run(&["--fail-on", "never"]).status, 0);
    let json = run(&["--output-format", "json"]).out;
    assert!(json.contains("\"complete\":false") && json.contains("{\"reason\":\"deadline\",\"count\":1}"), "{json}");
    for (format, wanted) in [
        ("json-lines", "\n{\"summary\":{"),
        ("sarif", "\"toolExecutionNotifications\":[{\"level\":\"error\",\"message\":{\"text\":\"1 URL not checked"),
        ("junit", "<error message=\"1 URL not checked (no time was left: see --deadline)\"/>"),
        ("github", "::warning title=not checked::1 URL not checked (no time"),
        ("markdown", "3 not checked (1 no time was left"),
        ("html", "3 not checked (1 no time was left"),
    ] {
        let out = run(&["--output-format", format, "--hints"]).out;
        assert!(out.contains(wanted), "{format}: {out}");
    }
    for format in ["gitlab", "rdjson"] {
        // They have no room for it.
        let run = run(&["--output-format", format]);
        assert!(run.err.contains("INCOMPLETE") && run.err.contains("1 no time was left"), "{format}: {run:?}");
    }
}

#[test]
fn files_over_a_limit_are_reported_when_links_are_checked() {
    let folder = editions(&[]);
    let large = fs::File::create(folder.path().join("LARGE.md")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    let run = links(folder.path(), &["--output-format", "concise"]);
    assert!(run.status == 2 && run.out.contains("LARGE.md:1:1: "), "{run:?}");
    assert!(run.out.contains("INCOMPLETE") && run.out.contains("(1 could not be read)"), "{run:?}");
}

#[test]
fn archived_copies_take_the_place_of_dead_links_only_where_that_is_wanted() {
    let (server, archive) = (Server::start(), Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None));
    let names = NameServer::start();
    let dead = |path: &str| format!("http://lamp.test{path}");
    server.on("/old", headed(301, &[("Location", "/well")]));
    let query = |path: &str| {
        let url = dead(path).replace(':', "%3A").replace('/', "%2F");
        format!("/wayback/available?url={url}")
    };
    let copy = "https://web.archive.org/web/20240501000000/http://lamp.example/gone";
    let found = |url: &str| format!(r#"{{"archived_snapshots":{{"closest":{{"available":true,"url":"{url}"}}}}}}"#);
    archive.on(&query("/gone"), typed("application/json", found(copy).as_bytes()));
    archive.on(&query("/lost"), typed("application/json", found("https://evil.example/lost").as_bytes()));
    let entries = [("Gone", dead("/gone")), ("Lost", dead("/lost")), ("Old", server.url("/old"))];
    let folder = editions(&entries);
    let (base, name_server) = (archive.url("/"), names.address().to_string());
    let fix =
        |more: &[&str]| links(folder.path(), &[&["--dns-server", &name_server, "--archive-api", &base], more].concat());
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let before = text("README.md");

    let diff = fix(&["--archive", "--diff"]);
    assert!(diff.out.matches(&format!("+- [Gone]({copy})")).count() == 2 && text("README.md") == before, "{diff:?}");
    fix(&["--suggest-archive", "--unsafe-fixes"]);
    for name in ["README.md", "README.zh-cn.md"] {
        assert!(text(name).contains(&dead("/gone")), "not without --archive: {}", text(name));
        assert!(text(name).contains(&format!("[Old]({})", server.url("/well"))), "without --hints: {}", text(name));
    }
    let fixed = fix(&["--archive", "--fix"]);
    for name in ["README.md", "README.zh-cn.md"] {
        assert!(text(name).contains(&format!("[Gone]({copy})")), "{fixed:?}{}", text(name));
        assert!(text(name).contains(&dead("/lost")), "what is no copy is not written: {}", text(name));
    }
    let once = text("README.md");
    fix(&["--archive", "--fix", "--exclude-url", "web.archive.org"]);
    assert_eq!(text("README.md"), once);
}

#[test]
fn a_comment_silences_its_own_place_alone() {
    let server = Server::start();
    server.on("/gone", status(404));
    let folder = editions(&[("Kept", server.url("/gone")), ("Gone", server.url("/gone"))]);
    let page = folder.path().join("README.md");
    let text = fs::read_to_string(&page).unwrap();
    let (first, rest) = text.split_at(text.find(" A light.").unwrap() + " A light.".len());
    fs::write(&page, format!("{first} <!-- curate ignore links/dead: history -->{rest}")).unwrap();
    for format in FORMATS {
        let run = links(folder.path(), &["--output-format", format]);
        assert_eq!(run.status, 1, "{format}: {run:?}");
        assert!(run.out.contains("Gone"), "{format}: {run:?}");
    }
    let concise = links(folder.path(), &["--output-format", "concise"]);
    let found: Vec<&str> = concise.out.lines().filter(|line| line.contains("links/dead")).collect();
    let starts = ["README.md:6:", "README.zh-cn.md:7:", "README.zh-cn.md:8:"];
    assert!(found.len() == 3 && found.iter().zip(starts).all(|(line, start)| line.starts_with(start)), "{found:?}");
}
