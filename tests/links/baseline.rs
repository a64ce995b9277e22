//! `curate links` and `curate check` with a baseline: links are known by their URLs.

use crate::fault::script::{page, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use std::fs;
use std::path::Path;

fn run(folder: &Path, command: &str, arguments: &[&str]) -> Run {
    let always = [command, "--allow-private", "--no-store", "--output-format", "concise", "--baseline", "known.toml"];
    curate(folder, &[&always[..], arguments].concat())
}

#[test]
fn a_dead_link_is_known_by_its_url() {
    let server = Server::start();
    for name in ["/gone", "/lost", "/new"] {
        server.on(name, status(404));
    }
    server.on("/fine", page("<p>fine</p>"));
    let folder = list(&["gone", "lost", "fine"].map(|name| server.url(&format!("/{name}"))));
    let folder = folder.path();
    let written = run(folder, "links", &["--write-baseline"]);
    assert_eq!(written.status, 0, "{}{}", written.out, written.err);
    let known = fs::read_to_string(folder.join("known.toml")).unwrap();
    assert!(known.contains(&format!("fingerprint = \"{}\"", server.url("/gone"))), "{known}");

    let path = folder.join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let moved: Vec<&str> = text.lines().rev().filter(|line| line.starts_with("- ")).collect();
    let moved = moved.join("\n") + "\n";
    fs::write(&path, format!("# Lamps\n\n{moved}").replace("[Lamp", "[A lamp")).unwrap();
    for command in ["links", "check"] {
        let run = run(folder, command, &["--fail-on", "error"]);
        assert!(run.status == 0 && !run.out.contains("links/dead"), "{command}: {}{}", run.out, run.err);
    }

    fs::write(&path, format!("# Lamps\n\n- [Lamp]({}) - A light.\n{moved}", server.url("/new"))).unwrap();
    let new = run(folder, "links", &[]);
    assert_eq!((new.status, new.out.matches("links/dead").count()), (1, 1), "{}{}", new.out, new.err);
    assert!(new.out.contains("README.md:3:"), "{}", new.out);

    server.on("/lost", page("<p>found</p>"));
    let part = run(folder, "links", &["--include", "fine"]);
    assert!(!part.err.contains("occur no longer"), "what was not checked may be dead still: {}", part.err);
    let revived = run(folder, "links", &[]);
    assert!(revived.err.contains("occur no longer: 1;"), "{}{}", revived.out, revived.err);
}
