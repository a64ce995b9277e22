//! The database of a store: its version, and what is done with one that cannot be used.

use crate::links::store::error::StoreErrorKind;
use crate::links::store::row_json::VERSION;
use crate::links::store::whose::{APPLICATION, Whose, to_read, whose};
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `row` is the JSON of a row.
const TABLE: &str = "CREATE TABLE link (url TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID";
/// Reads the URL and the JSON of rows.
pub(crate) const SELECT: &str = "SELECT url, row FROM link";
/// Writes the JSON of a URL in the place of what is there.
pub(crate) const PUT: &str = "INSERT OR REPLACE INTO link VALUES (?1, ?2)";
/// How long another process may write.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the database at `path`, and creates the table in an empty one. Where nothing can be written, it is only read.
/// `SQLite` does not open what another program may have written: it would change even a file that it only reads.
///
/// # Errors
///
/// Where it is not a store of this version, or not in order.
pub(crate) fn connect(path: &Path) -> Result<Connection, StoreErrorKind> {
    if path.is_dir() {
        return Err(StoreErrorKind::Folder);
    }
    if whose(path)? == Whose::Another {
        return Err(StoreErrorKind::Foreign);
    }
    match connect_to_write(path) {
        Err(StoreErrorKind::Sql(error)) if is_read_only(&error) && path.is_file() => connect_to_read(path),
        result => result,
    }
}

fn connect_to_write(path: &Path) -> Result<Connection, StoreErrorKind> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    if pragma(&connection, "application_id")? != APPLICATION {
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Immediate)?;
        // Another process may have created it meanwhile.
        if pragma(&connection, "application_id")? != APPLICATION {
            if tables(&connection, "<> ''")? > 0 {
                return Err(StoreErrorKind::Foreign);
            }
            transaction.execute_batch(TABLE)?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()?;
    }
    check_version(&connection)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    healthy(connection)
}

/// Opens the store at `path` without writing anything, beside it neither: `SQLite` would want its log there.
fn connect_to_read(path: &Path) -> Result<Connection, StoreErrorKind> {
    let connection = to_read(path)?;
    if pragma(&connection, "application_id")? != APPLICATION {
        return Err(StoreErrorKind::Foreign);
    }
    check_version(&connection)?;
    healthy(connection)
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i32> {
    connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
}

/// How many tables and the like have a name as `condition` says.
fn tables(connection: &Connection, condition: &str) -> rusqlite::Result<i32> {
    let sql = format!("SELECT count(*) FROM sqlite_schema WHERE name {condition}");
    connection.query_row(&sql, [], |row| row.get(0))
}

fn check_version(connection: &Connection) -> Result<(), StoreErrorKind> {
    let found = pragma(connection, "user_version")?;
    match found.cmp(&VERSION.cast_signed()) {
        Ordering::Less => Err(StoreErrorKind::Older { found }),
        Ordering::Greater => Err(StoreErrorKind::Newer { found }),
        Ordering::Equal if tables(connection, "= 'link'")? != 1 => Err(StoreErrorKind::Damaged),
        Ordering::Equal => Ok(()),
    }
}

fn healthy(connection: Connection) -> Result<Connection, StoreErrorKind> {
    let health: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if health == "ok" { Ok(connection) } else { Err(StoreErrorKind::Damaged) }
}

fn is_read_only(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

/// Whether the store at `path` is beyond use, so that a new one takes its place: it is a store, of an older version or damaged.
pub(crate) fn is_unusable(path: &Path, kind: &StoreErrorKind) -> bool {
    let is_meant = match kind {
        StoreErrorKind::Damaged | StoreErrorKind::Older { .. } => true,
        StoreErrorKind::Sql(error) => {
            matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
        }
        _ => false,
    };
    is_meant && matches!(whose(path), Ok(Whose::Ours))
}

/// Renames the file, with what `SQLite` keeps beside it, to a free name, which it returns.
pub(crate) fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let with = |path: &Path, suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let free = (1..1_000).map(|number| with(path, &format!(".aside-{number}"))).find(|aside| !aside.exists());
    let aside = free.unwrap_or_else(|| with(path, ".aside"));
    std::fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        // Most often there are none.
        let _ = std::fs::rename(with(path, suffix), with(&aside, suffix));
    }
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_cannot_be_written_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("links #1?.db");
        let written = connect(&path).expect("a new store");
        written.execute(PUT, ("https://lamp.example/", "{}")).expect("a row");
        drop(written);
        let read = connect_to_read(&path).expect("the store");
        let count: i32 = read.query_row("SELECT count(*) FROM link", [], |row| row.get(0)).expect("a number");
        assert_eq!(count, 1);
        let error = read.execute(PUT, ("https://desk.example/", "{}")).expect_err("it is only read");
        assert!(is_read_only(&error), "{error}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing is made beside it");
        assert!(matches!(connect(folder.path()), Err(StoreErrorKind::Folder)));
    }
}
