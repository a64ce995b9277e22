//! How sessions begin and end.

use crate::client::Client;
use crate::{Folder, PADDED, codes};
use serde_json::{Value, json};

fn code(response: &Value) -> i64 {
    response["error"]["code"].as_i64().unwrap_or_else(|| panic!("an error: {response}"))
}

fn initialize(client: &mut Client, encodings: Value) -> Value {
    let general = json!({ "positionEncodings": encodings });
    let params = json!({ "processId": null, "rootUri": null, "capabilities": { "general": general } });
    client.request("initialize", params)["result"]["capabilities"].take()
}

#[test]
fn requests_out_of_order_are_refused() {
    let mut client = Client::start();
    assert_eq!(code(&client.request("textDocument/hover", json!({}))), -32002);
    assert_eq!(code(&client.request("shutdown", Value::Null)), -32002);
    client.open("file:///a/README.md", PADDED);
    initialize(&mut client, json!([]));
    assert_eq!(code(&client.request("initialize", json!({}))), -32600);
    assert_eq!(code(&client.request("textDocument/unheardOf", json!({}))), -32601);
    assert_eq!(code(&client.request("textDocument/formatting", json!({ "textDocument": 7 }))), -32602);
    assert_eq!(client.request("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(code(&client.request("textDocument/formatting", json!({}))), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.status(), 0);
}

#[test]
fn exit_statuses() {
    let mut client = Client::start();
    client.notify("exit", Value::Null);
    assert_eq!(client.status(), 1);
    assert_eq!(Client::start().hang_up(), 1);
    let mut client = Client::start();
    initialize(&mut client, json!([]));
    client.request("shutdown", Value::Null);
    assert_eq!(client.hang_up(), 0);
}

#[test]
fn utf_8_is_taken_where_it_is_offered() {
    for (offered, expected) in [
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-32", "utf-16"]), "utf-16"),
        (json!(["utf-9"]), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let mut client = Client::start();
        assert_eq!(initialize(&mut client, offered)["positionEncoding"], expected);
        assert_eq!(client.end(), 0);
    }
}

#[test]
fn columns_are_counted_as_was_agreed() {
    let text = "# 灯\n\n- 👧 [Desk lamp ](https://lamps.example/desk) - Bright.\n";
    for (offered, start) in [(json!(["utf-8"]), 8), (json!(["utf-16"]), 6)] {
        let folder = Folder::new();
        let mut client = folder.client_with(json!({ "general": { "positionEncodings": offered } }));
        let uri = folder.uri("README.md");
        client.open(&uri, text);
        let published = client.published(&uri);
        let found = published["diagnostics"].as_array().expect("diagnostics");
        let padding = found.iter().find(|found| found["code"] == "links/padding").expect("found");
        assert_eq!(padding["range"]["start"], json!({ "line": 2, "character": start }));
        assert_eq!(padding["source"], "curate");
    }
}

#[test]
fn texts_without_a_file_and_outside_of_every_folder() {
    let folder = Folder::new();
    let outside = tempfile::tempdir().expect("a folder");
    let mut client = folder.client();
    let outside = format!("file://{}/a%20b/%E8%AF%BB.md", outside.path().display());
    for uri in ["untitled:Untitled-1", &outside, "vscode-vfs://github/a/b/README.md"] {
        client.open(uri, PADDED);
        let published = client.published(uri);
        assert_eq!(codes(&published), ["links/padding"], "{uri}");
        assert_eq!(published["version"], 1);
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(codes(&client.published(uri)), [""; 0]);
    }
    let toml = folder.uri("curate.toml");
    let document = json!({ "uri": toml, "languageId": "toml", "version": 1, "text": "[x](y )" });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(client.end(), 0);
}
