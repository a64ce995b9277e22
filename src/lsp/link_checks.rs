//! `curate.checkLinks`: nothing is requested but where the client has it run. It runs on a thread of its own, shows its progress, and can be
//! cancelled.

use crate::lsp::client::ClientConnection;
use crate::lsp::project::{LinkCheck, LinkFollower};
use crate::lsp::running_check::{LinkRequest, RunningCheck};
use crate::lsp::session::{Session, SessionEvent};
use crate::lsp::worker::BUG;
use curate_rules::text;
use gen_lsp_types::{
    ProgressNotification, ProgressParams, ProgressToken, Uri, WorkDoneProgressCreateParams,
    WorkDoneProgressCreateRequest,
};
use lsp_server::{ErrorCode, RequestId};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;
use std::thread;
use tokio::sync::watch;

impl Session {
    /// Has the worker make ready for a check, where none runs.
    pub(super) fn check_links(&mut self, id: RequestId, request: LinkRequest) {
        let is_judged = self.documents.buffer(&request.uri).is_some_and(|buffer| buffer.is_markdown);
        if !is_judged {
            return self.client.refuse(id, ErrorCode::RequestFailed, "this is no open markdown document");
        }
        if self.link_check.is_some() {
            return self.client.refuse(id, ErrorCode::RequestFailed, "links are being checked already");
        }
        let (stop, stopped) = watch::channel(false);
        let token = self.progress_token(&id, request.token);
        let check = (self.link_checker)(self.task(&request.uri));
        let follower = LinkFollower { progress: self.progress(token.clone()), stop: stopped };
        self.begin_progress(&request.uri, token.clone());
        start(check, follower, self.events.clone());
        self.link_check = Some(RunningCheck { id, uri: request.uri, token, stop });
    }

    /// The name of the progress; one that the client did not give is made known to it.
    fn progress_token(&self, id: &RequestId, given: Option<ProgressToken>) -> Option<ProgressToken> {
        if given.is_some() || !self.settings.progress {
            return given;
        }
        let token = ProgressToken::String(format!("curate-links-{id}"));
        self.client.request::<WorkDoneProgressCreateRequest>(&WorkDoneProgressCreateParams { token: token.clone() });
        Some(token)
    }

    fn begin_progress(&self, uri: &Uri, token: Option<ProgressToken>) {
        let language = self.lists.snapshot(uri).map(|known| known.language).unwrap_or_default();
        let title = language.say(text!("Checking links"));
        let begun = json!({ "kind": "begin", "title": title, "cancellable": true, "percentage": 0 });
        show(&self.client, token, begun);
    }

    /// Tells the client how far the check is, once for each percent.
    fn progress(&self, token: Option<ProgressToken>) -> Arc<dyn Fn(usize, usize) + Send + Sync> {
        let (client, shown) = (Arc::clone(&self.client), AtomicUsize::new(0));
        Arc::new(move |done, total| {
            let percent = (done * 100).checked_div(total).unwrap_or(100).min(100);
            if shown.swap(percent, Ordering::Relaxed) != percent {
                let message = format!("{done}/{total}");
                show(&client, token.clone(), json!({ "kind": "report", "percentage": percent, "message": message }));
            }
        })
    }

    /// The check has ended.
    pub(super) fn checked_links(&mut self, result: Result<String, String>) {
        let Some(RunningCheck { id, uri, token, stop }) = self.link_check.take() else { return };
        let said = result.as_deref().unwrap_or_default();
        show(&self.client, token, json!({ "kind": "end", "message": said }));
        match result {
            Ok(_) if *stop.borrow() => self.client.refuse(id, ErrorCode::RequestCanceled, "cancelled"),
            Ok(said) => self.client.answer(id, Value::String(said)),
            Err(failure) => self.client.refuse(id, ErrorCode::RequestFailed, &failure),
        }
        // What is known by now is judged.
        if self.documents.buffer(&uri).is_some() {
            self.changed_files();
        }
    }
}

fn start(check: LinkCheck, follower: LinkFollower, events: SyncSender<SessionEvent>) {
    thread::spawn(move || {
        let result = catch_unwind(AssertUnwindSafe(|| check(follower)));
        let _ = events.send(SessionEvent::CheckedLinks(result.unwrap_or_else(|_| Err(BUG.to_owned()))));
    });
}

fn show(client: &ClientConnection, token: Option<ProgressToken>, value: Value) {
    if let Some(token) = token {
        client.notify::<ProgressNotification>(&ProgressParams { token, value });
    }
}
