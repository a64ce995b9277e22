//! Whether there is a network: a slow link, or three, are no proof of the contrary.

use super::{check, says};
use curate::links::error_kind::{ErrorKind, Phase};
use curate::links::run::RunEnd;
use curate::links::settings::CheckSettings;
use curate_rules::Verdict;

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
