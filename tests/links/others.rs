//! Settings and comments of other link checkers count as they are found.

use crate::fault::script::{Step, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use std::fs;
use std::path::Path;
use std::time::Duration;

fn links(folder: &Path, arguments: &[&str]) -> Run {
    let always = ["links", "--allow-private", "--no-store", "--hints", "--output-format", "concise"];
    curate(folder, &[&always, arguments].concat())
}

/// The paths that are dumped.
fn dumped(folder: &Path, server: &Server, arguments: &[&str]) -> Vec<String> {
    let run = links(folder, &[&["--dump"], arguments].concat());
    let paths = run.out.lines().map(|line| line.strip_prefix(server.url("").trim_end_matches('/')).unwrap().to_owned());
    paths.collect()
}

#[test]
fn the_configuration_of_lychee_counts_and_ours_counts_more() {
    let server = Server::start();
    for (path, code) in [("/a", 404), ("/b", 429), ("/c", 999)] {
        server.on(path, status(code));
    }
    server.on("/slow", vec![Step::Hang]);
    let folder = list(&["/a", "/b", "/c", "/slow"].map(|path| server.url(path)));
    let settings = "exclude = ['/a$']\naccept = ['200..=204', 429]\ntimeout = '300ms'\nuser_agent = 'lychee/9'\n\
                    header = { Authorization = 'Bearer secret' }\nbasic_auth = ['127.0.0.1 me:secret']\n";
    fs::write(folder.path().join("lychee.toml"), settings).unwrap();
    let run = links(folder.path(), &[]);
    let notice = "lychee.toml: exclude, accept, timeout, user_agent taken over; header, basic_auth not\n";
    assert_eq!(run.err.matches(notice).count(), 1, "{run:?}");
    assert!(run.out.contains("4 URLs: 1 unknown, 1 blocked, 1 ok, 1 not checked (1 excluded)"), "{run:?}");
    assert!(run.out.contains("timeout"), "{run:?}");
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.header("user-agent") == Some("lychee/9")), "{requests:?}");
    assert!(requests.iter().all(|request| request.header("authorization").is_none()), "{requests:?}");
    assert!(!links(folder.path(), &["--quiet"]).err.contains("lychee.toml"));

    let ours = "[links]\naccept = [999]\nuser-agent = \"ours\"\ntimeout = \"5s\"\nexclude = ['/slow$']\n";
    fs::write(folder.path().join("curate.toml"), ours).unwrap();
    let before = server.requests().len();
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("4 URLs: 1 unknown, 1 ok, 2 not checked (2 excluded)"), "{run:?}");
    assert!(server.requests().iter().skip(before).all(|request| request.header("user-agent") == Some("ours")));

    let isolated = links(folder.path(), &["--isolated", "--timeout", "300ms"]);
    assert!(
        isolated.out.contains("4 URLs: 1 dead, 2 unknown, 1 blocked") && !isolated.err.contains("lychee"),
        "{isolated:?}"
    );
}

#[test]
fn what_lychee_includes_counts_more_than_what_it_excludes() {
    let server = Server::start();
    let folder = list(&["/a", "/b", "/c"].map(|path| server.url(path)));
    let dumped = |arguments: &[&str]| dumped(folder.path(), &server, arguments);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("lychee.toml", "include = ['/a$']\n");
    assert_eq!(dumped(&[]), ["/a"]);
    assert_eq!(dumped(&["--include", "/[bc]$"]), ["/b", "/c"], "ours counts more");
    write("lychee.toml", "include = ['/a$']\nexclude = ['/[ab]$']\n");
    assert_eq!(dumped(&[]), ["/a", "/c"]);
    assert_eq!(dumped(&["--exclude-url", "/a$"]), ["/c"], "ours counts more");
    write("lychee.toml", "include = ['/a$']\n");
    write(".lycheeignore", "/[ab]$\n");
    assert_eq!(dumped(&[]), ["/a", "/c"]);
    write("lychee.toml", "scheme = ['https']\n");
    assert_eq!(dumped(&[]), [""; 0]);
}

#[test]
fn documents_that_lychee_leaves_out_are_not_checked() {
    let server = Server::start();
    let folder = list(&[server.url("/a"), server.url("/both")]);
    fs::create_dir(folder.path().join("docs")).unwrap();
    let page = format!("# Lamps\n\n- [A]({}) - A.\n- [B]({}) - B.\n", server.url("/b"), server.url("/both"));
    fs::write(folder.path().join("docs/lamps.md"), page).unwrap();
    for pattern in ["^docs/", "\\./docs", "lamps\\.md$"] {
        fs::write(folder.path().join(".lychee.toml"), format!("exclude_path = ['{pattern}']\n")).unwrap();
        let mut found = dumped(folder.path(), &server, &["."]);
        found.sort();
        assert_eq!(found, ["/a", "/both"], "{pattern}");
    }
    let run = links(folder.path(), &["."]);
    assert!(run.out.contains("3 URLs: 2 ok, 1 not checked (1 excluded)"), "{run:?}");
    assert_eq!(run.err.matches(".lychee.toml: exclude_path taken over").count(), 1, "{run:?}");
}

