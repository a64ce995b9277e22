//! What an editor waits for: `cargo bench --bench lsp`.
//!
//! Plays an editor on a list of 400 KB with a translation of the same length: a character is typed, and the diagnostics are asked for at once,
//! as editors do that ask for them. Printed is the time from the key to the diagnostics, the server's process and both pipes included: the
//! median is to be at most 25 ms. A client that waits for them instead gets them 100 ms after its last key, and no request is sped up by
//! that. `cargo bench --bench lsp -- FILE` types in a list of yours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark may panic, and prints what it has measured"
)]

#[path = "../../tests/lsp/client.rs"]
#[allow(dead_code, reason = "tests use all of it")]
mod client;

use client::Client;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Bytes of the list.
const SIZE: usize = 400 * 1024;

/// How often a key is pressed.
const KEYS: i32 = 60;

fn main() {
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("created");
    let source = named
        .as_ref()
        .map_or_else(|| generated("A tool for the job number"), |file| fs::read_to_string(file).expect("a list"));
    let list = folder.path().join("README.md");
    fs::write(&list, &source).expect("written");
    if named.is_none() {
        fs::write(folder.path().join("README.zh-cn.md"), generated("一个工具，用于工作")).expect("written");
    }
    println!("| what is typed in | bytes | median | slowest tenth | memory |");
    println!("|---|---|---|---|---|");
    measure("a list", &list, &source);
    if named.is_none() {
        fs::remove_file(folder.path().join("README.zh-cn.md")).expect("removed");
        measure("the same without its translation", &list, &source);
    }
}

/// A list whose descriptions begin with `description`.
fn generated(description: &str) -> String {
    let mut text = "# A list\n".to_owned();
    let mut number = 0;
    while text.len() < SIZE {
        if number % 40 == 0 {
            let _ = write!(text, "\n## Section {number}\n\n");
        }
        let _ = writeln!(text, "- [Tool {number:05}](https://tool{number}.example/docs) - {description} {number}.");
        number += 1;
    }
    text
}

fn measure(name: &str, list: &Path, source: &str) {
    let mut client = Client::start();
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
    client.notify("initialized", json!({}));
    let uri = format!("file://{}", list.display());
    client.open(&uri, source);
    ask(&mut client, &uri);
    let line =
        source.lines().position(|line| line.starts_with("- [")).unwrap_or(0) + 1000.min(source.lines().count() / 3);
    let mut times: Vec<Duration> = (0..KEYS).map(|key| press(&mut client, &uri, line, key)).collect();
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 10).copied().unwrap_or_default().as_secs_f64() * 1000.0;
    let memory = memory(client.process()).map_or("?".to_owned(), |kilobytes| format!("{} MB", kilobytes / 1024));
    println!("| {name} | {} | {:.1} ms | {:.1} ms | {memory} |", source.len(), at(5), at(9));
    client.end();
}

/// Types a letter at the end of `line`; the time until the diagnostics of the text are there.
fn press(client: &mut Client, uri: &str, line: usize, key: i32) -> Duration {
    let at = json!({ "line": line, "character": 9999 });
    let document = json!({ "uri": uri, "version": key + 2 });
    let changes = json!([{ "range": { "start": at, "end": at }, "text": "e" }]);
    let started = Instant::now();
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    ask(client, uri);
    started.elapsed()
}

fn ask(client: &mut Client, uri: &str) {
    let response: Value = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(response["result"]["kind"], "full", "{response}");
}

/// Kilobytes of memory that the process `id` has; `None` where the system does not tell.
fn memory(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
