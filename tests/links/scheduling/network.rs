//! Whether there is a network: a slow link, or three, are no proof of the contrary.

use super::{check, check_after, says};
use curate::links::error_kind::{ErrorKind, Phase};
use curate::links::request::Request;
use curate::links::run::RunEnd;
use curate::links::settings::CheckSettings;
use curate_rules::Verdict;
use std::time::Duration;

fn hosts(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("https://h{at}.example/")).collect()
}

fn silences() -> [ErrorKind; 3] {
    [ErrorKind::Timeout(Phase::Connecting), ErrorKind::Dns("the name server failed".into()), ErrorKind::Unreachable]
}

#[tokio::test(start_paused = true)]
async fn one_or_two_silent_hosts_are_unknown() {
    for error in silences() {
        for count in [1, 2] {
            let error = error.clone();
            let seen = check(&hosts(count), &CheckSettings::default(), move |_, _| Err(error.clone())).await;
            assert_eq!((seen.end, seen.results.len()), (RunEnd::Complete, count));
            assert!(seen.results.values().all(|result| result.outcome.verdict == Verdict::Unknown));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn three_silent_hosts_and_nobody_else_are_no_network() {
    for error in silences() {
        let failing = error.clone();
        let seen = check(&hosts(3), &CheckSettings::default(), move |_, _| Err(failing.clone())).await;
        assert_eq!((seen.end, seen.results.len()), (RunEnd::NoNetwork, 0));
        let failing = error.clone();
        let online = CheckSettings { was_online: true, ..CheckSettings::default() };
        let seen = check(&hosts(30), &online, move |_, _| Err(failing.clone())).await;
        assert_eq!((seen.end, seen.results.len()), (RunEnd::Complete, 30), "somebody responded a moment ago");
        let few = CheckSettings { concurrency: 8, ..CheckSettings::default() };
        let seen = check(&hosts(30), &few, move |request, _| {
            if request.url.host_str() == Some("h29.example") { says(404, &[]) } else { Err(error.clone()) }
        })
        .await;
        assert_eq!(seen.end, RunEnd::NoNetwork, "ten hosts are enough to decide early");
    }
}

#[tokio::test(start_paused = true)]
async fn where_the_system_says_so_one_host_is_enough() {
    let seen = check(&hosts(1), &CheckSettings::default(), |_, _| Err(ErrorKind::Offline)).await;
    assert_eq!((seen.end, seen.results.len()), (RunEnd::NoNetwork, 0));
}

#[tokio::test(start_paused = true)]
async fn hosts_that_were_silent_before_prove_nothing() {
    let silent_before = (0..30).map(|at| format!("h{at}.example")).collect();
    let settings = CheckSettings { silent_before, ..CheckSettings::default() };
    let seen = check(&hosts(30), &settings, |_, _| Err(ErrorKind::Timeout(Phase::Connecting))).await;
    assert_eq!((seen.end, seen.results.len()), (RunEnd::Complete, 30));
    assert!(seen.results.values().all(|result| !result.counts), "nor does it count against them");
}

#[tokio::test(start_paused = true)]
async fn a_name_without_an_address_is_an_answer() {
    let seen = check(&hosts(5), &CheckSettings::default(), |_, _| Err(ErrorKind::NoAddress)).await;
    assert_eq!((seen.end, seen.results.len()), (RunEnd::Complete, 5));
    assert!(seen.results.values().all(|result| result.outcome.verdict == Verdict::Unknown));
}

/// The number of a host of [`hosts`].
fn number(request: &Request) -> usize {
    request.url.host_str().unwrap()[1..].split('.').next().unwrap().parse().unwrap()
}

#[tokio::test(start_paused = true)]
async fn who_fails_fastest_does_not_decide() {
    let latency = |request: &Request| Duration::from_millis(if number(request) < 12 { 1 } else { 2_900 });
    for count in [13, 32] {
        let seen = check_after(latency, &hosts(count), &CheckSettings::default(), |request, _| {
            if number(request) < 12 { Err(ErrorKind::Dns("the name server failed".into())) } else { says(200, &[]) }
        })
        .await;
        assert_eq!((seen.end, seen.results.len()), (RunEnd::Complete, count));
        let unknown = seen.results.values().filter(|result| result.outcome.verdict == Verdict::Unknown).count();
        assert_eq!(unknown, 12);
    }
}

#[tokio::test(start_paused = true)]
async fn requests_that_hang_do_not_put_the_decision_off_for_long() {
    let latency = |request: &Request| Duration::from_millis(if number(request) < 12 { 1 } else { 20_000 });
    let timeout = |_: &Request, _| Err(ErrorKind::Timeout(Phase::Connecting));
    let seen = check_after(latency, &hosts(500), &CheckSettings::default(), timeout).await;
    assert_eq!((seen.end, seen.results.len()), (RunEnd::NoNetwork, 0));
    assert!(seen.took < Duration::from_secs(4), "{:?}", seen.took);
}

#[tokio::test(start_paused = true)]
async fn hosts_of_ipv6_alone_are_unknown_where_there_is_none() {
    let seen = check(&hosts(12), &CheckSettings::default(), |_, _| Err(ErrorKind::OnlyIpv6)).await;
    assert_eq!((seen.end, seen.results.len()), (RunEnd::Complete, 12));
    let mut results = seen.results.values();
    assert!(results.all(|result| result.outcome.verdict == Verdict::Unknown && !result.counts));
}
