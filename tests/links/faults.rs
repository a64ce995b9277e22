//! Faults as a user of the program meets them: what is requested, and what is made of it.

mod bodies;
mod odd;
mod redirects;

use crate::fault::dns::{NameServer, Saying};
use crate::fault::script::{Step, headed, raw, status, typed};
use crate::fault::server::{Server, nobody};
use crate::fault::tls::self_signed;
use crate::program::{Run, curate, list};
use curate::links::day::Timestamp;
use curate::links::store::Store;
use std::fmt::Write as _;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

fn links(folder: &Path, arguments: &[&str]) -> Run {
    let always = ["links", "--allow-private", "--no-store", "--hints", "--output-format", "concise"];
    curate(folder, &[&always, arguments].concat())
}

/// The findings at the entry `at`, counted from 0.
fn reported(run: &Run, at: usize) -> String {
    let start = format!("README.md:{}:", at + 5);
    run.out.lines().filter(|line| line.starts_with(&start)).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_url_is_checked_once_however_often_it_occurs() {
    let server = Server::start();
    server.on("/gone", status(404));
    let url = server.url("/gone");
    let spellings = [url.clone(), url.replace("http://", "HTTP://"), format!("{url}#"), format!("{url}#:~:text=a")];
    let urls: Vec<String> = (0..100).map(|at| spellings[at % spellings.len()].clone()).collect();
    let folder = list(&urls);
    let run = links(folder.path(), &[]);
    assert!(run.out.contains("1 URL: 1 dead\n1 error in 1 file"), "{run:?}");
    assert_eq!(server.requests().len(), 3, "HEAD, GET, and the second look");
}

#[test]
fn what_no_reader_can_follow_is_not_checked() {
    let server = Server::start();
    let url = |path: &str| server.url(path);
    let mut text = format!("# 灯\n\n- [一][used] - 光。\n- `{}` 不是链接。\n\n", url("/code"));
    writeln!(text, "见 {}，更多。\n\n《灯》 {}》。\n\n也见{}）。\n", url("/c"), url("/d"), url("/e")).unwrap();
    writeln!(text, "<!-- {} -->\n\n[used]: {}\n[unused]: {}", url("/comment"), url("/used"), url("/unused")).unwrap();
    let folder = list(&[]);
    fs::write(folder.path().join("README.md"), text).unwrap();
    let run = links(folder.path(), &["--dump"]);
    let mut requested: Vec<&str> = run.out.lines().collect();
    requested.sort_unstable();
    assert_eq!(requested, ["/c", "/d", "/e", "/used"].map(url), "{run:?}");
}

#[test]
fn credentials_are_neither_sent_nor_kept() {
    let server = Server::start();
    server.on("/gone", status(404));
    server.on("/old", headed(301, &[("Location", &server.url("/new").replace("http://", "http://me:k8-secret@"))]));
    let with = |path: &str| server.url(path).replace("http://", "http://me:k8-secret@");
    let folder = list(&[with("/gone"), with("/old")]);
    let store = ["--store", "links.db"];
    let always = ["links", "--allow-private", "--hints", "--output-format"];
    for format in ["full", "concise", "json", "github"] {
        let run = curate(folder.path(), &[&always[..], &[format], &store[..]].concat());
        assert!(run.out.contains("404 Not Found") && run.out.contains(&server.url("/new")), "{run:?}");
        assert!(!run.out.contains("k8-secret") && !run.err.contains("k8-secret"), "{format}: {run:?}");
    }
    assert!(
        server
            .requests()
            .iter()
            .all(|request| !request.head.contains("secret") && request.header("authorization").is_none())
    );
    let kept = fs::read(folder.path().join("links.db")).unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("k8-secret"));
}

#[test]
fn servers_that_misbehave_are_unknown_and_not_dead() {
    let server = Server::start();
    server.on("/reset", vec![Step::Reset]);
    server.on("/empty", vec![Step::Close]);
    server.on("/garbage", raw("\x00\x01 what is this\r\n\r\n"));
    server.on("/hang", vec![Step::Hang]);
    server.on("/drip", vec![Step::Drip(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), Duration::from_secs(1))]);
    let big = vec![Step::Send(b"HTTP/1.1 200 OK\r\nX-Big: ".to_vec()), Step::Repeat(vec![b'a'; 1 << 16], 1 << 10)];
    server.on("/big", big);
    server.on("/busy", status(503));
    server.on("/teapot", status(418));
    let secure = Server::at(Ipv4Addr::new(127, 0, 0, 3), 0, Some(self_signed("127.0.0.3")));
    let mut urls = ["/reset", "/empty", "/garbage", "/hang", "/drip", "/big", "/busy", "/teapot"]
        .map(|path| server.url(path))
        .to_vec();
    urls.push(secure.url("/"));
    urls.push(secure.url("/").replace("https", "http"));
    urls.push(format!("http://127.0.0.4:{}/", nobody().port()));
    // A host that fails so often in a row would be given up: each has a name of its own.
    let names = NameServer::start();
    let urls: Vec<String> = urls
        .iter()
        .enumerate()
        .map(|(at, url)| {
            if !url.contains("//127.0.0.1:") {
                return url.clone();
            }
            let name = format!("h{at}.test");
            names.at(&name, "127.0.0.1");
            url.replace("127.0.0.1", &name)
        })
        .collect();
    let folder = list(&urls);
    let run = links(folder.path(), &["--timeout", "1s", "--dns-server", &names.address().to_string()]);
    assert_eq!(run.status, 0, "{run:?}");
    for (at, url) in urls.iter().enumerate() {
        assert!(reported(&run, at).contains("links/unknown"), "{url}: {run:?}");
    }
    assert!(server.sent() < 32 << 20, "{} bytes were taken", server.sent());
}

