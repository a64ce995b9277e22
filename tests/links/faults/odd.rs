//! Odd URLs, odd statuses, and responses that are hardly HTTP: what they mean to a reader with a browser.

use super::{links, reported};
use crate::fault::dns::NameServer;
use crate::fault::script::{headed, raw};
use crate::fault::server::{Server, nobody};
use crate::program::{curate, list};
use curate::links::day::Timestamp;
use curate::links::store::Store;

#[test]
fn what_no_browser_can_open_is_dead_and_says_why() {
    let (server, names) = (Server::start(), NameServer::start());
    names.at("foo_bar.test", "127.0.0.1");
    server.on("/astray", headed(302, &[("Location", "http://a..test/")]));
    let cases = [
        ("<http://exa mple.test/>".to_owned(), "it is not a URL"),
        ("http://[::g]/".to_owned(), "it is not a URL"),
        ("http://a.test:99999/".to_owned(), "it is not a URL"),
        ("http://a..test/".to_owned(), "a part of its name is empty"),
        ("http://foo_bar..test/".to_owned(), "a part of its name is empty"),
        (format!("http://{}.test/", "a".repeat(64)), "longer than 63 bytes"),
        ("http://{host}/x".to_owned(), "there can be no such host: its name has a brace"),
        ("http://-.test/".to_owned(), "no such host"),
        (server.url("/astray"), "a part of its name is empty"),
        (server.named("foo_bar.test", "/"), ""),
    ];
    let folder = list(&cases.each_ref().map(|(url, _)| url.clone()));
    let run = links(folder.path(), &["--dns-server", &names.address().to_string()]);
    for (at, (url, cause)) in cases.iter().enumerate() {
        let line = reported(&run, at);
        assert!(line.contains(cause) && line.contains("links/dead") != cause.is_empty(), "{url}: {run:?}");
    }
    // Such names prove no network, and no lack of one.
    let folder = list(&["a", "b", "c", "d"].map(|name| format!("http://{name}..test/")));
    let run = links(folder.path(), &["--dns-server", &nobody().to_string()]);
    assert!(run.status == 1 && run.out.contains("4 URLs: 4 dead"), "{run:?}");
}

#[test]
fn what_browsers_forgive_is_well() {
    let server = Server::start();
    let head =
        |line: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{line}\r\nContent-Length: 0\r\n\r\n");
    let lines = ["Bad Header: x", ": nameless", "no colon at all", "Spaced : x", "X-Long: one\r\n two"];
    for (at, line) in lines.iter().enumerate() {
        server.on(&format!("/{at}"), raw(head(line)));
    }
    server.on("/old-http", raw("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    server.on("/bare-line-feeds", raw("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 0\n\n"));
    server.on("/no-reason", raw("HTTP/1.1 200\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"));
    let early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    server.on("/early-hints", raw(format!("{early}{}", head("X-A: b"))));
    let paths = ["/0", "/1", "/2", "/3", "/4", "/old-http", "/bare-line-feeds", "/no-reason", "/early-hints"];
    let folder = list(&paths.map(|path| server.url(path)));
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("9 URLs: 9 ok"), "{run:?}");
}

#[test]
fn what_only_the_library_would_explain_is_in_our_words() {
    let server = Server::start();
    server.on("/control", raw("HTTP/1.1 302 Found\r\nLocation: /a\u{1}b\r\nContent-Length: 0\r\n\r\n"));
    server.on("/braces", headed(302, &[("Location", "http://{host}/x")]));
    let folder = list(&["/control", "/braces", "/?q={x}`|^"].map(|path| server.url(path)));
    let run = links(folder.path(), &[]);
    for (at, cause) in [(0, "302 Found with no Location, or a malformed one"), (1, "its name has a brace")] {
        assert!(reported(&run, at).contains(cause), "{run:?}");
    }
    assert!(run.out.contains("3 URLs: 1 dead, 1 unknown, 1 ok"), "{run:?}");
}

#[test]
fn what_is_there_for_others_is_blocked_and_what_is_not_the_hosts_own_failure_never_counts() {
    let server = Server::start();
    server.on("/two", headed(301, &[("Location", "/a"), ("Location", "/b")]));
    server.on("/same", headed(301, &[("Location", "/a"), ("Location", "/a")]));
    let codes = [402, 451, 500, 503, 509, 511, 521, 525, 526, 529];
    for code in codes {
        server.on(&format!("/{code}"), headed(code, &[("Server", "cloudflare")]));
    }
    let mut urls: Vec<String> = codes.iter().map(|code| server.url(&format!("/{code}"))).collect();
    urls.extend(["/two", "/same"].map(|path| server.url(path)));
    let folder = list(&urls);
    let run = curate(folder.path(), &["links", "--allow-private", "--hints", "--store", "links.db"]);
    assert!(run.out.contains("12 URLs: 1 moved, 9 unknown, 2 blocked"), "{run:?}");
    assert!(run.out.contains("521 Server Down behind Cloudflare"), "{run:?}");
    assert!(run.out.contains("301 Moved Permanently with more than one Location"), "{run:?}");
    let rows = Store::existing(&folder.path().join("links.db")).unwrap().all(Timestamp::LAST).unwrap();
    let failed = rows.iter().filter(|row| !row.failed_on.is_empty()).count();
    assert_eq!(failed, 2, "500 and 521 alone: {rows:?}");
}
