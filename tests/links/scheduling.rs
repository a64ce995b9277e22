//! The run against a simulated network, in simulated time: what is requested when, how often, and what is made of it.

mod limits;
mod network;
mod origins;
mod refusals;
mod streamed;
mod verdicts;
mod videos;

use curate::links::error_kind::{ErrorKind, Phase};
use curate::links::probe_result::ProbeResult;
use curate::links::provider::Provider;
use curate::links::request::{Method, Request};
use curate::links::response::{Body, PageLook, Response};
use curate::links::run::{HostLimit, ListedTargets, ResultSink, RunEnd, RunReport, run};
use curate::links::settings::CheckSettings;
use curate::links::target::{CheckTarget, QueuedTarget};
use curate::links::transport::{RequestResult, Transport};
use curate_rules::Verdict;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};
use url::Url;

const LATENCY: Duration = Duration::from_millis(50);

type Server = dyn Fn(&Request, usize) -> RequestResult + Send + Sync;

/// Responds as a function says, after a while; records the requests.
#[derive(Clone)]
struct Net {
    server: Arc<Server>,
    requests: Arc<Mutex<Vec<(Instant, String, Method)>>>,
    latency: fn(&Request) -> Duration,
}

impl Transport for Net {
    async fn send(&self, request: Request) -> RequestResult {
        let earlier = {
            let mut requests = self.requests.lock().unwrap();
            let earlier = requests.iter().filter(|(_, url, _)| url == request.url.as_str()).count();
            requests.push((Instant::now(), request.url.to_string(), request.method));
            earlier
        };
        sleep((self.latency)(&request)).await;
        (self.server)(&request, earlier)
    }
}

struct Observed {
    end: RunEnd,
    limits: Vec<HostLimit>,
    took: Duration,
    results: BTreeMap<String, ProbeResult>,
    requests: Vec<(Instant, String, Method)>,
}

impl Observed {
    fn verdict(&self, url: &str) -> Verdict {
        self.results[url].outcome.verdict
    }
}

fn target(url: &str) -> CheckTarget {
    CheckTarget::new(&Url::parse(url).unwrap()).unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "a reply is what servers give")]
fn says(status: u16, headers: &[(&str, &str)]) -> RequestResult {
    let pair = |(name, value): &(&str, &str)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap())
    };
    let mut headers: HeaderMap = headers.iter().map(pair).collect();
    headers.entry("content-type").or_insert(HeaderValue::from_static("text/html"));
    // A page without a title that scripts build, so that no two are compared.
    let page = Body { whole: true, scripted: true, page: Some(PageLook::default()), ..Body::default() };
    Ok(Response { status, headers, address: None, body: (status < 300).then_some(page), took: LATENCY })
}

async fn check(
    urls: &[String],
    settings: &CheckSettings,
    server: impl Fn(&Request, usize) -> RequestResult + Send + Sync + 'static,
) -> Observed {
    check_after(|_| LATENCY, urls, settings, server).await
}

/// The same, with responses that take as long as `latency` says.
async fn check_after(
    latency: fn(&Request) -> Duration,
    urls: &[String],
    settings: &CheckSettings,
    server: impl Fn(&Request, usize) -> RequestResult + Send + Sync + 'static,
) -> Observed {
    let net = Net { server: Arc::new(server), requests: Arc::default(), latency };
    let targets: Vec<QueuedTarget> = urls.iter().map(|url| target(url).into()).collect();
    let (_keep, stop) = watch::channel(false);
    let mut results = Results::default();
    let begun = Instant::now();
    let source = ListedTargets::new(targets);
    let RunReport { end, limits } = run(source, settings, net.clone(), Provider::none(), stop, &mut results).await;
    let (took, results) = (begun.elapsed(), results.0);
    let requests = net.requests.lock().unwrap().clone();
    Observed { end, limits, took, results, requests }
}

/// The results by URL.
#[derive(Default)]
struct Results(BTreeMap<String, ProbeResult>);

impl ResultSink for Results {
    fn result(&mut self, _: u32, result: ProbeResult) {
        assert!(self.0.insert(result.outcome.url.to_string(), result).is_none(), "emitted twice");
    }

    fn corrected(&mut self, result: ProbeResult) {
        assert!(self.0.insert(result.outcome.url.to_string(), result).is_some(), "it had a result before");
    }
}

fn one(url: &str) -> Vec<String> {
    vec![url.to_owned()]
}