#[test]
fn a_server_that_recovers_is_well() {
    let server = Server::start();
    server.otherwise(|_| status(404));
    for path in ["/a", "/b"] {
        // HEAD and the GET after it fail; the second look does not.
        server.with("", path, |request| status(if request.earlier < 2 { 502 } else { 200 }));
    }
    server.with(
        "",
        "/c",
        |request| if request.earlier == 0 { headed(429, &[("Retry-After", "1")]) } else { status(200) },
    );
    let then = || httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(1));
    server.with(
        "",
        "/d",
        move |request| {
            if request.earlier == 0 { headed(429, &[("Retry-After", &then())]) } else { status(200) }
        },
    );
    let folder = list(&["/a", "/b", "/c", "/d"].map(|path| server.url(path)));
    let run = links(folder.path(), &[]);
    assert!(run.status == 0 && run.out.contains("4 URLs: 4 ok"), "{run:?}");
}

#[test]
fn a_host_that_wants_to_be_left_alone_for_ages_does_not_hold_the_run() {
    for ages in ["3600", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let (busy, well) = (Server::start(), Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None));
        let mut urls: Vec<String> = (0..10).map(|at| busy.url(&format!("/{at}"))).collect();
        (0..10).for_each(|at| {
            busy.on(&format!("/{at}"), headed(429, &[("Retry-After", ages)]));
        });
        urls.push(well.url("/"));
        let folder = list(&urls);
        let begun = std::time::Instant::now();
        let run = links(folder.path(), &[]);
        assert!(run.out.contains("11 URLs: 10 unknown, 1 ok"), "{ages}: {run:?}");
        assert!(
            busy.requests().len() <= 4 && begun.elapsed() < Duration::from_secs(10),
            "{ages}: {:?}",
            busy.requests().len()
        );
    }
}

#[test]
fn a_host_with_a_limit_is_named_with_the_setting_that_helps() {
    let server = Server::start();
    let answered: Mutex<Vec<Instant>> = Mutex::default();
    server.otherwise(move |_| {
        let mut answered = answered.lock().unwrap();
        answered.retain(|then| then.elapsed() < Duration::from_millis(500));
        if answered.len() >= 5 {
            return headed(429, &[]);
        }
        answered.push(Instant::now());
        status(200)
    });
    let urls: Vec<String> = (0..40).map(|at| server.url(&format!("/{at}"))).collect();
    for format in ["full", "markdown", "html"] {
        let folder = list(&urls);
        let run = curate(folder.path(), &["links", "--allow-private", "--no-store", "--output-format", format]);
        let all = if format == "html" { "40 links: none dead" } else { "40 URLs: 40 ok" };
        assert!(run.out.contains(all) && run.out.contains("127.0.0.1 allows about"), "{format}: {run:?}");
        assert!(run.out.contains("links.host") && run.out.contains("ms"), "{format}: {run:?}");
    }
}

#[test]
fn slow_and_turning_name_servers() {
    let (server, names) = (Server::start(), NameServer::start());
    let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
    names.says("slow.test", Saying::Late(Duration::from_millis(900), vec![loopback]));
    // Somebody's name that is another's address at the next lookup: the one that was vetted is dialled.
    names.with("turning.test", |earlier| {
        Saying::Addresses(vec![if earlier == 0 {
            IpAddr::V4(Ipv4Addr::new(127, 0, 0, 9))
        } else {
            IpAddr::V4(Ipv4Addr::LOCALHOST)
        }])
    });
    let folder = list(&[server.named("slow.test", "/"), server.named("turning.test", "/")]);
    let run = links(folder.path(), &["--dns-server", &names.address().to_string()]);
    assert_eq!(reported(&run, 0), "", "{run:?}");
    assert!(server.requests().iter().any(|request| request.host == "slow.test"), "{run:?}");
    // A name that turns private between two looks is refused, and says so.
    let folder = list(&[server.named("turning.test", "/")]);
    let careful = curate(folder.path(), &["links", "--no-store", "--dns-server", &names.address().to_string()]);
    assert!(careful.out.contains("1 URL: 1 not checked"), "{careful:?}");
}

