//! What `curate links` keeps from run to run.

use crate::commands::links::clock::now;
use crate::commands::links::plan::LinkPlan;
use crate::links::day::Timestamp;
use crate::links::probe_result::ProbeResult;
use crate::links::settings::{CheckSettings, Freshness};
#[cfg(feature = "fleet")]
use crate::links::store::{BrokerPlace, BrokerStore};
use crate::links::store::{CloseError, Store, StoreError, StorePlace, StoreRow, Writer};
use crate::links::target::{QueuedTarget, host};
use crate::report::LinkHistory;
use crate::terminal::streams::Terminal;
use curate_rules::api::outcome::Outcome;
use curate_rules::{Outcomes, Text, Verdict, text};
use etcetera::BaseStrategy as _;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

/// For so many seconds after a host has responded there is a network, whatever the next hosts do.
const ONLINE: u64 = 3_600;

/// The results of earlier runs, and where those of this one are kept.
pub(crate) struct LinkCache {
    rows: HashMap<Arc<str>, StoreRow>,
    writer: Option<Writer>,
    now: Timestamp,
    days_of_failure: u32,
    fresh: Freshness,
    /// What is known of those that fail or are suspect.
    histories: BTreeMap<Arc<str>, LinkHistory>,
}

impl LinkCache {
    /// What the store knows of `targets`. Nothing is written before the first result.
    ///
    /// # Errors
    ///
    /// Where a store that the user named cannot be used. Without the one in the user's cache the run goes on, with a notice.
    pub(crate) fn open(
        plan: &LinkPlan,
        targets: &[QueuedTarget],
        settings: &CheckSettings,
        terminal: Terminal,
    ) -> Result<Self, StoreError> {
        let now = now();
        let mut cache = Self {
            rows: HashMap::new(),
            writer: None,
            now,
            days_of_failure: settings.days_of_failure,
            fresh: settings.fresh,
            histories: BTreeMap::new(),
        };
        let place = plan.store.clone().or_else(|| usual_path().map(StorePlace::File)).filter(|_| !plan.no_store);
        let path = match place {
            None => return Ok(cache),
            Some(StorePlace::File(path)) => path,
            #[cfg(feature = "fleet")]
            Some(StorePlace::Broker(place)) => {
                cache.read_broker(&place, plan.cached, targets, terminal)?;
                return Ok(cache);
            }
        };
        if plan.store.is_some() {
            Store::prepare(&path)?;
        }
        if path.exists() {
            let opened = Store::open(&path).and_then(|(store, notice)| {
                if let Some(notice) = notice {
                    terminal.notice(notice);
                }
                store.rows(targets.iter().map(|target| &*target.text), now)
            });
            match opened {
                Ok(rows) => cache.rows = rows,
                Err(error) if plan.store.is_some() => return Err(error),
                Err(error) => {
                    let why = Text::verbatim(error.to_string());
                    terminal.notice(text!("{why}; nothing is remembered", why));
                    return Ok(cache);
                }
            }
        }
        cache.writer = Some(Writer::start(path, now));
        Ok(cache)
    }

    /// Reads what the store at a broker knows of `targets`; it will be written too.
    #[cfg(feature = "fleet")]
    fn read_broker(
        &mut self,
        place: &BrokerPlace,
        only_cached: bool,
        targets: &[QueuedTarget],
        terminal: Terminal,
    ) -> Result<(), StoreError> {
        let store = if only_cached { BrokerStore::existing(place)? } else { BrokerStore::open(place)? };
        let (rows, notice) = store.rows(targets.iter().map(|target| &*target.text), self.now)?;
        if let Some(notice) = notice {
            terminal.notice(notice);
        }
        self.rows = rows;
        self.writer = Some(Writer::to_broker(store, self.now));
        Ok(())
    }

    /// Nothing is remembered; what rows mean and how long they are valid is as `settings` say.
    #[cfg(feature = "fleet")]
    pub(crate) fn none(settings: &CheckSettings) -> Self {
        Self {
            rows: HashMap::new(),
            writer: None,
            now: now(),
            days_of_failure: settings.days_of_failure,
            fresh: settings.fresh,
            histories: BTreeMap::new(),
        }
    }

    /// Whether a target with these fragments need not be checked, since this is known.
    #[cfg(feature = "fleet")]
    pub(crate) fn is_fresh(&self, row: &StoreRow, fragments: &[String]) -> bool {
        row.is_fresh(fragments, self.now, &self.fresh)
    }

