//! `curate badge` after a run: what is remembered, and no request.

use crate::fault::script::{page, status};
use crate::fault::server::Server;
use crate::program::{curate, list};
use std::fs;

#[test]
fn a_badge_tells_what_is_remembered() {
    let server = Server::start();
    server.on("/well", page("<p>well</p>"));
    server.on("/gone", status(404));
    let folder = list(&[server.url("/well"), server.url("/gone")]);
    let before = curate(folder.path(), &["badge"]);
    assert!(before.status == 0 && before.out.contains("aria-label=\"curate: no findings\""), "{before:?}");
    assert!(server.requests().is_empty(), "nothing is requested");
    let run = curate(folder.path(), &["links", "--allow-private", "--store", "links.db"]);
    assert_eq!(run.status, 1, "{run:?}");
    let requested = server.requests().len();
    for (language, label) in [("en", "links: 2, 1 dead"), ("zh", "链接: 2，1 个失效")] {
        let badge = ["badge", "--store", "links.db", "--lang", language, "--output", "badge.svg"];
        let badge = curate(folder.path(), &badge);
        assert!(badge.status == 0 && badge.out.is_empty(), "{badge:?}");
        let svg = fs::read_to_string(folder.path().join("badge.svg")).unwrap();
        assert!(svg.contains(&format!("<title>{label}</title>")) && svg.contains("#b3261e"), "{svg}");
    }
    assert_eq!(server.requests().len(), requested, "nothing is requested");
    let missing = curate(folder.path(), &["badge", "--store", "none.db"]);
    assert!(missing.status == 2 && missing.err.contains("there is no such store"), "{missing:?}");
    let over = curate(folder.path(), &["badge", "--output", "README.md"]);
    assert!(over.status == 2 && folder.path().join("README.md").metadata().unwrap().len() > 50, "{over:?}");
}
