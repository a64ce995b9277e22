//! Repositories are checked by GitHub's API, here a mock that counts its queries and may respond in part.

mod accounts;
mod api;

use crate::fault::script::{Step, headed, status};
use crate::fault::server::Server;
use crate::program::{Run, list};
use api::{Says, api, names, plain, repository, respond};
use assert_cmd::Command;
use serde_json::json;
use std::path::Path;
use std::time::Duration;

/// Runs `curate links` with a token. Whatever is requested of other hosts goes to `pages`, which is a proxy.
fn links(folder: &Path, api: &Server, pages: &Server, arguments: &[&str]) -> Run {
    links_at(folder, &format!("http://{}", api.address()), pages, arguments)
}

fn links_at(folder: &Path, base: &str, pages: &Server, arguments: &[&str]) -> Run {
    // The pages of these tests are requested through a proxy, which sees no more than http.
    let always = ["links", "--hints", "--output-format", "concise", "--ignore", "links/insecure"];
    curate_at(folder, base, pages, &[&always[..], arguments].concat())
}

/// Runs `curate` with a token and the API at `base`.
fn curate_at(folder: &Path, base: &str, pages: &Server, arguments: &[&str]) -> Run {
    let output = Command::cargo_bin("curate")
        .unwrap()
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .env("GITHUB_TOKEN", "very-secret")
        .env("HTTP_PROXY", format!("http://{}", pages.address()))
        .env("NO_PROXY", "127.0.0.1")
        .args(arguments)
        .args(["--proxy", "--github-api", base])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let run = Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.out.contains("very-secret") && !run.err.contains("very-secret"), "{run:?}");
    assert!(pages.requests().iter().all(|request| !request.head.contains("very-secret")), "{:?}", pages.requests());
    run
}

fn line(run: &Run, number: usize) -> Vec<&str> {
    let start = format!("README.md:{number}:");
    run.out.lines().filter(|line| line.starts_with(&start)).collect()
}

