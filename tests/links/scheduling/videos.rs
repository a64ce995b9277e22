//! Videos on YouTube: who is requested, in which order, and what their answers mean.

use super::{Observed, check, says};
use curate::links::error_kind::ErrorKind;
use curate::links::request::{Method, Request};
use curate::links::settings::CheckSettings;
use curate::links::transport::RequestResult;
use curate_rules::Verdict;
use curate_rules::api::outcome::Suspicion;
use std::time::Duration;

const PAGE: &str = "https://www.youtube.com/watch?v=1WmNXEVia8I";
const OEMBED: &str =
    "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D1WmNXEVia8I";
const THUMBNAIL: &str = "https://i.ytimg.com/vi/1WmNXEVia8I/hqdefault.jpg";

/// A description where that is what `status` means.
fn described(status: u16) -> RequestResult {
    says(status, &[("content-type", "application/json")])
}

/// Checks the video where these are the answers of its description, its thumbnail and its page.
async fn video(
    url: &str,
    oembed: impl Fn() -> RequestResult + Send + Sync + 'static,
    thumbnail: u16,
    page: u16,
) -> Observed {
    check(&[url.to_owned()], &CheckSettings::default(), move |request, _| match request.url.as_str() {
        OEMBED => oembed(),
        THUMBNAIL => says(thumbnail, &[("content-type", "image/jpeg")]),
        _ => says(page, &[("content-type", "text/html")]),
    })
    .await
}

fn requested(observed: &Observed) -> Vec<(&str, Method)> {
    observed.requests.iter().map(|(_, url, method)| (url.as_str(), *method)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_description_is_enough() {
    for url in [PAGE, "https://youtu.be/1WmNXEVia8I?si=x", "http://www.youtube.com/embed/1WmNXEVia8I"] {
        let observed = video(url, || described(200), 404, 404).await;
        assert_eq!(observed.verdict(url), Verdict::Ok, "{url}");
        assert_eq!(requested(&observed), [(OEMBED, Method::Ranged)], "{url}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_has_neither_description_nor_thumbnail_was_removed() {
    for status in [400, 401, 403, 404] {
        let observed = video(PAGE, move || described(status), 404, 200).await;
        let outcome = &observed.results[PAGE].outcome;
        assert_eq!((outcome.verdict, &outcome.suspicion), (Verdict::Suspect, &Some(Suspicion::VideoRemoved)));
        assert_eq!(requested(&observed), [(OEMBED, Method::Ranged), (THUMBNAIL, Method::Ranged)], "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_thumbnail_leaves_the_last_word_to_the_page() {
    for (status, thumbnail) in [(401, 200), (403, 206), (404, 200), (404, 403), (404, 500), (400, 301)] {
        let observed = video(PAGE, move || described(status), thumbnail, 200).await;
        assert_eq!(observed.verdict(PAGE), Verdict::Ok, "{status} {thumbnail}");
        assert_eq!(requested(&observed).last(), Some(&(PAGE, Method::Head)), "{status} {thumbnail}");
        assert_eq!(observed.requests.len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn an_unclear_description_leaves_it_to_the_page() {
    let unclear: [fn() -> RequestResult; 5] = [
        || says(200, &[("content-type", "text/html")]),
        || says(302, &[("location", "https://consent.youtube.com/")]),
        || says(500, &[]),
        || Err(ErrorKind::Refused),
        || Err(ErrorKind::Tls("x".to_owned())),
    ];
    for oembed in unclear {
        let observed = video(PAGE, oembed, 404, 200).await;
        assert_eq!(observed.verdict(PAGE), Verdict::Ok);
        assert_eq!(requested(&observed), [(OEMBED, Method::Ranged), (PAGE, Method::Head)]);
    }
    let gone = video(PAGE, || says(500, &[]), 404, 404).await;
    assert_eq!(gone.verdict(PAGE), Verdict::Dead);
    assert_eq!(gone.requests.len(), 5, "the page twice in the first look, once in the second; the description twice");
}

#[tokio::test(start_paused = true)]
async fn a_busy_server_is_waited_for() {
    let observed = check(&[PAGE.to_owned()], &CheckSettings::default(), |request, earlier| {
        match (request.url.as_str(), earlier) {
            (OEMBED, 0) => says(429, &[("retry-after", "5")]),
            _ => described(200),
        }
    })
    .await;
    assert_eq!(observed.verdict(PAGE), Verdict::Ok);
    assert_eq!(requested(&observed), [(OEMBED, Method::Ranged); 2]);
    assert!(observed.took >= Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn stand_ins_keep_the_pace_of_their_host() {
    let url = |at: usize| format!("https://youtu.be/video{at:06}");
    let urls: Vec<String> = (0..60).map(url).collect();
    let observed = check(&urls, &CheckSettings::default(), |_, _| described(200)).await;
    assert_eq!((observed.results.len(), observed.requests.len()), (60, 60));
    let starts: Vec<_> = observed.requests.iter().map(|(start, ..)| *start).collect();
    let interval = CheckSettings::default().interval;
    assert!(starts.windows(2).all(|pair| pair[1] - pair[0] >= interval), "{starts:?}");
}

#[tokio::test(start_paused = true)]
async fn a_network_without_youtube_loses_no_video() {
    for error in [ErrorKind::NoSuchHost, ErrorKind::Refused] {
        let urls: Vec<String> = (0..20).map(|at| format!("https://youtu.be/video{at:06}")).collect();
        let urls = [urls, vec!["https://lamp.example/".to_owned()]].concat();
        let says = move |request: &Request, _: usize| match request.url.host_str() {
            Some("www.youtube.com") => Err(error.clone()),
            _ => says(200, &[]),
        };
        let observed = check(&urls, &CheckSettings::default(), says).await;
        assert_eq!(observed.results.len(), 21);
        let dead = observed.results.values().filter(|result| result.outcome.verdict == Verdict::Dead);
        assert_eq!(dead.count(), 0, "their pages are there");
    }
}