#[test]
fn a_run_that_is_killed_at_any_moment_leaves_a_store() {
    let server = Server::start();
    let urls: Vec<String> = (0..200).map(|at| server.url(&format!("/{at}"))).collect();
    let folder = list(&urls);
    fs::write(folder.path().join("curate.toml"), "[links]\ninterval = \"15ms\"\n").unwrap();
    let store = folder.path().join("links.db");
    let mut most = 0;
    for round in 0..6_u64 {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("curate"))
            .current_dir(folder.path())
            .args(["links", "--allow-private", "--store", "links.db"])
            .env_remove("GITHUB_TOKEN")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(450 + 37 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        if store.exists() {
            let rows = Store::existing(&store).unwrap().all(Timestamp::LAST).unwrap();
            assert!(rows.len() >= most, "nothing that was kept is lost: {} after {most}", rows.len());
            most = rows.len();
        }
    }
    assert!(most > 0 && most < 200, "killed in the middle: {most}");
    let requested = server.requests().len();
    let run = curate(folder.path(), &["links", "--allow-private", "--store", "links.db"]);
    assert!(run.status == 0 && run.err.is_empty() && run.out.contains("200 URLs: 200 ok"), "{run:?}");
    assert_eq!(server.requests().len() - requested, 200 - most, "what was kept is not checked again");
    let names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!names.iter().any(|name| name.contains("links.db-")), "one file is all there is: {names:?}");
}

#[test]
fn the_last_copies_of_dead_links_are_suggested() {
    let archive = Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None);
    let names = NameServer::start();
    let url = |path: &str| format!("http://lamp.test{path}");
    let query = |path: &str| format!("/wayback/available?url={}", url(path).replace(':', "%3A").replace('/', "%2F"));
    let copy = "http://web.archive.org/web/20240501000000/http://lamp.test/gone";
    let found = format!(r#"{{"archived_snapshots":{{"closest":{{"available":true,"url":"{copy}","status":"200"}}}}}}"#);
    archive.on(&query("/gone"), typed("application/json", found.as_bytes()));
    archive.on(&query("/lost"), typed("application/json", br#"{"archived_snapshots":{}}"#));
    let folder = list(&["/gone", "/gone#part", "/lost"].map(url));
    let (base, server) = (archive.url("/"), names.address().to_string());
    let full = || {
        let always = ["links", "--no-store", "--dns-server", &server, "--suggest-archive", "--archive-api", &base];
        curate(folder.path(), &always)
    };
    let run = full();
    assert!(run.out.contains(&copy.replace("http://web", "https://web")), "{run:?}");
    assert_eq!(archive.requests().len(), 2, "once for each dead link: {:?}", archive.requests());
    assert!(run.err.is_empty(), "{run:?}");
    archive.otherwise(|_| status(503));
    for path in ["/gone", "/lost"] {
        archive.on(&query(path), status(503));
    }
    fs::write(folder.path().join("MORE.md"), format!("- [More]({}) - A light.\n", url("/more"))).unwrap();
    let broken = full();
    assert!(broken.err.contains("the Wayback Machine does not answer") && broken.status == 1, "{broken:?}");
}

#[test]
fn no_archive_hears_of_what_is_private() {
    let (server, archive) = (Server::start(), Server::at(Ipv4Addr::new(127, 0, 0, 2), 0, None));
    server.otherwise(|_| status(404));
    let names = NameServer::start();
    names.at("wiki.lamp.test", "127.0.0.1");
    let urls = [
        server.url("/a"),
        "http://desk/b".to_owned(),
        "http://desk.corp/c".to_owned(),
        server.named("wiki.lamp.test", "/d"),
        "http://me:word@lamp.test/e".to_owned(),
        "http://lamp.test/f".to_owned(),
    ];
    let folder = list(&urls);
    let (base, name_server) = (archive.url("/"), names.address().to_string());
    let always = ["links", "--no-store", "--allow-private", "--output-format", "json", "--dns-server", &name_server];
    let run = curate(folder.path(), &[&always[..], &["--suggest-archive", "--archive-api", &base]].concat());
    assert_eq!(run.out.matches("\"links/dead\"").count(), urls.len(), "{run:?}");
    let asked: Vec<String> = archive.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(asked, ["/wayback/available?url=http%3A%2F%2Flamp.test%2Ff"]);
    assert_eq!(run.out.matches("web.archive.org").count(), 1, "{run:?}");
    assert!(run.out.contains("https://web.archive.org/web/2/http://lamp.test/f"), "{run:?}");
    assert!(!archive.requests().iter().any(|request| request.head.contains("word")));
}
