//! The run against a simulated network, in simulated time: what is asked when, how often, and what is made of it.

use curate::links::beside::Beside;
use curate::links::learnt::Learnt;
use curate::links::question::{Answer, Failure, Manner, Phase, Question, Reply, Transport};
use curate::links::run::{Ended, run};
use curate::links::settings::Asking;
use curate::links::targets::Target;
use curate_rules::Verdict;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};
use url::Url;

const LATENCY: Duration = Duration::from_millis(50);

type Server = dyn Fn(&Question, usize) -> Reply + Send + Sync;

/// Answers as a function says, after a while; remembers what it was asked.
#[derive(Clone)]
struct Net {
    server: Arc<Server>,
    asked: Arc<Mutex<Vec<(Instant, String, Manner)>>>,
    latency: Duration,
}

impl Transport for Net {
    async fn ask(&self, question: Question) -> Reply {
        let earlier = {
            let mut asked = self.asked.lock().unwrap();
            let earlier = asked.iter().filter(|(_, url, _)| url == question.url.as_str()).count();
            asked.push((Instant::now(), question.url.to_string(), question.manner));
            earlier
        };
        sleep(self.latency).await;
        (self.server)(&question, earlier)
    }
}

struct Seen {
    ended: Ended,
    took: Duration,
    learnt: BTreeMap<String, Learnt>,
    asked: Vec<(Instant, String, Manner)>,
}

impl Seen {
    fn verdict(&self, url: &str) -> Verdict {
        self.learnt[url].outcome.verdict
    }
}

fn target(url: &str) -> Target {
    Target { url: Url::parse(url).unwrap(), fragments: Vec::new() }
}

#[expect(clippy::unnecessary_wraps, reason = "a reply is what servers give")]
fn says(status: u16, headers: &[(&str, &str)]) -> Reply {
    let pair = |(name, value): &(&str, &str)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap())
    };
    let headers: HeaderMap = headers.iter().map(pair).collect();
    Ok(Answer { status, headers, address: None, body: None, took: LATENCY })
}

async fn seen(
    urls: &[String],
    asking: &Asking,
    server: impl Fn(&Question, usize) -> Reply + Send + Sync + 'static,
) -> Seen {
    let net = Net { server: Arc::new(server), asked: Arc::default(), latency: LATENCY };
    let targets: Vec<Target> = urls.iter().map(|url| target(url)).collect();
    let (_keep, stop) = watch::channel(false);
    let mut learnt = BTreeMap::new();
    let begun = Instant::now();
    let ended = run(&targets, asking, net.clone(), Beside::nothing(), stop, &mut |one| {
        assert!(learnt.insert(one.outcome.url.clone(), one).is_none(), "told twice");
    })
    .await;
    let took = begun.elapsed();
    let asked = net.asked.lock().unwrap().clone();
    Seen { ended, took, learnt, asked }
}

fn one(url: &str) -> Vec<String> {
    vec![url.to_owned()]
}

