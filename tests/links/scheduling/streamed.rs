//! Runs that get their targets one by one, as a worker of a fleet does.

use crate::scheduling::{LATENCY, Net, says, target};
use curate::links::error_kind::{ErrorKind, Phase};
use curate::links::probe_result::ProbeResult;
use curate::links::provider::Provider;
use curate::links::request::{Method, Request};
use curate::links::response::{Body, PageLook};
use curate::links::run::{ResultSink, RunEnd, Supply, TargetSource, Visit, run};
use curate::links::settings::CheckSettings;
use curate::links::transport::RequestResult;
use curate_rules::Verdict;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep};
use url::Url;

const LOOK_AFTER: Duration = Duration::from_secs(10);

struct Channel(UnboundedReceiver<Supply>);

impl TargetSource for Channel {
    fn try_next(&mut self) -> Option<Supply> {
        self.0.try_recv().ok()
    }

    async fn next(&mut self) -> Supply {
        self.0.recv().await.unwrap_or(Supply::End)
    }

    fn second_look_after(&self) -> Option<Duration> {
        Some(LOOK_AFTER)
    }
}

/// What a sink got, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Got {
    Result(u32, Verdict),
    Corrected(String, Verdict),
    Left(u32),
}

#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<(Instant, Got)>>>);

impl Sink {
    fn push(&self, got: Got) {
        self.0.lock().unwrap().push((Instant::now(), got));
    }

    fn got(&self) -> Vec<Got> {
        self.0.lock().unwrap().iter().map(|(_, got)| got.clone()).collect()
    }
}

impl ResultSink for Sink {
    fn result(&mut self, target: u32, result: ProbeResult) {
        self.push(Got::Result(target, result.outcome.verdict));
    }

    fn corrected(&mut self, result: ProbeResult) {
        self.push(Got::Corrected(result.outcome.url.to_string(), result.outcome.verdict));
    }

    fn left(&mut self, target: u32) {
        self.push(Got::Left(target));
    }
}

/// A run, while `script` says what its source brings and when.
async fn streamed<F: Future<Output = ()>>(
    server: impl Fn(&Request, usize) -> RequestResult + Send + Sync + 'static,
    script: impl FnOnce(UnboundedSender<Supply>, Sink) -> F,
) -> (RunEnd, Sink, Vec<(Instant, String, Method)>) {
    let net = Net { server: Arc::new(server), requests: Arc::default(), latency: |_| LATENCY };
    let (supply, received) = unbounded_channel();
    let (_keep, stop) = watch::channel(false);
    let sink = Sink::default();
    let (settings, mut own) = (CheckSettings::default(), sink.clone());
    let running = run(Channel(received), &settings, net.clone(), Provider::none(), stop, &mut own);
    let (report, ()) = tokio::join!(running, script(supply, sink.clone()));
    let requests = net.requests.lock().unwrap().clone();
    (report.end, sink, requests)
}

fn targets(urls: &[(u32, &str)]) -> Supply {
    Supply::Targets(urls.iter().map(|(number, url)| (*number, target(url).into())).collect())
}

#[tokio::test(start_paused = true)]
async fn failures_are_looked_at_again_while_others_come() {
    let begun = Instant::now();
    let (end, sink, requests) = streamed(
        |request, _| if request.url.path() == "/gone" { says(404, &[]) } else { says(200, &[]) },
        |supply, _| async move {
            supply.send(targets(&[(1_000_000, "https://a.example/gone")])).unwrap();
            for number in 0..60 {
                supply.send(targets(&[(number, &format!("https://h{number}.example/"))])).unwrap();
                sleep(Duration::from_millis(500)).await;
            }
        },
    )
    .await;
    assert_eq!(end, RunEnd::Complete);
    let looks: Vec<f64> = requests
        .iter()
        .filter(|(_, url, _)| url.ends_with("/gone"))
        .map(|(at, ..)| (*at - begun).as_secs_f64())
        .collect();
    assert_eq!(looks.len(), 3, "HEAD, GET and the second look: {looks:?}");
    assert!((10.0..12.5).contains(&looks[2]), "while others come: {looks:?}");
    let got = sink.got();
    assert_eq!(got.len(), 61);
    let at = got.iter().position(|got| *got == Got::Result(1_000_000, Verdict::Dead)).unwrap();
    assert!(at < 30, "it does not wait for the end, but is the {at}-th");
}

