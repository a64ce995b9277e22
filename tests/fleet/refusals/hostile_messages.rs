//! Messages that nobody of the fleet has written.

use super::members::{all_are, broker, counted, host, links, quick_fleet, status, until, verdicts, worker};
use super::raw_client::{RawClient, RawMessage};
use crate::fault::script::{headed, status as responds};
use curate_testing::nats::NatsServer;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The message by which a run queues `url`, which is taken out of the stream again.
fn message_for(broker: &NatsServer, client: &mut RawClient, url: &str) -> (String, String) {
    client.subscribe("curate.default.work.>", 1);
    let run = links(&[url.to_owned()], &broker.url(), &[]);
    let RawMessage { subject, payload, .. } = client.next();
    drop(run);
    client.write_line("UNSUB 1");
    client.jetstream("STREAM.PURGE.curate-default-work", "");
    (subject, String::from_utf8(payload).unwrap())
}

#[test]
fn what_makes_no_sense_is_refused_and_counted() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let (good, bad) = (host(71), host(72));
    let (subject, message) = message_for(&broker, &mut client, &bad.url("/x"));
    let (before, key) = subject.rsplit_once('.').unwrap();
    let (stem, partition) = before.rsplit_once('.').unwrap();
    let elsewhere = (partition.parse::<u16>().unwrap() + 1) % 4;
    let other_key = format!("{before}.{}", "0123456789abcdef".repeat(2));
    let at = |name: &str| format!("{before}.{name}");
    for (subject, message) in [
        (at("a"), String::new()),
        (at("b"), "[".repeat(60_000)),
        (at("c"), "{\"version\":1}".to_owned()),
        (at("d"), "\u{0}\u{1b}[31m".to_owned()),
        (at("e"), message.replace("127.0.9.72", "me:hidden@127.0.9.72")),
        (format!("{stem}.{elsewhere}.{key}"), message.clone()),
        (other_key, message.clone()),
        (subject.clone(), message.replace("http:", "ftp:")),
    ] {
        client.publish(&subject, message);
    }
    client.publish(&at("f"), message.replace("/x", &"/x".repeat(40_000)));
    client.publish(&at("g"), message.replace("\"version\":1", "\"version\":9"));
    let _worker = worker(&broker.url(), &[]);
    let urls = [good.url("/")];
    let ended = links(&urls, &broker.url(), &[]).ended();
    all_are("ok", &urls, &ended);
    until("all are counted", || {
        let status = status(&broker.url());
        let count = |of: &str| counted(&status, &format!("/refused/{of}"));
        let counts = [count("malformed"), count("oversized"), count("other_version")];
        assert!(counts[0] <= 8 && counts[1] <= 1, "{counts:?}");
        counts[..2] == [8, 1] && counts[2] > 0
    });
    assert_eq!(bad.requests().len(), 0);
    let state = client.jetstream("STREAM.INFO.curate-default-work", "")["state"].clone();
    assert_eq!(state["messages"], 1, "what is of another version waits for another worker");
}

#[test]
fn what_is_of_another_version_does_not_become_poison() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let server = host(73);
    let (subject, message) = message_for(&broker, &mut client, &server.url("/x"));
    client.publish(&subject, message.replace("\"version\":1", "\"version\":9"));
    let partition = subject.split('.').nth(3).unwrap().to_owned();
    // Whoever does not understand it gives it back again and again.
    let _worker = worker(&broker.url(), &[]);
    let counted_so_far = || counted(&status(&broker.url()), "/refused/other_version");
    until("it is delivered a second and a third time", || counted_so_far() >= 3);
    let consumer = client.jetstream(&format!("CONSUMER.INFO.curate-default-work.partition-{partition}"), "");
    let stream = client.jetstream("STREAM.INFO.curate-default-work", "");
    assert_eq!(stream["state"]["messages"], 1, "{consumer}");
    let latest = stream["state"]["last_seq"].as_u64().unwrap();
    assert!(latest > 2, "it was queued anew, and its deliveries are counted from one: {stream}");
    assert_eq!(counted(&status(&broker.url()), "/poisoned"), 0);
}

