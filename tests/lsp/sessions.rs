//! Sessions of real clients, played again. What they say is in `sessions/NAME.jsonl`, a message a line; `{"await": METHOD}` waits for the
//! server to say something. The whole conversation is recorded in `sessions/NAME.snap`, the client's side shortened.

use crate::client::Client;
use crate::{Folder, PADDED};
use curate_testing::recorded::assert_recorded;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;

/// Longer messages of a client are cut; they are whole in its file.
const LONG: usize = 200;

#[test]
fn neovim() {
    play("neovim");
}

#[test]
fn vscode() {
    play("vscode");
}

fn play(name: &str) {
    let folder = Folder::new().with("README.md", PADDED);
    let source = format!("{}/tests/lsp/sessions/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let said = fs::read_to_string(source).expect("a session");
    let place = folder.path().display().to_string();
    let mut session = Session { client: Client::start(), place, result: None, record: String::new() };
    for line in said.lines().filter(|line| !line.starts_with("//")) {
        session.say(line);
    }
    let _ = writeln!(session.record, "== exit status {}", session.client.status());
    assert_recorded(&format!("tests/lsp/sessions/{name}.snap"), &session.record);
}

struct Session {
    client: Client,
    place: String,
    /// The name of the newest diagnostics that were asked for.
    result: Option<String>,
    record: String,
}

impl Session {
    /// Sends the message of `line`, and takes what the server has to say to it.
    fn say(&mut self, line: &str) {
        let filled =
            line.replace("{folder}", &self.place).replace("{result}", self.result.as_deref().unwrap_or("none"));
        let message: Value = serde_json::from_str(&filled).expect("JSON");
        if let Some(method) = message["await"].as_str() {
            let heard = self.client.until(|heard| heard["method"] == method);
            return self.hear(heard);
        }
        let shortened: String = line.chars().take(LONG).collect();
        let _ = writeln!(self.record, "-> {shortened}{}", if shortened.len() < line.len() { "…" } else { "" });
        self.client.send(&message);
        if !message["id"].is_null() {
            let response = self.client.response(&message["id"]);
            if let Some(result) = response["result"]["resultId"].as_str() {
                self.result = Some(result.to_owned());
            }
            self.hear(response);
        }
    }

    /// Records `message`, and before it what came in earlier. Requests of the server get an empty response.
    fn hear(&mut self, message: Value) {
        let passed: Vec<Value> = self.client.passed.drain(..).collect();
        for heard in passed.into_iter().chain([message]) {
            if heard.get("method").is_some() && heard.get("id").is_some() {
                self.client.send(&json!({ "jsonrpc": "2.0", "id": heard["id"], "result": null }));
            }
            let mut text = serde_json::to_string_pretty(&heard).expect("JSON").replace(&self.place, "{folder}");
            text = text.replace(env!("CARGO_PKG_VERSION"), "{version}");
            if let Some(result) = &self.result {
                text = text.replace(result, "{result}");
            }
            let _ = writeln!(self.record, "<- {text}");
        }
    }
}
