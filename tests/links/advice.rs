//! What a run says of what it can fix, and of documents that are only there as context.

use crate::fault::script::{headed, page, status};
use crate::fault::server::Server;
use crate::program::{Run, curate};
use std::fs;
use std::path::Path;

fn links(folder: &Path, arguments: &[&str]) -> Run {
    curate(folder, &[&["links", "--allow-private", "--no-store"], arguments].concat())
}

/// A list of three links that have moved: one in HTML, one as markdown, one that no fix changes.
fn moved(server: &Server) -> tempfile::TempDir {
    for at in ["a", "b", "c"] {
        server.on(&format!("/{at}"), headed(301, &[("Location", &format!("/new/{at}"))]));
        server.on(&format!("/new/{at}"), page(&format!("<title>{at}</title>")));
    }
    let folder = tempfile::tempdir().unwrap();
    let [html, inline, bare] = ["/a", "/b", "/c"].map(|path| server.url(path));
    let text = format!("# Lamps\n\nOn <a href={html}>A</a>.\n\nSee [B]({inline}).\n\nOr {bare} too.\n");
    fs::write(folder.path().join("README.md"), text).unwrap();
    folder
}

#[test]
fn what_is_called_fixable_is_fixed() {
    let server = Server::start();
    let folder = moved(&server);
    let run = links(folder.path(), &["--hints"]);
    let all = "moved (3): --fix writes 1 of the new addresses, --unsafe-fixes 1 more; the rest by hand\n";
    assert!(run.out.contains(all), "{run:?}");
    assert!(run.out.ends_with("; 1 fixable with --fix; 1 more with --unsafe-fixes\n"), "{run:?}");
    let run = links(folder.path(), &[]);
    assert!(run.out.ends_with("; 1 hint fixable with --fix; 1 more with --unsafe-fixes\n"), "{run:?}");

    let run = links(folder.path(), &["--hints", "--fix"]);
    let left = "moved (2): --unsafe-fixes writes 1 of the new addresses; the rest by hand\n";
    assert!(run.out.contains("fixed 1 finding: 1 links/moved\n") && run.out.contains(left), "{run:?}");
    assert!(run.out.ends_with("; 1 fixable with --unsafe-fixes\n"), "{run:?}");
    let run = links(folder.path(), &["--hints", "--fix", "--archive"]);
    assert!(run.out.contains("nothing was fixed\n") && run.out.contains(left), "copies are wanted, no more: {run:?}");
    let run = links(folder.path(), &["--hints", "--fix", "--unsafe-fixes"]);
    assert!(run.out.contains("moved (1): write the new addresses\n") && !run.out.contains("fixable"), "{run:?}");
}

#[test]
fn a_sibling_that_was_not_named_has_no_errors_of_its_own() {
    let server = Server::start();
    server.on("/gone", status(404));
    let folder = tempfile::tempdir().unwrap();
    let text = format!("# Lamps\n\n- [Gone]({}) - A lamp.\n", server.url("/gone"));
    fs::create_dir(folder.path().join("ro")).unwrap();
    fs::write(folder.path().join("bare.md"), &text).unwrap();
    fs::write(folder.path().join("ro/bare.md"), &text).unwrap();
    for format in ["concise", "junit", "gitlab"] {
        let run = links(folder.path(), &["bare.md", "--output-format", format]);
        assert!(run.status == 1 && run.out.contains("bare.md") && !run.out.contains("ro/bare.md"), "{format}: {run:?}");
        let both = links(folder.path(), &["bare.md", "ro/bare.md", "--output-format", format]);
        assert!(both.out.contains("ro/bare.md"), "{format}: {both:?}");
    }
    let run = links(folder.path(), &["bare.md"]);
    assert!(run.out.contains("bare.md:3, ro/bare.md:3  \"Gone\""), "as context it is named: {run:?}");
}
