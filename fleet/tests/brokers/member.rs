//! Workers that hold leases and do no work, and who watches that no two of them hold the same.

use crate::connect;
use bytes::Bytes;
use curate_fleet::leases::{LeaseEvent, LeaseOptions, Leases, Validity};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Enough for ten renewals on a busy machine, and short enough to wait for its end.
pub const LEASE: Duration = Duration::from_secs(3);

/// A number that no number of workers divides.
pub const PARTITIONS: u16 = 13;

/// A worker that releases at once what it is told to give back.
pub struct Member {
    pub leases: Arc<Leases>,
    held: Arc<Mutex<BTreeSet<u16>>>,
    lost: Arc<AtomicUsize>,
    follower: tokio::task::JoinHandle<()>,
}

impl Member {
    pub async fn join(urls: &str, replicas: usize) -> Self {
        let options = LeaseOptions { partitions: PARTITIONS, replicas, lease: LEASE };
        let name = "tests".parse().expect("a name");
        let (context, record, begin) =
            (connect(urls).await, Bytes::from_static(b"{\"host\":\"here\"}"), Instant::now());
        // A cluster that elects a leader does not answer for a while.
        let (leases, mut events) = loop {
            match Leases::join(&context, &name, options, record.clone()).await {
                Ok(joined) => break joined,
                Err(error) => assert!(begin.elapsed() < crate::PATIENCE, "{error}"),
            }
        };
        let (leases, held) = (Arc::new(leases), Arc::new(Mutex::new(BTreeSet::new())));
        let (own_leases, own_held) = (Arc::clone(&leases), Arc::clone(&held));
        let lost = Arc::new(AtomicUsize::new(0));
        let own_lost = Arc::clone(&lost);
        let follower = tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                let mut held = own_held.lock().expect("held");
                match event {
                    LeaseEvent::Gained(partition) => assert!(held.insert(partition), "{partition} gained twice"),
                    LeaseEvent::GiveBack(partition) => {
                        assert!(held.remove(&partition), "{partition} given back and not held");
                        own_leases.release(partition);
                    }
                    LeaseEvent::Lost(partition) => {
                        assert!(held.remove(&partition), "{partition} lost and not held");
                        own_lost.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
        });
        Self { leases, held, lost, follower }
    }

    pub fn held(&self) -> BTreeSet<u16> {
        self.held.lock().expect("held").clone()
    }

    /// How many leases it lost.
    pub fn lost(&self) -> usize {
        self.lost.load(Ordering::Relaxed)
    }

    /// How many of its leases are valid now.
    pub fn valid(&self) -> usize {
        let validity = self.leases.validity();
        (0..PARTITIONS).filter(|partition| validity.is_valid(*partition)).count()
    }

    /// Leaves in order.
    pub async fn leave(self) {
        self.leases.leave();
        self.follower.await.expect("all events in order");
        assert_eq!(self.held.lock().expect("held").len(), 0);
    }

    /// Ends without a word, as a process does that is killed.
    pub async fn kill(self) {
        self.follower.abort();
        self.follower.await.ok();
    }
}

/// Whether these hold all partitions, evenly.
pub fn is_even(members: &[&Member]) -> bool {
    let held: Vec<BTreeSet<u16>> = members.iter().map(|member| member.held()).collect();
    let sizes = || held.iter().map(BTreeSet::len);
    let all: BTreeSet<u16> = held.iter().flatten().copied().collect();
    let (least, most) = (sizes().min().unwrap_or(0), sizes().max().unwrap_or(0));
    all.len() == usize::from(PARTITIONS) && sizes().sum::<usize>() == all.len() && most - least <= 1
}

/// Looks all the time whether a lease is valid for two workers at once.
pub struct Watcher {
    validities: Arc<Mutex<Vec<Arc<Validity>>>>,
    overlaps: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<u64>>,
}

impl Watcher {
    pub fn new() -> Self {
        let validities = Arc::new(Mutex::new(Vec::<Arc<Validity>>::new()));
        let (overlaps, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (watched, counted, ended) = (Arc::clone(&validities), Arc::clone(&overlaps), Arc::clone(&is_over));
        let thread = std::thread::spawn(move || {
            let mut looks = 0;
            while !ended.load(Ordering::Relaxed) {
                let watched = watched.lock().expect("validities").clone();
                for partition in 0..PARTITIONS {
                    // Valid before and after the others were looked at: valid while they were.
                    let mut valid: Vec<&Arc<Validity>> = watched.iter().filter(|one| one.is_valid(partition)).collect();
                    valid.retain(|one| one.is_valid(partition));
                    counted.fetch_add(valid.len().saturating_sub(1), Ordering::Relaxed);
                }
                looks += 1;
                std::thread::sleep(Duration::from_millis(1));
            }
            looks
        });
        Self { validities, overlaps, is_over, thread: Some(thread) }
    }

    /// Watches this one too, also after it has ended.
    pub fn add(&self, member: &Member) {
        self.validities.lock().expect("validities").push(member.leases.validity());
    }

    pub fn assert_no_overlap(mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        let looks = self.thread.take().map(|thread| thread.join().expect("a watcher"));
        assert!(looks > Some(100), "looked {looks:?} times");
        assert_eq!(self.overlaps.load(Ordering::Relaxed), 0, "leases valid for two workers at once");
    }
}
