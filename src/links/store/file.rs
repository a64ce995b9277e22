//! The file of a store: its tables, and what is done with a file that is none.

use crate::links::day::{Day, Moment};
use crate::links::store::row::Row;
use curate_rules::Verdict;
use curate_rules::api::outcome::{FragmentState, Hop, Outcome, Repository, Suspicion};
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

/// "crat" in the header of the file (`PRAGMA application_id`).
const APPLICATION: i32 = 0x6372_6174;
/// Changes with the table. A file of another version is set aside: what it knows is asked again.
const VERSION: i32 = 1;
/// How every database of `SQLite` begins.
const HEADER: &[u8] = b"SQLite format 3\0";
/// How long another process may write.
const PATIENCE: Duration = Duration::from_secs(10);
const TABLE: &str = "CREATE TABLE link (
    url TEXT PRIMARY KEY, verdict TEXT NOT NULL, status INTEGER, cause TEXT NOT NULL, final_url TEXT, moved_to TEXT,
    details TEXT NOT NULL, counts INTEGER NOT NULL, etag TEXT, asked_at INTEGER NOT NULL, answered_at INTEGER,
    home_at INTEGER, home TEXT, failed_on TEXT NOT NULL) STRICT, WITHOUT ROWID";
const SELECT: &str = "SELECT verdict, status, cause, final_url, moved_to, details, counts, etag, asked_at, answered_at,
    home_at, home, failed_on, url FROM link";
const PUT: &str = "INSERT OR REPLACE INTO link VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

/// Why a store cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", shown.display())]
pub struct StoreError {
    shown: PathBuf,
    reason: Reason,
}

#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error("is no store of curate")]
    Foreign,
    #[error("the store cannot be used: {0}")]
    Sql(#[from] rusqlite::Error),
    #[error("the store cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

/// An open store.
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

/// What of an outcome has no column of its own.
#[derive(Default, Serialize, Deserialize)]
struct Details {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hops: Vec<(u16, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parked: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secure: Option<bool>,
    /// Archived, empty, days without a push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    repository: Option<(bool, bool, Option<u32>)>,
    /// `None` where it could not be told.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fragments: BTreeMap<String, Option<bool>>,
}

impl Store {
    /// Opens the store at `path`, and makes it where there is none. A database that is no store, or is damaged, is renamed;
    /// the notice says to what.
    ///
    /// # Errors
    ///
    /// Where the file or its folder cannot be written, or the file is no database at all: then it is left as it is.
    pub fn open(path: &Path) -> Result<(Self, Option<String>), StoreError> {
        let failed = |reason| StoreError { shown: path.to_owned(), reason };
        Self::prepare(path)?;
        if !may_be_database(path).map_err(|error| failed(error.into()))? {
            return Err(failed(Reason::Foreign));
        }
        match connect(path) {
            Ok(connection) => Ok((Self { path: path.to_owned(), connection }, None)),
            Err(reason) if is_unusable(&reason) => {
                let aside = set_aside(path).map_err(|error| failed(error.into()))?;
                let connection = connect(path).map_err(failed)?;
                let notice = format!(
                    "{}: {}; it was set aside as {}, and a new store begun",
                    path.display(),
                    if matches!(reason, Reason::Foreign) { "is no store of this curate" } else { "is damaged" },
                    aside.display()
                );
                Ok((Self { path: path.to_owned(), connection }, Some(notice)))
            }
            Err(reason) => Err(failed(reason)),
        }
    }

    /// Makes the folder of a store, so that a place where none can be is told before anything is learnt.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made.
    pub fn prepare(path: &Path) -> Result<(), StoreError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| StoreError { shown: path.to_owned(), reason: error.into() })
    }

    /// Opens the store at `path` as it is: what is no store stays where it is.
    ///
    /// # Errors
    ///
    /// Where there is no such file, or it is no store of this version, or damaged.
    pub fn existing(path: &Path) -> Result<Self, StoreError> {
        let failed = |reason| StoreError { shown: path.to_owned(), reason };
        std::fs::metadata(path).map_err(|error| failed(error.into()))?;
        let connection = connect(path).map_err(failed)?;
        Ok(Self { path: path.to_owned(), connection })
    }

    /// What is known of `urls`. Rows that make no sense, or lie in the future of `now`, are left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn rows<'a>(
        &self,
        urls: impl IntoIterator<Item = &'a str>,
        now: Moment,
    ) -> Result<BTreeMap<String, Row>, StoreError> {
        let read = || -> rusqlite::Result<BTreeMap<String, Row>> {
            let mut statement = self.connection.prepare(&format!("{SELECT} WHERE url = ?1"))?;
            let mut rows = BTreeMap::new();
            for url in urls {
                let row = statement.query_row([url], |columns| Ok(row_of(columns))).optional()?;
                if let Some(row) = row.flatten().filter(|row| row.is_past(now)) {
                    rows.insert(url.to_owned(), row);
                }
            }
            Ok(rows)
        };
        read().map_err(|error| self.failed(error))
    }

    /// Every row that makes sense, by URL.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn all(&self, now: Moment) -> Result<Vec<Row>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Row>> {
            let mut statement = self.connection.prepare(&format!("{SELECT} ORDER BY url"))?;
            let rows = statement.query_map([], |columns| Ok(row_of(columns)))?;
            Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().filter(|row| row.is_past(now)).collect())
        };
        read().map_err(|error| self.failed(error))
    }

    /// Joins `rows` with what is there, all or none.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn join(&mut self, rows: Vec<Row>, now: Moment) -> Result<(), StoreError> {
        let write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            {
                let mut find = transaction.prepare_cached(&format!("{SELECT} WHERE url = ?1"))?;
                for row in rows {
                    let old = find.query_row([&row.outcome.url], |columns| Ok(row_of(columns))).optional()?;
                    let row = match old.flatten().filter(|old| old.is_past(now)) {
                        Some(old) => old.joined(row),
                        None => row,
                    };
                    put(&transaction, &row)?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError { shown: self.path.clone(), reason: error.into() })
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError { shown: self.path.clone(), reason: error.into() }
    }
}

