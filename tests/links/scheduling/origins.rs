//! Failure belongs to an origin, and a few bad URLs do not condemn it.

use super::{LATENCY, Observed, check, says};
use curate::links::error_kind::{ErrorKind, Phase};
use curate::links::settings::CheckSettings;
use curate_rules::Verdict;

/// Pages that respond well (`ok`), are gone, reset the connection, or let a request hang, in this order.
fn urls(kinds: &[(&str, usize)]) -> Vec<String> {
    let page = |(kind, count): &(&str, usize)| {
        let kind = (*kind).to_owned();
        (0..*count).map(move |at| format!("https://a.example/{kind}-{at}")).collect::<Vec<_>>()
    };
    let pages = kinds.iter().flat_map(page).enumerate();
    pages.map(|(at, url)| format!("{url}-{at}")).collect()
}

async fn check_pages(urls: &[String]) -> Observed {
    check(urls, &CheckSettings::default(), |request, _| match request.url.path() {
        path if path.starts_with("/ok") => says(200, &[]),
        path if path.starts_with("/gone") => says(404, &[]),
        path if path.starts_with("/reset") => Err(ErrorKind::Reset),
        _ => Err(ErrorKind::Timeout(Phase::FirstByte)),
    })
    .await
}

fn counts(seen: &Observed) -> (usize, usize, usize) {
    let count = |verdict| seen.results.values().filter(|result| result.outcome.verdict == verdict).count();
    (count(Verdict::Ok), count(Verdict::Dead), count(Verdict::Unknown))
}

#[tokio::test(start_paused = true)]
async fn bad_urls_of_a_host_do_not_condemn_the_others() {
    for (kinds, wanted) in [
        (&[("reset", 2), ("ok", 20), ("gone", 1)][..], (20, 1, 2)),
        (&[("ok", 10), ("reset", 3), ("ok", 10), ("gone", 1)], (20, 1, 3)),
        (&[("hang", 2), ("ok", 200), ("gone", 1)], (200, 1, 2)),
        (&[("gone", 1), ("reset", 4), ("ok", 40)], (40, 1, 4)),
        (&[("ok", 10), ("reset", 9), ("ok", 10), ("gone", 1)], (20, 1, 9)),
        (&[("hang", 12), ("ok", 30), ("gone", 1)], (30, 1, 12)),
    ] {
        let seen = check_pages(&urls(kinds)).await;
        assert_eq!(counts(&seen), wanted, "{kinds:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_port_says_nothing_of_another() {
    let mut urls: Vec<String> = (0..3).map(|at| format!("http://a.example:81/{at}")).collect();
    urls.extend((0..3).map(|at| format!("http://a.example:82/{at}")));
    urls.push("http://a.example:82/gone".to_owned());
    let seen = check(&urls, &CheckSettings::default(), |request, _| match (request.url.port(), request.url.path()) {
        (Some(81), _) => Err(ErrorKind::Refused),
        (_, "/gone") => says(404, &[]),
        _ => says(200, &[]),
    })
    .await;
    assert_eq!(counts(&seen), (3, 1, 3), "{:?}", seen.results);
    assert!(seen.requests.iter().filter(|(_, url, _)| url.contains(":81")).count() <= 3, "{:?}", seen.requests);
}

#[tokio::test(start_paused = true)]
async fn https_that_refuses_says_nothing_of_http() {
    let pages = |scheme: &str| (0..5).map(|at| format!("{scheme}://a.example/{at}")).collect::<Vec<_>>();
    let seen = check(&[pages("https"), pages("http")].concat(), &CheckSettings::default(), |request, _| {
        if request.url.scheme() == "https" { Err(ErrorKind::Refused) } else { says(200, &[]) }
    })
    .await;
    assert_eq!(counts(&seen), (5, 0, 5), "{:?}", seen.results);
}

#[tokio::test(start_paused = true)]
async fn redirects_into_a_dead_port_leave_their_own_host_alone() {
    let mut urls: Vec<String> = (0..3).map(|at| format!("http://a.example/to-{at}")).collect();
    urls.push("http://a.example/gone".to_owned());
    let seen = check(&urls, &CheckSettings::default(), |request, _| match (request.url.port(), request.url.path()) {
        (Some(81), _) => Err(ErrorKind::Refused),
        (_, "/gone") => says(404, &[]),
        (_, path) => says(302, &[("location", &format!("http://a.example:81{path}"))]),
    })
    .await;
    assert_eq!(counts(&seen), (0, 1, 3), "{:?}", seen.results);
    let dead_port = seen.requests.iter().filter(|(_, url, _)| url.contains(":81")).count();
    assert!(dead_port <= 3, "{dead_port}");
}

#[tokio::test(start_paused = true)]
async fn a_given_up_origin_costs_little_time() {
    let seen = check_pages(&urls(&[("hang", 60)])).await;
    assert_eq!(counts(&seen), (0, 0, 60));
    assert!(seen.requests.len() <= 3 && seen.took < LATENCY * 10, "{} {:?}", seen.requests.len(), seen.took);
}
