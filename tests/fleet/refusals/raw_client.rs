//! A client of brokers that sends whatever it is told to: the lines of the protocol, and no more.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// One connection.
pub struct RawClient {
    reader: BufReader<TcpStream>,
    inboxes: usize,
}

/// A message that was received.
pub struct RawMessage {
    pub subject: String,
    pub reply: Option<String>,
    pub payload: Vec<u8>,
}

impl RawClient {
    /// Connects to the broker at this port of loopback.
    pub fn connect(port: u16) -> Self {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut client = Self { reader: BufReader::new(stream), inboxes: 0 };
        client.line();
        client.write(b"CONNECT {\"verbose\":false,\"headers\":true}\r\n");
        client
    }

    /// Publishes, and waits until the broker has it. Messages that come meanwhile are skipped.
    pub fn publish(&mut self, subject: &str, payload: impl AsRef<[u8]>) {
        self.send(subject, None, payload.as_ref());
        self.write(b"PING\r\n");
        while self.line() != "PONG" {}
    }

    /// Publishes without waiting.
    pub fn send(&mut self, subject: &str, reply: Option<&str>, payload: &[u8]) {
        let reply = reply.map(|reply| format!("{reply} ")).unwrap_or_default();
        self.write(format!("PUB {subject} {reply}{}\r\n", payload.len()).as_bytes());
        self.write(payload);
        self.write(b"\r\n");
    }

    /// The reply to a request.
    pub fn request(&mut self, subject: &str, payload: &str) -> String {
        self.inboxes += 1;
        let inbox = format!("_INBOX.raw.{}", self.inboxes);
        self.subscribe(&inbox, self.inboxes + 100);
        self.send(subject, Some(&inbox), payload.as_bytes());
        String::from_utf8(self.next().payload).unwrap()
    }

    /// The reply of JetStream to a request, which is to be no error.
    pub fn jetstream(&mut self, subject: &str, payload: &str) -> serde_json::Value {
        let reply = self.request(&format!("$JS.API.{subject}"), payload);
        assert!(!reply.contains("\"error\""), "{subject}: {reply}");
        serde_json::from_str(&reply).unwrap()
    }

    /// Lets the stream of this name hold at most so many bytes; -1 is no limit.
    pub fn limit(&mut self, stream: &str, bytes: i64) {
        let mut config = self.jetstream(&format!("STREAM.INFO.{stream}"), "")["config"].clone();
        config["max_bytes"] = serde_json::json!(bytes);
        self.jetstream(&format!("STREAM.UPDATE.{stream}"), &config.to_string());
    }

    /// Receives what is published to `subject` from now on, under a number of its own.
    pub fn subscribe(&mut self, subject: &str, number: usize) {
        self.write(format!("SUB {subject} {number}\r\n").as_bytes());
    }

    /// Sends a line of the protocol.
    pub fn write_line(&mut self, line: &str) {
        self.write(format!("{line}\r\n").as_bytes());
    }

    /// From now on waits for messages without end.
    pub fn wait_for_ever(&mut self) {
        self.reader.get_ref().set_read_timeout(None).unwrap();
    }

    /// The next message.
    pub fn next(&mut self) -> RawMessage {
        self.try_next().expect("the broker has closed the connection")
    }

    /// The next message; `None` where the broker has closed the connection.
    pub fn try_next(&mut self) -> Option<RawMessage> {
        loop {
            let line = self.try_line()?;
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            match words[..] {
                ["PING"] => self.write(b"PONG\r\n"),
                ["MSG", subject, _, ref rest @ ..] => return Some(self.message(subject, rest, 0)),
                ["HMSG", subject, _, ref rest @ .., head, whole] => {
                    let rest = [rest, &[whole]].concat();
                    return Some(self.message(subject, &rest, head.parse().unwrap()));
                }
                _ => {}
            }
        }
    }

    /// A message whose line ends with `rest`, with so many bytes of headers.
    fn message(&mut self, subject: &str, rest: &[&str], head: usize) -> RawMessage {
        let length: usize = rest.last().unwrap().parse().unwrap();
        let mut payload = vec![0; length + 2];
        self.reader.read_exact(&mut payload).unwrap();
        payload.truncate(length);
        payload.drain(..head);
        let reply = (rest.len() > 1).then(|| rest[0].to_owned());
        RawMessage { subject: subject.to_owned(), reply, payload }
    }

    fn line(&mut self) -> String {
        self.try_line().expect("the broker has closed the connection")
    }

    fn try_line(&mut self) -> Option<String> {
        let mut line = String::new();
        (self.reader.read_line(&mut line).unwrap_or(0) > 0).then(|| line.trim_end().to_owned())
    }

    fn write(&mut self, bytes: &[u8]) {
        self.reader.get_mut().write_all(bytes).unwrap();
    }
}
