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
    for (format, before, after) in
        [("full", "", " (1)"), ("markdown", "### ", " (1)"), ("html", ">", "</h3> <span class=\"count\">1</span>")]
    {
        let out = links(folder.path(), &["--hints", "--output-format", format]).out;
        let all = ["dead", "suspect", "unknown", "blocked", "moved"].map(|verdict| format!("{before}{verdict}{after}"));
        let at = all.map(|heading| out.find(&heading).unwrap_or_else(|| panic!("{heading}: {out}")));
        assert!(at.is_sorted(), "{out}");
    }
    // The page has all links in one place, and what was found in the text after them.
    let page = [">dead</h3>", ">suspect</h3>", ">unknown</h3>", "<code>parity/"];
    let lines = ["dead (1)", "suspect (1)", "parity/", "unknown (1)"];
    for (format, order) in [("full", lines), ("markdown", lines), ("html", page)] {
        let arguments = ["check", "--allow-private", "--no-store", "--hints", "--output-format", format];
        let check = curate(folder.path(), &arguments).out;
        let at = order.map(|text| check.find(text));
        assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{format}: {at:?}: {check}");
    }
}

#[test]
fn links_of_one_host_are_one_row_for_people_and_a_row_each_for_programs() {
    let server = Server::start();
    let names: Vec<String> = (0..6).map(|at| format!("Lamp {at}")).collect();
    let entry = |name: &String| (name.clone(), server.url(&format!("/{}", name.replace(' ', "-"))));
    let entries: Vec<(String, String)> = names.iter().map(entry).collect();
    for (_, url) in &entries {
        server.on(Url::parse(url).unwrap().path(), status(403));
    }
    let entries: Vec<(&str, String)> = entries.iter().map(|(name, url)| (&**name, url.clone())).collect();
    let folder = editions(&entries);
    let of = |format: &str| links(folder.path(), &["--hints", "--output-format", format]).out;
    let row = "| `README.md:5`, `README.md:6`, `README.md:7`, `README.zh-cn.md:7`, `README.zh-cn.md:8`, `README.zh-cn.md:9`, … \
               | `127.0.0.1: 6 URLs` | 403 Forbidden |";
    assert!(of("markdown").contains(row) && !of("markdown").contains("Lamp 3"), "{}", of("markdown"));
    assert!(
        names.iter().all(|name| of("html").contains(&format!("<bdi>{name}</bdi>"))),
        "a page folds: {}",
        of("html")
    );
    for format in ["full", "sarif", "github", "json-lines"] {
        assert_eq!(of(format).matches("\"Lamp ").count(), 6, "{format}: {}", of(format));
    }
}

#[test]
fn hints_are_no_failures_of_tests() {
    let server = Server::start();
    server.on("/sold", headed(200, &[("X-Adblock-Key", "k")]));
    server.on("/old", headed(301, &[("Location", "/well")]));
    server.on("/well", status(200));
    let folder = editions(&[("Old", server.url("/old")), ("Sold", server.url("/sold"))]);
    let of = |more: &[&str]| links(folder.path(), &[&["--hints", "--output-format", "junit"], more].concat()).out;
    for (level, failures, passed) in [("warning", 2, 2), ("error", 0, 4), ("never", 0, 4)] {
        let out = of(&["--fail-on", level]);
        assert!(out.contains(&format!("tests=\"4\" failures=\"{failures}\" errors=\"0\">")), "{level}: {out}");
        assert_eq!(
            (out.matches("<failure ").count(), out.matches("<system-out>").count()),
            (failures, passed),
            "{out}"
        );
        assert!(out.contains("<system-out>hint: README.md:5:9: &quot;Old&quot;"), "{level}: {out}");
    }
}

#[test]
fn headings_count_what_the_summary_counts() {
    let server = Server::start();
    server.on("/sold", headed(200, &[("X-Adblock-Key", "k")]));
    server.on("/members", headed(301, &[("Location", "/login")])).on("/login", status(200));
    let folder = editions(&[("Sold", server.url("/sold")), ("Members", server.url("/members"))]);
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("suspect (1; 1 more with --hints): ") && run.out.contains("2 suspect"), "{run:?}");
    assert!(links(folder.path(), &["--hints"]).out.contains("suspect (2): "));
}

