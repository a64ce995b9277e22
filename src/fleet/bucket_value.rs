//! What stands in the bucket of outcomes for a URL, which anybody may have written.

use crate::fleet::answer::Unobserved;
use crate::links::day::Timestamp;
use crate::links::store::{StoreRow, read_value};
use curate_fleet::outcome_key::OutcomeKey;
use curate_rules::Outcome;

/// What a value says of its URL.
pub(crate) enum BucketValue {
    /// All that is known of it.
    Row(Box<StoreRow>),
    /// That nothing was observed.
    Answer(Outcome),
}

impl BucketValue {
    /// What the `value` at `key` says; `None` where it makes no sense here, or is about another URL.
    pub(crate) fn read(key: OutcomeKey, value: &[u8], now: Timestamp) -> Option<Self> {
        let answer = || Unobserved::read(value).or_else(|| Unobserved::newer(value, now)).map(Self::Answer);
        let row = || read_value(value, now).map(|row| Self::Row(Box::new(row)));
        answer().or_else(row).filter(|read| OutcomeKey::of(read.url()) == key)
    }

    fn url(&self) -> &str {
        match self {
            Self::Row(row) => &row.outcome.url,
            Self::Answer(outcome) => &outcome.url,
        }
    }
}
