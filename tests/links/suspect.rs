//! Pages that answer 200, and are none; and what readers' browsers get where programs get nothing.

use crate::fault::script::{ReceivedRequest, Step, headed, page, status, typed};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use std::net::Ipv4Addr;

fn links(urls: &[String], more: &[&str]) -> Run {
    let folder = list(urls);
    let always = ["links", "--allow-private", "--no-store", "--hints", "--output-format", "concise"];
    curate(folder.path(), &[&always, more].concat())
}

/// `status` with a page that HEAD has nothing to say of.
fn hollow(code: u16, html: &str) -> impl Fn(&ReceivedRequest) -> Vec<Step> + use<> {
    let html = html.to_owned();
    move |request| match request.method.as_str() {
        "HEAD" => vec![Step::Respond(200, Vec::new(), Vec::new())],
        _ => vec![Step::Respond(code, vec![("Content-Type".into(), "text/html".into())], html.clone().into_bytes())],
    }
}

#[test]
fn permanent_redirects_to_no_page_are_suspect_and_never_fixed() {
    for to in [
        "/page-not-found",
        "/404.php",
        "/error.html",
        "/cgi-sys/suspendedpage.cgi",
        "/maintenance",
        "/wp-login.php",
        "/log-in",
        "/age-gate",
        "/index.html",
        "/",
    ] {
        let server = Server::start();
        server.on("/docs/old", headed(301, &[("Location", to)]));
        let folder = list(&[server.url("/docs/old")]);
        let run = curate(folder.path(), &["links", "--allow-private", "--no-store", "--hints", "--fix"]);
        assert!(run.out.contains("1 URL: 1 suspect"), "{to}: {run:?}");
        let text = std::fs::read_to_string(folder.path().join("README.md")).unwrap();
        assert!(text.contains("/docs/old"), "{to}: {text}");
    }
}

#[test]
fn many_urls_that_lead_to_one_address_are_suspect() {
    let server = Server::start();
    for at in 0..4 {
        server.on(&format!("/post/{at}"), headed(301, &[("Location", "/blog")]));
    }
    // Spellings of one page, and two that were joined, are well.
    for path in ["/Lamp", "/lamp/", "/lamp"] {
        server.on(path, headed(301, &[("Location", "/lamp/index.html")]));
    }
    let posts: Vec<String> = (0..4).map(|at| server.url(&format!("/post/{at}"))).collect();
    let run = links(&posts, &[]);
    assert!(run.out.contains("4 URLs: 4 suspect") && !run.out.contains("links/moved"), "{run:?}");
    let run = links(&[&posts[..2], &["/Lamp", "/lamp/", "/lamp"].map(|path| server.url(path))[..]].concat(), &[]);
    assert!(run.out.contains("5 URLs: 5 moved"), "{run:?}");
}

#[test]
fn a_page_that_says_there_is_none_is_suspect() {
    let server = Server::start();
    let titles = ["404 Not Found", "Page not found | Lamps", "页面不存在 - 灯", "Страница не найдена — Лампы"];
    for (at, title) in titles.iter().enumerate() {
        server.on(&format!("/{at}"), page(&format!("<title>{title}</title><p>Sorry.")));
    }
    server.on("/404-pages", page("<title>404 Not Found | How to design it</title>"));
    let urls: Vec<String> = (0..titles.len()).map(|at| server.url(&format!("/{at}"))).collect();
    let all = [&urls[..], &[server.url("/404-pages"), server.url("/well")]].concat();
    assert!(links(&all, &[]).out.contains("6 URLs: 6 ok"), "HEAD alone cannot know");
    let run = links(&all, &["--thorough"]);
    assert!(run.out.contains("6 URLs: 4 suspect, 2 ok"), "{run:?}");
}

#[test]
fn what_head_only_seems_to_know_is_checked_by_get() {
    let server = Server::start();
    server.with("", "/gone", hollow(404, "gone"));
    server.with("", "/well", hollow(200, "<title>Lamps</title><p>About lamps."));
    server.with("", "/sly", |request| status(if request.method == "HEAD" { 200 } else { 404 }));
    let urls = ["/gone", "/well", "/sly"].map(|path| server.url(path));
    let run = links(&urls, &[]);
    assert!(run.out.contains("3 URLs: 1 dead, 2 ok"), "{run:?}");
    let run = links(&urls, &["--thorough"]);
    assert!(run.out.contains("3 URLs: 2 dead, 1 ok"), "{run:?}");
}