    /// Whether any of the URLs responded so shortly ago that there is a network.
    pub(crate) fn was_online(&self) -> bool {
        let is_recent = |moment: Timestamp| self.now.0.saturating_sub(moment.0) < ONLINE;
        self.rows.values().any(|row| row.responded_at.is_some_and(is_recent))
    }

    /// The hosts of URLs that did not respond when they were last checked.
    pub(crate) fn silent_hosts(&self) -> BTreeSet<String> {
        let silent = self.rows.values().filter(|row| row.outcome.verdict == Verdict::Unknown && row.counts);
        silent.map(|row| host(&row.outcome.url).to_owned()).collect()
    }

    /// Adds the outcomes that are still valid to `outcomes`; the targets that are left to check. With `only_cached` every
    /// outcome is valid and nothing is left.
    pub(crate) fn take_fresh(
        &mut self,
        mut targets: Vec<QueuedTarget>,
        only_cached: bool,
        outcomes: &mut Outcomes,
    ) -> Vec<QueuedTarget> {
        targets.retain(|target| {
            let url = &*target.text;
            let is_fresh = |row: &StoreRow| only_cached || row.is_fresh(&target.fragments, self.now, &self.fresh);
            if !self.rows.get(url).is_some_and(is_fresh) {
                return !only_cached;
            }
            let row = self.rows.remove(url);
            if let Some(row) = &row {
                keep_history(row, &mut self.histories);
            }
            outcomes.extend(row.map(|row| self.outcome(row).with(|details| details.cached = true)));
            false
        });
        targets
    }

    /// Keeps a result; its outcome, together with what was known before.
    pub(crate) fn add(&mut self, result: ProbeResult) -> Outcome {
        let Some(row) = StoreRow::observed(&result, self.now) else { return result.outcome };
        if let Some(writer) = &self.writer {
            writer.put(row.clone());
        }
        let row = match self.rows.remove(&*row.outcome.url) {
            Some(old) => old.merged(row),
            None => row,
        };
        keep_history(&row, &mut self.histories);
        self.outcome(row)
    }

    /// What `row` means; that it fails since today goes without saying.
    pub(crate) fn outcome(&self, row: StoreRow) -> Outcome {
        let outcome = row.judged(self.days_of_failure);
        match &outcome.since {
            Some(day) if *day == self.now.day().to_string() => outcome.with(|details| details.since = None),
            _ => outcome,
        }
    }

    /// What is known of URLs that fail or are suspect.
    pub(crate) fn take_histories(&mut self) -> BTreeMap<Arc<str>, LinkHistory> {
        std::mem::take(&mut self.histories)
    }

    /// Waits until everything is kept. A store that cannot be written is a notice.
    ///
    /// # Errors
    ///
    /// [`CloseError::Panic`] where the writer panicked.
    pub(crate) fn close(&mut self, terminal: Terminal) -> Result<(), CloseError> {
        match self.writer.take().map_or(Ok(()), Writer::close) {
            Err(CloseError::Store(error)) => {
                let why = Text::verbatim(error.to_string());
                terminal.notice(text!("{why}; the results are not remembered", why));
                Ok(())
            }
            result => result,
        }
    }
}

/// Keeps the history that `row` tells of; what is well has none.
fn keep_history(row: &StoreRow, histories: &mut BTreeMap<Arc<str>, LinkHistory>) {
    if row.failed_on.is_empty() && row.outcome.verdict != Verdict::Suspect {
        return;
    }
    let responded_on = row.responded_at.map(|moment| moment.day().to_string());
    let failed_on = row.failed_on.iter().map(ToString::to_string).collect();
    histories.insert(Arc::clone(&row.outcome.url), LinkHistory { responded_on, failed_on });
}

/// The file in the user's cache; `None` where the user has none.
pub(crate) fn usual_path() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("curate").join("links.db"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::color::ColorChoice;

    #[test]
    fn a_panic_of_the_writer_is_an_error() {
        let mut cache = LinkCache {
            rows: HashMap::new(),
            writer: Some(Writer::spawn(|_| panic!("a row that nobody expected"))),
            now: now(),
            days_of_failure: 3,
            fresh: Freshness::default(),
            histories: BTreeMap::new(),
        };
        let error = cache.close(Terminal::new(ColorChoice::Never, true, false)).expect_err("the writer panicked");
        assert!(error.to_string().contains("nobody expected"), "{error}");
        cache.close(Terminal::new(ColorChoice::Never, true, false)).expect("nothing is left to close");
    }
}
