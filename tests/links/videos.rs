//! Removed videos on YouTube, as `curate` reports, remembers and explains them.

use crate::fault::script::{headed, page, raw, status, typed};
use crate::fault::server::Server;
use crate::program::{Run, list};
use assert_cmd::Command;
use std::fs;
use std::path::Path;

const REMOVED: &str = "http://www.youtube.com/watch?v=1WmNXEVia8I&list=secret";

/// Runs `curate` with `youtube` in the place of YouTube's servers; whatever else is requested goes to `pages`, a proxy.
fn curate(folder: &Path, youtube: &Server, pages: &Server, arguments: &[&str]) -> Run {
    let output = Command::cargo_bin("curate")
        .unwrap()
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .env_remove("GITHUB_TOKEN")
        .env("HTTP_PROXY", format!("http://{}", pages.address()))
        .env("NO_PROXY", "127.0.0.1")
        .args(arguments)
        .args(["--proxy", "--allow-private", "--youtube-api", &format!("http://{}", youtube.address())])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

const LINKS: &[&str] = &["links", "--hints", "--output-format", "concise", "--ignore", "links/insecure"];

fn oembed(id: &str) -> String {
    format!("/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{id}")
}

#[test]
fn a_removed_video_is_a_warning_that_is_remembered_and_explained() {
    let (youtube, pages) = (Server::start(), Server::start());
    youtube.on(&oembed("1WmNXEVia8I"), status(404));
    youtube.on("/vi/1WmNXEVia8I/hqdefault.jpg", status(404));
    youtube.on(&oembed("present0000"), typed("application/json", b"{}"));
    youtube.on(&oembed("not-embedd0"), status(401));
    let urls = [
        REMOVED,
        "http://youtu.be/present0000",
        "http://www.youtube.com/embed/not-embedd0",
        "http://www.youtube.com/playlist?list=PL1",
    ];
    let folder = list(&urls.map(str::to_owned));
    let run = curate(folder.path(), &youtube, &pages, LINKS);
    let lines: Vec<&str> = run.out.lines().filter(|line| line.starts_with("README.md")).collect();
    assert_eq!((run.status, lines.len()), (1, 1), "{run:?}");
    assert!(lines[0].starts_with("README.md:5:") && lines[0].contains("links/suspect"), "{run:?}");
    assert!(lines[0].contains("warning") && lines[0].contains("was removed"), "{run:?}");
    let mut asked: Vec<String> = pages.requests().into_iter().map(|request| request.target).collect();
    asked.sort();
    assert_eq!(asked, [urls[2], urls[3]], "only what can be told by its page alone");
    let sent = youtube.requests();
    assert!(sent.iter().all(|request| !request.head.contains("secret")), "nothing but the id is sent: {sent:?}");

    let again = curate(folder.path(), &youtube, &pages, LINKS);
    assert_eq!((again.out, youtube.requests().len()), (run.out, sent.len()), "the store knows it all");
    let known = curate(folder.path(), &youtube, &pages, &["explain", REMOVED]);
    assert!(known.out.contains("suspect") && known.out.contains("the video was removed, or is private"), "{known:?}");
    let now = curate(folder.path(), &youtube, &pages, &["explain", REMOVED, "--check"]);
    assert!(now.out.contains("/oembed?") && now.out.contains("/vi/1WmNXEVia8I/hqdefault.jpg"), "{now:?}");
}

#[test]
fn hostile_answers_mean_nothing() {
    for steps in [
        page("<script>alert(1)</script>"),
        raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\u{1b}[31m\r\n\r\n"),
        raw("nonsense"),
        headed(302, &[("Location", "http://169.254.169.254/")]),
        status(999),
    ] {
        let (youtube, pages) = (Server::start(), Server::start());
        youtube.on(&oembed("1WmNXEVia8I"), steps);
        youtube.on("/vi/1WmNXEVia8I/hqdefault.jpg", status(404));
        let folder = list(&[REMOVED.to_owned()]);
        let run = curate(folder.path(), &youtube, &pages, &[LINKS, &["--no-store"]].concat());
        assert!(run.status == 0 && !run.out.contains("README.md"), "{run:?}");
        assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:?}");
        assert_eq!(pages.request().target, REMOVED);
    }
}

#[test]
fn a_repository_cannot_say_where_videos_are_checked() {
    let (elsewhere, pages) = (Server::start(), Server::start());
    let folder = list(&[REMOVED.to_owned()]);
    let config = format!("[links]\nyoutube-api = \"http://{}\"\n", elsewhere.address());
    fs::write(folder.path().join("curate.toml"), config).unwrap();
    let run = curate(folder.path(), &Server::start(), &pages, LINKS);
    assert_eq!((run.status, elsewhere.connections()), (2, 0), "{run:?}");
}
