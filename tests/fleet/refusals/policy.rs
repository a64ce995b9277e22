//! What workers do not request, and what they tell nobody.

use super::members::{Member, all_are, broker, host, links, links_arguments, status, until, verdicts, worker};
use crate::fault::script::{headed, status as responds};
use crate::program::{Run, command, machine};
use crate::stored_rows::rows;
use curate_testing::nats::{NatsOptions, NatsServer};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::path::Path;

#[test]
fn private_addresses_are_the_workers_matter() {
    let Some(broker) = broker() else { return };
    let server = host(61);
    server.otherwise(|_| responds(200));
    let urls = [server.url("/"), "http://10.0.0.1/".to_owned(), "http://[::1]/".to_owned()];
    let folder = tempfile::tempdir().unwrap();
    let strict = Member::start(folder, &["worker", "--fleet", &broker.url()]);
    until("it joins", || strict.process.err().contains("worker "));
    let here = Member::start(machine(&urls), &["links", "--no-store", "--output-format", "json"]).ended();
    // What was refused once is refused again, and nobody waits for ever.
    for _ in 0..2 {
        let run = links(&urls, &broker.url(), &[]).ended();
        assert_eq!((verdicts(&run), run.status), (verdicts(&here), here.status), "{run:?}");
        all_are("refused", &urls, &run);
    }
    assert_eq!(server.requests().len(), 0);
    let folder = tempfile::tempdir().unwrap();
    let merged = Member::start(folder, &["merge", &broker.url(), "--output", "all.db"]);
    assert_eq!(merged.ended().status, Some(0));
    assert_eq!(rows(&merged.folder.path().join("all.db")).len(), 0, "a refusal is no observation");
    strict.process.signal(Signal::SIGTERM);
    assert_eq!(strict.ended().status, Some(0));
    let _worker = worker(&broker.url(), &[]);
    let run = links(&urls[..1], &broker.url(), &[]).ended();
    all_are("ok", &urls[..1], &run);
}

/// Whether a file under `folder` has `text` in it.
fn is_kept(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return is_kept(&path, text);
        }
        fs::read(&path).unwrap().windows(text.len()).any(|part| part == text.as_bytes())
    })
}

#[test]
fn secrets_go_where_they_belong_alone() {
    let options = NatsOptions {
        configuration: "authorization: { user: u, password: \"broker-pass\" }".to_owned(),
        ..NatsOptions::default()
    };
    let Some(broker) = NatsServer::start(&options) else { return };
    let url = format!("nats://u:broker-pass@127.0.0.1:{}", broker.port());
    let (trusted, other) = (host(62), host(63));
    let away = other.url("/away");
    trusted.with("", "/away", move |_| headed(302, &[("Location", &away)]));
    trusted.on("/gone", responds(404));
    let folder = tempfile::tempdir().unwrap();
    let settings = "[[links.host]]\nname = \"127.0.9.62\"\nheaders = { X-Key = { env = \"LAMP_KEY\" } }\n";
    fs::write(folder.path().join("worker.toml"), settings).unwrap();
    let arguments =
        ["worker", "--fleet", &url, "--allow-private", "--config", "worker.toml", "--allow-env", "LAMP_KEY"];
    let workers: Vec<_> =
        (0..2).map(|_| command(folder.path(), &arguments).env("LAMP_KEY", "k7-hidden").spawn().unwrap()).collect();
    let urls = [trusted.url("/"), trusted.url("/away"), trusted.url("/gone"), other.url("/")];
    let run = Member::start(machine(&urls), &links_arguments(&url)).ended();
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(trusted.requests().iter().all(|request| request.header("X-Key") == Some("k7-hidden")));
    assert!(other.requests().iter().all(|request| !request.head.contains("k7-hidden")) && !other.requests().is_empty());
    let shown = format!("{:?} {run:?}", status(&url));
    let mut said = vec![shown];
    for worker in workers {
        kill(Pid::from_raw(worker.id().cast_signed()), Signal::SIGTERM).unwrap();
        let run = Run::from(worker.wait_with_output().unwrap());
        assert_eq!(run.status, 0, "{run:?}");
        said.push(format!("{run:?}"));
    }
    assert!(said.iter().all(|said| !said.contains("k7-hidden") && !said.contains("broker-pass")), "{said:?}");
    assert!(is_kept(broker.folder(), "127.0.9.62"), "its files have what they should have");
    assert!(!is_kept(broker.folder(), "k7-hidden"));
}
