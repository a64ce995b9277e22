//! Calls from worker to worker.

use crate::connect;
use bytes::Bytes;
use curate_fleet::calls::{Call, CallError, CallServer, Called, Caller, MOST_REQUEST, MOST_RESPONSE};
use curate_fleet::names::FleetName;
use curate_testing::nats::{NatsOptions, NatsServer};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::Instant;

fn name() -> FleetName {
    "tests".parse().expect("a name")
}

async fn caller(server: &NatsServer) -> Caller {
    Caller::new(connect(&server.url()).await.client(), name())
}

async fn serve(server: &NatsServer, worker: &str, most: usize) -> (CallServer, mpsc::Receiver<Call>) {
    let client = connect(&server.url()).await.client();
    CallServer::start(client, name(), worker, most).await.expect("a server of calls")
}

/// Responds to every call with what it was called with.
fn echo(mut calls: mpsc::Receiver<Call>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        while let Some(call) = calls.recv().await {
            let text = [format!("{:?} ", call.called).as_bytes(), &call.request].concat();
            call.respond(text.into()).await.expect("a response");
        }
    })
}

fn within(seconds: u64) -> Instant {
    Instant::now() + Duration::from_secs(seconds)
}

#[tokio::test]
async fn partitions_and_workers_respond() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let caller = caller(&server).await;
    let (mut first, calls) = serve(&server, "a", 4).await;
    first.hold(7).await.expect("held");
    echo(calls);
    let (_second, calls) = serve(&server, "b", 4).await;
    echo(calls);
    assert_eq!(caller.call_turn(7, "x".into(), within(10)).await, Ok("Turn(7) x".into()));
    assert_eq!(caller.call_worker("b", "y".into(), within(10)).await, Ok("Worker y".into()));
    first.release(7);
    let begin = Instant::now();
    while caller.call_turn(7, "x".into(), Instant::now() + Duration::from_millis(100)).await.is_ok() {
        assert!(begin.elapsed() < crate::PATIENCE, "released, and still called");
    }
}

#[tokio::test]
async fn a_call_waits_for_somebody() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let caller = caller(&server).await;
    let begin = Instant::now();
    let deadline = begin + Duration::from_secs(1);
    assert_eq!(caller.call_turn(3, Bytes::new(), deadline).await, Err(CallError::Nobody));
    assert!(begin.elapsed() < Duration::from_secs(5));
    let waiting = tokio::spawn(async move { caller.call_turn(3, "late".into(), within(30)).await });
    let (mut holder, calls) = serve(&server, "a", 4).await;
    holder.hold(3).await.expect("held");
    echo(calls);
    assert_eq!(waiting.await.expect("a call"), Ok("Turn(3) late".into()));
}

#[tokio::test]
async fn a_busy_worker_takes_calls_later() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let caller = caller(&server).await;
    let (_holder, mut calls) = serve(&server, "a", 1).await;
    let first = {
        let caller = caller.clone();
        tokio::spawn(async move { caller.call_worker("a", "first".into(), within(30)).await })
    };
    let held = calls.recv().await.expect("a call");
    assert_eq!((held.called, &held.request[..]), (Called::Worker, &b"first"[..]));
    assert!(held.deadline > within(20) && held.deadline <= within(30));
    let soon = Instant::now() + Duration::from_secs(1);
    assert_eq!(caller.call_worker("a", "second".into(), soon).await, Err(CallError::Nobody));
    held.respond("done".into()).await.expect("a response");
    assert_eq!(first.await.expect("a call"), Ok("done".into()));
    echo(calls);
    assert_eq!(caller.call_worker("a", "third".into(), within(30)).await, Ok("Worker third".into()));
}

#[tokio::test]
async fn a_worker_that_ends_is_waited_for_until_the_deadline() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let caller = caller(&server).await;
    let (holder, mut calls) = serve(&server, "a", 4).await;
    let call = {
        let caller = caller.clone();
        tokio::spawn(async move { caller.call_worker("a", "x".into(), within(2)).await })
    };
    drop(calls.recv().await.expect("a call"));
    drop(holder);
    assert_eq!(call.await.expect("a call"), Err(CallError::TimedOut));
}

#[tokio::test]
async fn what_is_too_large_is_not_sent() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let caller = caller(&server).await;
    let (_holder, mut calls) = serve(&server, "a", 4).await;
    let large = MOST_REQUEST + 1;
    assert_eq!(caller.call_worker("a", vec![0; large].into(), within(5)).await, Err(CallError::TooLarge(large)));
    let call = tokio::spawn(async move {
        let first = caller.call_worker("a", Bytes::new(), within(30)).await;
        (first, caller.call_worker("a", Bytes::new(), within(30)).await)
    });
    let large = MOST_RESPONSE + 1;
    let response = calls.recv().await.expect("a call").respond(vec![0; large].into()).await;
    assert_eq!(response, Err(CallError::TooLarge(large)));
    calls.recv().await.expect("a call").refuse().await;
    assert_eq!(call.await.expect("two calls"), (Err(CallError::Refused), Err(CallError::Refused)));
}

#[tokio::test]
async fn foreign_messages_are_refused() {
    let Some(server) = NatsServer::start(&NatsOptions::default()) else { return };
    let (_holder, calls) = serve(&server, "a", 4).await;
    echo(calls);
    let client = connect(&server.url()).await.client();
    let subject = name().worker_subject("a");
    for payload in [vec![], vec![0; MOST_REQUEST + 1]] {
        let response = client.request(subject.clone(), payload.into()).await.expect("a response");
        let outcome = response.headers.as_ref().and_then(|headers| headers.get("Curate-Outcome"));
        assert_eq!(outcome.map(async_nats::HeaderValue::as_str), Some("refused"));
    }
}
