//! Redirects as a user of the program meets them.

use super::{links, reported};
use crate::fault::dns::NameServer;
use crate::fault::script::{headed, page, status};
use crate::fault::server::Server;
use crate::program::{curate, list};
use std::net::Ipv4Addr;

#[test]
fn redirects_of_every_kind() {
    let (server, other) = (Server::start(), Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None));
    server.on("/中文".replace("中文", "%E4%B8%AD%E6%96%87").as_str(), status(200));
    for code in [301, 302, 303, 307, 308] {
        server.on(&format!("/{code}"), headed(code, &[("Location", &format!("/well?{code}"))]));
    }
    server.on("/dir/relative", headed(301, &[("Location", "../well")]));
    server.on("/with-part", headed(301, &[("Location", "/well#part")]));
    server.on("/raw", headed(301, &[("Location", "/中文")]));
    server.on("/away", headed(301, &[("Location", &other.url("/well"))]));
    server.on("/chain", headed(301, &[("Location", "/308")]));
    server.on("/to-gone", headed(302, &[("Location", "/gone")]));
    server.on("/gone", status(410));
    server.on("/loop", headed(301, &[("Location", "/loop-2")]));
    server.on("/loop-2", headed(302, &[("Location", "/loop")]));
    server.on("/file", headed(302, &[("Location", "file:///etc/passwd")]));
    server.on("/bare", headed(302, &[]));
    for at in 0..12 {
        server.on(&format!("/long-{at}"), headed(307, &[("Location", &format!("/long-{}", at + 1))]));
    }
    let paths = [
        "/301",
        "/302",
        "/303",
        "/307",
        "/308",
        "/dir/relative",
        "/raw",
        "/away",
        "/chain",
        "/to-gone",
        "/loop",
        "/file",
        "/bare",
        "/long-0",
        "/with-part",
    ];
    let folder = list(&paths.map(|path| server.url(path)));
    let run = links(folder.path(), &[]);
    let well = server.url("/well");
    let moved = |to: &str| format!("moved for good to {to}");
    for (at, wanted) in [
        (0, moved(&format!("{well}?301"))),
        (4, moved(&format!("{well}?308"))),
        (5, moved(&well)),
        (6, moved(&server.url("/%E4%B8%AD%E6%96%87"))),
        (7, moved(&other.url("/well"))),
        (8, moved(&format!("{well}?308"))),
        (9, "410 Gone".to_owned()),
        (10, "it redirects in a circle".to_owned()),
        (14, moved(&format!("{well}#part"))),
        (12, "302 Found with no Location, or a malformed one".to_owned()),
        (13, "it redirects more than 10 times".to_owned()),
    ] {
        assert!(reported(&run, at).contains(&wanted), "{}: {} {run:?}", paths[at], reported(&run, at));
    }
    for at in [1, 2, 3, 11] {
        assert_eq!(reported(&run, at), "", "{}", paths[at]);
    }
    assert!(run.out.contains("1 not checked"), "a file is not opened: {run:?}");
}

#[test]
fn a_redirect_into_the_private_network_is_not_followed() {
    let (outside, inside) = (Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None), Server::start());
    let names = NameServer::start();
    names.at("inside.test", "127.0.0.1");
    for (at, to) in
        [inside.url("/x"), inside.named("inside.test", "/x"), inside.named("2130706433", "/x")].iter().enumerate()
    {
        outside.on(&format!("/{at}"), headed(302, &[("Location", to)]));
    }
    let folder = list(&["/0", "/1", "/2"].map(|path| outside.named("127.0.0.2", path)));
    // The outside is a proxy here, since every address of a test is private.
    let output = assert_cmd::Command::cargo_bin("curate")
        .unwrap()
        .current_dir(folder.path())
        .args(["links", "--no-store", "--hints", "--dns-server", &names.address().to_string()])
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!((outside.connections(), inside.connections()), (0, 0));
    let run = links(folder.path(), &["--dns-server", &names.address().to_string()]);
    assert_eq!((run.status, inside.requests().len()), (0, 3), "allowed, all three lead there: {run:?}");
}

#[test]
fn no_link_is_fixed_to_a_part_that_is_not_there() {
    let server = Server::start();
    let text = "Words of a page. ".repeat(60);
    server.on("/new", page(&format!("<!doctype html><h1 id=shades>Shades</h1>{text}")));
    let moves = [
        ("/shades", "/new#shades"),
        ("/bulbs", "/new#bulbs"),
        ("/whole", "/new"),
        ("/top", "/new#"),
        ("/route", "/new#/route"),
        ("/twice", "/shades"),
    ];
    for (from, to) in moves {
        server.on(from, headed(301, &[("Location", to)]));
    }
    let cases = [
        ("/shades", Some("/new#shades")),
        ("/shades#bulbs", Some("/new#shades")),
        ("/bulbs", None),
        ("/bulbs#shades", None),
        ("/whole", Some("/new")),
        ("/whole#shades", Some("/new#shades")),
        ("/whole#bulbs", None),
        ("/top#bulbs", Some("/new")),
        ("/route", None),
        ("/twice", Some("/new#shades")),
    ];
    for (link, wanted) in cases {
        let folder = list(&[server.url(link)]);
        let run = curate(folder.path(), &["links", "--allow-private", "--no-store", "--hints", "--fix"]);
        let text = std::fs::read_to_string(folder.path().join("README.md")).unwrap();
        let is_there = |path: &str| text.contains(&format!("({})", server.url(path)));
        assert!(is_there(wanted.unwrap_or(link)), "{link}: {text} {run:?}");
        assert_eq!(run.out.contains("not fixed, since"), wanted.is_none(), "{link}: {run:?}");
    }
    // A redirect of today may lead anywhere, and costs no more than others.
    server.on("/today", headed(302, &[("Location", "/other#part")]));
    links(list(&[server.url("/today")]).path(), &[]);
    assert_eq!(server.requests_of("/other").len(), 1);
}
