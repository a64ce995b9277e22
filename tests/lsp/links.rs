//! URLs are checked when the client says so, and never else.

use crate::client::Client;
use crate::{Folder, PADDED};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, ErrorKind, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::thread;

/// The program, which keeps outcomes in `folder`.
fn command(folder: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_curate"));
    command.env("CURATE_STORE", folder.path().join("store.db")).env_remove("GITHUB_TOKEN");
    command
}

/// A client of a server that keeps its outcomes in `folder`.
fn client(folder: &Folder) -> Client {
    let mut client = Client::with(command(folder));
    let capabilities = json!({ "window": { "workDoneProgress": true } });
    client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.notify("initialized", json!({}));
    client
}

fn check(client: &mut Client, uri: &str) -> Value {
    client.request("workspace/executeCommand", json!({ "command": "curate.checkLinks", "arguments": [uri] }))
}

/// The kinds of progress that were shown.
fn progress(client: &Client) -> Vec<&str> {
    let shown = client.passed.iter().filter(|message| message["method"] == "$/progress");
    shown.filter_map(|message| message["params"]["value"]["kind"].as_str()).collect()
}

#[test]
fn a_check_shows_its_progress_and_has_the_list_judged_anew() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let port = listener.local_addr().expect("an address").port();
    let list = format!("# Lamps\n\n- [Desk lamp](http://127.0.0.1:{port}/desk) - Bright.\n");
    let folder = Folder::new().with("README.md", &list);
    let (mut client, uri) = (client(&folder), folder.uri("README.md"));
    client.open(&uri, &list);
    client.published(&uri);
    assert_eq!(progress(&client), [""; 0]);
    let said = "1 URL: 1 not checked (1 at a private address: see --allow-private)";
    assert_eq!(check(&mut client, &uri)["result"], said);
    let shown = progress(&client);
    assert_eq!((shown.first(), shown.last()), (Some(&"begin"), Some(&"end")));
    assert!(client.passed.iter().any(|message| message["method"] == "window/workDoneProgress/create"));
    // The list is judged anew. The address is a private one: it is refused before anything is sent.
    client.published(&uri);
    assert_eq!(listener.accept().expect_err("nobody").kind(), ErrorKind::WouldBlock);
    assert_eq!(client.end(), 0);
}

/// The port of a web server on which nothing is found.
fn nothing_found() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // All of the request is read before it is answered.
            BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    port
}

#[test]
fn what_a_run_has_found_is_known_without_a_request() {
    let url = format!("http://127.0.0.1:{}/desk", nothing_found());
    let list = format!("# Lamps\n\n- [Desk lamp]({url}) - Bright.\n");
    let folder = Folder::new().with("README.md", &list);
    let uri = folder.uri("README.md");
    let run = command(&folder).current_dir(folder.path()).args(["links", "--allow-private"]).output().expect("run");
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    let mut client = client(&folder);
    client.open(&uri, &list);
    let over = json!({ "textDocument": { "uri": uri }, "position": { "line": 2, "character": 20 } });
    let hover = client.request("textDocument/hover", over)["result"]["contents"]["value"].to_string();
    assert!(hover.contains("404 Not Found") && hover.contains("checked on"), "{hover}");
    assert_eq!(check(&mut client, &uri)["result"], "1 URL: 1 dead");
    let found = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert!(found["result"]["items"].to_string().contains("links/dead"), "{found}");
    assert_eq!(client.end(), 0);
}

#[test]
fn what_cannot_be_checked_is_refused() {
    let folder = Folder::new();
    let mut client = client(&folder);
    assert_eq!(check(&mut client, &folder.uri("README.md"))["error"]["code"], -32803);
    let unknown = json!({ "command": "curate.unheardOf", "arguments": [] });
    assert_eq!(client.request("workspace/executeCommand", unknown)["error"]["code"], -32602);
    client.open("untitled:a", &PADDED.replace("https://lamps.example/desk", "#desk"));
    assert_eq!(check(&mut client, "untitled:a")["result"], "no URLs");
    assert_eq!(client.end(), 0);
}
