//! What can be done about findings.

use crate::client::Client;
use crate::{FIXED, Folder, PADDED};
use serde_json::{Value, json};

/// The actions for line `line` of `uri`.
fn actions(client: &mut Client, uri: &str, line: u32, only: Option<&str>) -> Vec<Value> {
    let at = json!({ "line": line, "character": 0 });
    let end = json!({ "line": line, "character": 999 });
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let range = json!({ "start": at, "end": end });
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    let response = client.request("textDocument/codeAction", params);
    response["result"].as_array().unwrap_or_else(|| panic!("actions: {response}")).clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().expect("a title")).collect()
}

/// What the edits of `edit` in the only document that they are in make of `text`, in ASCII.
fn edited(text: &str, edit: &Value) -> String {
    let mut edits = edit["documentChanges"][0]["edits"].as_array().expect("edits").clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["range"]["start"].to_string()));
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).chain([text.len()]).collect();
    let mut text = text.to_owned();
    for edit in edits {
        let at = |end: &str| {
            let position = &edit["range"][end];
            starts[position["line"].as_u64().expect("a line") as usize]
                + position["character"].as_u64().expect("a column") as usize
        };
        text.replace_range(at("start")..at("end"), edit["newText"].as_str().expect("text"));
    }
    text
}

#[test]
fn a_fix_and_a_comment_for_a_finding() {
    let folder = Folder::new().with("README.md", PADDED);
    let (mut client, uri) = (folder.client(), folder.uri("README.md"));
    client.open(&uri, PADDED);
    let all = actions(&mut client, &uri, 2, None);
    assert_eq!(titles(&all), ["Remove the white space", "Ignore links/padding here", "Apply all safe fixes of curate"]);
    let (fix, ignore) = (&all[0], &all[1]);
    assert_eq!((&fix["isPreferred"], &fix["kind"]), (&json!(true), &json!("quickfix")));
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"], json!({ "uri": uri, "version": 1 }));
    assert_eq!(edited(PADDED, &fix["edit"]), FIXED);
    let ignored = edited(PADDED, &ignore["edit"]);
    assert_eq!(ignored, PADDED.replace("Bright.\n", "Bright. <!-- curate ignore links/padding -->\n"));
    client.replace(&uri, 2, &ignored);
    assert_eq!(titles(&actions(&mut client, &uri, 2, Some("quickfix"))), [""; 0]);
    assert_eq!(titles(&actions(&mut client, &uri, 0, Some("quickfix"))), [""; 0]);
}

#[test]
fn comments_go_where_they_are_obeyed() {
    let heading = "# Lamps\n\n## Desk[ ](x)\n\ntext\n";
    let row = "# Lamps\n\n| Lamp | What |\n| --- | --- |\n| [Desk ](https://lamps.example) | bright |\n";
    let paragraph = "# Lamps\n\nSee [Desk ](https://lamps.example)\nhere.\n";
    for (text, line, expected) in [
        (heading, 2, heading.replace("## Desk", "<!-- curate ignore RULE -->\n## Desk")),
        (row, 4, row.replace("bright |\n", "bright <!-- curate ignore RULE --> |\n")),
        (paragraph, 2, paragraph.replace("here.\n", "here. <!-- curate ignore RULE -->\n")),
    ] {
        let folder = Folder::new();
        let (mut client, uri) = (folder.client(), folder.uri("README.md"));
        client.open(&uri, text);
        let actions = actions(&mut client, &uri, line, Some("quickfix"));
        let ignoring =
            actions.iter().find(|action| action["title"].as_str().is_some_and(|title| title.starts_with("Ignore ")));
        let ignoring = ignoring.unwrap_or_else(|| panic!("{text}: {actions:?}"));
        let rule = ignoring["title"].as_str().and_then(|title| title.split(' ').nth(1)).expect("a rule");
        assert_eq!(edited(text, &ignoring["edit"]), expected.replace("RULE", rule));
    }
}

#[test]
fn all_safe_fixes_are_what_lint_would_write() {
    let text = format!(
        "{PADDED}- [Floor lamp ](https://lamps.example/floor) - Warm  \n- [Oil lamp](https://lamps.example/oil) - Old."
    );
    let folder = Folder::new().with("README.md", "# Other\n");
    let (mut client, uri) = (folder.client(), folder.uri("README.md"));
    client.open(&uri, &text);
    let all = actions(&mut client, &uri, 0, Some("source.fixAll"));
    assert_eq!(all[0]["kind"], "source.fixAll.curate");
    let fixed = edited(&text, &all[0]["edit"]);
    let file = Folder::new().with("README.md", &text);
    let mut command = assert_cmd::Command::cargo_bin("curate").expect("built");
    command.args(["lint", "--fix", "--quiet"]).current_dir(file.path()).output().expect("run");
    assert_eq!(fixed, std::fs::read_to_string(file.path().join("README.md")).expect("read"));
    assert_ne!(fixed, text);
    let id = client.begin("workspace/executeCommand", json!({ "command": "curate.fixAll", "arguments": [uri] }));
    let applied = client.next("workspace/applyEdit");
    assert_eq!(edited(&text, &applied["edit"]), fixed);
    assert_eq!(client.response(&json!(id))["result"], Value::Null);
    client.replace(&uri, 2, &fixed);
    assert_eq!(titles(&actions(&mut client, &uri, 0, Some("source.fixAll.curate"))), [""; 0]);
}

#[test]
fn formatting_changes_layout_alone() {
    let text = "# Lamps\n\n\n\n- [Desk lamp ](https://lamps.example/desk) - Bright.  \n";
    let folder = Folder::new();
    let (mut client, uri) = (folder.client(), folder.uri("README.md"));
    client.open(&uri, text);
    let params = json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 4, "insertSpaces": true } });
    let edits = client.request("textDocument/formatting", params.clone())["result"].take();
    let formatted = edited(text, &json!({ "documentChanges": [{ "edits": edits }] }));
    assert!(formatted.contains("[Desk lamp ]"), "{formatted}");
    assert_ne!(formatted, text);
    client.replace(&uri, 2, &formatted);
    assert_eq!(client.request("textDocument/formatting", params)["result"], json!([]));
    let elsewhere =
        json!({ "textDocument": { "uri": folder.uri("NONE.md") }, "options": { "tabSize": 4, "insertSpaces": true } });
    assert_eq!(client.request("textDocument/formatting", elsewhere)["result"], json!([]));
}
