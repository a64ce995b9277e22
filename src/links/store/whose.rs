//! Whose a file is that is named as the store, found out without changing anything of it.

use rusqlite::{Connection, OpenFlags};
use std::io::{self, Read as _};
use std::path::Path;
use url::Url;

/// "crat" in the header of the file (`PRAGMA application_id`).
pub(crate) const APPLICATION: i32 = 0x6372_6174;
/// How every database of `SQLite` begins. <https://www.sqlite.org/fileformat2.html#the_database_header>
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where the header has the number of the application, and the bytes up to its end.
const APPLICATION_AT: std::ops::Range<usize> = 68..72;
/// What `SQLite` keeps beside a database that is in use, or was when its program ended.
const BESIDE: [&str; 2] = ["-wal", "-journal"];

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// It is a store, as its header says; it may be damaged, or of another version.
    Ours,
    /// There is no such file, or nothing in it: no byte, or no table.
    Nobodys,
    /// Another program's, or no database.
    Another,
}

/// Whose the file at `path` is.
///
/// # Errors
///
/// Where it cannot be read.
pub(crate) fn whose(path: &Path) -> io::Result<Whose> {
    // Reading what is not a file could wait for ever.
    if !path.is_file() {
        return Ok(Whose::Nobodys);
    }
    let mut header = Vec::new();
    std::fs::File::open(path)?.take(APPLICATION_AT.end as u64).read_to_end(&mut header)?;
    if header.is_empty() {
        return Ok(if is_in_use(path, "-wal") { Whose::Another } else { Whose::Nobodys });
    }
    let number = header.get(APPLICATION_AT).filter(|_| header.starts_with(MAGIC));
    Ok(match number {
        Some(number) if number == APPLICATION.to_be_bytes() => Whose::Ours,
        // What stands beside it may hold tables that the file does not have yet.
        Some([0, 0, 0, 0]) if !BESIDE.iter().any(|suffix| is_in_use(path, suffix)) && is_empty(path) => Whose::Nobodys,
        _ => Whose::Another,
    })
}

/// Whether anything stands in the file beside `path` that has this `suffix`.
fn is_in_use(path: &Path, suffix: &str) -> bool {
    let mut beside = path.as_os_str().to_owned();
    beside.push(suffix);
    std::fs::metadata(beside).is_ok_and(|beside| beside.len() > 0)
}

/// Whether the database at `path` has no table and the like.
fn is_empty(path: &Path) -> bool {
    let count = |connection: Connection| {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
    };
    to_read(path).and_then(count).is_ok_and(|count| count == 0)
}

/// Opens the database at `path` so that nothing is written, beside it neither.
///
/// # Errors
///
/// Where it cannot be opened.
pub(crate) fn to_read(path: &Path) -> rusqlite::Result<Connection> {
    let address = std::path::absolute(path).ok().and_then(|path| Url::from_file_path(path).ok());
    let mut address = address.ok_or_else(|| rusqlite::Error::InvalidPath(path.to_owned()))?;
    address.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address.as_str(), flags)
}
