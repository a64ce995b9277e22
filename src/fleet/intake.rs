//! Takes the targets of a partition from the broker and hands them to the run, as long as the partition is this worker's.

use crate::fleet::answer::Unobserved;
use crate::fleet::bucket_value::BucketValue;
use crate::fleet::hands::Hands;
use crate::fleet::outcome_writer::{FoundOutcome, FoundValue};
use crate::fleet::tally::WorkerTally;
use crate::fleet::target_message::{MessageDefect, decode};
use crate::links::day::Timestamp;
use crate::links::run::Supply;
use crate::links::target::QueuedTarget;
use bytes::Bytes;
use curate_fleet::outcome_key::OutcomeKey;
use curate_fleet::outcomes::OutcomeBucket;
use curate_fleet::work::{Delivery, PartitionWork, WorkStream};
use curate_rules::text;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;
use tokio::time::sleep;

/// A target that was delivered so often is not checked any more: it may be what the workers die of.
const MOST_DELIVERIES: u64 = 5;
/// A message of another version is for another worker.
const FOR_OTHERS: Duration = Duration::from_secs(30);
/// After a failure of the broker.
const RETRY: Duration = Duration::from_secs(1);

/// What all partitions of a worker share. Clones share it.
#[derive(Clone)]
pub(crate) struct Intake {
    pub(crate) work: WorkStream,
    pub(crate) outcomes: OutcomeBucket,
    pub(crate) hands: Hands,
    pub(crate) supply: UnboundedSender<Supply>,
    pub(crate) found: UnboundedSender<FoundOutcome>,
    pub(crate) tally: Arc<WorkerTally>,
    pub(crate) now: fn() -> Timestamp,
}

impl Intake {
    /// Takes the targets of `partition` until `stop` changes.
    pub(crate) async fn take_all(self, partition: u16, mut stop: watch::Receiver<bool>) {
        let work = loop {
            match self.work.partition(partition).await {
                Ok(work) => break work,
                Err(_) if *stop.borrow() => return,
                Err(_) => sleep(RETRY).await,
            }
        };
        let work = self.until_stopped(partition, work, &mut stop).await;
        // Where the connection has ended, the broker knows by itself.
        let _ = work.close().await;
    }

    async fn until_stopped(
        &self,
        partition: u16,
        mut work: PartitionWork,
        stop: &mut watch::Receiver<bool>,
    ) -> PartitionWork {
        while !*stop.borrow() {
            let room = tokio::select! {
                _ = stop.changed() => break,
                room = self.hands.room(partition) => room,
            };
            let pulled = tokio::select! {
                _ = stop.changed() => break,
                pulled = work.pull(room) => pulled,
            };
            if let Ok(deliveries) = pulled {
                self.accept(partition, deliveries).await;
                continue;
            }
            tokio::select! {
                _ = stop.changed() => break,
                () = sleep(RETRY) => {}
            }
            // The broker may have begun anew, without the consumer. Where this fails, so does the next pull.
            let _ = self.work.restore(partition).await;
        }
        work
    }

    /// Hands what was delivered to the run, but for what is no target, has its outcome already, or was delivered too often.
    async fn accept(&self, partition: u16, deliveries: Vec<Delivery>) {
        // Also of those that were never delivered before: a run that goes on queues again what is done at that moment, and a broker
        // that was killed has forgotten deliveries.
        let keys: Vec<OutcomeKey> = deliveries.iter().filter_map(|one| OutcomeKey::parse(one.key())).collect();
        // Where they cannot be read, a few are checked twice.
        let done = self.outcomes.many(&keys).await.unwrap_or_default();
        let mut targets = Vec::with_capacity(deliveries.len());
        for delivery in deliveries {
            let key = OutcomeKey::parse(delivery.key());
            let decoded = decode(&delivery.payload, delivery.key(), partition, self.work.partitions());
            match (decoded, key) {
                (Ok((target, since)), Some(key)) => {
                    let is_outcome = |value: &[u8]| BucketValue::read(key, value, (self.now)()).is_some();
                    let is_done =
                        done.get(&key).is_some_and(|stored| stored.revision > since && is_outcome(&stored.value));
                    targets.extend(self.admitted(partition, key, target, delivery, is_done).await);
                }
                (decoded, _) => self.refuse(delivery, decoded.err().unwrap_or(MessageDefect::Malformed)).await,
            }
        }
        if !targets.is_empty() {
            // The run has ended where nobody listens; with the partition they are given back.
            let _ = self.supply.send(Supply::Targets(targets));
        }
    }

    /// A target with its number; `None` where it is not to be checked.
    async fn admitted(
        &self,
        partition: u16,
        key: OutcomeKey,
        target: QueuedTarget,
        delivery: Delivery,
        is_done: bool,
    ) -> Option<(u32, QueuedTarget)> {
        if is_done {
            // Who had it has written its outcome, and died before it could say so.
            let _ = delivery.acknowledge().await;
            return None;
        }
        // The message holds on to all that was read with it, and only one that came again is ever queued anew.
        let mut delivery = delivery;
        delivery.payload =
            if delivery.delivered > 1 { Bytes::copy_from_slice(&delivery.payload) } else { Bytes::new() };
        let deliveries = delivery.delivered;
        let number = self.hands.take(partition, key, delivery)?;
        if deliveries < MOST_DELIVERIES {
            return Some((number, target));
        }
        self.tally.poison();
        let cause = text!("{count} workers took it, and none of them finished", count = deliveries - 1);
        let answer = Unobserved::unknown(cause);
        let found = FoundOutcome {
            url: target.text,
            what: FoundValue::Answer(answer),
            now: (self.now)(),
            target: self.hands.let_go(number),
        };
        let _ = self.found.send(found);
        None
    }

    async fn refuse(&self, delivery: Delivery, defect: MessageDefect) {
        self.tally.refuse(defect);
        // Where this is lost, it comes again.
        let _ = match defect {
            MessageDefect::OtherVersion => delivery.postpone(FOR_OTHERS).await,
            MessageDefect::Malformed | MessageDefect::Oversized => delivery.refuse().await,
        };
    }
}