#[tokio::test(start_paused = true)]
async fn a_silent_host_is_given_up_while_others_come() {
    let (end, sink, requests) = streamed(
        |request, _| match request.url.host_str() {
            Some("silent.example") => Err(ErrorKind::Timeout(Phase::Connecting)),
            _ => says(200, &[]),
        },
        |supply, _| async move {
            for number in 0..20 {
                supply.send(targets(&[(number, &format!("https://silent.example/{number}"))])).unwrap();
            }
            for number in 100..200 {
                supply.send(targets(&[(number, &format!("https://h{number}.example/"))])).unwrap();
                sleep(Duration::from_millis(500)).await;
            }
        },
    )
    .await;
    assert_eq!(end, RunEnd::Complete);
    let asked = requests.iter().filter(|(_, url, _)| url.contains("silent")).count();
    assert!(asked <= 8, "{asked} requests");
    let unknown = (0..20).map(|number| Got::Result(number, Verdict::Unknown));
    let got = sink.got();
    assert_eq!(unknown.filter(|one| got.contains(one)).count(), 20);
    assert!(got.iter().position(|got| matches!(got, Got::Result(0..20, _))).unwrap() < 60, "none waits for the end");
}

#[tokio::test(start_paused = true)]
async fn what_is_withdrawn_gets_neither_requests_nor_results() {
    let (end, sink, requests) = streamed(
        |_, _| says(200, &[]),
        |supply, _| async move {
            let urls: Vec<String> = (0..40).map(|page| format!("https://a.example/{page}")).collect();
            let urls: Vec<(u32, &str)> = (0..).zip(&urls).map(|(number, url)| (number, &**url)).collect();
            supply.send(targets(&urls)).unwrap();
            sleep(Duration::from_millis(510)).await;
            supply.send(Supply::Withdrawn((0..40).collect())).unwrap();
            sleep(Duration::from_secs(30)).await;
            supply.send(targets(&[(7, "https://a.example/again")])).unwrap();
        },
    )
    .await;
    assert_eq!(end, RunEnd::Complete);
    assert_eq!(requests.len(), 12, "eleven until then, and the last: {requests:?}");
    assert_eq!(sink.got().len(), 11, "that in flight has none: {:?}", sink.got());
}

#[tokio::test(start_paused = true)]
async fn what_leaves_gets_the_result_of_what_is_in_flight() {
    let (_, sink, requests) = streamed(
        |request, _| if request.url.path() == "/gone" { says(404, &[]) } else { says(200, &[]) },
        |supply, sink| async move {
            let urls = [(1, "https://a.example/1"), (2, "https://b.example/gone"), (3, "https://a.example/3")];
            supply.send(targets(&urls)).unwrap();
            sleep(Duration::from_millis(20)).await;
            supply.send(Supply::Leaving(vec![1, 2, 3])).unwrap();
            sleep(Duration::from_secs(1)).await;
            let mut got = sink.got();
            got.sort_by_key(|got| format!("{got:?}"));
            assert_eq!(got, [Got::Left(2), Got::Left(3), Got::Result(1, Verdict::Ok)], "at once");
        },
    )
    .await;
    assert_eq!((sink.got().len(), requests.len()), (3, 2));
}

#[tokio::test(start_paused = true)]
async fn visits_keep_the_pace_of_their_host() {
    let (end, sink, requests) = streamed(
        |request, _| if request.url.path() == "/busy" { says(429, &[("retry-after", "2")]) } else { says(200, &[]) },
        |supply, _| async move {
            let urls: Vec<String> = (0..20).map(|page| format!("https://a.example/{page}")).collect();
            let urls: Vec<(u32, &str)> = (0..).zip(&urls).map(|(number, url)| (number, &**url)).collect();
            supply.send(targets(&urls)).unwrap();
            sleep(Duration::from_millis(10)).await;
            let visit = |path: &str| {
                let url: Url = format!("https://a.example/{path}").parse().unwrap();
                let first_origin = url.origin();
                let (reply, received) = oneshot::channel();
                let request = Request {
                    url,
                    method: Method::Head,
                    fragments: Vec::new(),
                    fresh: false,
                    last: false,
                    first_origin,
                    cookies: None,
                };
                supply.send(Supply::Visit(Visit { request, reply })).unwrap();
                received
            };
            let begun = Instant::now();
            assert_eq!(visit("visit").await.unwrap().unwrap().status, 200);
            assert!(begun.elapsed() < Duration::from_millis(200), "it does not wait for all others");
            assert_eq!(visit("busy").await.unwrap().unwrap().status, 429, "who asked for it decides what it means");
        },
    )
    .await;
    assert_eq!((end, sink.got().len(), requests.len()), (RunEnd::Complete, 20, 22));
    let gaps: Vec<Duration> = requests.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(gaps.iter().all(|gap| *gap >= Duration::from_millis(37)), "{gaps:?}");
    assert!(gaps.iter().any(|gap| *gap >= Duration::from_millis(1_900)), "the host is left alone for that: {gaps:?}");
}

