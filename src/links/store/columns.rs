//! The table of a store, and rows as its columns.

use crate::links::day::{Day, Timestamp};
use crate::links::domain::registrable;
use crate::links::store::row::StoreRow;
use crate::links::store::suspicion_json::SuspicionJson;
use curate_rules::Verdict;
use curate_rules::api::outcome::{FragmentState, Hop, Outcome, Repository};
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use url::Url;

pub(crate) const TABLE: &str = "CREATE TABLE link (
    url TEXT PRIMARY KEY, verdict TEXT NOT NULL, status INTEGER, cause TEXT NOT NULL, final_url TEXT, moved_to TEXT,
    details TEXT NOT NULL, counts INTEGER NOT NULL, checked_at INTEGER NOT NULL, responded_at INTEGER,
    home_at INTEGER, home TEXT, failed_on TEXT NOT NULL) STRICT, WITHOUT ROWID";
/// The columns that [`row_of`] reads.
pub(crate) const SELECT: &str = "SELECT verdict, status, cause, final_url, moved_to, details, counts, checked_at,
    responded_at, home_at, home, failed_on, url FROM link";
const PUT: &str = "INSERT OR REPLACE INTO link VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

/// What of an outcome has no column of its own.
#[derive(Default, Serialize, Deserialize)]
struct Details {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hops: Vec<(u16, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suspicion: Option<SuspicionJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secure: Option<bool>,
    /// Archived, empty, days without a push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    repository: Option<(bool, bool, Option<u32>)>,
    /// `None` where the page could not be checked for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fragments: BTreeMap<String, Option<bool>>,
}

impl Details {
    fn of(outcome: &Outcome) -> Self {
        let found = |state: &FragmentState| match state {
            FragmentState::Found => Some(true),
            FragmentState::Missing => Some(false),
            FragmentState::Unknown => None,
        };
        Self {
            hops: outcome.hops.iter().map(|hop| (hop.status, hop.to.clone())).collect(),
            suspicion: outcome.suspicion.as_ref().and_then(SuspicionJson::of),
            secure: outcome.secure,
            repository: outcome.repository.map(|known| (known.archived, known.empty, known.idle_days)),
            fragments: outcome.fragments.iter().map(|(name, state)| (name.clone(), found(state))).collect(),
        }
    }

    fn add_to(self, outcome: &mut Outcome) {
        outcome.hops = self.hops.into_iter().map(|(status, to)| Hop { status, to }).collect();
        outcome.secure = self.secure;
        outcome.suspicion = self.suspicion.map(SuspicionJson::suspicion);
        outcome.repository =
            self.repository.map(|(archived, empty, idle_days)| Repository { archived, empty, idle_days });
        let state = |found| match found {
            Some(true) => FragmentState::Found,
            Some(false) => FragmentState::Missing,
            None => FragmentState::Unknown,
        };
        outcome.fragments = self.fragments.into_iter().map(|(name, found)| (name, state(found))).collect();
    }
}

/// Writes `row` in the place of the one of the same URL.
pub(crate) fn put(transaction: &Transaction<'_>, row: &StoreRow) -> rusqlite::Result<()> {
    let outcome = &row.outcome;
    let seconds = |moment: Timestamp| i64::try_from(moment.0).unwrap_or(i64::MAX);
    let days: Vec<String> = row.failed_on.iter().map(Day::to_string).collect();
    transaction.prepare_cached(PUT)?.execute(params![
        outcome.url,
        outcome.verdict.name(),
        outcome.status,
        outcome.cause,
        outcome.final_url,
        outcome.moved_to,
        serde_json::to_string(&Details::of(outcome)).unwrap_or_default(),
        row.counts,
        seconds(row.checked_at),
        row.responded_at.map(seconds),
        row.home.as_ref().map(|(moment, _)| seconds(*moment)),
        row.home.as_ref().map(|(_, domain)| domain),
        days.join(" "),
    ])?;
    Ok(())
}

/// The row in `columns`; `None` where they make no sense.
pub(crate) fn row_of(columns: &rusqlite::Row<'_>) -> Option<StoreRow> {
    let text = |index: usize| columns.get::<_, Option<String>>(index).ok();
    let moment = |index: usize| {
        let seconds: Option<i64> = columns.get(index).ok()?;
        let seconds = seconds.and_then(|seconds| u64::try_from(seconds).ok());
        Some(seconds.map(Timestamp).filter(|at| *at <= Timestamp::LAST))
    };
    // Lists are fixed with these: they have to be web addresses.
    let web = |index: usize| {
        let url = text(index)?.and_then(|text| Url::parse(&text).ok());
        Some(url.filter(|url| matches!(url.scheme(), "http" | "https")))
    };
    let details: Details = serde_json::from_str(&text(5)??).ok()?;
    let url = text(12)??;
    let final_url = web(3)?;
    let domain = match &final_url {
        Some(url) => registrable(url),
        None => Url::parse(&url).ok().as_ref().and_then(registrable),
    };
    let mut outcome = Outcome::of(url, Verdict::named(&text(0)??)?, text(2)??);
    outcome.status = columns.get(1).ok()?;
    outcome.final_url = final_url.map(String::from);
    outcome.moved_to = web(4)?.map(String::from);
    details.add_to(&mut outcome);
    Some(StoreRow {
        outcome,
        domain,
        counts: columns.get(6).ok()?,
        checked_at: moment(7)??,
        responded_at: moment(8)?,
        home: moment(9)?.zip(text(10)?),
        failed_on: text(11)??.split(' ').filter(|day| !day.is_empty()).map(Day::parse).collect::<Option<_>>()?,
    })
}
