//! The database of a store: its version, and what happens to a file that is not a store.

use crate::links::store::row_json::VERSION;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use std::cmp::Ordering;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "crat" in the header of the file (`PRAGMA application_id`).
const APPLICATION: i32 = 0x6372_6174;
/// `row` is the JSON of a row.
const TABLE: &str = "CREATE TABLE link (url TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID";
/// Reads the URL and the JSON of rows.
pub(crate) const SELECT: &str = "SELECT url, row FROM link";
/// Writes the JSON of a URL in the place of what is there.
pub(crate) const PUT: &str = "INSERT OR REPLACE INTO link VALUES (?1, ?2)";
/// How every database of `SQLite` begins.
const HEADER: &[u8] = b"SQLite format 3\0";
/// How long another process may write.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreErrorKind {
    #[error("is not a store of curate")]
    Foreign,
    #[error("is a store of version {found}, and this curate has version {VERSION}")]
    Older { found: i32 },
    #[error("is a store of version {found}, which a newer curate has written; this one knows version {VERSION}")]
    Newer { found: i32 },
    #[error("the store cannot be used: {0}")]
    Sql(#[from] rusqlite::Error),
    #[error("the store cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

/// Opens the database at `path`, and creates the table in an empty one.
///
/// # Errors
///
/// Where it is not a store of this version, or not in order.
pub(crate) fn connect(path: &Path) -> Result<Connection, StoreErrorKind> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
    let tables = |name: &str| {
        let sql = format!("SELECT count(*) FROM sqlite_schema WHERE name {name}");
        connection.query_row(&sql, [], |row| row.get::<_, i32>(0))
    };
    if pragma("application_id")? != APPLICATION {
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Immediate)?;
        // Another process may have created it meanwhile.
        if pragma("application_id")? != APPLICATION {
            if tables("<> ''")? > 0 {
                return Err(StoreErrorKind::Foreign);
            }
            transaction.execute_batch(TABLE)?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()?;
    }
    let found = pragma("user_version")?;
    match found.cmp(&VERSION.cast_signed()) {
        Ordering::Less => return Err(StoreErrorKind::Older { found }),
        Ordering::Greater => return Err(StoreErrorKind::Newer { found }),
        Ordering::Equal if tables("= 'link'")? != 1 => return Err(StoreErrorKind::Foreign),
        Ordering::Equal => {}
    }
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    let health: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if health == "ok" { Ok(connection) } else { Err(StoreErrorKind::Foreign) }
}

/// Whether the file at `path` begins like a database, or holds nothing yet.
/// <https://www.sqlite.org/fileformat2.html#magic_header_string>
pub(crate) fn may_be_database(path: &Path) -> std::io::Result<bool> {
    // Reading what is not a file could wait for ever.
    if !path.is_file() {
        return Ok(true);
    }
    let mut begins = Vec::new();
    std::fs::File::open(path)?.take(HEADER.len() as u64).read_to_end(&mut begins)?;
    Ok(begins.is_empty() || begins == HEADER)
}

/// Whether the file is beyond use, so that a new store takes its place.
pub(crate) fn is_unusable(kind: &StoreErrorKind) -> bool {
    match kind {
        StoreErrorKind::Foreign | StoreErrorKind::Older { .. } => true,
        StoreErrorKind::Sql(error) => {
            matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
        }
        StoreErrorKind::Newer { .. } | StoreErrorKind::Io(_) => false,
    }
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