fn connect(path: &Path) -> Result<Connection, Reason> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
    let tables = |name: &str| {
        let sql = format!("SELECT count(*) FROM sqlite_schema WHERE name {name}");
        connection.query_row(&sql, [], |row| row.get::<_, i32>(0))
    };
    if pragma("application_id")? != APPLICATION {
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Immediate)?;
        // Another process may have made it meanwhile.
        if pragma("application_id")? != APPLICATION {
            if tables("<> ''")? > 0 {
                return Err(Reason::Foreign);
            }
            transaction.execute_batch(TABLE)?;
            transaction.pragma_update(None, "application_id", APPLICATION)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()?;
    }
    if pragma("user_version")? != VERSION || tables("= 'link'")? != 1 {
        return Err(Reason::Foreign);
    }
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    let health: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if health == "ok" { Ok(connection) } else { Err(Reason::Foreign) }
}

/// Whether the file at `path` begins like a database, or holds nothing yet.
/// <https://www.sqlite.org/fileformat2.html#magic_header_string>
fn may_be_database(path: &Path) -> std::io::Result<bool> {
    // Reading what is no file could wait for ever.
    if !path.is_file() {
        return Ok(true);
    }
    let mut begins = Vec::new();
    std::fs::File::open(path)?.take(HEADER.len() as u64).read_to_end(&mut begins)?;
    Ok(begins.is_empty() || begins == HEADER)
}

fn is_unusable(reason: &Reason) -> bool {
    match reason {
        Reason::Foreign => true,
        Reason::Sql(error) => {
            matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
        }
        Reason::Io(_) => false,
    }
}

/// Renames the file, with what `SQLite` keeps beside it, to a name that is free; gives that.
fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
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

fn put(transaction: &Transaction<'_>, row: &Row) -> rusqlite::Result<()> {
    let outcome = &row.outcome;
    let parked = match &outcome.suspicion {
        Some(Suspicion::Parked(name)) => Some(name.clone()),
        _ => None,
    };
    let found = |state: &FragmentState| match state {
        FragmentState::Found => Some(true),
        FragmentState::Missing => Some(false),
        FragmentState::Unknown => None,
    };
    let details = Details {
        hops: outcome.hops.iter().map(|hop| (hop.status, hop.to.clone())).collect(),
        parked,
        secure: outcome.secure,
        repository: outcome.repository.map(|known| (known.archived, known.empty, known.idle_days)),
        fragments: outcome.fragments.iter().map(|(name, state)| (name.clone(), found(state))).collect(),
    };
    let seconds = |moment: Moment| i64::try_from(moment.0).unwrap_or(i64::MAX);
    let days: Vec<String> = row.failed_on.iter().map(Day::to_string).collect();
    transaction.prepare_cached(PUT)?.execute(params![
        outcome.url,
        outcome.verdict.name(),
        outcome.status,
        outcome.cause,
        outcome.final_url,
        outcome.moved_to,
        serde_json::to_string(&details).unwrap_or_default(),
        row.counts,
        row.etag,
        seconds(row.asked_at),
        row.answered_at.map(seconds),
        row.home.as_ref().map(|(moment, _)| seconds(*moment)),
        row.home.as_ref().map(|(_, domain)| domain),
        days.join(" "),
    ])?;
    Ok(())
}

/// The row that `columns` hold; `None` where they make no sense.
fn row_of(columns: &rusqlite::Row<'_>) -> Option<Row> {
    let text = |index: usize| columns.get::<_, Option<String>>(index).ok();
    let moment = |index: usize| {
        let seconds: Option<i64> = columns.get(index).ok()?;
        Some(seconds.and_then(|seconds| u64::try_from(seconds).ok()).map(Moment).filter(|at| *at <= Moment::LAST))
    };
    // A list is mended with it: it has to be a web address.
    let web = |index: usize| {
        let is_web = |text: &String| Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        Some(text(index)?.filter(is_web))
    };
    let details: Details = serde_json::from_str(&text(5)??).ok()?;
    let mut outcome = Outcome::of(text(13)??, Verdict::named(&text(0)??)?, text(2)??);
    outcome.status = columns.get(1).ok()?;
    outcome.final_url = web(3)?;
    outcome.moved_to = web(4)?;
    outcome.hops = details.hops.into_iter().map(|(status, to)| Hop { status, to }).collect();
    outcome.secure = details.secure;
    outcome.suspicion = details.parked.map(Suspicion::Parked);
    outcome.repository =
        details.repository.map(|(archived, empty, idle_days)| Repository { archived, empty, idle_days });
    let state = |found| match found {
        Some(true) => FragmentState::Found,
        Some(false) => FragmentState::Missing,
        None => FragmentState::Unknown,
    };
    outcome.fragments = details.fragments.into_iter().map(|(name, found)| (name, state(found))).collect();
    Some(Row {
        outcome,
        counts: columns.get(6).ok()?,
        etag: text(7)?,
        asked_at: moment(8)??,
        answered_at: moment(9)?,
        home: moment(10)?.zip(text(11)?),
        failed_on: text(12)??.split(' ').filter(|day| !day.is_empty()).map(Day::parse).collect::<Option<_>>()?,
    })
}
