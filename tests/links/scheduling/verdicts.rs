//! Verdicts of simulated responses.

use super::{Server, check, says};
use curate::links::error_kind::ErrorKind;
use curate::links::request::{Method, Request};
use curate::links::settings::{CheckSettings, HostRule};
use curate_rules::Verdict;

#[tokio::test(start_paused = true)]
async fn verdicts_of_responses() {
    let url = "https://a.example/page";
    for (server, verdict, requests) in [
        (Box::new(|_: &Request, _| says(200, &[])) as Box<Server>, Verdict::Ok, 1),
        (
            Box::new(|request: &Request, _| says(if request.method == Method::Head { 405 } else { 206 }, &[])),
            Verdict::Ok,
            2,
        ),
        (
            Box::new(|request: &Request, _| says(if request.method == Method::Head { 404 } else { 200 }, &[])),
            Verdict::Ok,
            2,
        ),
        (Box::new(|_: &Request, _| says(404, &[])), Verdict::Dead, 3),
        (Box::new(|_: &Request, _| says(410, &[])), Verdict::Dead, 3),
        (Box::new(|request: &Request, _| says(if request.fresh { 200 } else { 404 }, &[])), Verdict::Ok, 3),
        (Box::new(|request: &Request, _| says(if request.fresh { 500 } else { 404 }, &[])), Verdict::Unknown, 4),
        (Box::new(|_: &Request, _| says(500, &[])), Verdict::Unknown, 3),
        (Box::new(|request: &Request, _| says(if request.fresh { 200 } else { 503 }, &[])), Verdict::Ok, 3),
        (Box::new(|_: &Request, _| says(403, &[])), Verdict::Blocked, 3),
        (Box::new(|_: &Request, _| says(999, &[])), Verdict::Blocked, 3),
        (Box::new(|_: &Request, _| Err(ErrorKind::NoSuchHost)), Verdict::Dead, 2),
        (Box::new(|_: &Request, _| Err(ErrorKind::Tls("expired".into()))), Verdict::Unknown, 2),
        (Box::new(|_: &Request, _| Err(ErrorKind::Private([127, 0, 0, 1].into()))), Verdict::Refused, 1),
        (Box::new(|_: &Request, _| says(200, &[("x-adblock-key", "k")])), Verdict::Suspect, 1),
    ] {
        let settings = CheckSettings::default();
        // A second host responds, so that there is a network.
        let urls = [url.to_owned(), "https://well.example/".to_owned()];
        let seen = check(&urls, &settings, move |request, earlier| {
            if request.url.host_str() == Some("well.example") { says(200, &[]) } else { server(request, earlier) }
        })
        .await;
        assert_eq!(seen.verdict(url), verdict, "{:?}", seen.results);
        assert_eq!(seen.requests.len() - 1, requests, "{verdict:?} {:?}", seen.requests);
    }
}

#[tokio::test(start_paused = true)]
async fn redirects() {
    let server = |request: &Request, _| match request.url.path() {
        "/old" => says(301, &[("location", "/new")]),
        "/old-then-temporary" => says(308, &[("location", "/temporary")]),
        "/temporary" => says(302, &[("location", "/today")]),
        "/members" => says(301, &[("location", "/login?next=/x")]),
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
        ["old", "old-then-temporary", "temporary", "members", "to-dead", "loop", "file", "bare", "chain"]
            .iter()
            .map(|path| format!("https://a.example/{path}"))
            .collect();
    let seen = check(&urls, &CheckSettings::default(), server).await;
    let of = |path: &str| &seen.results[&format!("https://a.example/{path}")].outcome;
    assert_eq!(of("old").verdict, Verdict::Moved);
    assert_eq!(of("old").moved_to.as_deref(), Some("https://a.example/new"));
    assert_eq!(of("old-then-temporary").moved_to.as_deref(), Some("https://a.example/temporary"));
    assert_eq!(of("temporary").verdict, Verdict::Ok);
    assert_eq!(of("members").verdict, Verdict::Suspect);
    assert_eq!(of("members").moved_to, None);
    assert_eq!(of("to-dead").verdict, Verdict::Dead);
    assert_eq!(of("loop").verdict, Verdict::Unknown);
    assert_eq!(of("loop").hops.len(), 2);
    assert_eq!(of("file").verdict, Verdict::Refused);
    assert_eq!(of("bare").verdict, Verdict::Unknown);
    assert_eq!(of("chain").verdict, Verdict::Unknown);
    assert_eq!(of("chain").hops.len(), 11);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_dislikes_head_never_gets_one_and_nothing_twice() {
    let name = globset::Glob::new("a.example").unwrap().compile_matcher();
    let (interval, timeout, accept, headers) = (None, None, Vec::new(), Vec::new());
    let hosts = vec![HostRule { name, interval, timeout, get: true, accept, headers }];
    let settings = CheckSettings { hosts, ..CheckSettings::default() };
    let urls = ["well", "gone"].map(|path| format!("https://a.example/{path}"));
    let seen =
        check(&urls, &settings, |request, _| says(if request.url.path() == "/gone" { 404 } else { 200 }, &[])).await;
    let methods: Vec<Method> = seen.requests.iter().map(|(_, _, method)| *method).collect();
    assert_eq!(methods, [Method::Ranged, Method::Ranged, Method::Get]);
}
