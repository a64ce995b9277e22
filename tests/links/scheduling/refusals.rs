//! Hosts that refuse requests for other reasons than their number, and what is said of limits.

use super::{Observed, check, says};
use curate::links::request::Method;
use curate::links::settings::CheckSettings;
use curate_rules::Verdict;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::Instant;

fn pages(count: usize) -> Vec<String> {
    (0..count).map(|page| format!("https://busy.example/{page}")).collect()
}

fn count_ok(seen: &Observed) -> usize {
    seen.results.values().filter(|result| result.outcome.verdict == Verdict::Ok).count()
}

#[tokio::test(start_paused = true)]
async fn a_host_that_refuses_head_alone_is_requested_by_get() {
    for (status, headers) in [(429, &[][..]), (429, &[("retry-after", "0")]), (503, &[("retry-after", "1")])] {
        for count in [1, 3, 9, 60] {
            let seen = check(&pages(count), &CheckSettings::default(), move |request, _| {
                if request.method == Method::Head { says(status, headers) } else { says(200, &[]) }
            })
            .await;
            assert_eq!(count_ok(&seen), count, "{status} {headers:?} {count}");
            assert!(seen.requests.len() <= count + 3, "{status} {headers:?} {count}: {}", seen.requests.len());
            assert!(seen.took <= Duration::from_secs(6), "{status} {headers:?} {count}: {:?}", seen.took);
            assert_eq!(seen.limits, [], "its pace is none of the matter");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_answered_head_is_not_requested_by_get_for_its_limit() {
    let left = Mutex::new(10);
    let seen = check(&pages(30), &CheckSettings::default(), move |request, earlier| {
        let mut left = left.lock().unwrap();
        *left -= i32::from(earlier == 0 && request.method == Method::Head);
        says(if *left == 0 { 429 } else { 200 }, &[])
    })
    .await;
    assert_eq!(count_ok(&seen), 30);
    let ranged = seen.requests.iter().filter(|(.., method)| *method != Method::Head).count();
    assert!(ranged <= 4, "{ranged}");
}

/// `Retry-After` of servers.
const RETRY_AFTERS: [Option<&str>; 4] = [None, Some("0"), Some("1.5"), Some("2")];

/// Checks 60 URLs of a host that refuses the requests whose numbers `is_refused`.
async fn arbitrary(
    retry_after: Option<&'static str>,
    is_refused: impl Fn(u64) -> bool + Send + Sync + 'static,
) -> Observed {
    let number = AtomicU64::new(0);
    check(&pages(60), &CheckSettings::default(), move |_, _| {
        if !is_refused(number.fetch_add(1, Relaxed)) {
            return says(200, &[]);
        }
        let pair = retry_after.map(|value| ("retry-after", value));
        says(429, pair.as_slice())
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn refusals_that_do_not_depend_on_the_pace_do_not_slow_a_host_down_for_long() {
    for retry_after in RETRY_AFTERS {
        // Two seconds for every second request are two minutes.
        for (every, longest) in [(2, if retry_after == Some("2") { 140 } else { 45 }), (7, 40)] {
            let seen = arbitrary(retry_after, move |number| number % every == every - 1).await;
            assert_eq!(count_ok(&seen), 60, "every {every}, {retry_after:?}");
            assert!(seen.took <= Duration::from_secs(longest), "every {every}, {retry_after:?}: {:?}", seen.took);
            assert!(seen.limits.iter().all(|limit| limit.interval.is_none()), "{:?}", seen.limits);
        }
        let mut times = Vec::new();
        for seed in 0..8 {
            let seen = arbitrary(retry_after, move |number| random(seed, number) % 100 < 30).await;
            assert_eq!(count_ok(&seen), 60, "30 %, {retry_after:?}, {seed}");
            times.push(seen.took.as_secs());
        }
        times.sort_unstable();
        assert!(
            times[4] <= if retry_after == Some("2") { 80 } else { 45 } && times[7] <= 140,
            "30 %, {retry_after:?}: {times:?}"
        );
    }
}

/// A number that looks random (the mixer of `SplitMix64`).
fn random(seed: u64, number: u64) -> u64 {
    let mut mixed = (seed << 32 | number).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Checks 250 URLs of a host that allows 100 requests a minute and says when the minute is over.
async fn by_the_minute(longest_pause: u64) -> Observed {
    let (begun, served) = (Instant::now(), Mutex::new((0, 0)));
    let settings = CheckSettings { longest_pause: Duration::from_secs(longest_pause), ..CheckSettings::default() };
    check(&pages(250), &settings, move |_, _| {
        let mut served = served.lock().unwrap();
        let (minute, second) = (begun.elapsed().as_secs() / 60, begun.elapsed().as_secs() % 60);
        if served.0 != minute {
            *served = (minute, 0);
        }
        served.1 += 1;
        let left = (60 - second).to_string();
        if served.1 <= 100 { says(200, &[]) } else { says(429, &[("retry-after", left.as_str())]) }
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn the_pace_that_a_host_allows_includes_its_pauses() {
    for (longest_pause, well, is_dropped) in [(60, 250, false), (30, 100, true)] {
        let seen = by_the_minute(longest_pause).await;
        let [limit] = &seen.limits[..] else { panic!("{:?}", seen.limits) };
        assert_eq!((count_ok(&seen), limit.is_dropped), (well, is_dropped), "{limit:?}");
        let interval = limit.interval.expect("it answered").as_millis();
        assert!((590..=630).contains(&interval), "{limit:?}");
        assert_eq!(limit.too_long_pause.is_some(), is_dropped, "{limit:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn pages_that_alone_are_refused_tell_nothing_of_a_limit() {
    for refused in [1, 3] {
        let seen = check(&pages(60), &CheckSettings::default(), move |request, _| {
            let page: usize = request.url.path().trim_start_matches('/').parse().unwrap();
            says(if page % 20 == 7 && page / 20 < refused { 429 } else { 200 }, &[])
        })
        .await;
        assert_eq!(count_ok(&seen), 60 - refused);
        assert!(seen.limits.iter().all(|limit| limit.interval.is_none()), "{:?}", seen.limits);
        assert!(seen.took <= Duration::from_secs(75), "{:?}", seen.took);
    }
}
