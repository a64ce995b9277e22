//! What the client tells of its texts, and what it is told of them.

use crate::lsp::features::diagnostics::diagnostics;
use crate::lsp::project::JudgeTask;
use crate::lsp::session::Session;
use crate::lsp::snapshot::Snapshot;
use gen_lsp_types::{
    CancelParams, Diagnostic, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, Id, LspNotificationMethod as Method, MessageType, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, Uri, WorkDoneProgressCancelParams,
};
use lsp_server::{ErrorCode, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use std::time::Instant;

impl Session {
    /// Takes a notification that says something of texts and files; others are passed over.
    pub(super) fn sync(&mut self, method: &Method<'_>, params: Value) {
        match method {
            Method::TextDocumentDidOpen => self.read(params, Self::opened),
            Method::TextDocumentDidChange => self.read(params, Self::changed),
            Method::TextDocumentDidClose => self.read(params, Self::closed),
            Method::Initialized => self.watch(),
            // Of others a client that watches files tells.
            Method::TextDocumentDidSave if !self.settings.watches => self.judge_all(),
            Method::WorkspaceDidChangeWatchedFiles => self.changed_files(),
            Method::WorkspaceDidChangeWorkspaceFolders => self.read(params, Self::changed_folders),
            Method::CancelRequest => self.read(params, Self::cancelled),
            Method::WindowWorkDoneProgressCancel => self.read(params, Self::cancelled_progress),
            _ => {}
        }
    }

    fn read<P: DeserializeOwned>(&mut self, params: Value, take: impl FnOnce(&mut Self, P)) {
        match serde_json::from_value(params) {
            Ok(params) => take(self, params),
            Err(error) => self.client.log(MessageType::Warning, &error.to_string()),
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let language = String::from(document.language_id);
        self.documents.open(document.uri.clone(), &language, document.version, document.text);
        if self.documents.buffer(&document.uri).is_some_and(|buffer| buffer.is_markdown) {
            self.lists.wanted(&document.uri, Instant::now());
        }
    }

    fn changed(&mut self, params: DidChangeTextDocumentParams) {
        let (uri, version) = (params.text_document.text_document_identifier.uri, params.text_document.version);
        if !self.documents.change(&uri, version, params.content_changes, self.settings.encoding) {
            return self.client.log(MessageType::Warning, &format!("{uri} is not open"));
        }
        if self.documents.buffer(&uri).is_some_and(|buffer| buffer.is_markdown) {
            self.lists.changed(&uri, Instant::now());
        }
    }

    fn closed(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        if !self.documents.close(&uri) {
            return;
        }
        let others =
            self.lists.snapshot(&uri).map(|known| known.open().map(|(_, file)| file.uri.clone()).collect::<Vec<_>>());
        for (id, request) in self.lists.close(&uri) {
            self.client.answer(id, request.otherwise);
        }
        self.publish_mistake(&uri, None);
        self.send_diagnostics(&uri, None, Vec::new());
        // They are compared with the file on disk from now on.
        for other in others.into_iter().flatten().filter(|other| *other != uri) {
            self.lists.wanted(&other, Instant::now());
        }
    }

    fn changed_folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        let path = |folder: &gen_lsp_types::WorkspaceFolder| crate::lsp::uri::path_of(&folder.uri);
        let removed: Vec<_> = params.event.removed.iter().filter_map(path).collect();
        self.settings.folders.retain(|folder| !removed.contains(folder));
        self.settings.folders.extend(params.event.added.iter().filter_map(path));
        self.changed_files();
    }

    fn cancelled(&mut self, params: CancelParams) {
        let id = match params.id {
            Id::Int(number) => RequestId::from(number),
            Id::String(text) => RequestId::from(text),
        };
        if let Some(check) = self.link_check.as_ref().filter(|check| check.is_of(&id)) {
            check.stop();
        } else if self.lists.cancel(&id) || self.fixes.cancel(&id) {
            self.client.refuse(id, ErrorCode::RequestCanceled, "cancelled");
        }
    }

    fn cancelled_progress(&mut self, params: WorkDoneProgressCancelParams) {
        if let Some(check) = self.link_check.as_ref().filter(|check| check.is_shown_as(&params.token)) {
            check.stop();
        }
    }

    /// Has the lists of all open texts judged anew.
    pub(super) fn judge_all(&mut self) {
        let now = Instant::now();
        for buffer in self.documents.iter().filter(|buffer| buffer.is_markdown) {
            self.lists.wanted(&buffer.uri, now);
        }
    }

    /// Whether the texts that `task` was about are still the same: all those of the list that was found, or at least its own.
    pub(super) fn is_current(&self, task: &JudgeTask, snapshot: Option<&Snapshot>) -> bool {
        match snapshot {
            Some(snapshot) => snapshot.open().all(|(_, file)| self.is_same(task, &file.uri)),
            None => self.is_same(task, &task.uri),
        }
    }

    /// Whether the text called `uri` is the one that `task` has.
    pub(super) fn is_same(&self, task: &JudgeTask, uri: &Uri) -> bool {
        let given = task.buffers.iter().find(|buffer| buffer.uri == *uri);
        given.zip(self.documents.buffer(uri)).is_some_and(|(given, open)| Arc::ptr_eq(&given.text, &open.text))
    }

    /// Takes over what was found in the list of `uri`, and sends it to a client that does not ask for it.
    pub(super) fn publish(&mut self, uri: &Uri, snapshot: Option<Arc<Snapshot>>) {
        for left in self.lists.replace(uri, snapshot.as_ref()) {
            self.lists.wanted(&left, Instant::now());
        }
        let Some(snapshot) = snapshot else {
            return self.send_diagnostics(uri, None, Vec::new());
        };
        if !self.settings.pulls {
            for (edition, file) in snapshot.open() {
                self.send_diagnostics(&file.uri, file.version, diagnostics(&snapshot, edition, &self.settings));
            }
        }
    }

    /// Shows the mistake of a configuration file that counts for `uri`, and no longer the one that was shown before.
    pub(super) fn publish_mistake(&mut self, uri: &Uri, mistake: Option<(Uri, Diagnostic)>) {
        let before = match &mistake {
            Some((file, _)) => self.mistakes.insert(uri.clone(), file.clone()),
            None => self.mistakes.remove(uri),
        };
        if let Some(file) = before
            && !self.mistakes.values().any(|shown| *shown == file)
        {
            self.send_diagnostics(&file, None, Vec::new());
        }
        if let Some((file, diagnostic)) = mistake {
            self.send_diagnostics(&file, None, vec![diagnostic]);
        }
    }

    fn send_diagnostics(&self, uri: &Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri: uri.clone(), version, diagnostics };
        self.client.notify::<PublishDiagnosticsNotification>(&params);
    }
}
