//! Follows the bucket of leases.

use super::bucket;
use super::view::Change;
use async_nats::Client;
use async_nats::jetstream::kv::{Store, Watch};
use futures_util::StreamExt;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

/// Where the bucket cannot be followed, it is tried again after this time.
const AGAIN: Duration = Duration::from_millis(500);

/// So many changes wait at most.
const QUEUE: usize = 1_024;

/// What is seen of the bucket.
#[derive(Debug)]
pub(super) enum Observation {
    /// All that was seen before may be old.
    Gap,
    Change(Change),
}

/// Follows the bucket in a task of its own: first what is there, then every change; begins anew where that breaks, and where nothing
/// is seen for `silence`. The own record is written more often than that: a watch that does not show it has died with its broker.
pub(super) fn observe(client: Client, store: Store, silence: Duration) -> (mpsc::Receiver<Observation>, AbortHandle) {
    let (sender, receiver) = mpsc::channel(QUEUE);
    let task = tokio::spawn(async move {
        while !sender.is_closed() {
            if let Ok(watch) = store.watch_with_history(">").await {
                follow(&client, watch, &sender, silence).await;
            }
            tokio::time::sleep(AGAIN).await;
            sender.send(Observation::Gap).await.ok();
        }
    });
    (receiver, task.abort_handle())
}

/// Follows until the watch fails or is silent, or nobody listens. The client makes the consumer under a watch anew by itself, late;
/// a connection that was made anew is told as a gap.
async fn follow(client: &Client, mut watch: Watch, sender: &mpsc::Sender<Observation>, silence: Duration) {
    let statistics = client.statistics();
    let mut connects = statistics.connects.load(Ordering::Relaxed);
    let mut look = tokio::time::interval(AGAIN);
    let mut heard = Instant::now();
    loop {
        let observation = tokio::select! {
            entry = watch.next() => match entry {
                Some(Ok(entry)) => {
                    heard = Instant::now();
                    bucket::change(&entry).map(Observation::Change)
                }
                Some(Err(_)) | None => return,
            },
            _ = look.tick() => {
                if heard.elapsed() > silence {
                    return;
                }
                None
            }
        };
        let now = statistics.connects.load(Ordering::Relaxed);
        if now != connects && sender.send(Observation::Gap).await.is_err() {
            return;
        }
        connects = now;
        let Some(observation) = observation else { continue };
        if sender.send(observation).await.is_err() {
            return;
        }
    }
}
