//! Work, leases and calls against real brokers: one `nats-server`, and clusters of three.

#![expect(clippy::expect_used, reason = "tests fail loudly")]

mod calls;
mod leases;
mod member;
mod servers;
mod status;
mod stopped;
mod work;

use async_nats::jetstream::Context;
use std::time::{Duration, Instant};

/// What a condition may take until it holds.
const PATIENCE: Duration = Duration::from_secs(40);

/// A connection to the brokers at these URLs.
async fn connect(urls: &str) -> Context {
    let urls: Vec<&str> = urls.split(',').collect();
    let client = async_nats::ConnectOptions::new().connect(urls).await.expect("a connection");
    async_nats::jetstream::new(client)
}

/// Waits until the condition holds.
async fn until(what: &str, mut is_done: impl AsyncFnMut() -> bool) {
    let begin = Instant::now();
    while !is_done().await {
        assert!(begin.elapsed() < PATIENCE, "not within {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
