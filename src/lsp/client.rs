//! What is sent to the client.

use gen_lsp_types::{LogMessageParams, MessageType, Notification, Request};
use lsp_server::{ErrorCode, Message, RequestId, Response};
use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// The client's end. Messages are written whole, whoever sends them.
pub(crate) struct ClientConnection {
    out: Mutex<Box<dyn Write + Send>>,
    next: AtomicI32,
    is_gone: AtomicBool,
}

impl ClientConnection {
    /// The client that reads what is written to `out`.
    pub(crate) fn new(out: Box<dyn Write + Send>) -> Self {
        Self { out: Mutex::new(out), next: AtomicI32::new(1), is_gone: AtomicBool::new(false) }
    }

    /// Whether nothing reaches it any more.
    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::Relaxed)
    }

    /// Tells it of something.
    pub(crate) fn notify<N: Notification>(&self, params: &N::Params) {
        let Ok(params) = serde_json::to_value(params) else { return };
        self.send(&Message::Notification(lsp_server::Notification { method: N::METHOD.as_str().to_owned(), params }));
    }

    /// Has it do something; its answer is not waited for.
    pub(crate) fn request<R: Request>(&self, params: &R::Params) {
        let Ok(params) = serde_json::to_value(params) else { return };
        let id = RequestId::from(self.next.fetch_add(1, Ordering::Relaxed));
        self.send(&Message::Request(lsp_server::Request { id, method: R::METHOD.as_str().to_owned(), params }));
    }

    /// Answers the request `id`.
    pub(crate) fn answer(&self, id: RequestId, result: serde_json::Value) {
        self.send(&Message::Response(Response { id, response_result: Ok(result) }));
    }

    /// Refuses the request `id`.
    pub(crate) fn refuse(&self, id: RequestId, code: ErrorCode, message: &str) {
        self.send(&Message::Response(Response::new_err(id, code as i32, message.to_owned())));
    }

    /// Writes to its log.
    pub(crate) fn log(&self, kind: MessageType, message: &str) {
        self.notify::<gen_lsp_types::LogMessageNotification>(&LogMessageParams { kind, message: message.to_owned() });
    }

    /// Says that what came in was no message; of whom it was cannot be told.
    pub(crate) fn refuse_nameless(&self, code: ErrorCode, message: &str) {
        let error = serde_json::json!({ "code": code as i32, "message": message });
        self.write(&serde_json::json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string());
    }

    fn send(&self, message: &Message) {
        let mut text = Vec::new();
        if message.write(&mut text).is_ok() {
            self.write_all(&text);
        }
    }

    fn write(&self, body: &str) {
        self.write_all(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn write_all(&self, bytes: &[u8]) {
        let Ok(mut out) = self.out.lock() else { return };
        let written: io::Result<()> = out.write_all(bytes).and_then(|()| out.flush());
        if written.is_err() {
            self.is_gone.store(true, Ordering::Relaxed);
        }
    }
}
