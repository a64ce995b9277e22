//! The configuration: watched, and in force as it was while it is wrong.

use crate::{Folder, PADDED, codes};
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_wrong_configuration_is_shown_and_the_last_good_one_counts() {
    let off = "[rules]\n\"links/padding\" = \"off\"\n";
    let folder = Folder::new().with("README.md", PADDED).with("curate.toml", off);
    let watching = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = folder.client_with(watching);
    let (uri, config) = (folder.uri("README.md"), folder.uri("curate.toml"));
    let registered = client.next("client/registerCapability");
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.open(&uri, PADDED);
    assert_eq!(codes(&client.published(&uri)), [""; 0]);

    let mut change = |text: &str| {
        fs::write(folder.path().join("curate.toml"), text).expect("written");
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": config, "type": 2 }] }));
        let mut shown = Value::Null;
        loop {
            let next = client.next("textDocument/publishDiagnostics");
            if next["uri"] == json!(uri) {
                return (shown, codes(&next).into_iter().map(str::to_owned).collect::<Vec<_>>());
            }
            shown = next;
        }
    };
    let (shown, found) = change("[rules]\n\"links/paddin\" = \"off\"\n");
    assert_eq!(shown["uri"], json!(config));
    assert_eq!(shown["diagnostics"][0]["range"]["start"]["line"], 1);
    assert_eq!(found, [""; 0]);
    let (shown, found) = change("[rules]\n");
    assert_eq!((&shown["uri"], &shown["diagnostics"]), (&json!(config), &json!([])));
    assert_eq!(found, ["links/padding"]);
    let (shown, found) = change("exclude = [\"README.md\"]\n");
    assert_eq!((shown, found.len()), (Value::Null, 0));
}

#[test]
fn a_configuration_that_was_never_right() {
    let folder = Folder::new().with("README.md", PADDED).with("curate.toml", "[[list]]\nsource = \"none.md\"\n");
    let (mut client, uri) = (folder.client(), folder.uri("README.md"));
    client.open(&uri, PADDED);
    let shown = client.published(&folder.uri("curate.toml"));
    assert_eq!(shown["diagnostics"].as_array().map(Vec::len), Some(1), "{shown}");
    assert_eq!(codes(&client.published(&uri)), ["links/padding"]);
}

#[test]
fn messages_in_chinese() {
    let folder = Folder::new().with("README.md", PADDED).with("curate.toml", "lang = \"zh\"\n");
    let (mut client, uri) = (folder.client(), folder.uri("README.md"));
    client.open(&uri, PADDED);
    let found = client.published(&uri);
    let message = found["diagnostics"][0]["message"].as_str().expect("a message");
    assert!(message.chars().any(|character| ('一'..'龥').contains(&character)), "{message}");
}

#[test]
fn requests_about_what_is_left_out_are_answered() {
    let folder = Folder::new().with("README.md", PADDED).with("curate.toml", "exclude = [\"README.md\"]\n");
    let (mut client, uri) = (folder.client(), folder.uri("README.md"));
    client.open(&uri, PADDED);
    let document = json!({ "uri": uri });
    let at = json!({ "line": 2, "character": 5 });
    for (method, params) in [
        ("textDocument/documentSymbol", json!({ "textDocument": document })),
        ("textDocument/hover", json!({ "textDocument": document, "position": at })),
        ("textDocument/definition", json!({ "textDocument": document, "position": at })),
    ] {
        let response = client.request(method, params);
        assert_eq!(response["error"], Value::Null, "{method}: {response}");
    }
    let range = json!({ "start": at, "end": at });
    let wanted = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
    assert_eq!(client.request("textDocument/codeAction", wanted)["result"], json!([]));
    assert_eq!(client.end(), 0);
}
