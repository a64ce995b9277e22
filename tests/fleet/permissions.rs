//! The users on the book's page are what curate needs, and no more.

use crate::fault::script::status;
use crate::fault::server::Server;
use crate::program::{Run, curate, machine};
use crate::worker::WorkerProcess;
use curate_testing::nats::{NatsOptions, NatsServer};
use curate_testing::root;

/// The users on `page`.
fn users_on(page: &str) -> String {
    let text = std::fs::read_to_string(root().join(page)).expect("a page");
    let block = text.split("```text\n").find(|block| block.starts_with("authorization")).expect("a block of users");
    block.split("```").next().unwrap_or_default().to_owned()
}

fn page_of_users() -> Option<NatsServer> {
    let configuration = users_on("docs/en/guide/fleet.md");
    assert_eq!(users_on("docs/zh/guide/fleet.md"), configuration);
    NatsServer::start(&NatsOptions { configuration, ..NatsOptions::default() })
}

/// The URL of `broker` for one of the users.
fn url(broker: &NatsServer, user: &str) -> String {
    broker.url().replace("//", &format!("//{user}@"))
}

const FLEET: &str = "fleet:change-this";
const STORE: &str = "store:change-that";

#[test]
fn the_users_on_the_page_can_do_their_work() {
    let Some(broker) = page_of_users() else { return };
    let server = Server::start();
    server.otherwise(|_| status(200));
    for path in ["/gone", "/gone-too"] {
        server.on(path, status(404));
    }
    let (fleet, store) = (url(&broker, FLEET), url(&broker, STORE));
    let machine = machine(&[server.url("/well"), server.url("/gone")]);
    let as_user = |arguments: &[&str]| -> Run {
        let run = curate(machine.path(), &[arguments, &["--fleet-name", "lists"]].concat());
        assert!(!run.err.contains("change-th"), "no secret is printed: {run:?}");
        run
    };
    let links = |place: &[&str]| {
        let run = as_user(&[&["links", "--allow-private", "--output-format", "concise"], place].concat());
        assert!(run.status == 1 && run.out.contains("/gone") && run.err.is_empty(), "{run:?}");
    };
    // Each can begin: what is not there yet is made by who comes first.
    links(&["--store", &store]);
    links(&["--store", &store, "--cached"]);
    let _workers = [1, 2].map(|_| WorkerProcess::start(&fleet, &["--fleet-name", "lists"]));
    let other = crate::program::machine(&[server.url("/other"), server.url("/gone-too")]);
    let arguments = ["links", "--allow-private", "--fleet", &fleet, "--fleet-name", "lists", "--run", "weekly"];
    let run = curate(other.path(), &arguments);
    assert!(run.status == 1 && run.out.contains("/gone-too") && run.err.is_empty(), "{run:?}");
    assert_eq!(as_user(&["fleet", "status", "--fleet", &fleet]).status, 0);
    let merged = as_user(&["merge", &store, "--output", "all.db"]);
    assert!(merged.status == 0 && machine.path().join("all.db").exists(), "{merged:?}");
    let restored = as_user(&["merge", "all.db", "--output", &store]);
    assert_eq!(restored.status, 0, "{restored:?}");
    let log = broker.log();
    assert!(!log.contains("Violation"), "{log}");
}

#[test]
fn the_users_on_the_page_can_do_nothing_else() {
    let Some(broker) = page_of_users() else { return };
    let folder = tempfile::tempdir().unwrap();
    let refused = |arguments: &[&str]| {
        let run = curate(folder.path(), arguments);
        assert!(run.status == 2 && run.err.contains("does not allow it"), "{arguments:?}: {run:?}");
        assert!(!run.err.contains("change-th"), "no secret is printed: {run:?}");
    };
    refused(&["fleet", "status", "--fleet", &url(&broker, STORE), "--fleet-name", "lists"]);
    refused(&["fleet", "status", "--fleet", &url(&broker, FLEET), "--fleet-name", "others"]);
    refused(&["worker", "--fleet", &url(&broker, STORE), "--fleet-name", "lists"]);
    refused(&["merge", &url(&broker, STORE), "--fleet-name", "others", "--output", "all.db"]);
}
