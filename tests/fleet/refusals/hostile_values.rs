//! Values in the buckets of a fleet that nobody of the fleet has written.

use super::members::{Member, all_are, broker, host, links, quick_fleet, status, until, verdicts, worker};
use crate::fault::script::status as responds;
use crate::program::machine;
use std::time::Duration;

#[test]
fn settings_that_make_no_sense() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    for (value, message) in [
        (r#"{"version":1,"partitions":0}"#, "makes no sense"),
        (r#"{"version":1,"partitions":65535}"#, "makes no sense"),
        (r#"{"version":1,"partitions":-7}"#, "makes no sense"),
        ("\u{1b}[31m{", "makes no sense"),
        (r#"{"version":2,"partitions":4}"#, "version 2"),
    ] {
        client.publish("$KV.curate-default-settings.fleet", value);
        for command in [&["worker"][..], &["links"], &["fleet", "status"]] {
            let url = broker.url();
            let arguments = [command, &["--fleet", &url]].concat();
            let run = Member::start(machine(&["https://a.example/".to_owned()]), &arguments).ended();
            let says = run.err.contains(message) && run.err.contains("another --fleet-name");
            assert!(run.status == Some(2) && says && !run.err.contains('\u{1b}'), "{command:?} {value}: {run:?}");
        }
    }
}

#[test]
fn outcomes_that_make_no_sense() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let server = host(81);
    server.otherwise(|_| responds(200));
    let urls: Vec<String> = (0..5).map(|number| server.url(&format!("/{number}"))).collect();
    client.subscribe("curate.default.work.>", 1);
    let run = links(&urls, &broker.url(), &[]);
    let dead = r#"{"version":3,"url":"http://other.example/","verdict":"dead","cause":"404 Not Found","checked_at":5}"#;
    let newer = format!(r#"{{"version":99,"url":"{}","verdict":"dead","what":[]}}"#, urls[1]);
    let values = [dead, &newer, "[[[[", "\u{0}", r#"{"answer":7,"version":3}"#];
    let mut of_newer = String::new();
    let messages: Vec<_> = (0..5).map(|_| client.next()).collect();
    client.write_line("UNSUB 1");
    for message in messages {
        let payload = String::from_utf8(message.payload).unwrap();
        let number: usize = payload.split('/').nth(3).unwrap().split('"').next().unwrap().parse().unwrap();
        let key = message.subject.rsplit('.').next().unwrap();
        client.publish(&format!("$KV.curate-default-outcomes.{key}"), values[number]);
        if number == 1 {
            of_newer = format!("$KV.curate-default-outcomes.{key}");
        }
    }
    let _worker = worker(&broker.url(), &[]);
    let ended = run.ended();
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let found = &verdicts(&ended)[1];
    assert!(found.0 == urls[1] && found.1 == "unknown" && found.2.contains("newer curate"), "{found:?}");
    all_are("ok", &[urls[0].clone(), urls[2].clone(), urls[3].clone(), urls[4].clone()], &ended);
    // The next run ends as well, and what the newer one has written stays.
    let again = links(&urls, &broker.url(), &[]).ended();
    assert_eq!(again.status, Some(0), "{again:?}");
    let get = format!("DIRECT.GET.KV_curate-default-outcomes.{of_newer}");
    let kept = client.request(&format!("$JS.API.{get}"), "");
    assert!(kept.contains("\"version\":99") && kept.contains("\"what\":[]"), "{kept}");
}

#[test]
fn workers_that_are_none() {
    let Some(broker) = broker() else { return };
    let mut client = quick_fleet(&broker, Duration::from_secs(20));
    let server = host(82);
    server.otherwise(|_| responds(200));
    let real = worker(&broker.url(), &[]);
    until("all partitions are held", || status(&broker.url())["unheld"] == 0);
    let key = |name: &str| format!("$KV.curate-default-leases.{name}");
    let record = format!("\"{}\"", "x".repeat(900_000));
    for name in ["worker.0000000000000000", "worker.not-one", "worker.a.b.c", "partition.9999", "partition.x", "what"] {
        client.publish(&key(name), &record);
    }
    client.publish(&key("partition.0"), "\u{1b}[31mme");
    client.publish(&key("partition.1"), [0xff, 0xfe]);
    for number in 0..10_000 {
        client.send(&key(&format!("worker.{number:016x}")), None, b"{}");
    }
    client.publish(&key("worker.ffffffffffffffff"), "[");
    // While it seems that there are so many, none has a share; they say nothing more, and are forgotten.
    let urls: Vec<String> = (0..20).map(|number| server.url(&format!("/{number}"))).collect();
    let ended = links(&urls, &broker.url(), &[]).ended();
    assert_eq!(ended.status, Some(0), "{ended:?} {}", real.process.err());
    all_are("ok", &urls, &ended);
    let counted = status(&broker.url());
    assert!(counted["workers"].as_array().unwrap().iter().all(|worker| worker["id"] != "not-one"), "{counted}");
}
