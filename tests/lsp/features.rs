//! What editors show of lists beside findings, and renaming.

use crate::Folder;
use crate::client::Client;
use serde_json::{Value, json};
use std::fs;

const ENGLISH: &str = "# Lamps\n\n- [Desk 💡](#desk-)\n- [Floor](#floor)\n\n## Desk 💡\n\n- [Flex](https://flex.example/) - Bends.\n- [Glow](https://glow.example/) - Warm.\n- [Dusk](https://dusk.example/) - Dark.\n\n## Floor\n\n- [Arc](https://arc.example/) - Tall.\n";
const CHINESE: &str = "# 灯具\n\n参见 💡 [台灯](README.md#desk-)。\n\n## 台灯\n\n- [Flex](https://flex.example/) - 可弯曲。\n- [Glow](https://glow.example/) - 温暖。\n\n## 落地灯\n\n- [Arc](https://arc.example/) - 高。\n";
const BESIDE: &str = "# Contributing\n\nSee [desk lamps](../README.md#desk-).\n";

/// A folder with a list in two languages and a page beside it.
fn folder() -> Folder {
    Folder::new()
        .with("README.md", ENGLISH)
        .with("README.zh-cn.md", CHINESE)
        .with("docs/contributing.md", BESIDE)
        .with("docs/notes.txt", "x")
}

/// The response to `method` about the place of `needle`, which is on one line of `text`, the document `uri`.
fn at(client: &mut Client, method: &str, uri: &str, text: &str, needle: &str, more: Value) -> Value {
    let (line, found) = text.lines().enumerate().find(|(_, line)| line.contains(needle)).expect("in the text");
    let before = &found[..found.find(needle).expect("found")];
    let position = json!({ "line": line, "character": before.encode_utf16().count() });
    let mut params = json!({ "textDocument": { "uri": uri }, "position": position });
    for (name, value) in more.as_object().into_iter().flatten() {
        params[name] = value.clone();
    }
    client.request(method, params)
}

/// The text after the edits that a response has for `uri`, with the version that they are meant for.
fn edited(response: &Value, uri: &str, text: &str) -> (Value, String) {
    let changes = response["result"]["documentChanges"].as_array().expect("changes");
    let change = changes.iter().find(|change| change["textDocument"]["uri"] == uri).expect("a change");
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut edits: Vec<&Value> = change["edits"].as_array().expect("edits").iter().collect();
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        std::cmp::Reverse((start["line"].as_u64(), start["character"].as_u64()))
    });
    for edit in edits {
        let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
        assert_eq!(start["line"], end["line"]);
        let line = &mut lines[start["line"].as_u64().expect("a line") as usize];
        let units: Vec<u16> = line.encode_utf16().collect();
        let column = |place: &Value| place["character"].as_u64().expect("a column") as usize;
        let part = |units: &[u16]| String::from_utf16(units).expect("whole characters");
        let new = edit["newText"].as_str().expect("a text");
        *line = format!("{}{new}{}", part(&units[..column(start)]), part(&units[column(end)..]));
    }
    (change["textDocument"]["version"].clone(), lines.join("\n"))
}

#[test]
fn a_heading_is_renamed_in_every_page() {
    let folder = folder();
    let [english, chinese, beside] =
        ["README.md", "README.zh-cn.md", "docs/contributing.md"].map(|name| folder.uri(name));
    let mut client = folder.client();
    client.open(&english, ENGLISH);
    // Not saved, and longer than the file.
    let unsaved = format!("{CHINESE}\n再见 [💡](./README.md#desk-)\n");
    client.open(&chinese, &unsaved);
    let prepared = at(&mut client, "textDocument/prepareRename", &english, ENGLISH, "Floor](", Value::Null);
    assert_eq!(prepared["result"], Value::Null, "no heading: {prepared}");
    let heading = "Desk 💡";
    let heading_line = ENGLISH.replacen("[Desk 💡]", "[…]", 1);
    let prepared = at(&mut client, "textDocument/prepareRename", &english, &heading_line, heading, Value::Null);
    assert_eq!(prepared["result"]["placeholder"], heading);
    let new = json!({ "newName": "Table & desk" });
    let response = at(&mut client, "textDocument/rename", &english, &heading_line, heading, new);
    let expected =
        ENGLISH.replace("[Desk 💡](#desk-)", "[Table & desk](#table--desk)").replace("## Desk 💡", "## Table & desk");
    assert_eq!(edited(&response, &english, ENGLISH), (json!(1), expected));
    assert_eq!(edited(&response, &chinese, &unsaved), (json!(1), unsaved.replace("#desk-", "#table--desk")));
    assert_eq!(edited(&response, &beside, BESIDE), (Value::Null, BESIDE.replace("#desk-", "#table--desk")));
    // A page beside the list is opened and changed: the edits are for what it is by then.
    client.open(&beside, BESIDE);
    let changed = format!("Hello.\n\n{BESIDE}");
    client.replace(&beside, 2, &changed);
    let new = json!({ "newName": "Tables" });
    let response = at(&mut client, "textDocument/rename", &english, &heading_line, heading, new);
    assert_eq!(edited(&response, &beside, &changed), (json!(2), changed.replace("#desk-", "#tables")));
    let refused = at(&mut client, "textDocument/rename", &english, &heading_line, heading, json!({ "newName": " " }));
    assert!(refused["error"]["message"].as_str().is_some_and(|why| why.contains("needs a text")), "{refused}");
    assert_eq!(client.end(), 0);
}

