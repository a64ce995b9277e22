//! Exit statuses: the same of all commands that check links.

use crate::fault::dns::{NameServer, Saying};
use crate::fault::script::{Step, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use std::fs;
use std::path::Path;

/// The runs of `links`, `check` and `ci`, each with `--fail-on error`, `warning` and `never`.
fn runs(folder: &Path, arguments: &[&str]) -> [[Run; 3]; 3] {
    ["links", "check", "ci"].map(|command| {
        ["error", "warning", "never"].map(|level| {
            let always = [command, "README.md", "--allow-private", "--fail-on", level];
            curate(folder, &[&always[..], arguments].concat())
        })
    })
}

fn statuses(folder: &Path, arguments: &[&str]) -> [[i32; 3]; 3] {
    runs(folder, arguments).map(|levels| levels.map(|run| run.status))
}

#[test]
fn findings_fail_from_the_level_on_that_is_wanted() {
    let server = Server::start();
    server.on("/gone", status(404));
    let dead = list(&[server.url("/gone")]);
    assert_eq!(statuses(dead.path(), &["--no-store"]), [[1, 1, 0]; 3]);
    let warned = list(&["http://github.com/lamps/list".to_owned()]);
    assert_eq!(statuses(warned.path(), &["--no-store", "--exclude-url", "."]), [[0, 1, 0]; 3]);
    for run in runs(warned.path(), &["--no-store", "--exclude-url", ".", "--output-format", "concise"]).as_flattened() {
        assert_eq!(run.out.matches("links/insecure").count(), 1, "by outcome and by text it is one finding: {run:?}");
    }
    let well = list(&[server.url("/well")]);
    assert_eq!(statuses(well.path(), &["--no-store"]), [[0, 0, 0]; 3]);
    let padded = list(&[format!(" {}", server.url("/well"))]);
    assert_eq!(statuses(padded.path(), &["--no-store"]), [[0, 0, 0], [0, 1, 0], [0, 1, 0]], "links does not lint");
}

#[test]
fn what_is_incomplete_fails_unless_nothing_is_to_fail() {
    let server = Server::start();
    server.on("/slow", vec![Step::Hang]);
    let slow = list(&[server.url("/slow")]);
    let names = NameServer::start();
    for at in 0..4 {
        names.says(&format!("n{at}.test"), Saying::Failed);
    }
    let nowhere = list(&[0, 1, 2, 3].map(|at| format!("http://n{at}.test/")));
    let address = names.address().to_string();
    for (folder, arguments) in
        [(&slow, ["--no-store", "--deadline", "100ms"]), (&nowhere, ["--no-store", "--dns-server", &address])]
    {
        let runs = runs(folder.path(), &arguments);
        assert!(runs.as_flattened().iter().all(|run| run.out.contains("INCOMPLETE")), "{runs:?}");
        assert_eq!(runs.map(|levels| levels.map(|run| run.status)), [[2, 2, 0]; 3], "{arguments:?}");
    }
}

#[test]
fn a_store_that_cannot_be_used_fails_whatever_is_found() {
    let server = Server::start();
    let folder = list(&[server.url("/well")]);
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.db")).unwrap();
    fs::write(at("text.db"), "not a store").unwrap();
    curate(folder.path(), &["links", "--allow-private", "--store", "newer.db"]);
    let newer = rusqlite::Connection::open(at("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let requested = server.requests().len();
    for (store, cause) in
        [("folder.db", "is a folder"), ("text.db", "is not a store"), ("newer.db", "a newer curate has written")]
    {
        let runs = runs(folder.path(), &["--store", store]);
        let tells = |run: &Run| run.status == 2 && run.err.contains(cause) && run.err.contains("--no-store");
        assert!(runs.as_flattened().iter().all(tells), "{store}: {runs:?}");
    }
    assert_eq!(server.requests().len(), requested, "nothing is requested for nothing");
    assert_eq!(fs::read(at("text.db")).unwrap(), b"not a store");
    assert_eq!(statuses(folder.path(), &["--cached", "--store", "none.db"]), [[2; 3]; 3]);
    assert_eq!(statuses(folder.path(), &["--store", "new/folders/links.db"]), [[0; 3]; 3]);
}
