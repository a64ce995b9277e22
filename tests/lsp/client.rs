//! A client: starts the server, writes to it and reads from it.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Far longer than any answer takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_mins(2);

/// A client with the server that it has started.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    incoming: Receiver<Value>,
    /// What came in and was not waited for.
    pub passed: VecDeque<Value>,
    next: i32,
}

impl Client {
    /// Starts a server.
    pub fn start() -> Self {
        Self::with(Command::new(env!("CARGO_BIN_EXE_curate")))
    }

    /// Starts a server by `command`, which lacks its arguments.
    pub fn with(mut command: Command) -> Self {
        let mut child = command
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut output = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, incoming) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { input: child.stdin.take(), child, incoming, passed: VecDeque::new(), next: 0 }
    }

    /// The process of the server.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Writes bytes as they are; whether the server takes them.
    pub fn write(&mut self, bytes: &[u8]) -> bool {
        self.input.as_mut().is_some_and(|input| input.write_all(bytes).and_then(|()| input.flush()).is_ok())
    }

    /// Writes a message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Tells the server of something.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Begins a request; gives its number.
    pub fn begin(&mut self, method: &str, params: Value) -> i32 {
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        self.next
    }

    /// The response to a request, whole.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        self.response(&json!(id))
    }

    /// The response to the request called `id`, whole.
    pub fn response(&mut self, id: &Value) -> Value {
        self.until(|message| message["id"] == *id && message.get("method").is_none())
    }

    /// The parameters of the next message with `method`.
    pub fn next(&mut self, method: &str) -> Value {
        self.until(|message| message["method"] == method)["params"].take()
    }

    /// The diagnostics that are published next for `uri`.
    pub fn published(&mut self, uri: &str) -> Value {
        let is_it =
            |message: &Value| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        self.until(is_it)["params"].take()
    }

    /// The next message that `is_it`; others are kept in `passed`.
    pub fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.incoming.recv_timeout(PATIENCE).expect("a message");
            if is_it(&message) {
                return message;
            }
            self.passed.push_back(message);
        }
    }

    /// Opens a text.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, version: i32, text: &str) {
        let changes = json!([{ "text": text }]);
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Ends the session as it should be ended; gives the exit status.
    pub fn end(mut self) -> i32 {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.status()
    }

    /// Closes the server's input; gives the exit status.
    pub fn hang_up(mut self) -> i32 {
        self.input = None;
        self.status()
    }

    /// The exit status of the server, once it has ended.
    pub fn status(&mut self) -> i32 {
        self.child.wait().expect("ended").code().expect("no signal")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next message of `output`; nothing but messages may be there.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).expect("text") == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').expect("a header");
        assert_eq!(name, "Content-Length");
        length = Some(value.trim().parse::<usize>().expect("a number"));
    }
    let mut body = vec![0; length.expect("a length")];
    output.read_exact(&mut body).expect("a body");
    Some(serde_json::from_slice(&body).expect("JSON"))
}
