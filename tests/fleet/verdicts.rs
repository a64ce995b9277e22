//! What a fleet says of URLs is what one machine says of them.

use crate::fault::dns::NameServer;
use crate::fault::server::Server;
use crate::link_faults::{names, script};
use crate::running_fleet::RunningFleet;
use crate::world::web::{Latency, SimulatedWeb};
use curate_testing::nats::{NatsOptions, NatsServer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

type Outcomes = BTreeMap<String, Value>;

fn web() -> SimulatedWeb {
    SimulatedWeb::start(Latency { least: Duration::from_millis(1), most: Duration::from_millis(40) })
}

/// A fleet on `web`, of no worker yet.
fn fleet(broker: &NatsServer, web: &SimulatedWeb) -> RunningFleet {
    let mut arguments = web.arguments();
    arguments.extend(["--timeout", "2s"].map(str::to_owned));
    RunningFleet { broker: broker.url(), arguments, settings: String::new() }
}

#[track_caller]
fn assert_same(fleet: &Outcomes, local: &Outcomes) {
    let both = || local.keys().chain(fleet.keys());
    let differences: BTreeMap<&String, _> =
        both().map(|url| (url, [fleet.get(url), local.get(url)])).filter(|(_, [one, other])| one != other).collect();
    assert!(differences.is_empty(), "fleet and machine: {differences:#?}");
    assert!(!local.is_empty());
}

/// The faults of `web` through a fleet of these workers, and once more.
fn compare_faults(workers: &[&str]) {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let web = web();
    let fleet = fleet(&broker, &web);
    let urls = web.faults();
    let local = fleet.local_outcomes(&urls);
    web.forget();
    let _workers = fleet.workers(workers);
    assert_same(&fleet.outcomes(&urls), &local);
    let record = web.record();
    let senders: Vec<&str> = record.by_worker().into_keys().collect();
    assert_eq!(senders, workers, "each has something to do, and nobody else");
    web.forget();
    let again = fleet.outcomes(&urls);
    let is_unknown = |url: &str| local[url]["verdict"] == "unknown";
    for (url, outcome) in &again {
        assert_eq!((&outcome["verdict"], &outcome["cached"]), (&local[url]["verdict"], &Value::Bool(!is_unknown(url))));
    }
    let record = web.record();
    for url in &urls {
        let url = url.split('#').next().unwrap();
        let (host, target) = url.trim_start_matches("http://").split_once('/').unwrap();
        let requests = record.requests(host.split(':').next().unwrap(), &format!("/{target}"));
        assert!(requests.is_empty() || is_unknown(url), "{url} is known already: {requests:?}");
    }
    assert!(record.total() > 0, "what is unknown is checked again");
}

#[test]
fn three_workers_say_what_one_machine_says() {
    compare_faults(&["one", "three", "two"]);
}

#[test]
fn one_worker_says_what_one_machine_says() {
    compare_faults(&["one"]);
}

#[test]
fn the_faults_of_one_machine_are_those_of_a_fleet() {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let (server, dns) = (Server::start(), NameServer::start());
    let urls = script(&server, &dns);
    let arguments = ["--allow-private", "--timeout", "2s", "--dns-server", &dns.address().to_string()];
    let arguments = arguments.map(str::to_owned).to_vec();
    let fleet = RunningFleet { broker: broker.url(), arguments, settings: String::new() };
    let local = fleet.local_outcomes(&urls);
    let _workers = fleet.workers(&["one", "two", "three"]);
    assert_same(&fleet.outcomes(&urls), &local);
}

#[test]
fn no_worker_requests_private_addresses() {
    let Some(broker) = NatsServer::start(&NatsOptions::default()) else { return };
    let (server, dns) = (Server::start(), NameServer::start());
    names(&dns, ["inside.test", "within.test"]);
    let mut urls: Vec<String> = ["inside.test", "within.test", "127.0.0.1", "2130706433", "[::1]", "10.0.0.1"]
        .iter()
        .map(|host| server.named(host, "/x"))
        .collect();
    urls.extend(["http://inside.test:25/", "http://a..test/", "http://missing.test/"].map(str::to_owned));
    let arguments = vec!["--dns-server".to_owned(), dns.address().to_string()];
    let fleet = RunningFleet { broker: broker.url(), arguments, settings: String::new() };
    let local = fleet.local_outcomes(&urls);
    let _workers = fleet.workers(&["one", "two"]);
    assert_same(&fleet.outcomes(&urls), &local);
    assert_eq!(server.connections(), 0);
}
