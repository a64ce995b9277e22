//! What `curate links` remembers from run to run.

use crate::cli::LinksArguments;
use crate::links::day::Moment;
use crate::links::learnt::Learnt;
use crate::links::settings::{Asking, Fresh};
use crate::links::store::{Row, Store, StoreError, Writer};
use crate::links::targets::Target;
use crate::terminal::streams::Terminal;
use curate_rules::Outcomes;
use curate_rules::api::outcome::Outcome;
use etcetera::BaseStrategy as _;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// What earlier runs learnt, and where what this one learns is kept.
pub struct Memory {
    rows: BTreeMap<String, Row>,
    writer: Option<Writer>,
    now: Moment,
    days_of_failure: u32,
    fresh: Fresh,
}

impl Memory {
    /// What is remembered of `targets`. Nothing is written before something is learnt.
    ///
    /// # Errors
    ///
    /// Where a store that was asked for by name cannot be used. The one in the user's cache is done without, with a notice.
    pub fn recall(
        arguments: &LinksArguments,
        targets: &[Target],
        asking: &Asking,
        terminal: Terminal,
    ) -> Result<Self, StoreError> {
        let now = now();
        let mut memory = Self {
            rows: BTreeMap::new(),
            writer: None,
            now,
            days_of_failure: asking.days_of_failure,
            fresh: asking.fresh,
        };
        let path = arguments.store.clone().or_else(usual_path).filter(|_| !arguments.no_store);
        let Some(path) = path else { return Ok(memory) };
        if arguments.store.is_some() {
            Store::prepare(&path)?;
        }
        if path.exists() {
            let opened = Store::open(&path).and_then(|(store, notice)| {
                if let Some(notice) = notice {
                    terminal.notice(&notice);
                }
                store.rows(targets.iter().map(|target| target.url.as_str()), now)
            });
            match opened {
                Ok(rows) => memory.rows = rows,
                Err(error) if arguments.store.is_some() => return Err(error),
                Err(error) => {
                    terminal.notice(&format!("{error}; nothing is remembered"));
                    return Ok(memory);
                }
            }
        }
        memory.writer = Some(Writer::start(path, now));
        Ok(memory)
    }

    /// What is left to ask; what need not be asked is added to `outcomes`. With `only_cached` nothing is left.
    pub fn known(&mut self, mut targets: Vec<Target>, only_cached: bool, outcomes: &mut Outcomes) -> Vec<Target> {
        targets.retain(|target| {
            let url = target.url.as_str();
            let is_fresh = |row: &Row| only_cached || row.is_fresh(target, self.now, &self.fresh);
            if !self.rows.get(url).is_some_and(is_fresh) {
                return !only_cached;
            }
            let row = self.rows.remove(url);
            outcomes.extend(row.map(|row| Outcome { cached: true, ..row.judged(self.days_of_failure) }));
            false
        });
        targets
    }

    /// Keeps what was learnt; what it means with what was known before.
    pub fn judged(&mut self, learnt: Learnt) -> Outcome {
        let Some(row) = Row::observed(&learnt, self.now) else { return learnt.outcome };
        if let Some(writer) = &self.writer {
            writer.put(row.clone());
        }
        let row = match self.rows.remove(&row.outcome.url) {
            Some(old) => old.joined(row),
            None => row,
        };
        row.judged(self.days_of_failure)
    }

    /// Waits until everything is kept; says where it could not be.
    pub fn close(&mut self, terminal: Terminal) {
        if let Some(Err(error)) = self.writer.take().map(Writer::close) {
            terminal.notice(&format!("{error}; what was learnt is not remembered"));
        }
    }
}

/// The moment it is.
pub fn now() -> Moment {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    Moment(seconds.min(Moment::LAST.0))
}

/// The file in the user's cache; `None` where the user has none.
pub fn usual_path() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("curate").join("links.db"))
}
