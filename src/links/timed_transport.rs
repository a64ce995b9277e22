//! A transport that measures how long each host takes, for reports that show it.

use crate::links::request::Request;
use crate::links::transport::{RequestResult, Transport};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How many requests each host was sent, and how long they took together; those without a response count too. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct HostTimes(Arc<Mutex<BTreeMap<String, (usize, Duration)>>>);

impl HostTimes {
    /// What was measured, by host.
    pub(crate) fn take(&self) -> BTreeMap<String, (usize, Duration)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn add(&self, host: &str, took: Duration) {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((requests, total)) = times.get_mut(host) {
            *requests += 1;
            *total += took;
        } else {
            times.insert(host.to_owned(), (1, took));
        }
    }
}

/// Sends as `T` does, and measures where that is wanted.
#[derive(Clone)]
pub(crate) struct TimedTransport<T> {
    inner: T,
    /// `None` where nobody wants to know: a run over a million hosts should not remember them.
    times: Option<HostTimes>,
}

impl<T: Transport> TimedTransport<T> {
    /// Measures what `inner` sends into `times`.
    pub(crate) fn new(inner: T, times: Option<HostTimes>) -> Self {
        Self { inner, times }
    }
}

impl<T: Transport> Transport for TimedTransport<T> {
    async fn send(&self, request: Request) -> RequestResult {
        let Some(times) = &self.times else { return self.inner.send(request).await };
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let begin = Instant::now();
        let result = self.inner.send(request).await;
        times.add(&host, begin.elapsed());
        result
    }

    fn is_elsewhere(&self, request: &Request) -> bool {
        self.inner.is_elsewhere(request)
    }
}
