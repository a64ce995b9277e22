//! How many hosts may have idle connections.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// More hosts than this never have idle connections: with TLS, each costs some tens of KiB.
const MOST: usize = 1024;

/// The hosts whose connections may be idle.
pub(crate) struct KeepAliveLimit {
    /// When each got its last request.
    hosts: Mutex<HashMap<Box<str>, Instant>>,
    limit: usize,
    /// For how long a connection is idle at most.
    idle: Duration,
}

impl KeepAliveLimit {
    /// Room for the idle connections of as many hosts as a quarter of the file descriptors allows, where each has
    /// `per_host` of them for at most `idle`.
    pub(crate) fn new(per_host: usize, idle: Duration) -> Self {
        Self::of(MOST.min(descriptors() / 4 / per_host.max(1)), idle)
    }

    fn of(limit: usize, idle: Duration) -> Self {
        Self { hosts: Mutex::default(), limit, idle }
    }

    /// Whether a connection to `host`, which gets a request at `now`, may be kept for the next one.
    pub(crate) fn admits(&self, host: &str, now: Instant) -> bool {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = hosts.get_mut(host) {
            *last = now;
            return true;
        }
        if hosts.len() >= self.limit {
            hosts.retain(|_, last| now.saturating_duration_since(*last) <= self.idle);
        }
        let admits = hosts.len() < self.limit;
        if admits {
            hosts.insert(host.into(), now);
        }
        admits
    }
}

/// How many files and sockets this process may have open.
#[cfg(unix)]
fn descriptors() -> usize {
    let limit = rlimit::Resource::NOFILE.get_soft().ok();
    limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX)
}

/// Elsewhere sockets are not files, and memory alone bounds them.
#[cfg(not(unix))]
fn descriptors() -> usize {
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_makes_room_once_its_connections_are_closed() {
        let limit = KeepAliveLimit::of(2, Duration::from_secs(1));
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        assert!(limit.admits("a", at(0)) && limit.admits("b", at(1)));
        assert!(!limit.admits("c", at(1)));
        // With another request, `a` keeps its place; `b` has lost its own by then.
        assert!(limit.admits("a", at(3)));
        assert!(limit.admits("c", at(3)));
        assert!(!limit.admits("b", at(3)));
    }
}
