//! What becomes of the file that is named as the store.

use super::{days_ago, keep, links, row, rows};
use crate::fault::script::status;
use crate::fault::server::Server;
use crate::program::{curate, list};
use curate_rules::Verdict;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

/// What is in `folder`, by name.
fn files(folder: &Path) -> BTreeMap<OsString, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_file());
    files.map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap())).collect()
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
