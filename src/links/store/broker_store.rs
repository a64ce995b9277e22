//! A store at a broker: the bucket of outcomes of a fleet, which any machine may read and write at the same time.

use crate::links::day::Timestamp;
use crate::links::store::broker_place::{BrokerPlace, elected};
use crate::links::store::error::{StoreError, StoreErrorKind};
use crate::links::store::row::StoreRow;
use crate::links::store::row_json::{RowError, VERSION};
use bytes::Bytes;
use curate_fleet::error::FleetError;
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::outcomes::{OutcomeBucket, StoredOutcome, WRITES};
use curate_rules::{Text, text};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// So many URLs are looked up before their rows are read.
const LOOKED_UP: usize = 16_384;

/// An open store at a broker.
pub(crate) struct BrokerStore {
    /// Keeps the connection alive while nothing is asked of it.
    runtime: Runtime,
    bucket: OutcomeBucket,
}

/// What stands in a store for a URL.
enum StoredRow {
    Row(StoreRow),
    /// A newer curate has written it: it is not touched.
    Newer,
    /// It is not a row of this version, or none that a run could have observed: the next result takes its place.
    Unusable,
}

impl BrokerStore {
    /// Opens the store at `place`, and creates it where there is none.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be used.
    pub(crate) fn open(place: &BrokerPlace) -> Result<Self, StoreError> {
        let runtime = runtime(place)?;
        let bucket = runtime.block_on(async {
            let connection = place.connect().await?;
            elected(async || OutcomeBucket::open(&connection).await).await
        })?;
        Ok(Self { runtime, bucket })
    }

    /// Opens the store at `place`.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be used, or has none.
    pub(crate) fn existing(place: &BrokerPlace) -> Result<Self, StoreError> {
        let runtime = runtime(place)?;
        let found = runtime.block_on(async {
            let connection = place.connect().await?;
            elected(async || OutcomeBucket::existing(&connection).await).await
        })?;
        match found {
            Some(bucket) => Ok(Self { runtime, bucket }),
            None => Err(StoreError { shown: shown(place), kind: StoreErrorKind::NoBucket(place.name.clone()) }),
        }
    }

    /// The rows of `urls`, by URL, as [`Store::rows`](crate::links::store::Store::rows) gives them; with a notice where a newer
    /// curate has written some.
    ///
    /// # Errors
    ///
    /// Where the broker does not give all that it has of them.
    pub(crate) fn rows<'a>(
        &self,
        urls: impl IntoIterator<Item = &'a str>,
        now: Timestamp,
    ) -> Result<(HashMap<Arc<str>, StoreRow>, Option<Text>), StoreError> {
        let urls: Vec<&str> = urls.into_iter().collect();
        let (mut rows, mut newer) = (HashMap::new(), 0);
        for urls in urls.chunks(LOOKED_UP) {
            let keys: Vec<OutcomeKey> = urls.iter().map(|url| OutcomeKey::of(url)).collect();
            let found = self.runtime.block_on(self.bucket.many(&keys))?;
            let read = |(url, key): (&&str, &OutcomeKey)| Some(stored_row(Some(url), &found.get(key)?.value, now));
            let read: Vec<StoredRow> = urls.par_iter().zip(&keys).filter_map(read).collect();
            for row in read {
                match row {
                    StoredRow::Row(row) => drop(rows.insert(Arc::clone(&row.outcome.url), row)),
                    StoredRow::Newer => newer += 1,
                    StoredRow::Unusable => {}
                }
            }
        }
        Ok((rows, newer_notice(newer)))
    }

    /// Every row that makes sense, sorted by URL; with a notice where a newer curate has written some.
    ///
    /// # Errors
    ///
    /// Where the broker does not give all that it has.
    pub(crate) fn all(&self, now: Timestamp) -> Result<(Vec<StoreRow>, Option<Text>), StoreError> {
        let (mut rows, mut newer) = (HashMap::new(), 0);
        let on_outcome = |key: OutcomeKey, stored: StoredOutcome| match stored_row(None, &stored.value, now) {
            StoredRow::Row(row) if OutcomeKey::of(&row.outcome.url) == key => drop(rows.insert(key, row)),
            StoredRow::Newer => newer += 1,
            StoredRow::Row(_) | StoredRow::Unusable => {}
        };
        self.runtime.block_on(self.bucket.all(on_outcome))?;
        let mut rows: Vec<StoreRow> = rows.into_values().collect();
        rows.par_sort_unstable_by(|a, b| a.outcome.url.cmp(&b.outcome.url));
        Ok((rows, newer_notice(newer)))
    }

    /// Merges `rows` with those in the store. What a newer curate has written stays.
    ///
    /// # Errors
    ///
    /// Where the broker does not confirm all of it.
    pub(crate) fn merge(&self, rows: Vec<StoreRow>, now: Timestamp) -> Result<(), StoreError> {
        let merge = async {
            let keys: Vec<OutcomeKey> = rows.iter().map(|row| OutcomeKey::of(&row.outcome.url)).collect();
            let stored = self.bucket.many(&keys).await?;
            let writes =
                stream::iter(rows.iter().zip(&keys)).map(|(row, key)| self.write(row, *key, stored.get(key), now));
            writes.buffer_unordered(WRITES).try_collect::<()>().await
        };
        Ok(self.runtime.block_on(merge)?)
    }

    /// Writes `row` together with what is `stored`.
    async fn write(
        &self,
        row: &StoreRow,
        key: OutcomeKey,
        stored: Option<&StoredOutcome>,
        now: Timestamp,
    ) -> Result<(), FleetError> {
        let merged = |stored: &[u8]| merged_value(row, stored, now).filter(|value| *value != stored);
        let value = match stored {
            None => Some(Bytes::from(row.to_json())),
            Some(stored) => merged(&stored.value),
        };
        // A row that no message can hold is not remembered.
        let Some(value) = value.filter(|value| value.len() <= self.bucket.longest_value()) else { return Ok(()) };
        self.bucket.write(key, stored.map(|stored| stored.revision), value, merged).await?;
        Ok(())
    }
}