#[test]
fn absurd_targets_are_checked_or_unknown() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let server = host(74);
    server.otherwise(|_| responds(200));
    let (subject, message) = message_for(&broker, &mut client, &server.url("/x"));
    let fragments: Vec<String> = (0..8_000).map(|number| format!("\"f{number}\"")).collect();
    let absurd = message.replacen('{', &format!("{{\"fragments\":[{}],", fragments.join(",")), 1);
    assert!((32 << 10..64 << 10).contains(&absurd.len()), "{}", absurd.len());
    client.publish(&subject, absurd);
    let _worker = worker(&broker.url(), &[]);
    until("it is checked", || !server.requests_of("/x").is_empty());
    let long = |bytes: usize| server.url(&format!("/{}", "y".repeat(bytes)));
    let urls = [long(60 << 10), long(70 << 10), long(2 << 20), server.url("/z")];
    let ended = links(&urls, &broker.url(), &[]).ended();
    all_are("ok", &urls[3..], &ended);
    all_are("unknown", &urls[1..3], &ended);
    assert!(verdicts(&ended).iter().all(|(_, verdict, _)| verdict != "dead"), "{:?}", ended.err);
}

/// More than a call may have, either way.
const LONG: &[u8] = &[b'x'; 500_000];
/// What is no answer to a call.
const NONSENSE: [&[u8]; 5] =
    [b"", b"{}", b"{\"version\":9,\"result\":{}}", b"{\"version\":1,\"result\":{\"Ok\":{\"status\":7}}}", LONG];

/// Answers every call for turns and workers with something that is no answer; how often so far.
fn answer_nonsense(broker: &NatsServer) -> Arc<AtomicUsize> {
    let mut client = RawClient::connect(broker.port());
    client.subscribe("curate.default.turn.*", 1);
    client.subscribe("curate.default.worker.*", 2);
    client.wait_for_ever();
    let count = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&count);
    std::thread::spawn(move || {
        loop {
            let Some(call) = client.try_next() else { return };
            let number = counting.fetch_add(1, Ordering::SeqCst);
            if let Some(reply) = call.reply {
                client.send(&reply, None, NONSENSE[number % NONSENSE.len()]);
            }
        }
    });
    count
}

#[test]
fn hostile_calls_and_answers_do_no_harm() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let answered = answer_nonsense(&broker);
    let workers = [worker(&broker.url(), &[]), worker(&broker.url(), &[])];
    until("all partitions are held", || status(&broker.url())["unheld"] == 0);
    let status_of_all = status(&broker.url());
    let ids = status_of_all["workers"].as_array().unwrap().iter().map(|worker| worker["id"].as_str().unwrap());
    let subjects: Vec<String> = (0..4)
        .map(|partition| format!("curate.default.turn.{partition}"))
        .chain(ids.map(|id| format!("curate.default.worker.{id}")))
        .collect();
    for subject in &subjects {
        let ftp = "{\"version\":1,\"url\":\"ftp://127.0.9.75/\",\"method\":\"Get\",\"fragments\":[],\"fresh\":true,\
                   \"last\":true,\"first_origin\":null,\"cookies\":null}";
        for payload in ["", "{}", "{\"version\":9}", ftp, &ftp.replace("ftp:", "http:").replace("null", "[10,13]")] {
            client.send(subject, Some("_INBOX.nobody"), payload.as_bytes());
            client.send(subject, None, payload.as_bytes());
        }
        client.publish(subject, LONG);
    }
    let servers: Vec<_> = (75..80).map(host).collect();
    let mut urls = Vec::new();
    for (at, server) in servers.iter().enumerate() {
        let to = servers[(at + 1) % servers.len()].url("/well");
        server.with("", "/away", move |_| headed(302, &[("Location", &to)]));
        server.on("/gone", responds(404));
        urls.extend(["/well", "/away", "/gone"].map(|path| server.url(path)));
    }
    let ended = links(&urls, &broker.url(), &[]).ended();
    assert!(answered.load(Ordering::SeqCst) > 0, "some was called for");
    for (url, verdict, cause) in verdicts(&ended) {
        assert_eq!(verdict == "dead", url.ends_with("/gone"), "{url}: {verdict} {cause}");
        assert!(!url.ends_with("/well") || verdict == "ok", "{url}: {verdict} {cause}");
    }
    assert!(workers.iter().all(|worker| worker.process.is_alive()));
}