#[test]
fn many_repositories_take_few_queries_and_no_page() {
    let urls: Vec<String> = (0..684).map(|at| format!("http://github.com/lamp-{}/desk-{at}", at % 50)).collect();
    let (api, pages) = (api(|name| (name != "lamp-7/desk-7").then(|| repository(name))), Server::start());
    let folder = list(&urls);
    let run = links(folder.path(), &api, &pages, &[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(line(&run, 12).iter().any(|line| line.contains("links/dead") && line.contains("no such repository")));
    assert_eq!(run.out.matches("links/dead").count(), 1);
    assert!(api.requests().len() <= 10, "{}", api.requests().len());
    assert_eq!(pages.requests().len(), 0);
    let requested: Vec<String> = api.requests().iter().flat_map(names).collect();
    assert_eq!(requested.len(), 685, "each once, and the missing one again");
    let request = &api.requests()[0];
    assert_eq!((request.method.as_str(), request.header("authorization")), ("POST", Some("bearer very-secret")));
}

#[test]
fn what_the_api_knows_is_reported() {
    let says: Says = |name| {
        let mut known = repository(name);
        match name {
            "lamp/renamed" => known["nameWithOwner"] = json!("light/desk"),
            "lamp/archived" => known["isArchived"] = json!(true),
            "lamp/private" => known["isPrivate"] = json!(true),
            "lamp/gone" | "nobody/desk" => return None,
            _ => {}
        }
        Some(known)
    };
    let (api, pages) = (api(says), Server::start());
    pages.on("http://github.com/nobody/desk", status(404));
    let names = ["lamp/desk", "lamp/renamed#use", "lamp/archived", "lamp/private", "lamp/gone", "lamp/desk/issues"];
    let mut urls = names.map(|name| format!("http://github.com/{name}")).to_vec();
    urls.push("http://github.com/nobody/desk".into());
    let folder = list(&urls);
    let run = links(folder.path(), &api, &pages, &[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(line(&run, 6)[0].contains("moved for good to https://github.com/light/desk"), "{run:?}");
    assert!(line(&run, 7).iter().any(|line| line.contains("links/archived-repo")), "{run:?}");
    assert!(line(&run, 8)[0].contains("links/blocked") && line(&run, 8)[0].contains("private"), "{run:?}");
    assert!(line(&run, 9)[0].contains("links/dead"), "{run:?}");
    // What is deeper has a page, and of an account that is not known only its page can say what it is.
    let mut paths: Vec<String> = pages.requests().into_iter().map(|request| request.target).collect();
    paths.dedup();
    paths.sort();
    paths.dedup();
    assert_eq!(paths, ["http://github.com/lamp/desk/issues", "http://github.com/nobody/desk"]);
    assert!(line(&run, 11)[0].contains("404 Not Found"), "{run:?}");

    let requested = api.requests().len();
    let again = links(folder.path(), &api, &pages, &[]);
    assert_eq!((again.out, api.requests().len()), (run.out, requested), "the store knows it all");
}

#[test]
fn what_fails_is_split_in_halves() {
    let api = Server::start();
    // One repository always takes the API too long.
    api.with("", "/graphql", |request| {
        if names(request).iter().any(|name| name == "lamp/desk-13") {
            status(502)
        } else {
            respond(request, plain, 4_000)
        }
    });
    let pages = Server::start();
    let urls: Vec<String> = (0..40).map(|at| format!("https://github.com/lamp/desk-{at}")).collect();
    let mut urls = urls;
    urls[13] = "http://github.com/lamp/desk-13".into();
    let folder = list(&urls);
    let run = links(folder.path(), &api, &pages, &[]);
    assert!(run.status == 0 && !run.out.contains("README.md"), "{run:?}");
    assert!(api.requests().len() < 20, "{}", api.requests().len());
    assert_eq!(pages.request().target, "http://github.com/lamp/desk-13");
    assert!(run.err.contains("502 Bad Gateway; 1 link is checked by its page"), "{run:?}");
}

#[test]
fn parts_that_are_unclear_are_sent_again() {
    let api = Server::start();
    api.with("", "/graphql", |request| {
        if request.earlier > 0 {
            return respond(request, plain, 4_000);
        }
        let body = json!({"data": {"r0": repository("lamp/a"), "r1": null, "r2": null}, "errors": [{"message": "Something went wrong"}]});
        vec![Step::Respond(200, Vec::new(), body.to_string().into_bytes())]
    });
    let pages = Server::start();
    let folder = list(&["a", "b", "c"].map(|name| format!("https://github.com/lamp/{name}")));
    let run = links(folder.path(), &api, &pages, &[]);
    assert!(run.status == 0 && !run.out.contains("README.md"), "{run:?}");
    assert_eq!(pages.requests().len(), 0);
    let requested: Vec<Vec<String>> = api.requests().iter().map(names).collect();
    assert_eq!(requested.len(), 3);
    assert!(requested[1..].iter().flatten().all(|name| name != "lamp/a"));
}

#[test]
fn no_more_is_sent_than_there_are_points() {
    let api = Server::start();
    api.with("", "/graphql", |request| respond(request, plain, 2_u64.saturating_sub(request.earlier as u64)));
    let pages = Server::start();
    let urls: Vec<String> = (0..700).map(|at| format!("http://github.com/lamp/desk-{at}")).collect();
    let folder = list(&urls);
    let run = links(folder.path(), &api, &pages, &["--deadline", "4s"]);
    assert_eq!(api.requests().len(), 3, "as many as were there: three at once, then no more");
    assert!(run.err.contains("no points are left until 2026-11-26T22:00:00Z; 400 links are checked"), "{}", run.err);
    assert!(!pages.requests().is_empty());
}

#[test]
fn an_api_that_refuses_is_left_alone() {
    let elsewhere = Server::start();
    let away = elsewhere.url("/graphql");
    for (steps, word) in [
        (status(401), "GITHUB_TOKEN"),
        (headed(403, &[("x-ratelimit-remaining", "0")]), "no points are left"),
        (headed(429, &[("Retry-After", "3600")]), "a pause of 3600 seconds"),
        (headed(307, &[("Location", &away)]), "the token goes nowhere else"),
        (status(404), "404 Not Found"),
        (
            vec![Step::Respond(200, Vec::new(), br#"{"errors":[{"type":"RATE_LIMITED"}]}"#.to_vec())],
            "no points are left",
        ),
        (vec![Step::Respond(200, Vec::new(), b"<html>".to_vec())], "it says"),
        (vec![Step::Close], "connection reset"),
    ] {
        let (api, pages) = (Server::start(), Server::start());
        api.on("/graphql", steps);
        let folder = list(&["a", "b", "c", "d"].map(|name| format!("http://github.com/lamp/{name}")));
        let run = links(folder.path(), &api, &pages, &["--no-store"]);
        assert!(run.status == 0 && !run.out.contains("README.md"), "{word}: {run:?}");
        assert!(run.err.contains(word) && run.err.contains("4 links are checked by their pages"), "{word}: {run:?}");
        assert_eq!(pages.requests().len(), 4, "{word}");
        assert!(api.requests().len() <= 6, "{word}: {}", api.requests().len());
    }
    assert_eq!(elsewhere.connections(), 0, "the token goes nowhere else");
}

#[test]
fn an_api_that_is_not_there_does_not_hold_the_run() {
    let (gone, pages) = (crate::fault::server::nobody(), Server::start());
    let urls: Vec<String> = (0..250).map(|at| format!("http://github.com/lamp/desk-{at}")).collect();
    let folder = list(&urls);
    let base = format!("http://{gone}");
    let run = links_at(folder.path(), &base, &pages, &["--no-store", "--deadline", "5s"]);
    assert!(run.err.contains("connection refused; 250 links are checked by their pages"), "{run:?}");
    assert!(!pages.requests().is_empty());
}

#[test]
fn a_short_pause_is_kept() {
    let api = Server::start();
    api.with("", "/graphql", |request| {
        if request.earlier == 0 { headed(403, &[("Retry-After", "1")]) } else { respond(request, plain, 4_000) }
    });
    let pages = Server::start();
    let folder = list(&["https://github.com/lamp/desk".to_owned()]);
    let begun = std::time::Instant::now();
    let run = links(folder.path(), &api, &pages, &[]);
    assert_eq!((run.status, api.requests().len(), pages.requests().len()), (0, 2, 0), "{run:?}");
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[test]
fn without_a_token_pages_are_requested() {
    let (api, pages) = (api(plain), Server::start());
    for (count, is_recommended) in [(1, false), (50, true)] {
        let urls: Vec<String> = (0..count).map(|at| format!("http://github.com/lamp/desk-{at}")).collect();
        let folder = list(&urls);
        let earlier = pages.requests().len();
        let output = Command::cargo_bin("curate")
            .unwrap()
            .current_dir(folder.path())
            .env_remove("GITHUB_TOKEN")
            .env("HTTP_PROXY", format!("http://{}", pages.address()))
            .args(["links", "--no-store", "--proxy", "--github-api", &format!("http://{}", api.address())])
            .args(["--ignore", "links/insecure"])
            .output()
            .unwrap();
        assert!(output.status.success());
        assert_eq!((api.connections(), pages.requests().len() - earlier), (0, count));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            said.contains("50 of 50 URLs are repositories, accounts or gists on GitHub; with GITHUB_TOKEN"),
            is_recommended,
            "{said}"
        );
    }
}

#[test]
fn an_address_in_the_open_is_refused() {
    let folder = list(&["http://github.com/lamp/desk".to_owned()]);
    let output = Command::cargo_bin("curate")
        .unwrap()
        .current_dir(folder.path())
        .env("GITHUB_TOKEN", "very-secret")
        .args(["links", "--no-store", "--github-api", "http://git.example/api/v3"])
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err.contains("https://") && !err.contains("very-secret"), "{err}");
}

#[test]
fn an_explanation_asks_the_api_as_a_check_does() {
    let (api, pages) = (api(|name| (name == "lamp/desk").then(|| repository(name))), Server::start());
    let (base, folder) = (format!("http://{}", api.address()), list(&[]));
    let explain = |url: &str| curate_at(folder.path(), &base, &pages, &["explain", url, "--check"]);
    let known = explain("http://github.com/lamp/desk");
    assert!(known.status == 0 && known.out.contains("GitHub's API says that the repository is there"), "{known:?}");
    assert_eq!((api.requests().len(), pages.requests().len()), (1, 0), "{known:?}");
    let page = explain("http://github.com/lamp/desk/issues");
    assert!(page.out.contains("HEAD http://github.com/lamp/desk/issues"), "{page:?}");
    assert_eq!(api.requests().len(), 1, "what the API does not know goes the usual way");
}