#[tokio::test(start_paused = true)]
async fn what_was_called_well_is_corrected_first() {
    let page = |request: &Request| {
        let mut response = says(200, &[("content-length", "500"), ("etag", "\"same\"")])?;
        let look = PageLook { title: "Welcome".to_owned(), text: (400, 7) };
        let body = Body { whole: true, page: Some(look), ..Body::default() };
        response.body = (request.method == Method::Get).then_some(body);
        Ok(response)
    };
    let (_, sink, _) = streamed(
        move |request, _| page(request),
        |supply, sink| async move {
            supply.send(targets(&[(1, "https://a.example/one")])).unwrap();
            sleep(Duration::from_secs(3)).await;
            assert_eq!(sink.got(), [Got::Result(1, Verdict::Ok)]);
            supply.send(targets(&[(2, "https://a.example/two")])).unwrap();
        },
    )
    .await;
    let corrected = Got::Corrected("https://a.example/one".to_owned(), Verdict::Suspect);
    assert_eq!(sink.got(), [Got::Result(1, Verdict::Ok), corrected, Got::Result(2, Verdict::Suspect)]);
}

#[tokio::test(start_paused = true)]
async fn a_network_that_goes_away_ends_a_run_without_verdicts() {
    let begun = Instant::now();
    let (end, sink, _) = streamed(
        move |_, _| {
            let is_there = begun.elapsed() < Duration::from_mins(1);
            if is_there { says(200, &[]) } else { Err(ErrorKind::Timeout(Phase::Connecting)) }
        },
        |supply, _| async move {
            for number in 0..1_000 {
                // The run has ended.
                if supply.send(targets(&[(number, &format!("https://h{}.example/{number}", number % 40))])).is_err() {
                    return;
                }
                sleep(Duration::from_millis(250)).await;
            }
        },
    )
    .await;
    assert_eq!(end, RunEnd::NoNetwork);
    let got = sink.got();
    let unknown = got.iter().filter(|got| !matches!(got, Got::Result(_, Verdict::Ok))).count();
    assert!(got.len() >= 230 && unknown < 3, "{unknown} of {}", got.len());
}

#[tokio::test(start_paused = true)]
async fn the_second_look_needs_nobody_to_wake_the_run() {
    let (_, sink, requests) = streamed(
        |_, _| says(404, &[]),
        |supply, sink| async move {
            supply.send(targets(&[(1, "https://a.example/gone")])).unwrap();
            sleep(Duration::from_secs(15)).await;
            assert_eq!(sink.got(), [Got::Result(1, Verdict::Dead)]);
        },
    )
    .await;
    assert_eq!((sink.got().len(), requests.len()), (1, 3));
}

#[tokio::test(start_paused = true)]
async fn a_few_silent_hosts_do_not_wait_for_others() {
    let (end, sink, _) = streamed(
        |_, _| Err(ErrorKind::Timeout(Phase::Connecting)),
        |supply, sink| async move {
            let urls: Vec<String> = (0..4).map(|host| format!("https://h{host}.example/")).collect();
            supply.send(targets(&(0..).zip(&urls).map(|(number, url)| (number, &**url)).collect::<Vec<_>>())).unwrap();
            sleep(Duration::from_mins(1)).await;
            assert_eq!(sink.got().len(), 4);
        },
    )
    .await;
    assert_eq!((end, sink.got().len()), (RunEnd::NoNetwork, 4));
}

#[tokio::test(start_paused = true)]
async fn a_list_of_dead_hosts_is_not_a_network_that_goes_away() {
    let (end, sink, _) = streamed(
        |request, _| match request.url.host_str() {
            Some("well.example") => says(200, &[]),
            _ => Err(ErrorKind::Timeout(Phase::Connecting)),
        },
        |supply, _| async move {
            supply.send(targets(&[(1_000, "https://well.example/")])).unwrap();
            for number in 0..100 {
                supply.send(targets(&[(number, &format!("https://h{number}.example/"))])).unwrap();
                sleep(Duration::from_millis(500)).await;
            }
        },
    )
    .await;
    let unknown = sink.got().iter().filter(|got| matches!(got, Got::Result(_, Verdict::Unknown))).count();
    assert_eq!((end, unknown), (RunEnd::Complete, 100));
}