#[tokio::test(start_paused = true)]
async fn two_hosts_take_no_longer_than_one() {
    let settings = CheckSettings::default();
    let in_order: Vec<String> =
        ["a", "b"].iter().flat_map(|host| (0..200).map(move |page| format!("https://{host}.example/{page}"))).collect();
    let shuffled: Vec<String> = (0..400).map(|at| in_order[(at * 147) % 400].clone()).collect();
    let mut times = Vec::new();
    for urls in [&in_order, &shuffled] {
        let seen = check(urls, &settings, |_, _| says(200, &[])).await;
        assert_eq!((seen.end, seen.results.len(), seen.requests.len()), (RunEnd::Complete, 400, 400));
        times.push(seen.took.as_secs_f64());
    }
    let floor = (0.05 * 199.0) + 0.05;
    assert!(times.iter().all(|time| *time <= floor * 1.1), "{times:?} against {floor}");
    assert!((times[0] - times[1]).abs() <= 0.05 * floor, "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn slots_are_all_in_use() {
    let settings = CheckSettings { concurrency: 64, ..CheckSettings::default() };
    let urls: Vec<String> = (0..2_000).map(|at| format!("https://h{}.example/{at}", at % 200)).collect();
    let seen = check(&urls, &settings, |_, _| says(200, &[])).await;
    let floor = 2_000.0 * 0.05 / 64.0;
    assert!(seen.took.as_secs_f64() <= floor * 1.15, "{:?} against {floor}", seen.took);
}

#[tokio::test(start_paused = true)]
async fn a_large_host_and_many_small_ones_do_not_delay_each_other() {
    let settings = CheckSettings::default();
    let mut urls: Vec<String> = (0..300).map(|page| format!("https://large.example/{page}")).collect();
    urls.extend((0..3_000).map(|at| format!("https://h{at}.example/")));
    let begun = Instant::now();
    let seen = check(&urls, &settings, |_, _| says(200, &[])).await;
    let last = |is_large: bool| {
        let sent = seen.requests.iter().filter(|(_, url, _)| url.contains("large") == is_large).map(|(at, ..)| *at);
        (sent.max().unwrap() - begun).as_secs_f64()
    };
    let (slots, pace) = (settings.concurrency as f64, settings.interval.as_secs_f64());
    assert!(last(false) <= 1.1 * 3_000.0 * 0.05 / (slots - 4.0), "{}", last(false));
    assert!(last(true) <= 1.05 * 300.0 * pace, "{}", last(true));
}

#[tokio::test(start_paused = true)]
async fn of_many_urls_a_small_host_gets_one_connection_which_its_last_request_closes() {
    let settings = CheckSettings { concurrency: 8, interval: Duration::ZERO, ..CheckSettings::default() };
    let urls: Vec<String> = (0..2_000).map(|at| format!("https://h{}.example/{at}", at % 200)).collect();
    let by_host: Arc<Mutex<BTreeMap<String, Vec<bool>>>> = Arc::default();
    let known = Arc::clone(&by_host);
    let seen = check(&urls, &settings, move |request, _| {
        let host = request.url.host_str().unwrap().to_owned();
        known.lock().unwrap().entry(host).or_default().push(request.last);
        says(200, &[])
    })
    .await;
    assert_eq!(seen.results.len(), 2_000);
    for (host, last) in &*by_host.lock().unwrap() {
        assert_eq!(last.iter().filter(|last| **last).count(), 1, "{host}: {last:?}");
        assert_eq!((last.len(), last.last()), (10, Some(&true)), "{host}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_dead_host_costs_three_connections() {
    for error in [ErrorKind::Refused, ErrorKind::Reset, ErrorKind::Timeout(Phase::Connecting)] {
        let mut urls: Vec<String> = (0..50).map(|page| format!("https://dead.example/{page}")).collect();
        urls.push("https://well.example/".to_owned());
        let seen = check(&urls, &CheckSettings::default(), move |request, _| match request.url.host_str() {
            Some("dead.example") => Err(error.clone()),
            _ => says(200, &[]),
        })
        .await;
        let to_dead = seen.requests.iter().filter(|(_, url, _)| url.contains("dead")).count();
        assert!(to_dead <= 3, "{to_dead}");
        assert_eq!(seen.results.len(), 51);
        assert!((0..50).all(|page| seen.verdict(&format!("https://dead.example/{page}")) == Verdict::Unknown));
        let counting = seen.results.values().filter(|results| results.counts).count();
        assert!((1..=3).contains(&counting), "only what was requested counts for the history: {counting}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_comes_back_gets_the_other_requests() {
    let urls: Vec<String> = (0..6).map(|page| format!("https://shy.example/{page}")).collect();
    let seen = check(&urls, &CheckSettings::default(), |request, _| {
        if request.method == Method::Head { Err(ErrorKind::Reset) } else { says(200, &[]) }
    })
    .await;
    assert!(seen.results.values().all(|results| results.outcome.verdict == Verdict::Ok), "{:?}", seen.results);
}

#[tokio::test(start_paused = true)]
async fn a_long_pause_does_not_hold_the_run() {
    let mut urls: Vec<String> = (0..40).map(|page| format!("https://busy.example/{page}")).collect();
    urls.push("https://well.example/".to_owned());
    let seen = check(&urls, &CheckSettings::default(), |request, _| match request.url.host_str() {
        Some("busy.example") => says(429, &[("retry-after", "3600")]),
        _ => says(200, &[]),
    })
    .await;
    assert!(seen.took < Duration::from_secs(5), "{:?}", seen.took);
    assert_eq!(seen.verdict("https://busy.example/7"), Verdict::Unknown);
    assert!(seen.results.values().all(|results| !results.counts));
    assert!(seen.requests.len() <= 8, "{}", seen.requests.len());
}

#[tokio::test(start_paused = true)]
async fn a_short_pause_is_kept() {
    let seen = check(&one("https://busy.example/"), &CheckSettings::default(), |_, earlier| {
        if earlier == 0 { says(429, &[("retry-after", "7")]) } else { says(200, &[]) }
    })
    .await;
    assert_eq!(seen.verdict("https://busy.example/"), Verdict::Ok);
    assert!(seen.requests[1].0 - seen.requests[0].0 >= Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn without_a_network_nothing_is_emitted() {
    let urls: Vec<String> = (0..300).map(|at| format!("https://h{at}.example/")).collect();
    let failures = [
        ErrorKind::Unreachable,
        ErrorKind::Dns("no server".into()),
        ErrorKind::Timeout(Phase::Connecting),
        ErrorKind::Isolated("com".into()),
    ];
    for error in failures {
        let seen =
            check(&urls, &CheckSettings { concurrency: 8, ..CheckSettings::default() }, move |_, _| Err(error.clone()))
                .await;
        assert_eq!((seen.end, seen.results.len()), (RunEnd::NoNetwork, 0));
        assert!(seen.requests.len() < 40, "decided early: {}", seen.requests.len());
    }
}

#[tokio::test(start_paused = true)]
async fn no_such_host_and_refused_prove_a_network() {
    for error in [ErrorKind::NoSuchHost, ErrorKind::Refused] {
        let urls: Vec<String> = (0..30).map(|at| format!("https://h{at}.example/")).collect();
        let seen = check(&urls, &CheckSettings::default(), move |_, _| Err(error.clone())).await;
        assert_eq!((seen.end, seen.results.len()), (RunEnd::Complete, 30));
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_that_does_not_exist_is_not_looked_up_for_every_url() {
    let urls: Vec<String> = (0..200).map(|at| format!("https://gone.example/{at}")).collect();
    let dead = check(&urls, &CheckSettings::default(), |_, _| Err(ErrorKind::NoSuchHost)).await;
    assert!(urls.iter().all(|url| dead.verdict(url) == Verdict::Dead), "{:?}", dead.results);
    assert!(dead.requests.len() <= 5, "{} requests", dead.requests.len());
    // A name server that was wrong the first time: the second look finds all of them.
    let back = check(&urls, &CheckSettings::default(), |request, _| {
        if request.fresh { says(200, &[]) } else { Err(ErrorKind::NoSuchHost) }
    })
    .await;
    assert!(urls.iter().all(|url| back.verdict(url) == Verdict::Ok), "{:?}", back.results);
    // One that does not respond the second time: nothing is certain.
    let unknown = check(&urls, &CheckSettings::default(), |request, _| {
        Err(if request.fresh { ErrorKind::Dns("silent".into()) } else { ErrorKind::NoSuchHost })
    })
    .await;
    assert!(urls.iter().all(|url| unknown.verdict(url) == Verdict::Unknown), "{:?}", unknown.results);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_the_run() {
    let urls: Vec<String> = (0..400).map(|at| format!("https://a.example/{at}")).collect();
    let settings = CheckSettings { deadline: Some(Duration::from_secs(3)), ..CheckSettings::default() };
    let seen = check(&urls, &settings, |_, _| says(200, &[])).await;
    assert_eq!((seen.end, seen.results.len()), (RunEnd::OutOfTime, 400));
    assert!(seen.took <= Duration::from_millis(3_050), "{:?}", seen.took);
    assert!(seen.results.values().any(|results| results.outcome.cause.contains("time")));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_run_ends_within_two_seconds() {
    let net =
        Net { server: Arc::new(|_, _| says(200, &[])), requests: Arc::default(), latency: |_| Duration::from_mins(1) };
    let (tell, stop) = watch::channel(false);
    let begun = Instant::now();
    tokio::spawn(async move {
        sleep(Duration::from_secs(5)).await;
        tell.send(true).unwrap();
    });
    let targets: Vec<QueuedTarget> = (0..100).map(|at| target(&format!("https://h{at}.example/")).into()).collect();
    let mut emitted = 0;
    let source = ListedTargets::new(targets);
    let settings = CheckSettings::default();
    let run = run(source, &settings, net, Provider::none(), stop, &mut |_| emitted += 1).await;
    assert_eq!((run.end, emitted), (RunEnd::Interrupted, 0));
    assert!(begun.elapsed() <= Duration::from_millis(7_100), "{:?}", begun.elapsed());
}
