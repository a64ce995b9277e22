//! The language server as editors talk to it: the built program, over its standard streams.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod actions;
mod client;
mod configuration;
mod features;
mod garbage;
mod lifecycle;
mod links;
mod many_edits;
mod sessions;
mod siblings;

use client::Client;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A list with one finding of `links/padding` in line 3, which has a safe fix.
const PADDED: &str = "# Lamps\n\n- [Desk lamp ](https://lamps.example/desk) - Bright.\n";
/// The same after the fix.
const FIXED: &str = "# Lamps\n\n- [Desk lamp](https://lamps.example/desk) - Bright.\n";

/// A folder that is a repository of its own, so that nothing outside it counts.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(".git")).expect("created");
        Self(folder)
    }

    fn with(self, name: &str, text: &str) -> Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, text).expect("written");
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.path().display())
    }

    /// A client that has this folder open and takes diagnostics as they come.
    fn client(&self) -> Client {
        self.client_with(json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }))
    }

    fn client_with(&self, capabilities: Value) -> Client {
        let folders = json!([{ "uri": format!("file://{}", self.path().display()), "name": "list" }]);
        let mut client = Client::start();
        let params =
            json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders });
        client.request("initialize", params);
        client.notify("initialized", json!({}));
        client
    }
}

/// The codes of the diagnostics in `params` of a `publishDiagnostics`.
fn codes(params: &Value) -> Vec<&str> {
    let found = params["diagnostics"].as_array().expect("diagnostics");
    found.iter().map(|found| found["code"].as_str().unwrap_or("(none)")).collect()
}
