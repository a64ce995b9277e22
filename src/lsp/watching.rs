//! Has the client watch the files that say what counts, and those that lists are made of.

use crate::lsp::session::Session;
use gen_lsp_types::{
    DiagnosticRefreshRequest, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, LspNotificationMethod,
    Registration, RegistrationParams, RegistrationRequest,
};

/// What is watched: our own configuration, what is honoured of other tools, and markdown.
const WATCHED: [&str; 6] = [
    "**/{*curate*.toml,.editorconfig,.gitignore}",
    "**/.markdownlint*",
    "**/{.autocorrectrc,.autocorrectignore,.rumdl.toml,rumdl.toml,pyproject.toml}",
    "**/{.lycheeignore,lychee.toml,.markdown-link-check.json}",
    "**/.git/{config,HEAD}",
    "**/*.{md,markdown,mdx}",
];

impl Session {
    /// Tells the client what to watch, where it does that.
    pub(super) fn watch(&self) {
        if !self.settings.watches {
            return;
        }
        let watcher = |pattern: &str| FileSystemWatcher { glob_pattern: pattern.to_owned().into(), kind: None };
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: WATCHED.map(watcher).to_vec() };
        let registration = Registration {
            id: "curate-files".to_owned(),
            method: LspNotificationMethod::WorkspaceDidChangeWatchedFiles.as_str().to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        self.client.request::<RegistrationRequest>(&RegistrationParams { registrations: vec![registration] });
    }

    /// What is around the open texts has changed: their lists are judged anew, and a client that asks for diagnostics asks again.
    pub(super) fn changed_files(&mut self) {
        self.judge_all();
        if self.settings.pulls && self.settings.refreshes {
            self.client.request::<DiagnosticRefreshRequest>(&());
        }
    }
}
