//! What `--fix` writes where pages have moved: never the address of a page that says that there is none.

use crate::fault::script::{headed, page, typed};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};

const ALWAYS: [&str; 4] = ["links", "--allow-private", "--no-store", "--hints"];

/// What `--fix` reports of a list of `paths`, and what it makes of it.
fn fixed(server: &Server, paths: &[&str]) -> (Run, String) {
    let folder = list(&paths.iter().map(|path| server.url(path)).collect::<Vec<_>>());
    let run = curate(folder.path(), &[&ALWAYS[..], &["--fix"]].concat());
    let text = std::fs::read_to_string(folder.path().join("README.md")).unwrap();
    (run, text)
}

#[test]
fn the_page_that_a_link_is_fixed_to_says_nothing_of_an_error_or_a_login() {
    for (to, title) in [
        ("/fehler", "Seite nicht gefunden"),
        ("/lamps/x", "Page not found | Lamps"),
        ("/lamps/x", "Sign in - Lamps"),
        ("/lamps/x", "Oops! | Lamps"),
        ("/lamps/x", "This domain is for sale"),
        ("/lamps/x", "Welcome to nginx!"),
        ("/fehler", "Lamps"),
        ("/login;jsessionid=7A1", "Lamps"),
        ("/app#/404", "Lamps"),
        ("/lamps/x?error=notfound", "Lamps"),
        ("/welcome", "Lamps"),
    ] {
        let server = Server::start();
        let html = page(&format!("<title>{title}</title><p>Text."));
        server.on("/docs/old", headed(301, &[("Location", to)])).otherwise(move |_| html.clone());
        let (run, text) = fixed(&server, &["/docs/old"]);
        assert!(text.contains(&server.url("/docs/old")), "{to} {title}: {run:?} {text}");
        assert!(!run.out.contains("links/moved"), "{to} {title}: {run:?}");
    }
}

#[test]
fn a_page_that_has_moved_is_read_by_get_before_a_link_is_fixed_to_it() {
    let server = Server::start();
    // An address with such a word is no sign where the page has a title of its own.
    server.on("/api/error-codes", headed(301, &[("Location", "/api/v2/errors")]));
    server.on("/api/v2/errors", page("<title>Lamp faults</title><p>Text."));
    server.on("/paper", headed(308, &[("Location", "/paper.pdf")]));
    server.on("/paper.pdf", typed("application/pdf", b"404 Not Found"));
    let (run, text) = fixed(&server, &["/api/error-codes", "/paper"]);
    assert!(text.contains(&server.url("/api/v2/errors")) && text.contains(&server.url("/paper.pdf")), "{run:?} {text}");
    let methods = |path: &str| {
        let requests = server.requests_of(path);
        requests.iter().map(|request| request.method.clone()).collect::<Vec<_>>()
    };
    assert_eq!(methods("/api/v2/errors"), ["HEAD", "GET"]);
    assert_eq!(methods("/api/error-codes"), ["HEAD"]);
}

#[test]
fn ordinary_moves_keep_their_fix() {
    for (from, to, title) in [
        ("/api/error-codes", "/api/errors", "Errors | Lamp API"),
        ("/book/unavailable-data", "/book/missing", "Missing data"),
        ("/art/parked-cars", "/photos/parked", "Parked | Photos"),
        ("/blog/vol1", "/music/sorry", "Sorry, a song"),
        ("/guide/authn.html", "/docs/auth/", "Authentication | Lamp docs"),
        ("/kb/passport-js", "/strategies/passport", "Passport"),
        ("/app/game", "/games/challenge/1", "Challenge 1 - Games"),
    ] {
        let server = Server::start();
        server.on(from, headed(301, &[("Location", to)]));
        server.on(to, page(&format!("<title>{title}</title><p>Text.")));
        let (run, text) = fixed(&server, &[from]);
        assert!(text.contains(&server.url(to)), "{from} {to}: {run:?}");
    }
}

#[test]
fn an_address_alone_is_a_hint_and_a_title_that_agrees_a_warning() {
    let server = Server::start();
    server.on("/a/x", headed(301, &[("Location", "/error")])).on("/error", page("<title>Lamps</title><p>Text."));
    server.on("/b/x", headed(302, &[("Location", "/404")])).on("/404", page("<title>Page not found</title><p>Sorry."));
    let urls = ["/a/x", "/b/x"].map(|path| server.url(path));
    let run = curate(list(&urls).path(), &[&ALWAYS[..], &["--output-format", "concise"]].concat());
    let level =
        |url: &str| run.out.lines().find(|line| line.contains(url)).map(|line| line.contains("warning")).unwrap();
    assert_eq!(urls.each_ref().map(|url| level(url)), [false, true], "{run:?}");
}

#[test]
fn pages_that_have_moved_to_one_address_are_not_fixed() {
    let server = Server::start();
    for path in ["/wax", "/wicks"] {
        server.on(path, headed(301, &[("Location", "/candles")]));
    }
    server.on("/candles", page("<title>Candles</title><p>Text."));
    let (run, text) = fixed(&server, &["/wax", "/wicks"]);
    assert!(run.out.contains("2 links lead to one address") && !text.contains("/candles"), "{run:?} {text}");
}

#[test]
fn many_pages_that_lead_to_one_address_for_a_while_are_suspect() {
    let server = Server::start();
    for path in ["/a/x", "/b/y", "/c/z", "/one", "/two"] {
        server.on(path, headed(302, &[("Location", "/lamps")]));
    }
    for (paths, wanted) in [(&["/a/x", "/b/y", "/c/z"][..], "3 URLs: 3 suspect"), (&["/one", "/two"], "2 URLs: 2 ok")] {
        let urls: Vec<String> = paths.iter().map(|path| server.url(path)).collect();
        let run = curate(list(&urls).path(), &ALWAYS);
        assert!(run.out.contains(wanted), "{run:?}");
        assert!(!run.out.contains("warning"), "{run:?}");
    }
}

#[test]
fn a_title_with_the_topic_of_the_link_and_the_title_of_a_drawing_are_no_sign() {
    let server = Server::start();
    server.on("/bands/jazz-trio", page("<title>404 | Jazz trio</title><p>A band."));
    server.on("/drawing", page("<svg><title>404 Not Found</title></svg><title>Lamps</title><p>Text."));
    server.on("/gone", page("<title>404 | Lamps</title><p>Sorry."));
    server.otherwise(|_| headed(404, &[]));
    let urls = ["/bands/jazz-trio", "/drawing", "/gone"].map(|path| server.url(path));
    let run = curate(list(&urls).path(), &[&ALWAYS[..], &["--thorough"]].concat());
    assert!(run.out.contains("3 URLs: 1 suspect, 2 ok"), "{run:?}");
}

#[test]
fn a_thorough_run_finds_what_another_finds() {
    let server = Server::start();
    let html = "<title>Lamps for all</title><p>We make lamps.";
    server.otherwise(move |request| if request.method == "HEAD" { headed(200, &[]) } else { page(html) });
    let urls = ["/a/b", "/c/d"].map(|path| server.url(path));
    for more in [&[][..], &["--thorough"]] {
        let run = curate(list(&urls).path(), &[&ALWAYS[..], more].concat());
        assert!(run.out.contains("2 URLs: 2 suspect"), "{more:?}: {run:?}");
    }
}
