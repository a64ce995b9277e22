//! Hosts that want fewer requests.

use super::{Observed, check, says};
use curate::links::request::Method;
use curate::links::settings::CheckSettings;
use curate_rules::Verdict;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::Instant;

/// A host of 300 pages that answers five requests in each second and refuses the others, with these headers.
async fn five_a_second(headers: &'static [(&'static str, &'static str)]) -> Observed {
    let urls: Vec<String> = (0..300).map(|page| format!("https://busy.example/{page}")).collect();
    let answered: Mutex<Vec<Instant>> = Mutex::default();
    check(&urls, &CheckSettings::default(), move |_, _| {
        let mut answered = answered.lock().unwrap();
        let now = Instant::now();
        answered.retain(|then| now - *then < Duration::from_secs(1));
        if answered.len() >= 5 {
            return says(429, headers);
        }
        answered.push(now);
        says(200, &[])
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn a_host_with_a_limit_is_checked_to_the_end_and_named() {
    for headers in [&[][..], &[("retry-after", "1")], &[("retry-after", "0")]] {
        let seen = five_a_second(headers).await;
        let well = seen.results.values().filter(|result| result.outcome.verdict == Verdict::Ok).count();
        assert_eq!(well, 300, "{headers:?}");
        assert!(seen.took <= Duration::from_secs(78), "{headers:?}: {:?}", seen.took);
        assert!(seen.requests.len() <= 330, "{headers:?}: {} requests", seen.requests.len());
        let [limit] = &seen.limits[..] else { panic!("{:?}", seen.limits) };
        let interval = limit.interval.expect("it answered").as_millis();
        assert!(limit.host == "busy.example" && (190..=260).contains(&interval), "{limit:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_that_alone_is_refused_does_not_hold_the_others() {
    let urls: Vec<String> = (0..100).map(|page| format!("https://busy.example/{page}")).collect();
    let seen = check(&urls, &CheckSettings::default(), |request, _| {
        says(if request.url.path() == "/7" { 429 } else { 200 }, &[])
    })
    .await;
    assert_eq!(seen.verdict("https://busy.example/7"), Verdict::Unknown);
    assert_eq!(seen.results.values().filter(|result| result.outcome.verdict == Verdict::Ok).count(), 99);
    assert!(seen.took <= Duration::from_secs(90), "{:?}", seen.took);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_refuses_everything_is_left_alone() {
    let urls: Vec<String> = (0..100).map(|page| format!("https://busy.example/{page}")).collect();
    let seen = check(&urls, &CheckSettings::default(), |_, _| says(429, &[])).await;
    assert!(seen.results.values().all(|result| result.outcome.verdict == Verdict::Unknown && !result.counts));
    assert!(seen.took <= Duration::from_secs(40) && seen.requests.len() <= 12, "{:?}", seen.took);
    assert_eq!(seen.limits.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_cause_is_what_the_host_said() {
    let urls: Vec<String> = (0..9).map(|page| format!("https://busy.example/{page}")).collect();
    let seen = check(&urls, &CheckSettings::default(), |_, _| says(503, &[("retry-after", "99999")])).await;
    let causes: Vec<&str> = seen.results.values().map(|result| &*result.outcome.cause).collect();
    assert!(causes.iter().all(|cause| !cause.contains("429")), "{causes:?}");
    let refused = causes.iter().filter(|cause| cause.starts_with("503 Service Unavailable")).count();
    assert!((1..=4).contains(&refused), "the others were not requested: {causes:?}");
}

#[tokio::test(start_paused = true)]
async fn a_limit_by_the_minute_is_waited_for_and_one_of_head_alone_is_none() {
    let urls: Vec<String> = (0..60).map(|page| format!("https://busy.example/{page}")).collect();
    let answered: Mutex<Vec<Instant>> = Mutex::default();
    let seen = check(&urls, &CheckSettings::default(), move |_, _| {
        let mut answered = answered.lock().unwrap();
        let now = Instant::now();
        answered.retain(|then| now - *then < Duration::from_mins(1));
        if answered.len() >= 40 {
            return says(429, &[]);
        }
        answered.push(now);
        says(200, &[])
    })
    .await;
    assert!(seen.results.values().all(|result| result.outcome.verdict == Verdict::Ok), "{:?}", seen.took);
    let seen = check(&urls[..3], &CheckSettings::default(), |request, _| {
        says(if request.method == Method::Head { 429 } else { 200 }, &[])
    })
    .await;
    assert!(seen.results.values().all(|result| result.outcome.verdict == Verdict::Ok), "{:?}", seen.results);
}
