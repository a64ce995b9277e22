//! The file of a store: read, written and merged.

use crate::links::day::Timestamp;
use crate::links::store::error::{StoreError, StoreErrorKind};
use crate::links::store::row::StoreRow;
use crate::links::store::schema::{PUT, SELECT, connect, is_unusable, set_aside};
use curate_rules::{Text, text};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open store.
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens the store at `path`, and creates it where there is none. A store of an older version, or one that is damaged,
    /// is renamed; the notice says to what.
    ///
    /// # Errors
    ///
    /// Where the file or its folder cannot be written, the store is of a newer version, or the file never was a store: then
    /// it is left as it is, with all that is beside it.
    pub fn open(path: &Path) -> Result<(Self, Option<Text>), StoreError> {
        let failed = |kind| StoreError { shown: path.to_owned(), kind };
        Self::prepare(path)?;
        match connect(path) {
            Ok(connection) => Ok((Self { path: path.to_owned(), connection }, None)),
            Err(kind) if is_unusable(path, &kind) => {
                let aside = set_aside(path).map_err(|error| failed(error.into()))?;
                let connection = connect(path).map_err(failed)?;
                let why = match kind {
                    StoreErrorKind::Older { .. } => kind.to_string(),
                    _ => StoreErrorKind::Damaged.to_string(),
                };
                let notice = text!(
                    "{store}: {why}; it was set aside as {aside}, and a new store begun",
                    store = path.display().to_string(),
                    why = Text::verbatim(why),
                    aside = aside.display().to_string()
                );
                Ok((Self { path: path.to_owned(), connection }, Some(notice)))
            }
            Err(kind) => Err(failed(kind)),
        }
    }

    /// Creates the folder of a store, so that a place where none can be is reported before anything is checked.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be created.
    pub(crate) fn prepare(path: &Path) -> Result<(), StoreError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| StoreError { shown: path.to_owned(), kind: error.into() })
    }

    /// Opens the store at `path` as it is: what is not a store stays where it is.
    ///
    /// # Errors
    ///
    /// Where there is no such file, it is not a store of this version, or it is damaged.
    pub fn existing(path: &Path) -> Result<Self, StoreError> {
        let failed = |kind| StoreError { shown: path.to_owned(), kind };
        std::fs::metadata(path).map_err(|error| failed(error.into()))?;
        let connection = connect(path).map_err(failed)?;
        Ok(Self { path: path.to_owned(), connection })
    }

    /// The rows of `urls`, by URL. Rows that make no sense, or lie in the future of `now`, are left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub(crate) fn rows<'a>(
        &self,
        urls: impl IntoIterator<Item = &'a str>,
        now: Timestamp,
    ) -> Result<HashMap<Arc<str>, StoreRow>, StoreError> {
        let read = || -> rusqlite::Result<Vec<(&'a str, String)>> {
            // One transaction: or else the file is locked and unlocked for each of them.
            let transaction = self.connection.unchecked_transaction()?;
            let mut statement = transaction.prepare(&format!("{SELECT} WHERE url = ?1"))?;
            let mut texts = Vec::new();
            for url in urls {
                let text = statement.query_row([url], |columns| columns.get(1)).optional()?;
                texts.extend(text.map(|text| (url, text)));
            }
            Ok(texts)
        };
        let texts = read().map_err(|error| self.failed(error))?;
        let row = |(url, text): (&str, String)| {
            let row = parsed(url, &text).filter(|row| row.is_past(now))?;
            Some((Arc::clone(&row.outcome.url), row))
        };
        Ok(texts.into_par_iter().filter_map(row).collect())
    }

    /// Every row that makes sense, sorted by URL.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn all(&self, now: Timestamp) -> Result<Vec<StoreRow>, StoreError> {
        let read = || -> rusqlite::Result<Vec<StoreRow>> {
            let mut statement = self.connection.prepare(&format!("{SELECT} ORDER BY url"))?;
            let rows = statement.query_map([], row)?;
            Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().filter(|row| row.is_past(now)).collect())
        };
        read().map_err(|error| self.failed(error))
    }

    /// Merges `rows` with those in the store, all or none.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn merge(&mut self, rows: Vec<StoreRow>, now: Timestamp) -> Result<(), StoreError> {
        let write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            {
                let mut find = transaction.prepare_cached(&format!("{SELECT} WHERE url = ?1"))?;
                let mut put = transaction.prepare_cached(PUT)?;
                for new in rows {
                    let old = find.query_row([&new.outcome.url], row).optional()?;
                    let row = match old.flatten().filter(|old| old.is_past(now)) {
                        Some(old) => old.merged(new),
                        None => new,
                    };
                    put.execute([&*row.outcome.url, &row.to_json()])?;
                }
            }
            transaction.commit()
        };
        write().map_err(|error| StoreError { shown: self.path.clone(), kind: error.into() })
    }

    fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError { shown: self.path.clone(), kind: error.into() }
    }
}

/// The row in `columns`; `None` where it makes no sense.
fn row(columns: &rusqlite::Row<'_>) -> rusqlite::Result<Option<StoreRow>> {
    let (url, text): (String, String) = (columns.get(0)?, columns.get(1)?);
    Ok(parsed(&url, &text))
}

/// The row of `url` that `text` describes; `None` where it makes no sense.
fn parsed(url: &str, text: &str) -> Option<StoreRow> {
    StoreRow::from_json(text).ok().filter(|row| *row.outcome.url == *url)
}