#[test]
fn a_host_that_shows_the_same_for_every_page_is_suspect_where_there_is_a_sign() {
    // All pages, and those that cannot exist.
    let same = "<title>Lamps for sale</title><p>Buy this and that.";
    let hosts: Vec<Server> = (2..5).map(|at| Server::at(Ipv4Addr::new(127, 0, 0, at), 0, None)).collect();
    for path in ["/a/b", "/a/c", "/"] {
        hosts[0].with("", path, hollow(200, same));
    }
    hosts[0].otherwise(hollow(200, same));
    // A script builds what a reader sees.
    let app = "<title>Lamps</title><div id=root></div><script src=app.js></script>";
    hosts[1].otherwise(hollow(200, app));
    // An honest host.
    hosts[2].with("", "/a", hollow(200, same)).otherwise(|_| status(404));
    let urls = [hosts[0].url("/a/b"), hosts[0].url("/a/c"), hosts[0].url("/"), hosts[1].url("/x"), hosts[2].url("/a")];
    let run = links(&urls, &[]);
    assert!(run.out.contains("5 URLs: 2 suspect, 3 ok"), "{run:?}");
    let impossible =
        |server: &Server| server.requests().iter().filter(|request| request.target.contains("no-such-page")).count();
    assert_eq!(hosts.iter().map(impossible).collect::<Vec<_>>(), [1, 0, 1], "once a host");
}

#[test]
fn a_host_that_dislikes_the_end_of_a_connection_is_not_dead() {
    let server = Server::start();
    server.otherwise(|request| match request.header("connection") {
        Some("close") => status(404),
        _ => page("<p>A page"),
    });
    let urls: Vec<String> = (0..6).map(|at| server.url(&format!("/{at}"))).collect();
    let run = links(&urls, &[]);
    assert!(run.out.contains("6 URLs: 6 ok"), "{run:?}");
    let closing = server.requests().iter().filter(|request| request.header("connection") == Some("close")).count();
    assert_eq!(closing, 2, "HEAD and GET of the last URL of the host");
}

#[test]
fn a_temporary_redirect_home_is_compared() {
    let (all, some) = (Server::start(), Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None));
    all.on("/", page("<p>Home")).otherwise(|_| headed(302, &[("Location", "/")]));
    some.on("/", page("<p>Home")).on("/closed/today", headed(302, &[("Location", "/")])).otherwise(|_| status(404));
    let run = links(&[all.url("/x/y"), some.url("/closed/today")], &[]);
    assert!(run.out.contains("2 URLs: 1 suspect, 1 ok"), "{run:?}");
}

#[test]
fn an_ordinary_host_gets_one_request_for_each_page() {
    let server = Server::start();
    for at in 0..40 {
        let tag = format!("\"{at}\"");
        server.on(&format!("/{at}"), headed(200, &[("Content-Type", "text/html"), ("ETag", &tag)]));
    }
    server
        .on("/moved", headed(301, &[("Location", "/1")]))
        .on("/twin", headed(200, &[("Content-Type", "text/html"), ("ETag", "\"1\"")]));
    let urls: Vec<String> = (0..40).map(|at| server.url(&format!("/{at}"))).collect();
    links(&[&urls[..], &[server.url("/moved")]].concat(), &[]);
    assert_eq!(server.requests().len(), 43, "the one that has moved is followed, and read");
    links(&[server.url("/1"), server.url("/twin")], &[]);
    let more = server.requests().len() - 43;
    assert_eq!(more, 5, "two pages that are the same byte for byte are read, and compared with one that cannot exist");
}

