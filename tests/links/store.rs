//! The store: the results of a run are known to the next; and what may happen to its file.

use crate::fault::dns::{NameServer, Saying};
use crate::fault::script::{Step, status};
use crate::fault::server::Server;
use crate::program::{Run, curate, list};
use curate::links::day::Timestamp;
use curate::links::probe_result::ProbeResult;
use curate::links::store::{Store, StoreRow};
use curate_rules::Verdict;
use curate_rules::api::outcome::Outcome;
use std::collections::BTreeMap;
use std::ffi::OsString;
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
fn a_store_that_cannot_be_used_is_set_aside_whole() {
    let server = Server::start();
    server.on("/x", status(200));
    let folder = list(&[server.url("/x")]);
    keep(&folder.path().join("damaged.db"), vec![row("https://a.example/", Verdict::Ok, false, days_ago(1))]);
    let mut damaged = fs::read(folder.path().join("damaged.db")).unwrap();
    damaged.iter_mut().skip(4096).for_each(|byte| *byte = 0x55);
    fs::write(folder.path().join("damaged.db"), &damaged).unwrap();
    keep(&folder.path().join("older.db"), vec![row("https://a.example/", Verdict::Ok, false, days_ago(1))]);
    let older = rusqlite::Connection::open(folder.path().join("older.db")).unwrap();
    older.pragma_update(None, "user_version", 1).unwrap();
    older.close().unwrap();
    keep(&folder.path().join("robbed.db"), vec![row("https://a.example/", Verdict::Ok, false, days_ago(1))]);
    let robbed = rusqlite::Connection::open(folder.path().join("robbed.db")).unwrap();
    robbed.execute_batch("DROP TABLE link").unwrap();
    robbed.close().unwrap();
    for name in ["damaged.db", "older.db", "robbed.db"] {
        let before = fs::read(folder.path().join(name)).unwrap();
        let merged = curate(folder.path(), &["merge", name, "--output", "merged.db"]);
        assert_eq!(merged.status, 2, "{name}: {merged:?}");
        let run = links(folder.path(), &["--store", name]);
        assert!(run.status == 0 && run.err.contains(&format!("{name}.aside-1")), "{name}: {run:?}");
        assert_eq!(fs::read(folder.path().join(format!("{name}.aside-1"))).unwrap(), before, "{name}");
        assert_eq!(rows(&folder.path().join(name)).len(), 1, "{name}");
    }
    let blocked = links(folder.path(), &["--store", "README.md/links.db"]);
    assert!(blocked.status == 2 && blocked.err.contains("--no-store"), "{blocked:?}");
}

/// What is in `folder`, by name.
fn files(folder: &Path) -> BTreeMap<OsString, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_file());
    files.map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn the_database_of_another_program_is_refused_and_left_alone() {
    let server = Server::start();
    let folder = list(&[server.url("/x")]);
    let cache = folder.path().join(".cache/curate");
    fs::create_dir_all(&cache).unwrap();
    keep(&folder.path().join("a.db"), vec![row("https://a.example/", Verdict::Ok, false, days_ago(1))]);
    let database = |path: &str, sql: &str| {
        let database = rusqlite::Connection::open(folder.path().join(path)).unwrap();
        database.execute_batch(sql).unwrap();
        database
    };
    let treasure = "CREATE TABLE treasure (x); INSERT INTO treasure VALUES (7);";
    for (name, before) in [
        ("plain.db", ""),
        ("named.db", "PRAGMA application_id = 7;"),
        ("log.db", "PRAGMA journal_mode = wal;"),
        ("usual.db", "PRAGMA journal_mode = wal; PRAGMA user_version = 3;"),
    ] {
        database(name, &format!("{before} {treasure}")).close().unwrap();
    }
    database("empty-named.db", "PRAGMA application_id = 7").close().unwrap();
    // These are in use: what they hold is in their logs alone, or partly.
    let tables_in_log = database("open.db", "PRAGMA journal_mode = wal");
    tables_in_log.execute_batch(treasure).unwrap();
    let in_use = database(".cache/curate/links.db", &format!("PRAGMA journal_mode = wal; {treasure}"));
    fs::copy(cache.join("links.db-wal"), folder.path().join("crashed.db-wal")).unwrap();
    fs::copy(cache.join("links.db"), folder.path().join("crashed.db")).unwrap();
    let (before, in_cache) = (files(folder.path()), files(&cache));
    assert!(before.contains_key(&OsString::from("open.db-wal")) && in_cache.len() == 3, "{:?}", before.keys());
    for name in ["plain.db", "named.db", "log.db", "usual.db", "empty-named.db", "open.db", "crashed.db"] {
        for run in [
            links(folder.path(), &["--store", name]),
            curate(folder.path(), &["merge", "a.db", "--output", name]),
            curate(folder.path(), &["merge", name, "--output", "new.db"]),
            curate(folder.path(), &["explain", &server.url("/x"), "--store", name]),
        ] {
            assert!(run.status == 2 && run.err.contains(&format!("{name}: is not a store of curate")), "{run:?}");
        }
    }
    assert_eq!((files(folder.path()), server.connections()), (before, 0));
    server.on("/x", status(200));
    let run = links(folder.path(), &[]);
    assert!(run.status == 0 && run.err.contains("is not a store of curate; nothing is remembered"), "{run:?}");
    assert_eq!(files(&cache), in_cache);
    drop((tables_in_log, in_use));
}