#[test]
fn other_schemes_are_counted() {
    let folder = editions(&[
        ("Ftp", "ftp://lamp.example/x".to_owned()),
        ("Ftp again", "ftp://lamp.example/y".to_owned()),
        ("File", "file:///lamp/x".to_owned()),
        ("Git", "git://lamp.example/x".to_owned()),
        ("Mail", "mailto:lamp@lamp.example".to_owned()),
        ("Call", "tel:+123".to_owned()),
        ("Message", "sms:+123".to_owned()),
        ("Text", "data:text/plain,x".to_owned()),
        ("Program", "javascript:alert(1)".to_owned()),
        ("Torrent", "magnet:?xt=urn:btih:1".to_owned()),
        ("Number", "urn:isbn:1".to_owned()),
        ("Drive", "C:\\lamps\\x.md".to_owned()),
        ("The same drive", "C:/lamps/x.md".to_owned()),
        ("Share", "\\\\\\\\server\\lamps\\x.md".to_owned()),
    ]);
    let counts = "2 ftp:, 3 file:, 1 data:, 1 javascript:, 1 magnet:, 2 of another scheme than http and https";
    for arguments in [&[][..], &["--exclude-url", "data:|magnet:"]] {
        let run = links(folder.path(), arguments);
        let line = format!("10 URLs: 10 not checked ({counts})\n");
        assert!(run.out.contains(&line), "{run:?}");
    }
    let json = links(folder.path(), &["--output-format", "json"]).out;
    for count in ["{\"reason\":\"ftp\",\"count\":2}", "{\"reason\":\"javascript\",\"count\":1}"] {
        assert!(json.contains(count), "{json}");
    }
    let dump = links(folder.path(), &["--dump"]);
    let note = format!("0 URLs to check, 10 not checked ({counts})");
    assert!(dump.out.is_empty() && dump.err.contains(&note), "{dump:?}");
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
    let hints = run(&["--hints"]).out;
    assert!(!hints.contains("unknown"), "it is counted once: {hints}");
    let json = run(&["--output-format", "json"]).out;
    assert!(json.contains("\"complete\":false") && json.contains("{\"reason\":\"deadline\",\"count\":1}"), "{json}");
    for (format, wanted) in [
        ("json-lines", "{\"summary\":{\"complete\":false"),
        ("sarif", "\"toolExecutionNotifications\":[{\"level\":\"error\",\"message\":{\"text\":\"1 URL not checked"),
        ("junit", "<error message=\"1 URL not checked (no time was left: see --deadline)\"/>"),
        ("github", "::warning title=not checked::1 URL not checked (no time"),
        ("markdown", "3 not checked (1 no time was left"),
        ("html", "3 not checked (1 no time was left"),
        ("gitlab", "{\"description\":\"INCOMPLETE: 1 URL not checked (no time was left: see --deadline)\""),
        ("gitlab", "{\"description\":\"1 URL not checked (excluded)\""),
        (
            "rdjson",
            "{\"message\":\"INCOMPLETE: 1 URL not checked (no time was left: see --deadline)\",\"location\":{\"path\":",
        ),
        ("rdjson", "{\"message\":\"1 URL not checked (excluded)\""),
    ] {
        let out = run(&["--output-format", format, "--hints"]).out;
        assert!(out.contains(wanted), "{format}: {out}");
    }
    assert!(run(&["--output-format", "gitlab"]).err.contains("INCOMPLETE"));
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
    let copy = "https://web.archive.org/web/20240501000000/http://lamp.test:80/gone/";
    let found = |url: &str| format!(r#"{{"archived_snapshots":{{"closest":{{"available":true,"url":"{url}"}}}}}}"#);
    archive.on(&query("/gone"), typed("application/json", found(copy).as_bytes()));
    archive.on(&query("/lost"), typed("application/json", found("https://evil.example/lost").as_bytes()));
    let other = "https://web.archive.org/web/20240501000000/http://lamp.test/";
    archive.on(&query("/other"), typed("application/json", found(other).as_bytes()));
    let was_gone = found(&format!("{other}was-gone")).replace("\"url\"", "\"status\":\"404\",\"url\"");
    archive.on(&query("/was-gone"), typed("application/json", was_gone.as_bytes()));
    let entries = [
        ("Gone", dead("/gone")),
        ("Lost", dead("/lost")),
        ("Other", dead("/other")),
        ("Was gone", dead("/was-gone")),
        ("Old", server.url("/old")),
    ];
    let folder = editions(&entries);
    let (base, name_server) = (archive.url("/"), names.address().to_string());
    let fix =
        |more: &[&str]| links(folder.path(), &[&["--dns-server", &name_server, "--archive-api", &base], more].concat());
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let before = text("README.md");

    let diff = fix(&["--archive", "--diff"]);
    assert!(diff.out.matches(&format!("+- [Gone]({copy})")).count() == 2 && text("README.md") == before, "{diff:?}");
    fix(&["--suggest-archive", "--fix", "--unsafe-fixes"]);
    for name in ["README.md", "README.zh-cn.md"] {
        assert!(text(name).contains(&dead("/gone")), "not without --archive: {}", text(name));
        assert!(text(name).contains(&format!("[Old]({})", server.url("/well"))), "without --hints: {}", text(name));
    }
    let fixed = fix(&["--archive", "--fix"]);
    for name in ["README.md", "README.zh-cn.md"] {
        assert!(text(name).contains(&format!("[Gone]({copy})")), "{fixed:?}{}", text(name));
        for path in ["/lost", "/other", "/was-gone"] {
            let link = format!("]({})", dead(path));
            assert!(text(name).contains(&link), "what is not a copy of the page is not written: {}", text(name));
        }
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