#[test]
fn pages_that_look_the_same_are_all_suspect_or_none() {
    let everywhere = "<title>Lamp Inc.</title><p>We make lamps, and what you look for is not here.";
    // A host that shows one page for every path, and one that has some pages twice.
    let (all, some) = (Server::start(), Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None));
    let tagged = |code: u16, html: &str| {
        let headers = [("Content-Type", "text/html"), ("ETag", "\"one\"")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        vec![Step::Respond(code, headers, html.as_bytes().to_vec())]
    };
    all.on("/", tagged(200, everywhere)).otherwise(move |_| tagged(200, everywhere));
    for path in ["/x", "/y"] {
        some.on(path, tagged(200, everywhere));
    }
    some.otherwise(|_| status(404));
    let inner = ["/a", "/b/c", "/d?e=f"].map(|path| all.url(path));
    let twins = ["/x", "/y"].map(|path| some.url(path));
    let urls = [&inner[..], &[all.url("/")], &twins].concat();
    for more in [&[][..], &["--thorough"]] {
        let run = links(&urls, more);
        assert!(run.out.contains("6 URLs: 3 suspect, 3 ok"), "{more:?}: {run:?}");
        for url in &inner {
            assert!(run.out.contains(url) && !run.out.contains("no-such-page"), "{more:?}: {run:?}");
        }
    }
    let missing =
        |server: &Server| server.requests().iter().filter(|request| request.target.contains("no-such-page")).count();
    assert_eq!((missing(&all), missing(&some)), (2, 2), "once a host in each run");
    // The first is suspect in the store too.
    let folder = list(&inner);
    for again in ["first", "second"] {
        let run = curate(folder.path(), &["links", "--allow-private", "--store", "links.db"]);
        assert!(run.out.contains("3 URLs: 3 suspect"), "{again}: {run:?}");
    }
}

#[test]
fn titles_say_what_a_page_is() {
    let server = Server::start();
    let titles = [
        ("Just a moment...", "links/blocked"),
        ("Attention Required! | Cloudflare", "links/blocked"),
        ("This domain is parked", "for sale"),
        ("Oops! That page can\u{2019}t be found", "not found, says the page"),
        ("Fehler 404", "not found, says the page"),
        ("File not found: debugging guide", ""),
        ("404 Media", ""),
        ("Just a moment", ""),
    ];
    for (at, (title, _)) in titles.iter().enumerate() {
        server.on(&format!("/{at}"), page(&format!("<title>{title}</title><p>Text of page {at}.")));
    }
    server.on("/blog/404-pages", page("<title>Page not found | Lamps</title><p>An article about such pages."));
    let mut urls: Vec<String> = (0..titles.len()).map(|at| server.url(&format!("/{at}"))).collect();
    urls.push(server.url("/blog/404-pages"));
    let run = links(&urls, &["--thorough"]);
    assert!(run.out.contains("9 URLs: 3 suspect, 2 blocked, 4 ok"), "{run:?}");
    for (url, (title, result)) in urls.iter().zip(titles) {
        let line = run.out.lines().find(|line| line.contains(&format!("{url})")) || line.contains(&format!("{url}:")));
        assert!(line.map_or(result.is_empty(), |line| !result.is_empty() && line.contains(result)), "{title}: {run:?}");
    }
}

#[test]
fn a_host_that_wants_what_browsers_send_is_well() {
    let server = Server::start();
    // As the registry of crates does.
    let wants_html = |request: &ReceivedRequest| {
        let accepts = request.header("accept").is_some_and(|types| types.contains("text/html"));
        status(if accepts { 200 } else { 404 })
    };
    server.with("", "/crate", wants_html);
    server.with("", "/language", |request| status(if request.header("accept-language").is_some() { 200 } else { 403 }));
    server.with("", "/cookie", |request| match request.header("cookie") {
        Some("seen=1") => status(200),
        _ => headed(302, &[("Location", "/cookie"), ("Set-Cookie", "seen=1; Path=/")]),
    });
    server.with("", "/crumbs", |request| {
        headed(302, &[("Location", "/crumbs"), ("Set-Cookie", &format!("seen={}", request.earlier))])
    });
    let urls = ["/crate", "/language", "/cookie", "/crumbs"].map(|path| server.url(path));
    let run = links(&urls, &[]);
    assert!(run.out.contains("4 URLs: 1 unknown, 3 ok"), "{run:?}");
    assert_eq!(server.requests_of("/cookie").len(), 2, "a redirect to itself that sets a cookie is followed once");
    let other = Server::at(Ipv4Addr::new(127, 0, 0, 9), 0, None);
    server.on("/away", headed(302, &[("Location", &other.url("/")), ("Set-Cookie", "seen=1")]));
    links(&[server.url("/away")], &[]);
    assert!(other.request().header("cookie").is_none(), "{:?}", other.request());
}

#[test]
fn other_things_than_pages_are_not_read() {
    let server = Server::start();
    server.on("/paper.pdf", typed("application/pdf", b"404 Not Found"));
    let run = links(&[server.url("/paper.pdf")], &["--thorough"]);
    assert!(run.out.contains("1 URL: 1 ok"), "{run:?}");
}
