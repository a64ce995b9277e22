//! Whatever comes in, the server does not panic, and understands what comes after it.

use crate::client::Client;
use crate::{Folder, PADDED};
use curate_testing::properties::config;
use proptest::prelude::*;
use serde_json::{Value, json};

fn some_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z:/👧]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let keys = prop_oneof![
            Just("textDocument"),
            Just("uri"),
            Just("version"),
            Just("contentChanges"),
            Just("range"),
            Just("start"),
            Just("end"),
            Just("line"),
            Just("character"),
            Just("text"),
            Just("context"),
            Just("only"),
            Just("arguments"),
            Just("command"),
            Just("diagnostics"),
            Just("id"),
            Just("event"),
            Just("changes"),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..5)
                .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

fn some_method() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "initialize",
        "initialized",
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "textDocument/codeAction",
        "textDocument/diagnostic",
        "textDocument/formatting",
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/rename",
        "textDocument/documentSymbol",
        "workspace/executeCommand",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "workspace/symbol",
        "$/cancelRequest",
        "$/setTrace",
        "$/progress",
        "",
        "x",
    ])
    .prop_map(str::to_owned)
}

/// A change of an open text at any place, in the form that the protocol has.
fn some_change() -> impl Strategy<Value = Value> {
    let position =
        || (any::<u32>(), 0_u32..9).prop_map(|(line, character)| json!({ "line": line % 6, "character": character }));
    (position(), position(), "[a\n👧#\\[\\]() -]{0,6}", any::<i32>()).prop_map(|(start, end, text, version)| {
        let change = json!({ "range": { "start": start, "end": end }, "text": text });
        json!({ "textDocument": { "uri": "untitled:a", "version": version }, "contentChanges": [change] })
    })
}

/// Bytes as they might come in.
fn some_bytes() -> impl Strategy<Value = Vec<u8>> {
    let framed = |message: Value| {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let message = (some_method(), some_json(), prop::option::of(some_json()));
    prop_oneof![
        1 => prop::collection::vec(any::<u8>(), 0..40),
        4 => message.prop_map(move |(method, params, id)| framed(match id {
            Some(id) => json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }),
            None => json!({ "jsonrpc": "2.0", "method": method, "params": params }),
        })),
        4 => some_change().prop_map(move |params| framed(json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }))),
    ]
}

proptest! {
    #![proptest_config(config(24, concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/lsp.txt")))]

    #[test]
    fn any_input(all in prop::collection::vec(some_bytes(), 0..60)) {
        let mut client = Client::start();
        client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
        client.open("untitled:a", PADDED);
        for bytes in all {
            client.write(&bytes);
            client.write(b"\n\n");
        }
        // What a header among the garbage has announced is swallowed up.
        client.write(&b"\n".repeat(300));
        client.open("untitled:last", PADDED);
        client.published("untitled:last");
        let is_bug = |message: &Value| message.to_string().contains("a bug in curate");
        prop_assert!(!client.passed.iter().any(is_bug), "{:?}", client.passed);
        prop_assert_eq!(client.end(), 0);
    }
}

#[test]
fn a_message_that_is_none_is_refused_and_the_next_one_served() {
    let folder = Folder::new();
    let mut client = folder.client();
    client.write(b"Content-Length: 3\r\n\r\n{]}");
    let refusal = client.until(|message| message.get("error").is_some());
    assert_eq!((&refusal["id"], &refusal["error"]["code"]), (&Value::Null, &json!(-32700)));
    client.write(b"Content-Length: 2\r\n\r\n[]");
    let refusal = client.until(|message| message.get("error").is_some());
    assert_eq!(refusal["error"]["code"], -32600);
    assert_eq!(client.end(), 0);
}

#[test]
fn parameters_that_are_no_object_are_refused() {
    let folder = Folder::new();
    let mut client = folder.client();
    for method in
        ["textDocument/documentSymbol", "textDocument/hover", "textDocument/rename", "textDocument/diagnostic"]
    {
        for params in [json!([]), json!([1]), json!({}), json!({ "textDocument": [] })] {
            assert_eq!(client.request(method, params.clone())["error"]["code"], -32602, "{method} {params}");
        }
    }
    assert_eq!(client.end(), 0);
}
