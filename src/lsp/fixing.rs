//! Requests for what fixes would change: they wait for the worker, one after the other.

use crate::lsp::features::{commands, edits};
use crate::lsp::project::{FixedText, JudgeTask};
use crate::lsp::requests::{FixRequest, FixResponse};
use crate::lsp::session::Session;
use crate::lsp::worker::Job;
use curate_rules::text;
use gen_lsp_types::{ApplyWorkspaceEditParams, ApplyWorkspaceEditRequest, CodeAction, Uri, WorkspaceEdit};
use lsp_server::{ErrorCode, RequestId};
use serde_json::{Value, json};

impl Session {
    /// Has `request` wait for the worker.
    pub(super) fn fix(&mut self, id: RequestId, request: FixRequest) {
        let is_judged = self.documents.buffer(&request.uri).is_some_and(|buffer| buffer.is_markdown);
        if !is_judged {
            return self.client.answer(id, empty(request.response));
        }
        if self.fixes.is_full() {
            return self.client.refuse(id, ErrorCode::ServerCancelled, "too many requests wait");
        }
        self.fixes.wait(id, request);
    }

    /// The next job for a request, if one waits.
    pub(super) fn next_fix(&mut self) -> Option<Job> {
        let (id, request) = self.fixes.start()?;
        Some(Job::Fix(self.task(&request.uri), request.kind, id))
    }

    /// Responds with what the worker has found.
    pub(super) fn fixed(&mut self, task: &JudgeTask, id: RequestId, fixed: Result<Vec<FixedText>, String>) {
        let Some(request) = self.fixes.end() else { return };
        let fixed = match fixed {
            Ok(fixed) => fixed,
            Err(failure) => return self.client.refuse(id, ErrorCode::RequestFailed, &failure),
        };
        let mut texts = fixed.iter().filter(|text| text.file.version.is_some()).map(|text| &text.file.uri);
        if !self.is_same(task, &request.uri) || !texts.all(|uri| self.is_same(task, uri)) {
            return self.client.refuse(id, ErrorCode::ContentModified, "the text is another one by now");
        }
        let response = self.fix_response(&request, &fixed);
        self.client.answer(id, response);
    }

    fn fix_response(&self, request: &FixRequest, fixed: &[FixedText]) -> Value {
        if fixed.is_empty() {
            return empty(request.response);
        }
        let edit = || edits::of_fixed(fixed, &self.settings);
        match request.response {
            FixResponse::Edits => {
                let own = fixed.iter().find(|text| text.file.uri == request.uri);
                json!(
                    own.map(|own| edits::of_texts(&own.before, &own.after, self.settings.encoding)).unwrap_or_default()
                )
            }
            FixResponse::Action => json!([self.fix_all_action(&request.uri, edit())]),
            FixResponse::Applied => {
                let label = Some(self.fix_all_title(&request.uri));
                let params = ApplyWorkspaceEditParams { label, edit: edit(), metadata: None };
                self.client.request::<ApplyWorkspaceEditRequest>(&params);
                Value::Null
            }
        }
    }

    fn fix_all_action(&self, uri: &Uri, edit: WorkspaceEdit) -> CodeAction {
        let kind = Some(commands::fix_all_kind());
        CodeAction { title: self.fix_all_title(uri), kind, edit: Some(edit), ..CodeAction::default() }
    }

    fn fix_all_title(&self, uri: &Uri) -> String {
        let language = self.lists.snapshot(uri).map(|known| known.language).unwrap_or_default();
        language.say(text!("Apply all safe fixes of curate"))
    }
}

/// The response where nothing would be changed.
fn empty(response: FixResponse) -> Value {
    match response {
        FixResponse::Edits | FixResponse::Action => json!([]),
        FixResponse::Applied => Value::Null,
    }
}
