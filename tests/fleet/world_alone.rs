//! The simulated web by itself: what it does, what it writes down, and that one list of its faults always has the same outcomes.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod world;

use hickory_proto::op::{Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::{Name, RecordType};
use nix::sys::signal::Signal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use world::host_kind::HostKind;
use world::lists::{ListPlan, write_list, write_settings};
use world::process::{Ended, Process};
use world::request::ReceivedMethod;
use world::web::{Latency, SimulatedWeb};

/// Longer than anything here takes.
const LIMIT: Duration = Duration::from_mins(2);

fn curate(folder: &Path, arguments: &[String]) -> Process {
    Process::start(Path::new(env!("CARGO_BIN_EXE_curate")), folder, arguments)
}

/// The arguments of `curate links` in `web`, and `more`.
fn links(web: &SimulatedWeb, more: &[&str]) -> Vec<String> {
    let mut arguments = vec!["links".to_owned(), "--no-store".to_owned()];
    arguments.extend(web.arguments());
    arguments.extend(more.iter().map(|&text| text.to_owned()));
    arguments
}

/// The outcomes of a report in json, by URL without its fragment.
fn outcomes(report: &str) -> BTreeMap<String, Value> {
    let report: Value = serde_json::from_str(report).expect(report);
    let mut links = report["links"].as_array().unwrap().clone();
    for link in &mut links {
        link["places"] = Value::Null;
    }
    links.into_iter().map(|link| (link["url"].as_str().unwrap().to_owned(), link)).collect()
}

#[test]
fn faults_have_the_same_outcomes_each_time() {
    let web = SimulatedWeb::start(Latency { least: Duration::from_millis(1), most: Duration::from_millis(40) });
    let faults = web.faults_with_verdicts();
    let mut urls = web.faults();
    let mut rounds = Vec::new();
    for round in 0..2 {
        web.forget();
        let folder = tempfile::tempdir().unwrap();
        write_list(folder.path(), &urls);
        let run = curate(folder.path(), &links(&web, &["--timeout", "2s", "--output-format", "json"]));
        let run = run.wait(LIMIT).unwrap();
        let found = outcomes(&run.out);
        let wrong: Vec<String> = faults
            .iter()
            .map(|fault| (fault, found.get(fault.url.split('#').next().unwrap())))
            .filter(|(fault, outcome)| outcome.is_none_or(|outcome| outcome["verdict"] != fault.verdict))
            .map(|(fault, outcome)| format!("{}: {outcome:?}, not {}", fault.url, fault.verdict))
            .collect();
        assert!(wrong.is_empty(), "round {round}: {wrong:#?} {}", run.err);
        urls.reverse();
        rounds.push(found);
    }
    let differences: Vec<(&Value, &Value)> =
        rounds[0].values().zip(rounds[1].values()).filter(|(one, other)| one != other).collect();
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn every_request_is_written_down() {
    let web = SimulatedWeb::start(Latency::default());
    let folder = tempfile::tempdir().unwrap();
    let plan = ListPlan { hosts: 20, each: 3, big: 15, files: 7, ..ListPlan::default() };
    plan.write(&web, folder.path());
    let run = curate(folder.path(), &links(&web, &[])).wait(LIMIT).unwrap();
    assert!(run.status == Some(0) && run.out.contains("75 URLs: 75 ok"), "{run:?}");
    let record = web.record();
    assert_eq!((record.total(), record.urls(ReceivedMethod::Head), record.repeated(ReceivedMethod::Head)), (75, 75, 0));
    let by_host = record.by_host();
    assert_eq!((by_host.len(), by_host["h7.test"], by_host["h999999.test"]), (21, 3, 15));
    // 50 ms between two requests; the first waits for its connection, and a turn that comes late delays none after it.
    assert!(record.shortest_time(10).unwrap() > Duration::from_millis(400), "{:?}", record.shortest_time(10));
    assert_eq!(record.shortest_time(15), None);
    assert_eq!(record.closer_than(Duration::from_secs(9)).len(), 75 - 21);
    assert!(record.overlaps().is_empty() && record.connections() >= 21, "{}", record.connections());
    web.forget();
    assert_eq!(web.requests(), 0);
}

#[test]
fn lists_lead_to_dead_pages_and_other_hosts_as_wanted() {
    let web = SimulatedWeb::start(Latency::default());
    let folder = tempfile::tempdir().unwrap();
    let plan = ListPlan { hosts: 20, each: 3, big: 15, dead: 10, redirects: 10, ..ListPlan::default() };
    plan.write(&web, folder.path());
    let run = curate(folder.path(), &links(&web, &[])).wait(LIMIT).unwrap();
    assert!(run.status == Some(1) && run.out.contains("75 URLs: 8 dead, 67 ok"), "{run:?}");
    let record = web.record();
    // HEAD for each and for what eight of them lead to; those that are dead are requested thrice.
    assert_eq!((record.urls(ReceivedMethod::Head), record.total()), (75 + 8, 75 + 8 + 2 * 8));
    let methods = |host, target| -> Vec<ReceivedMethod> {
        record.requests(host, target).into_iter().map(|(method, _)| method).collect()
    };
    assert_eq!(methods("h1.test", "/from/1"), []);
    assert_eq!(methods("h2.test", "/from/1"), [ReceivedMethod::Head]);
    let gone = [ReceivedMethod::Head, ReceivedMethod::Ranged, ReceivedMethod::Get];
    assert_eq!(methods("h0.test", "/status/404/0"), gone);
}

#[test]
fn its_name_server_speaks_as_others_do() {
    let say = |name: &str, kind: RecordType| {
        let mut query = Message::new(77, MessageType::Query, OpCode::Query);
        query.add_query(Query::query(Name::from_ascii(name).unwrap(), kind));
        let response = world::name_server::response(&query.to_vec().unwrap()).unwrap();
        let response = Message::from_vec(&response).unwrap();
        assert_eq!((response.metadata.id, response.queries.len()), (77, 1));
        let addresses: Vec<String> = response.answers.iter().map(|record| record.data.to_string()).collect();
        (response.metadata.response_code, addresses.join(" "))
    };
    let nothing = String::new;
    assert_eq!(say("H9.test.", RecordType::A), (ResponseCode::NoError, "127.77.0.2".to_owned()));
    assert_eq!(say("h9.test.", RecordType::AAAA), (ResponseCode::NoError, nothing()));
    assert_eq!(say("broken9.test.", RecordType::A), (ResponseCode::ServFail, nothing()));
    for name in ["h.test.", "x9.test.", "h9.example.", "a.h9.test.", "test."] {
        assert_eq!(say(name, RecordType::A), (ResponseCode::NXDomain, nothing()), "{name}");
    }
    assert_eq!(world::name_server::response(b"short"), None);
}

#[test]
fn workers_that_request_one_host_at_once_are_seen() {
    let web = SimulatedWeb::start(Latency::always(Duration::from_millis(300)));
    let urls: Vec<String> = (0..6).map(|at| web.url(HostKind::Plain, at, "/p/1")).collect();
    let runs: Vec<_> = ["one", "two"]
        .map(|name| {
            let folder = tempfile::tempdir().unwrap();
            write_list(folder.path(), &urls);
            write_settings(folder.path(), &format!("worker {name}"), "interval = \"60ms\"");
            (curate(folder.path(), &links(&web, &[])), folder)
        })
        .into();
    let ended: Vec<Ended> = runs.iter().map(|(run, _)| run.wait(LIMIT).unwrap()).collect();
    let record = web.record();
    assert_eq!(record.by_worker(), BTreeMap::from([("worker one", 6), ("worker two", 6)]), "{ended:?}");
    assert_eq!((record.repeated(ReceivedMethod::Head), record.urls(ReceivedMethod::Get)), (6, 0));
    let mut requests = record.requests("h3.test", "/p/1");
    requests.sort_unstable();
    assert_eq!(requests, ["worker one", "worker two"].map(|worker| (ReceivedMethod::Head, worker)));
    let overlaps = record.overlaps();
    assert!(!overlaps.is_empty());
    assert!(overlaps.iter().all(|pair| pair.workers[0] != pair.workers[1]), "{overlaps:?}");
    // One that comes later shares no time with them.
    let folder = tempfile::tempdir().unwrap();
    write_list(folder.path(), &urls);
    write_settings(folder.path(), "worker three", "");
    curate(folder.path(), &links(&web, &[])).wait(LIMIT).unwrap();
    assert_eq!((web.requests(), web.record().overlaps().len()), (18, overlaps.len()));
    assert!(ended.into_iter().map(|run| run.usage).sum::<world::usage::Usage>().memory > 2 << 20);
}

#[test]
fn processes_are_stopped_and_go_on_and_are_killed() {
    let web = SimulatedWeb::start(Latency::always(Duration::from_millis(50)));
    let urls: Vec<String> = (0..40).map(|at| web.url(HostKind::Plain, 1, &format!("/p/{at}"))).collect();
    let folder = tempfile::tempdir().unwrap();
    write_list(folder.path(), &urls);
    let run = curate(folder.path(), &links(&web, &[]));
    let requested = |least: usize| {
        while web.requests() < least {
            assert!(run.is_alive(), "{}", run.err());
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    requested(5);
    run.signal(Signal::SIGSTOP);
    // What it has sent is on its way.
    std::thread::sleep(Duration::from_millis(100));
    let before = web.requests();
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(web.requests(), before, "one that is stopped sends nothing");
    assert!(run.is_alive() && run.wait(Duration::from_millis(20)).is_none());
    run.signal(Signal::SIGCONT);
    requested(before + 5);
    run.signal(Signal::SIGKILL);
    let ended = run.wait(LIMIT).unwrap();
    assert!(ended.status.is_none() && ended.usage.memory > 1 << 20, "{ended:?}");
    let record = web.record();
    let gap = record.closer_than(Duration::MAX).last().unwrap().gap;
    assert!(gap >= Duration::from_millis(400), "{gap:?}");
    let by_time = record.by_time(gap / 2);
    assert!(by_time.contains(&0) && by_time.iter().sum::<usize>() == record.total(), "{by_time:?}");
    // A request to end is followed.
    let run = curate(folder.path(), &links(&web, &[]));
    web.forget();
    while web.requests() < 3 {
        std::thread::sleep(Duration::from_millis(5));
    }
    run.signal(Signal::SIGTERM);
    assert_eq!(run.wait(LIMIT).unwrap().status, Some(130));
}