#[test]
fn the_configuration_of_markdown_link_check_counts() {
    let server = Server::start();
    for (path, code) in [("/a", 404), ("/b", 999)] {
        server.on(path, status(code));
    }
    server.on("/slow", vec![Step::Wait(Duration::from_secs(2)), Step::Respond(200, Vec::new(), Vec::new())]);
    let folder = list(&["/a", "/b", "/slow"].map(|path| server.url(path)));
    let settings = "{\"ignorePatterns\": [{\"pattern\": \"/a$\"}], \"aliveStatusCodes\": [200, 999],\n\
                    \"timeout\": \"300ms\", \"httpHeaders\": [{\"urls\": [\"http\"], \"headers\": {\"Cookie\": \"a\"}}]}";
    for name in [".markdown-link-check.json", "mlc_config.json", ".mlc_config.json"] {
        fs::write(folder.path().join(name), settings).unwrap();
        let run = links(folder.path(), &[]);
        let notice = format!("{name}: ignorePatterns, aliveStatusCodes, timeout taken over; httpHeaders not\n");
        assert_eq!(run.err.matches(&notice).count(), 1, "{run:?}");
        assert!(run.out.contains("3 URLs: 1 unknown, 1 ok, 1 not checked (1 excluded)"), "{name}: {run:?}");
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    assert!(server.requests().iter().all(|request| request.header("cookie").is_none()));
}

#[test]
fn what_is_broken_is_left_out_with_a_notice() {
    let server = Server::start();
    let folder = list(&[server.url("/a")]);
    for (name, text, notice) in [
        ("lychee.toml", "exclude = [", "lychee.toml: is not TOML; it is left out"),
        ("mlc_config.json", "{\"a\"", "mlc_config.json: is not JSON; it is left out"),
        ("lychee.toml", &"# \n".repeat(100_000), "lychee.toml: is not a text of at most 256 KiB; it is left out"),
        ("lychee.toml", "\"a\\u001b[31m\" = 1", "lychee.toml: a"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let run = links(folder.path(), &[]);
        assert!(run.status == 0 && run.err.contains(notice) && !run.err.contains('\u{1b}'), "{run:?}");
        fs::remove_file(folder.path().join(name)).unwrap();
    }
}

const COMMENTED: &str = "# Lamps

- [A](/a) - A. <!-- markdown-link-check-disable-line -->
- [B](/b) - B. <!-- markdown-link-check-disable-line -->

<!-- markdown-link-check-disable-next-line -->
[C](/c) and
[D](/d) and [B](/b).

<!-- markdown-link-check-disable -->

- [E](/e) - E.
- [B](/b) - B, once more.

<!-- markdown-link-check-enable-->

[F](/f) <!-- markdown-link-check-disable --> [G](/g) <!-- markdown-link-check-enable --> [H](/h)

<!-- markdown-link-check-disable -->

[I](/i)
";

#[test]
fn comments_of_markdown_link_check_count() {
    let server = Server::start();
    for path in ["/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h", "/i"] {
        server.on(path, status(404));
    }
    let folder = list(&[]);
    let page = COMMENTED.replace("](/", &format!("]({}", server.url("/")));
    fs::write(folder.path().join("README.md"), &page).unwrap();
    assert_eq!(dumped(folder.path(), &server, &[]), ["/d", "/b", "/f", "/h"]);
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("9 URLs: 4 dead, 5 not checked (5 excluded)"), "{run:?}");
    let lines: Vec<&str> = run.out.lines().filter(|line| line.contains("links/dead")).collect();
    let at = |line: &str| lines.iter().filter(|found| found.starts_with(&format!("README.md:{line}:"))).count();
    assert_eq!((at("8"), at("17"), lines.len()), (2, 2, 4), "{run:?}");
    let report = curate(folder.path(), &["links", "--allow-private", "--no-store", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    let labels =
        report["diagnostics"].as_array().unwrap().iter().map(|found| found["labels"].as_array().unwrap().len());
    assert_eq!(labels.sum::<usize>(), 0, "what is unchecked is not one of their places");

    let settings = folder.path().join(".markdown-link-check.json");
    fs::write(&settings, "{\"ignoreDisable\": true}").unwrap();
    assert_eq!(dumped(folder.path(), &server, &[]).len(), 9);
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("9 URLs: 9 dead") && run.out.contains("README.md:12:"), "{run:?}");
    fs::write(&settings, "{\"ignoreDisable\": false}").unwrap();
    assert_eq!(dumped(folder.path(), &server, &[]).len(), 4);
}

#[test]
fn the_documented_settings_are_taken_over_as_documented() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/en/reference/other-link-checkers.md"))
            .unwrap();
    let block = |language: &str, at: usize| {
        let (text, _) = page.split(&format!("```{language}\n")).nth(at).unwrap().split_once("```").unwrap();
        text.to_owned()
    };
    let server = Server::start();
    let folder = list(&[server.url("/a")]);
    for (name, text, said) in
        [("lychee.toml", block("toml", 1), block("text", 1)), ("mlc_config.json", block("json", 1), block("text", 2))]
    {
        fs::write(folder.path().join(name), text).unwrap();
        assert_eq!(links(folder.path(), &[]).err, said);
        fs::remove_file(folder.path().join(name)).unwrap();
    }
}