#[test]
fn a_database_without_tables_becomes_a_store() {
    let server = Server::start();
    server.on("/x", status(200));
    let folder = list(&[server.url("/x")]);
    for (name, sql) in [("vacuumed.db", "VACUUM"), ("log.db", "PRAGMA journal_mode = wal")] {
        let path = folder.path().join(name);
        let database = rusqlite::Connection::open(&path).unwrap();
        database.execute_batch(&format!("CREATE TABLE x (x); DROP TABLE x; {sql}")).unwrap();
        database.close().unwrap();
        assert!(fs::metadata(&path).unwrap().len() > 0, "{name}");
        let run = links(folder.path(), &["--store", name]);
        assert!(run.status == 0 && !run.err.contains("aside") && rows(&path).len() == 1, "{name}: {run:?}");
    }
}

#[test]
fn the_store_of_a_newer_curate_is_refused_and_left_alone() {
    let server = Server::start();
    let folder = list(&[server.url("/x")]);
    let path = folder.path().join("newer.db");
    keep(&path, vec![row("https://a.example/", Verdict::Ok, false, days_ago(1))]);
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 1_000).unwrap();
    newer.close().unwrap();
    let before = fs::read(&path).unwrap();
    for arguments in [&["links", "--allow-private", "--store", "newer.db"][..], &["merge", "newer.db", "-o", "all.db"]]
    {
        let run = curate(folder.path(), arguments);
        assert!(run.status == 2 && run.err.contains("newer.db: is a store of version 1000, which a newer"), "{run:?}");
    }
    assert_eq!((fs::read(&path).unwrap(), server.connections()), (before, 0));
    let cache = folder.path().join(".cache/curate");
    fs::create_dir_all(&cache).unwrap();
    fs::copy(&path, cache.join("links.db")).unwrap();
    server.on("/x", status(200));
    let run = links(folder.path(), &[]);
    assert!(run.status == 0 && run.err.contains("nothing is remembered"), "{run:?}");
    assert_eq!(fs::read(cache.join("links.db")).unwrap(), fs::read(&path).unwrap());
}

#[test]
fn the_documented_row_is_a_row() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/store.md")).unwrap();
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
fn what_is_not_a_database_stays_where_it_is() {
    let server = Server::start();
    server.on("/x", status(200));
    let folder = list(&[server.url("/x")]);
    fs::write(folder.path().join("text.db"), "SQLite format 3, says the enemy".repeat(100)).unwrap();
    fs::write(folder.path().join("empty.db"), "").unwrap();
    keep(&folder.path().join("a.db"), vec![row("https://a.example/", Verdict::Ok, false, days_ago(1))]);
    let before: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    for name in ["README.md", "text.db"] {
        let text = fs::read(folder.path().join(name)).unwrap();
        for run in [links(folder.path(), &["--store", name]), curate(folder.path(), &["merge", "a.db", "-o", name])] {
            assert!(
                run.status == 2 && run.err.contains(&format!("{name}: is not a store of curate")),
                "{name}: {run:?}"
            );
        }
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), text, "{name}");
    }
    let after: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!((after, server.connections()), (before, 0));
    assert_eq!(links(folder.path(), &["--store", "empty.db"]).status, 0);
    assert_eq!(rows(&folder.path().join("empty.db")).len(), 1);
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