/// What to write for `row` where `stored` stands; `None` where that stays, since a newer curate has written it.
pub(crate) fn merged_value(row: &StoreRow, stored: &[u8], now: Timestamp) -> Option<Bytes> {
    match stored_row(Some(&row.outcome.url), stored, now) {
        StoredRow::Row(old) => Some(Bytes::from(old.merged(row.clone()).to_json())),
        StoredRow::Unusable => Some(Bytes::from(row.to_json())),
        StoredRow::Newer => None,
    }
}

/// The row in a value of the bucket; `None` where that makes no sense here.
pub(crate) fn read_value(value: &[u8], now: Timestamp) -> Option<StoreRow> {
    match stored_row(None, value, now) {
        StoredRow::Row(row) => Some(row),
        StoredRow::Newer | StoredRow::Unusable => None,
    }
}

/// Whether a newer curate has written a value of the bucket.
pub(crate) fn is_newer_value(value: &[u8], now: Timestamp) -> bool {
    matches!(stored_row(None, value, now), StoredRow::Newer)
}

/// One thread besides the caller's is enough, and keeps the connection alive between two calls.
fn runtime(place: &BrokerPlace) -> Result<Runtime, StoreError> {
    let built = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    built.map_err(|error| StoreError { shown: shown(place), kind: error.into() })
}

fn shown(place: &BrokerPlace) -> PathBuf {
    PathBuf::from(place.to_string())
}

/// What `stored` is, which stands at the key of `url`, where that is known.
fn stored_row(url: Option<&str>, stored: &[u8], now: Timestamp) -> StoredRow {
    let Ok(text) = std::str::from_utf8(stored) else { return StoredRow::Unusable };
    match StoreRow::from_json(text) {
        Ok(row) if url.is_none_or(|url| *row.outcome.url == *url) && row.is_past(now) => StoredRow::Row(row),
        Err(RowError::Version { found }) if found > VERSION => StoredRow::Newer,
        Ok(_) | Err(_) => StoredRow::Unusable,
    }
}

/// What is said of `count` rows that a newer curate has written.
fn newer_notice(count: usize) -> Option<Text> {
    let said = text!(
        "{count} of the URLs are in the store as a newer curate has written them; they are not known here, and stay",
        count
    );
    (count > 0).then_some(said)
}

impl From<FleetError> for StoreError {
    fn from(error: FleetError) -> Self {
        Self { shown: PathBuf::from(error.address()), kind: error.kind().clone().into() }
    }
}
