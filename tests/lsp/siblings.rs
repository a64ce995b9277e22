//! Lists in several languages: each edition is judged with what is open of the others.

use crate::client::Client;
use crate::{Folder, codes};
use serde_json::{Value, json};

/// A list of `count` lamps, whose descriptions are `text`.
fn lamps(count: usize, text: &str) -> String {
    let lamp = |number: usize| format!("- [Lamp {number}](https://lamps.example/{number}) - {text}\n");
    format!("# Lamps\n\n## Desk\n\n{}", (0..count).map(lamp).collect::<String>())
}

fn pull(client: &mut Client, uri: &str, previous: Option<&str>) -> Value {
    let params = json!({ "textDocument": { "uri": uri }, "previousResultId": previous });
    client.request("textDocument/diagnostic", params)["result"].take()
}

#[test]
fn an_unsaved_edition_counts() {
    let chinese = lamps(12, "一盏灯。");
    let folder = Folder::new().with("README.md", &lamps(12, "A lamp.")).with("README.zh-cn.md", &chinese);
    let (mut client, english) = (folder.client(), folder.uri("README.md"));
    let translation = folder.uri("README.zh-cn.md");
    client.open(&english, &lamps(12, "A lamp."));
    let known = codes(&client.published(&english)).into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert!(!known.contains(&"parity/missing-entry".to_owned()), "{known:?}");
    client.open(&translation, &chinese);
    client.published(&translation);
    client.replace(&translation, 2, &lamps(11, "一盏灯。"));
    let found = [client.published(&english), client.published(&translation)];
    assert!(found.iter().any(|found| codes(found).contains(&"parity/missing-entry")), "{found:?}");
    assert_eq!((&found[0]["version"], &found[1]["version"]), (&json!(1), &json!(2)));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": translation } }));
    assert_eq!(codes(&client.published(&translation)), [""; 0]);
    assert_eq!(codes(&client.published(&english)), known);
}

#[test]
fn diagnostics_that_are_asked_for_are_not_sent() {
    let folder = Folder::new().with("README.md", &lamps(12, "A lamp.")).with("README.zh-cn.md", &lamps(11, "一盏灯。"));
    let pulling = json!({ "textDocument": { "diagnostic": { "relatedDocumentSupport": true } } });
    let mut client = folder.client_with(pulling);
    let (english, translation) = (folder.uri("README.md"), folder.uri("README.zh-cn.md"));
    client.open(&english, &lamps(12, "A lamp."));
    client.open(&translation, &lamps(11, "一盏灯。"));
    let report = pull(&mut client, &translation, None);
    assert_eq!(report["kind"], "full");
    assert!(report["relatedDocuments"][&english]["items"].is_array(), "{report}");
    let known = report["resultId"].as_str().expect("a name").to_owned();
    assert_eq!(pull(&mut client, &translation, Some(&known))["kind"], "unchanged");
    client.replace(&translation, 2, &lamps(12, "一盏灯。 "));
    assert_eq!(pull(&mut client, &translation, Some(&known))["kind"], "full");
    assert_eq!(pull(&mut client, &folder.uri("NONE.md"), None)["items"], json!([]));
    let sent = client.passed.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics").count();
    assert_eq!(sent, 0);
}

#[test]
fn a_request_can_be_cancelled() {
    let folder = Folder::new();
    let mut client = folder.client_with(json!({ "textDocument": { "diagnostic": {} } }));
    let uri = folder.uri("README.md");
    client.open(&uri, &lamps(2000, "A lamp."));
    let id = client.begin("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    client.notify("$/cancelRequest", json!({ "id": id }));
    client.notify("$/cancelRequest", json!({ "id": "nobody" }));
    let response = client.response(&json!(id));
    assert!(response["error"]["code"] == -32800 || response["result"]["kind"] == "full", "{response}");
}