#[test]
fn pages_that_are_not_open_are_edited_as_they_are_on_disk() {
    let hidden = "[Lamps](../README.md#floor)\n";
    let folder = folder().with(".github/CONTRIBUTING.md", hidden);
    let [english, beside, hidden_uri] =
        ["README.md", "docs/contributing.md", ".github/CONTRIBUTING.md"].map(|name| folder.uri(name));
    let mut client = folder.client();
    client.open(&english, ENGLISH);
    client.published(&english);
    let longer = BESIDE.replace("See", "Before you begin, please see");
    fs::write(folder.path().join("docs/contributing.md"), &longer).expect("written");
    let rename = |client: &mut Client, heading: &str, new: &str| {
        let heading_line = ENGLISH.replacen(&format!("[{heading}]"), "[…]", 1);
        at(client, "textDocument/rename", &english, &heading_line, heading, json!({ "newName": new }))
    };
    let response = rename(&mut client, "Desk 💡", "Table");
    assert_eq!(edited(&response, &beside, &longer), (Value::Null, longer.replace("#desk-", "#table")));
    let response = rename(&mut client, "Floor", "Tall");
    assert_eq!(edited(&response, &hidden_uri, hidden), (Value::Null, hidden.replace("#floor", "#tall")));
    assert_eq!(client.end(), 0);
}

#[test]
fn what_is_around_a_list_is_found() {
    let folder = folder();
    let [english, chinese] = ["README.md", "README.zh-cn.md"].map(|name| folder.uri(name));
    let mut client = folder.client();
    client.open(&english, ENGLISH);
    let found = at(&mut client, "textDocument/definition", &english, ENGLISH, "Flex", Value::Null);
    assert_eq!(found["result"][0]["uri"], chinese, "{found}");
    assert_eq!(found["result"][0]["range"]["start"], json!({ "line": 6, "character": 3 }));
    let found = at(&mut client, "textDocument/hover", &english, ENGLISH, "floor)", Value::Null);
    let text = found["result"]["contents"]["value"].as_str().expect("a text");
    assert!(text.starts_with("**Floor**") && text.contains("line 12"), "{text}");
    let declaration = json!({ "context": { "includeDeclaration": false } });
    let heading_line = ENGLISH.replacen("[Desk 💡]", "[…]", 1);
    let found = at(&mut client, "textDocument/references", &english, &heading_line, "Desk 💡", declaration);
    let files: Vec<&str> =
        found["result"].as_array().expect("places").iter().filter_map(|at| at["uri"].as_str()).collect();
    assert_eq!(files, [english.as_str(), chinese.as_str(), folder.uri("docs/contributing.md").as_str()]);
    let document = json!({ "textDocument": { "uri": english } });
    let symbols = client.request("textDocument/documentSymbol", document.clone());
    assert_eq!(symbols["result"][0]["children"][0]["children"][2]["name"], "Dusk", "{symbols}");
    let links = client.request("textDocument/documentLink", document.clone());
    assert_eq!(links["result"][0]["target"], format!("{english}#L6"));
    let symbols = client.request("workspace/symbol", json!({ "query": "arc" }));
    assert_eq!(symbols["result"].as_array().map(Vec::len), Some(2), "{symbols}");
    let lenses = client.request("textDocument/codeLens", document);
    let command = &lenses["result"][0]["command"];
    assert_eq!(command["title"], "one entry missing in README.zh-cn.md", "{lenses}");
    assert_eq!(command["command"], "curate.showMissing");
    assert_eq!(command["arguments"][2][0]["range"]["start"], json!({ "line": 9, "character": 3 }));
    assert_eq!(client.end(), 0);
}

#[test]
fn destinations_are_completed() {
    let folder = folder();
    let uri = folder.uri("README.md");
    let text = format!("{ENGLISH}\n💡 [x](#) [y](docs/) [z](https://g)\n");
    let mut client = folder.client();
    client.open(&uri, &text);
    for (needle, expected) in [
        (") [y]", &["#lamps", "#desk-", "#floor"][..]),
        (") [z]", &["docs/contributing.md", "docs/notes.txt"]),
        ("//g)", &["https://flex.example/", "https://glow.example/", "https://dusk.example/", "https://arc.example/"]),
    ] {
        let response = at(&mut client, "textDocument/completion", &uri, &text, needle, Value::Null);
        let items = response["result"]["items"].as_array().expect("items");
        let texts: Vec<&str> = items.iter().filter_map(|item| item["textEdit"]["newText"].as_str()).collect();
        assert_eq!(texts, expected, "{needle}");
    }
    assert_eq!(client.end(), 0);
}
