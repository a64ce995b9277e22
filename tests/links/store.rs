//! The store: the results of a run are known to the next.

mod files;

use crate::fault::dns::{NameServer, Saying};
use crate::fault::script::{Step, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use curate::links::day::Timestamp;
use curate::links::probe_result::ProbeResult;
use curate::links::store::{Store, StoreRow};
use curate_rules::Verdict;
use curate_rules::api::outcome::Outcome;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;

fn links(folder: &Path, arguments: &[&str]) -> Run {
    let always = ["links", "--allow-private", "--hints", "--output-format", "concise"];
    curate(folder, &[&always, arguments].concat())
}

fn days_ago(days: u64) -> Timestamp {
    Timestamp(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() - days * DAY)
}

fn row(url: &str, verdict: Verdict, counts: bool, checked_at: Timestamp) -> StoreRow {
    let outcome = Outcome::of(url, verdict, "connection refused");
    StoreRow::observed(
        &ProbeResult {
            outcome,
            final_url: url.parse().unwrap(),
            counts,
            page: None,
            is_doubtful: false,
            responded: true,
        },
        checked_at,
    )
    .unwrap()
}

fn rows(path: &Path) -> Vec<StoreRow> {
    Store::existing(path).unwrap().all(days_ago(0)).unwrap()
}

fn keep(path: &Path, rows: Vec<StoreRow>) {
    Store::open(path).unwrap().0.merge(rows, days_ago(0)).unwrap();
}

#[test]
fn what_is_known_is_not_checked_again() {
    let server = Server::start();
    for (path, code) in [("/well", 200), ("/gone", 404), ("/members", 403), ("/broken", 500)] {
        server.on(path, status(code));
    }
    let folder = list(&["/well", "/gone", "/members", "/broken"].map(|path| server.url(path)));
    let first = links(folder.path(), &[]);
    let requested = server.requests().len();
    let second = links(folder.path(), &[]);
    assert_eq!((first.status, &first.out), (1, &second.out), "{first:?} {second:?}");
    assert!(
        server.requests().iter().skip(requested).all(|request| request.target == "/broken"),
        "unknown is checked again"
    );
    let cache = folder.path().join(".cache/curate");
    let files: Vec<_> = fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["links.db"], "one file is all there is");
    assert_eq!(rows(&cache.join("links.db")).len(), 4);

    let requested = server.requests().len();
    let cached = links(folder.path(), &["--cached"]);
    assert_eq!((server.requests().len(), &cached.out), (requested, &first.out));
    let bytes = fs::read(cache.join("links.db")).unwrap();
    links(folder.path(), &["--no-store"]);
    assert!(server.requests().len() >= requested + 4, "all are checked again");
    assert_eq!(fs::read(cache.join("links.db")).unwrap(), bytes);
}

#[test]
fn failures_on_three_days_are_a_death_with_a_date() {
    let server = Server::start();
    server.on("/x", status(500));
    let url = server.url("/x");
    let folder = list(std::slice::from_ref(&url));
    let store = folder.path().join("links.db");
    let fails = |days| row(&url, Verdict::Unknown, true, days_ago(days));
    keep(&store, vec![fails(9), fails(4)]);
    let run = links(folder.path(), &["--store", "links.db"]);
    let since = days_ago(9).day().to_string();
    assert!(run.status == 1 && run.out.contains("links/dead") && run.out.contains(&since), "{run:?}");
    let told = curate(folder.path(), &["explain", &url, "--store", "links.db"]);
    assert!(told.out.contains("dead: ") && told.out.contains(&format!("dead since {since}")), "{told:?}");
    let unheard = curate(folder.path(), &["explain", "https://nobody.example/", "--store", "links.db"]);
    assert!(unheard.status == 2 && unheard.err.contains("nothing is remembered of"), "{unheard:?}");
}

#[test]
fn the_documented_row_is_a_row() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/en/reference/store.md")).unwrap();
    let (_, example) = page.split_once("```json\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let row = StoreRow::from_json(example).unwrap();
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&row.to_json()), value(example), "and nothing of it is ignored");
    for field in value(example).as_object().unwrap().keys() {
        let explained = [format!("| `{field}` | "), format!("| `{field}` ? | ")];
        assert!(explained.iter().any(|line| page.contains(line)), "{field} is not explained");
    }
}

#[test]
fn a_row_that_makes_no_sense_is_not_trusted() {
    let server = Server::start();
    server.on("/x", status(200));
    let url = server.url("/x");
    let folder = list(std::slice::from_ref(&url));
    let path = folder.path().join("links.db");
    let good = row(&url, Verdict::Ok, false, days_ago(1));
    let other = row("https://a.example/", Verdict::Ok, false, days_ago(1));
    for text in
        ["", "{", "{\"version\":3}", &other.to_json(), &good.to_json().replace("\"version\":3", "\"version\":2")]
    {
        keep(&path, vec![good.clone()]);
        let store = rusqlite::Connection::open(&path).unwrap();
        store.execute("UPDATE link SET row = ?1", [text]).unwrap();
        store.close().unwrap();
        assert_eq!(rows(&path), [], "{text}");
        let requested = server.requests().len();
        assert_eq!(links(folder.path(), &["--store", "links.db"]).status, 0);
        assert!(server.requests().len() > requested, "{text}: it is checked");
        assert_eq!(rows(&path).len(), 1, "{text}");
    }
}

