//! Writes what a worker finds out into the bucket of outcomes, and only then acknowledges the target: it is never lost, and at
//! worst checked again.

use crate::fleet::answer::Unobserved;
use crate::fleet::hands::HeldTarget;
use crate::links::day::Timestamp;
use crate::links::store::{StoreRow, merged_value};
use bytes::Bytes;
use curate_fleet::error::{FleetError, FleetErrorKind};
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::outcomes::{OutcomeBucket, WRITES};
use curate_rules::{Text, text};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::time::{Instant, sleep};

/// After a failure it is tried again: what was found out is not to be checked again for that.
const RETRY: Duration = Duration::from_secs(1);
/// Why that is so is told as often.
const TELL_AGAIN: Duration = Duration::from_mins(1);

/// What is to be written for a URL.
pub(crate) struct FoundOutcome {
    pub(crate) url: Arc<str>,
    pub(crate) what: FoundValue,
    pub(crate) now: Timestamp,
    /// What is acknowledged when it is written.
    pub(crate) target: Option<HeldTarget>,
}

/// What a worker found out.
pub(crate) enum FoundValue {
    /// An observation.
    Row(Box<StoreRow>),
    /// That there is none.
    Answer(Unobserved),
}

/// Writes everything that comes, in any order, until no more comes.
pub(crate) async fn write_all(
    bucket: OutcomeBucket,
    mut found: UnboundedReceiver<FoundOutcome>,
    notices: UnboundedSender<Text>,
) {
    let failures = WriteNotices { notices, told: Cell::new(None) };
    let mut writing = FuturesUnordered::new();
    let mut is_open = true;
    while is_open || !writing.is_empty() {
        tokio::select! {
            next = found.recv(), if is_open && writing.len() < WRITES => match next {
                Some(found) => writing.push(write(&bucket, found, &failures)),
                None => is_open = false,
            },
            Some(()) = writing.next(), if !writing.is_empty() => {}
        }
    }
}

async fn write(bucket: &OutcomeBucket, found: FoundOutcome, failures: &WriteNotices) {
    while let Err(error) = write_once(bucket, &found).await {
        failures.tell(&error);
        sleep(RETRY).await;
    }
    if let Some(target) = found.target {
        // Where it is lost, the target is delivered again, and its outcome found to be there.
        let _ = target.delivery.acknowledge().await;
    }
}

/// Tells that outcomes cannot be written, now and then.
struct WriteNotices {
    notices: UnboundedSender<Text>,
    told: Cell<Option<Instant>>,
}

impl WriteNotices {
    fn tell(&self, error: &FleetError) {
        if self.told.get().is_none_or(|told| told.elapsed() >= TELL_AGAIN) {
            self.told.set(Some(Instant::now()));
            let why = error.to_string();
            let _ = self.notices.send(text!("outcomes cannot be written, and wait here: {why}", why));
        }
    }
}

/// Writes what was found. Where the bucket cannot have it, whoever waits for a target gets a word on why.
async fn write_once(bucket: &OutcomeBucket, found: &FoundOutcome) -> Result<(), FleetError> {
    let key = found.target.as_ref().map_or_else(|| OutcomeKey::of(&found.url), |target| target.key);
    let alone = |cause: Text| Unobserved::unknown(cause).beside(&found.url, None, found.now);
    let too_long = || Bytes::from(alone(text!("what was found is longer than the broker takes")));
    let longest = bucket.longest_value();
    let fitting = |value: Bytes| {
        let is_fitting = value.len() <= longest;
        if is_fitting { Some(value) } else { found.target.is_some().then(too_long) }
    };
    let Some(value) = fitting(found.value()) else { return Ok(()) };
    let merge = |stored: &[u8]| fitting(found.merged(stored)?);
    match bucket.write(key, None, value, merge).await {
        // The bucket was made with limits of its own.
        Err(error) if matches!(error.kind(), FleetErrorKind::Refused(_)) => {
            bucket.write(key, None, too_long(), |_| Some(too_long())).await.map(drop)
        }
        written => written.map(drop),
    }
}

impl FoundOutcome {
    /// What to write where nothing stands.
    fn value(&self) -> Bytes {
        match &self.what {
            FoundValue::Row(row) => row.to_json().into(),
            FoundValue::Answer(answer) => answer.beside(&self.url, None, self.now).into(),
        }
    }

    /// What to write where `stored` stands; `None` where that stays. Nothing is added to what a newer curate has written, but
    /// whoever waits is told so.
    fn merged(&self, stored: &[u8]) -> Option<Bytes> {
        let beside = |answer: &Unobserved| Bytes::from(answer.beside(&self.url, Some(stored), self.now));
        match &self.what {
            FoundValue::Row(row) => merged_value(row, stored, self.now)
                .or_else(|| self.target.is_some().then(|| beside(&Unobserved::of_newer()))),
            FoundValue::Answer(answer) => Some(beside(answer)),
        }
    }
}