#[tokio::test(start_paused = true)]
async fn two_hosts_take_no_longer_than_one() {
    let asking = Asking::default();
    let in_order: Vec<String> =
        ["a", "b"].iter().flat_map(|host| (0..200).map(move |page| format!("https://{host}.example/{page}"))).collect();
    let shuffled: Vec<String> = (0..400).map(|at| in_order[(at * 147) % 400].clone()).collect();
    let mut times = Vec::new();
    for urls in [&in_order, &shuffled] {
        let seen = seen(urls, &asking, |_, _| says(200, &[])).await;
        assert_eq!((seen.ended, seen.learnt.len(), seen.asked.len()), (Ended::Complete, 400, 400));
        times.push(seen.took.as_secs_f64());
    }
    let floor = (0.05 * 199.0) + 0.05;
    assert!(times.iter().all(|time| *time <= floor * 1.1), "{times:?} against {floor}");
    assert!((times[0] - times[1]).abs() <= 0.05 * floor, "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn slots_are_all_in_use() {
    let asking = Asking { concurrency: 64, ..Asking::default() };
    let urls: Vec<String> = (0..2_000).map(|at| format!("https://h{}.example/{at}", at % 200)).collect();
    let seen = seen(&urls, &asking, |_, _| says(200, &[])).await;
    let floor = 2_000.0 * 0.05 / 64.0;
    assert!(seen.took.as_secs_f64() <= floor * 1.15, "{:?} against {floor}", seen.took);
}

#[tokio::test(start_paused = true)]
async fn a_dead_host_costs_three_connections() {
    for failure in [Failure::Refused, Failure::Reset, Failure::Timeout(Phase::Connecting)] {
        let mut urls: Vec<String> = (0..50).map(|page| format!("https://dead.example/{page}")).collect();
        urls.push("https://well.example/".to_owned());
        let seen = seen(&urls, &Asking::default(), move |question, _| match question.url.host_str() {
            Some("dead.example") => Err(failure.clone()),
            _ => says(200, &[]),
        })
        .await;
        let to_dead = seen.asked.iter().filter(|(_, url, _)| url.contains("dead")).count();
        assert!(to_dead <= 3, "{to_dead}");
        assert_eq!(seen.learnt.len(), 51);
        assert!((0..50).all(|page| seen.verdict(&format!("https://dead.example/{page}")) == Verdict::Unknown));
        let counting = seen.learnt.values().filter(|learnt| learnt.counts).count();
        assert!((1..=3).contains(&counting), "only what was asked counts for the history: {counting}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_comes_back_is_asked_for_the_rest() {
    let urls: Vec<String> = (0..6).map(|page| format!("https://shy.example/{page}")).collect();
    let seen = seen(&urls, &Asking::default(), |question, _| {
        if question.manner == Manner::Head { Err(Failure::Reset) } else { says(200, &[]) }
    })
    .await;
    assert!(seen.learnt.values().all(|learnt| learnt.outcome.verdict == Verdict::Ok), "{:?}", seen.learnt);
}

#[tokio::test(start_paused = true)]
async fn a_long_pause_does_not_hold_the_run() {
    let mut urls: Vec<String> = (0..40).map(|page| format!("https://busy.example/{page}")).collect();
    urls.push("https://well.example/".to_owned());
    let seen = seen(&urls, &Asking::default(), |question, _| match question.url.host_str() {
        Some("busy.example") => says(429, &[("retry-after", "3600")]),
        _ => says(200, &[]),
    })
    .await;
    assert!(seen.took < Duration::from_secs(5), "{:?}", seen.took);
    assert_eq!(seen.verdict("https://busy.example/7"), Verdict::Unknown);
    assert!(seen.learnt.values().all(|learnt| !learnt.counts));
    assert!(seen.asked.len() <= 8, "{}", seen.asked.len());
}

#[tokio::test(start_paused = true)]
async fn a_short_pause_is_kept() {
    let seen = seen(&one("https://busy.example/"), &Asking::default(), |_, earlier| {
        if earlier == 0 { says(429, &[("retry-after", "7")]) } else { says(200, &[]) }
    })
    .await;
    assert_eq!(seen.verdict("https://busy.example/"), Verdict::Ok);
    assert!(seen.asked[1].0 - seen.asked[0].0 >= Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn verdicts_of_answers() {
    let url = "https://a.example/page";
    for (server, verdict, requests) in [
        (Box::new(|_: &Question, _| says(200, &[])) as Box<Server>, Verdict::Ok, 1),
        (
            Box::new(|question: &Question, _| says(if question.manner == Manner::Head { 405 } else { 206 }, &[])),
            Verdict::Ok,
            2,
        ),
        (
            Box::new(|question: &Question, _| says(if question.manner == Manner::Head { 404 } else { 200 }, &[])),
            Verdict::Ok,
            2,
        ),
        (Box::new(|_: &Question, _| says(404, &[])), Verdict::Dead, 3),
        (Box::new(|_: &Question, _| says(410, &[])), Verdict::Dead, 3),
        (Box::new(|question: &Question, _| says(if question.fresh { 200 } else { 404 }, &[])), Verdict::Ok, 3),
        (Box::new(|question: &Question, _| says(if question.fresh { 500 } else { 404 }, &[])), Verdict::Unknown, 4),
        (Box::new(|_: &Question, _| says(500, &[])), Verdict::Unknown, 3),
        (Box::new(|question: &Question, _| says(if question.fresh { 200 } else { 503 }, &[])), Verdict::Ok, 3),
        (Box::new(|_: &Question, _| says(403, &[])), Verdict::Blocked, 2),
        (Box::new(|_: &Question, _| says(999, &[])), Verdict::Blocked, 2),
        (Box::new(|_: &Question, _| Err(Failure::NoSuchHost)), Verdict::Dead, 2),
        (Box::new(|_: &Question, _| Err(Failure::Tls("expired".into()))), Verdict::Unknown, 2),
        (Box::new(|_: &Question, _| Err(Failure::Private([127, 0, 0, 1].into()))), Verdict::Refused, 1),
        (Box::new(|_: &Question, _| says(200, &[("x-adblock-key", "k")])), Verdict::Suspect, 1),
    ] {
        let asking = Asking::default();
        // A second host answers, so that there is a network.
        let urls = [url.to_owned(), "https://well.example/".to_owned()];
        let seen = seen(&urls, &asking, move |question, earlier| {
            if question.url.host_str() == Some("well.example") { says(200, &[]) } else { server(question, earlier) }
        })
        .await;
        assert_eq!(seen.verdict(url), verdict, "{:?}", seen.learnt);
        assert_eq!(seen.asked.len() - 1, requests, "{verdict:?} {:?}", seen.asked);
    }
}

#[tokio::test(start_paused = true)]
async fn redirects() {
    let server = |question: &Question, _| match question.url.path() {
        "/old" => says(301, &[("location", "/new")]),
        "/old-then-temporary" => says(308, &[("location", "/temporary")]),
        "/temporary" => says(302, &[("location", "/today")]),
        "/to-login" => says(301, &[("location", "/login?next=/x")]),
        "/to-dead" => says(301, &[("location", "/gone")]),
        "/gone" => says(404, &[]),
        "/loop" => says(302, &[("location", "/loop2")]),
        "/loop2" => says(302, &[("location", "/loop")]),
        "/file" => says(302, &[("location", "file:///etc/passwd")]),
        "/bare" => says(302, &[]),
        path if path.starts_with("/chain") => {
            let next = format!("/chain{}", path.len());
            says(307, &[("location", &format!("{path}{}", &next[..1].replace('/', "x")))])
        }
        _ => says(200, &[]),
    };
    let urls: Vec<String> =
        ["old", "old-then-temporary", "temporary", "to-login", "to-dead", "loop", "file", "bare", "chain"]
            .iter()
            .map(|path| format!("https://a.example/{path}"))
            .collect();
    let seen = seen(&urls, &Asking::default(), server).await;
    let of = |path: &str| &seen.learnt[&format!("https://a.example/{path}")].outcome;
    assert_eq!(of("old").verdict, Verdict::Moved);
    assert_eq!(of("old").moved_to.as_deref(), Some("https://a.example/new"));
    assert_eq!(of("old-then-temporary").moved_to.as_deref(), Some("https://a.example/temporary"));
    assert_eq!(of("temporary").verdict, Verdict::Ok);
    assert_eq!(of("to-login").verdict, Verdict::Ok);
    assert_eq!(of("to-dead").verdict, Verdict::Dead);
    assert_eq!(of("loop").verdict, Verdict::Unknown);
    assert_eq!(of("loop").hops.len(), 2);
    assert_eq!(of("file").verdict, Verdict::Refused);
    assert_eq!(of("bare").verdict, Verdict::Unknown);
    assert_eq!(of("chain").verdict, Verdict::Unknown);
    assert_eq!(of("chain").hops.len(), 11);
}

#[tokio::test(start_paused = true)]
async fn without_a_network_nothing_is_told() {
    let urls: Vec<String> = (0..300).map(|at| format!("https://h{at}.example/")).collect();
    let failures = [
        Failure::Unreachable,
        Failure::Dns("no server".into()),
        Failure::Timeout(Phase::Connecting),
        Failure::Isolated("com".into()),
    ];
    for failure in failures {
        let seen = seen(&urls, &Asking { concurrency: 8, ..Asking::default() }, move |_, _| Err(failure.clone())).await;
        assert_eq!((seen.ended, seen.learnt.len()), (Ended::NoNetwork, 0));
        assert!(seen.asked.len() < 40, "decided early: {}", seen.asked.len());
    }
}

#[tokio::test(start_paused = true)]
async fn no_such_host_and_refused_are_answers() {
    for failure in [Failure::NoSuchHost, Failure::Refused] {
        let urls: Vec<String> = (0..30).map(|at| format!("https://h{at}.example/")).collect();
        let seen = seen(&urls, &Asking::default(), move |_, _| Err(failure.clone())).await;
        assert_eq!((seen.ended, seen.learnt.len()), (Ended::Complete, 30));
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_that_does_not_exist_is_not_asked_for_by_every_url() {
    let urls: Vec<String> = (0..200).map(|at| format!("https://gone.example/{at}")).collect();
    let dead = seen(&urls, &Asking::default(), |_, _| Err(Failure::NoSuchHost)).await;
    assert!(urls.iter().all(|url| dead.verdict(url) == Verdict::Dead), "{:?}", dead.learnt);
    assert!(dead.asked.len() <= 5, "{} questions", dead.asked.len());
    // A name server that was wrong the first time: the second look finds all of them.
    let back = seen(
        &urls,
        &Asking::default(),
        |question, _| {
            if question.fresh { says(200, &[]) } else { Err(Failure::NoSuchHost) }
        },
    )
    .await;
    assert!(urls.iter().all(|url| back.verdict(url) == Verdict::Ok), "{:?}", back.learnt);
    // One that does not answer the second time: nothing is certain.
    let unknown = seen(&urls, &Asking::default(), |question, _| {
        Err(if question.fresh { Failure::Dns("silent".into()) } else { Failure::NoSuchHost })
    })
    .await;
    assert!(urls.iter().all(|url| unknown.verdict(url) == Verdict::Unknown), "{:?}", unknown.learnt);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_the_run() {
    let urls: Vec<String> = (0..400).map(|at| format!("https://a.example/{at}")).collect();
    let asking = Asking { deadline: Some(Duration::from_secs(3)), ..Asking::default() };
    let seen = seen(&urls, &asking, |_, _| says(200, &[])).await;
    assert_eq!((seen.ended, seen.learnt.len()), (Ended::OutOfTime, 400));
    assert!(seen.took <= Duration::from_millis(3_050), "{:?}", seen.took);
    assert!(seen.learnt.values().any(|learnt| learnt.outcome.cause.contains("time")));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_run_ends_within_two_seconds() {
    let net = Net { server: Arc::new(|_, _| says(200, &[])), asked: Arc::default(), latency: Duration::from_mins(1) };
    let (tell, stop) = watch::channel(false);
    let begun = Instant::now();
    tokio::spawn(async move {
        sleep(Duration::from_secs(5)).await;
        tell.send(true).unwrap();
    });
    let targets: Vec<Target> = (0..100).map(|at| target(&format!("https://h{at}.example/"))).collect();
    let mut told = 0;
    let ended = run(&targets, &Asking::default(), net, Beside::nothing(), stop, &mut |_| told += 1).await;
    assert_eq!((ended, told), (Ended::Interrupted, 0));
    assert!(begun.elapsed() <= Duration::from_millis(7_100), "{:?}", begun.elapsed());
}