#[test]
fn no_network_leaves_the_store_alone() {
    let broken = NameServer::start();
    let urls: Vec<String> = (0..12).map(|at| format!("https://h{at}.test/")).collect();
    for at in 0..12 {
        broken.says(&format!("h{at}.test"), Saying::Failed);
    }
    let folder = list(&urls);
    let store = folder.path().join("links.db");
    let address = broken.address().to_string();
    let arguments = ["--store", "links.db", "--dns-server", &address, "--timeout", "1s"];
    assert_eq!(links(folder.path(), &arguments).status, 2);
    assert!(!store.exists());
    keep(&store, vec![row(&urls[0], Verdict::Unknown, true, days_ago(3))]);
    let bytes = fs::read(&store).unwrap();
    assert_eq!(links(folder.path(), &arguments).status, 2);
    assert_eq!(fs::read(&store).unwrap(), bytes);
}

#[test]
fn a_killed_run_is_resumed() {
    let server = Server::start();
    let paths: Vec<String> = (0..12).map(|at| format!("/{at}")).collect();
    for path in &paths {
        server.on(path, status(200));
    }
    server.on("/slow", vec![Step::Hang]);
    let mut urls: Vec<String> = paths.iter().map(|path| server.url(path)).collect();
    urls.push(server.url("/slow"));
    let folder = list(&urls);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("curate"))
        .current_dir(folder.path())
        .args(["links", "--allow-private", "--store", "links.db"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while server.requests_of("/slow").is_empty() || server.requests().len() < 13 {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(1_500));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(rows(&folder.path().join("links.db")).len(), 12);
    server.on("/slow", status(200));
    let requested = server.requests().len();
    assert_eq!(links(folder.path(), &["--store", "links.db"]).status, 0);
    assert!(server.requests().iter().skip(requested).all(|request| request.target == "/slow"));
}

#[test]
fn shards_check_everything_once_and_are_merged() {
    let urls: Vec<String> = (0..40).map(|at| format!("http://h{at}.test/")).collect();
    let folder = list(&urls);
    let mut all: Vec<String> = Vec::new();
    for shard in ["1/3", "2/3", "3/3"] {
        let run = curate(folder.path(), &["links", "--dump", "--shard", shard]);
        assert!(!run.out.is_empty());
        all.extend(run.out.lines().map(str::to_owned));
    }
    all.sort();
    let mut wanted = urls.clone();
    wanted.sort();
    assert_eq!(all, wanted);

    keep(&folder.path().join("a.db"), vec![row(&urls[0], Verdict::Unknown, true, days_ago(3))]);
    keep(&folder.path().join("b.db"), vec![row(&urls[0], Verdict::Unknown, true, days_ago(2))]);
    keep(&folder.path().join("b.db"), vec![row(&urls[1], Verdict::Ok, false, days_ago(2))]);
    for order in [["a.db", "b.db"], ["b.db", "a.db"]] {
        let output = format!("of-{}", order[0]);
        for _ in 0..2 {
            let merged = curate(folder.path(), &["merge", order[0], order[1], "--output", &output]);
            assert_eq!(merged.status, 0, "{merged:?}");
        }
    }
    let joined = rows(&folder.path().join("of-a.db"));
    assert_eq!(joined, rows(&folder.path().join("of-b.db")));
    assert_eq!(joined.iter().map(|row| row.failed_on.len()).collect::<Vec<_>>(), [2, 0]);
    let missing = curate(folder.path(), &["merge", "a.db", "nope.db", "--output", "new.db"]);
    assert!(missing.status == 2 && !folder.path().join("new.db").exists(), "{missing:?}");
}

#[test]
fn two_runs_at_once_keep_the_results_of_both() {
    let server = Server::start();
    let folders = [0, 1].map(|list_number| {
        let paths: Vec<String> = (0..30).map(|at| format!("/{list_number}/{at}")).collect();
        for path in &paths {
            server.on(path, status(200));
        }
        list(&paths.iter().map(|path| server.url(path)).collect::<Vec<_>>())
    });
    let store = folders[0].path().join("links.db");
    let name = store.to_str().unwrap();
    std::thread::scope(|scope| {
        for folder in &folders {
            scope.spawn(move || assert_eq!(links(folder.path(), &["--store", name]).status, 0));
        }
    });
    assert_eq!(rows(&store).len(), 60);
}
