//! Accounts and gists are checked by the same queries as repositories.

use super::api::{api, names, repository, respond};
use super::{line, links};
use crate::fault::script::{Step, status, typed};
use crate::fault::server::Server;
use crate::program::list;
use serde_json::{Value, json};

/// Everybody is a user with all gists, but for those who are called otherwise.
fn says(name: &str) -> Option<Value> {
    match name.split_once(": ") {
        _ if name.starts_with("gone") => None,
        Some((_, "5ec7e7")) => Some(json!({"gist": null})),
        Some((_, id)) => Some(json!({"gist": {"name": id}})),
        None if name.contains('/') => Some(repository(name)),
        None if name == "lamps" => Some(json!({"__typename": "Organization", "login": "Lamps"})),
        None => Some(json!({"__typename": "User", "login": name})),
    }
}

fn paths(pages: &Server) -> Vec<String> {
    let mut paths: Vec<String> = pages.requests().into_iter().map(|request| request.target).collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn what_the_api_knows_is_not_requested() {
    let (api, pages) = (api(says), Server::start());
    let urls = [
        "https://github.com/LAMP",
        "https://github.com/lamp?tab=repositories",
        "https://github.com/lamps#about",
        "https://github.com/orgs/lamps",
        "https://github.com/orgs/lamps/repositories",
        "https://gist.github.com/lamp/01ef",
        "https://github.com/lamp/desk",
        "http://github.com/lamp",
        "http://gist.github.com/lamp/01ef",
    ];
    let folder = list(&urls.map(str::to_owned));
    let run = links(folder.path(), &api, &pages, &[]);
    assert_eq!((run.status, paths(&pages).len(), api.requests().len()), (0, 0, 1), "{run:?}");
    for number in 5..=11 {
        assert_eq!(line(&run, number), Vec::<&str>::new(), "{run:?}");
    }
    assert!(line(&run, 12)[0].contains("moved for good to https://github.com/lamp"), "{run:?}");
    assert!(line(&run, 13)[0].contains("moved for good to https://gist.github.com/lamp/01ef"), "{run:?}");
    let again = links(folder.path(), &api, &pages, &[]);
    assert_eq!((again.out, api.requests().len()), (run.out, 1), "the store knows it all");
}

#[test]
fn what_the_api_does_not_list_has_a_page_that_tells_more() {
    let (api, pages) = (api(says), Server::start());
    pages.on("http://github.com/gone", status(404));
    pages.on("http://github.com/gone-to-lunch", status(200));
    pages.on("http://gist.github.com/gone/01ef", status(404));
    let urls = [
        "http://github.com/gone",
        "http://github.com/gone-to-lunch",
        "http://gist.github.com/gone/01ef",
        "http://gist.github.com/lamp/5ec7e7",
        "http://github.com/orgs/lamp",
        "http://github.com/features",
    ];
    let folder = list(&urls.map(str::to_owned));
    let run = links(folder.path(), &api, &pages, &[]);
    let mut wanted = urls;
    wanted.sort_unstable();
    assert_eq!(paths(&pages), wanted);
    assert_eq!((run.status, run.out.matches("links/dead").count()), (1, 2), "{run:?}");
    assert!(line(&run, 5)[0].contains("404 Not Found") && line(&run, 7)[0].contains("404 Not Found"), "{run:?}");
    assert_eq!(api.requests().len(), 1, "what is not listed is not queried again");
    assert!(!run.err.contains("checked by"), "{run:?}");
}

#[test]
fn an_account_that_the_token_may_not_see_is_checked_by_its_page() {
    let api = Server::start();
    api.with("", "/graphql", |_| {
        let error = json!({"type": "FORBIDDEN", "path": ["r0"], "message": "SAML enforcement"});
        typed("application/json", json!({"data": {"r0": null}, "errors": [error]}).to_string().as_bytes())
    });
    let pages = Server::start();
    let folder = list(&["http://github.com/lamps".to_owned()]);
    let run = links(folder.path(), &api, &pages, &["--no-store"]);
    assert_eq!((run.status, paths(&pages)), (0, vec!["http://github.com/lamps".to_owned()]), "{run:?}");
    assert!(run.err.contains("1 link is checked by its page"), "{run:?}");
}

#[test]
fn kinds_are_mixed_in_full_batches() {
    let (api, pages) = (api(says), Server::start());
    let url = |at: usize| match at % 3 {
        0 => format!("https://github.com/lamp/desk-{at}"),
        1 => format!("https://github.com/lamp-{at}"),
        _ => format!("https://gist.github.com/lamp/{at}"),
    };
    let urls: Vec<String> = (0..250).map(url).collect();
    let folder = list(&urls);
    let run = links(folder.path(), &api, &pages, &[]);
    let counts: Vec<usize> = api.requests().iter().map(|request| names(request).len()).collect();
    assert_eq!((run.status, pages.requests().len(), counts.iter().sum::<usize>()), (0, 0, 250), "{run:?}");
    assert_eq!(counts.len(), 3, "{counts:?}");
}

#[test]
fn what_fails_is_split_and_hostile_answers_mean_nothing() {
    let hostile: [Value; 6] = [
        json!({"__typename": "User", "login": "lamp\u{1b}]0;x\u{7}"}),
        json!({"login": ["lamp"]}),
        json!("lamp"),
        json!({"gist": {"name": "01ef\u{0}"}}),
        json!({"gist": true}),
        json!([]),
    ];
    for value in hostile {
        let (api, pages) = (Server::start(), Server::start());
        let body = json!({"data": {"r0": value, "r1": value}}).to_string().into_bytes();
        api.with("", "/graphql", move |_| typed("application/json", &body));
        let folder = list(&["http://github.com/lamp".to_owned(), "http://gist.github.com/lamp/01ef".to_owned()]);
        let run = links(folder.path(), &api, &pages, &["--no-store"]);
        assert_eq!((run.status, paths(&pages).len()), (0, 2), "{run:?}");
        assert!(run.err.contains("2 links are checked by their pages"), "{run:?}");
        assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:?}");
    }
    for steps in [
        typed("text/html", b"<html>"),
        vec![
            Step::Send(b"HTTP/1.1 200 OK\r\n\r\n{\"data\":{\"r0\":\"".to_vec()),
            Step::Repeat(vec![b'a'; 65_536], 128),
        ],
    ] {
        let (api, pages) = (Server::start(), Server::start());
        api.on("/graphql", steps);
        let folder = list(&["http://github.com/lamp".to_owned(), "http://gist.github.com/lamp/01ef".to_owned()]);
        let run = links(folder.path(), &api, &pages, &["--no-store"]);
        assert_eq!((run.status, paths(&pages).len()), (0, 2), "{run:?}");
        assert!(run.err.contains("2 links are checked by their pages"), "{run:?}");
    }
}

#[test]
fn one_account_that_fails_does_not_hold_the_others() {
    let (api, pages) = (Server::start(), Server::start());
    api.with("", "/graphql", |request| {
        if names(request).iter().any(|name| name == "lamp-5") { status(502) } else { respond(request, says, 4_000) }
    });
    let urls: Vec<String> = (0..12).map(|at| format!("http://github.com/lamp-{at}")).collect();
    let folder = list(&urls);
    let run = links(folder.path(), &api, &pages, &["--no-store"]);
    assert_eq!((run.status, paths(&pages)), (0, vec!["http://github.com/lamp-5".to_owned()]), "{run:?}");
}
