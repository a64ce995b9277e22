//! Thousands of quick edits: no queue grows, and memory stays as it was.

use crate::{Folder, codes};
use serde_json::json;

const EDITS: i32 = 10_000;

/// Kilobytes of memory that the process `id` has; `None` where the system does not tell.
fn memory(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

#[test]
fn ten_thousand_edits() {
    let lamp = |number: usize| format!("- [Lamp {number}](https://lamps.example/{number}) - Bright.\n");
    let text = format!("# Lamps\n\n{}", (0..200).map(lamp).collect::<String>());
    let folder = Folder::new();
    let (mut client, uri) = (folder.client(), folder.uri("README.md"));
    client.open(&uri, &text);
    client.published(&uri);
    let mut before = None;
    for version in 2..EDITS + 2 {
        let at = json!({ "line": 2, "character": 3 });
        let (end, typed) = if version % 2 == 0 { (3, "x") } else { (4, "") };
        let range = json!({ "start": at, "end": { "line": 2, "character": end } });
        let document = json!({ "uri": uri, "version": version });
        let changes = json!([{ "range": range, "text": typed }]);
        client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        if version == EDITS / 10 {
            client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
            before = memory(client.process());
        }
    }
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    let after = memory(client.process());
    if let Some((before, after)) = before.zip(after) {
        assert!(after < before + 32 * 1024, "{before} kB, then {after} kB");
    }
    client.replace(&uri, EDITS + 2, "# Lamps\n\n- [Desk ](https://lamps.example/desk) - Bright.\n");
    loop {
        let published = client.published(&uri);
        if published["version"] == EDITS + 2 {
            assert_eq!(codes(&published), ["links/padding"]);
            break;
        }
    }
    assert_eq!(client.end(), 0);
}
