//! Hosts that want fewer requests.

use super::{Observed, check, says};
use curate::links::request::Method;
use curate::links::settings::CheckSettings;
use curate_rules::Verdict;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);

/// A limit: whether a request at that time (since the first) is answered.
type Limit = Box<dyn FnMut(Duration) -> bool + Send>;

/// At most `most` requests in each period, whose bounds are fixed.
fn fixed(most: usize, period: Duration) -> Limit {
    let (mut at, mut count) = (0, 0);
    Box::new(move |now| {
        let this = now.as_millis() / period.as_millis();
        if this != at {
            (at, count) = (this, 0);
        }
        count += 1;
        count <= most
    })
}

/// At most `most` requests within any period; `all` counts the refused ones too.
fn sliding(most: usize, period: Duration, all: bool) -> Limit {
    let mut seen: Vec<Duration> = Vec::new();
    Box::new(move |now| {
        seen.retain(|then| now.saturating_sub(*then) < period);
        let is_free = seen.len() < most;
        if is_free || all {
            seen.push(now);
        }
        is_free
    })
}

/// A bucket of `most` that gets one more in each `period`.
fn bucket(most: u32, period: Duration) -> Limit {
    let (mut left, mut filled) = (f64::from(most), Duration::ZERO);
    Box::new(move |now| {
        left = (left + now.saturating_sub(filled).as_secs_f64() / period.as_secs_f64()).min(f64::from(most));
        filled = now;
        let is_free = left >= 1.0;
        left -= f64::from(u8::from(is_free));
        is_free
    })
}

async fn limited(count: usize, limit: Limit, headers: &'static [(&'static str, &'static str)]) -> Observed {
    limited_at(&CheckSettings::default(), count, limit, headers).await
}

async fn limited_at(
    settings: &CheckSettings,
    count: usize,
    limit: Limit,
    headers: &'static [(&'static str, &'static str)],
) -> Observed {
    let urls: Vec<String> = (0..count).map(|page| format!("https://busy.example/{page}")).collect();
    let (limit, begun) = (Mutex::new(limit), Instant::now());
    check(&urls, settings, move |_, _| {
        let is_free = (limit.lock().unwrap())(begun.elapsed());
        says(if is_free { 200 } else { 429 }, if is_free { &[] } else { headers })
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn a_host_with_a_limit_is_checked_to_the_end_and_named() {
    for headers in [&[][..], &[("retry-after", "1")], &[("retry-after", "0")]] {
        let seen = limited(300, sliding(5, SECOND, false), headers).await;
        let [limit] = &seen.limits[..] else { panic!("{:?}", seen.limits) };
        let interval = limit.interval.expect("it answered").as_millis();
        assert!(limit.host == "busy.example" && (190..=260).contains(&interval), "{limit:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn limits_of_every_kind_are_found_whatever_pause_the_host_asks_for() {
    for headers in [&[][..], &[("retry-after", "1")], &[("retry-after", "0")]] {
        // The shortest times possible are about 60, 60, 60, 60, 50, 30, 140, 140, 140 and 90 seconds.
        let kinds: [(&str, usize, Limit, u64); 10] = [
            ("5 a second, sliding", 300, sliding(5, SECOND, false), 78),
            ("5 a second, sliding, refusals count", 300, sliding(5, SECOND, true), 78),
            ("5 a second, fixed", 300, fixed(5, SECOND), 78),
            ("5 a second, a bucket of 5", 300, bucket(5, SECOND / 5), 78),
            ("2 a second, sliding, refusals count", 100, sliding(2, SECOND, true), 72),
            ("10 a second, sliding, refusals count", 300, sliding(10, SECOND, true), 42),
            ("60 a minute, sliding, refusals count", 200, sliding(60, 60 * SECOND, true), 210),
            ("60 a minute, fixed", 200, fixed(60, 60 * SECOND), 190),
            ("60 a minute, a bucket of 60", 200, bucket(60, SECOND), 165),
            ("10 in 10 seconds, sliding, refusals count", 100, sliding(10, 10 * SECOND, true), 155),
        ];
        for (kind, count, limit, longest) in kinds {
            let seen = limited(count, limit, headers).await;
            let well = seen.results.values().filter(|result| result.outcome.verdict == Verdict::Ok).count();
            assert_eq!(well, count, "{kind} {headers:?}");
            assert!(seen.took <= Duration::from_secs(longest), "{kind} {headers:?}: {:?}", seen.took);
            let refused = seen.requests.len() - count;
            assert!(refused <= 30, "{kind} {headers:?}: {refused} requests were refused");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_does_not_look_like_one_is_found_after_all() {
    let settings = CheckSettings { interval: SECOND / 100, ..CheckSettings::default() };
    let seen = limited_at(&settings, 300, bucket(5, SECOND / 5), &[("retry-after", "0")]).await;
    assert!(seen.results.values().all(|result| result.outcome.verdict == Verdict::Ok));
    assert!(seen.requests.len() <= 380 && seen.took <= 78 * SECOND, "{}, {:?}", seen.requests.len(), seen.took);
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
