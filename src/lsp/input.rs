//! Messages as they come in: framed by a header each (base protocol of LSP). What is not one is passed over, however long it is.

use lsp_server::Message;
use std::io::{self, BufRead, Read as _};

/// The longest body that is read, in bytes: a text of the largest size that is linted, each of its characters escaped.
const LONGEST: u64 = 512 << 20;

/// The longest header line that is looked at, in bytes.
const LONGEST_LINE: u64 = 4096;

/// What was read.
pub(super) enum Incoming {
    /// A message.
    Message(Message),
    /// A body that is not JSON.
    NotJson,
    /// JSON that is no message.
    NotMessage,
}

/// The next message of `input`; `None` at its end. Lines that are no header are passed over, so that a client that has written something else
/// is understood again.
///
/// # Errors
///
/// Where `input` cannot be read.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = length(input)? else { return Ok(None) };
    if length > LONGEST {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(Incoming::NotMessage));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) if error.is_data() => Incoming::NotMessage,
        Err(_) => Incoming::NotJson,
    }))
}

/// How long the next body is, by its header; `None` at the end of `input`.
fn length(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_ascii();
        if let (true, Some(length)) = (line.is_empty(), length) {
            return Ok(Some(length));
        }
        if let Some(named) = content_length(line) {
            length = Some(named);
        }
    }
}

fn content_length(line: &[u8]) -> Option<u64> {
    let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
    name.trim().eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn methods(mut input: &[u8]) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(read) = read(&mut input).expect("bytes are read") {
            all.push(match read {
                Incoming::Message(Message::Notification(notification)) => notification.method,
                Incoming::Message(Message::Request(request)) => request.method,
                Incoming::Message(Message::Response(_)) => "(response)".to_owned(),
                Incoming::NotJson => "(not JSON)".to_owned(),
                Incoming::NotMessage => "(no message)".to_owned(),
            });
        }
        all
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn messages_between_garbage() {
        let input = [
            &framed(r#"{"jsonrpc":"2.0","method":"a"}"#),
            "garbage\r\n\r\n\0\n",
            "content-type: x\r\nCONTENT-LENGTH:30\n\n{\"jsonrpc\":\"2.0\",\"method\":\"b\"}",
            &framed("{\"jsonrpc\""),
            &framed("[]"),
            &framed(r#"{"jsonrpc":"2.0","id":null,"method":7}"#),
            "Content-Length: -3\r\n\r\n",
            &framed(r#"{"jsonrpc":"2.0","id":"x","method":"c"}"#),
            "Content-Length: 99999999999999\r\n\r\n{}",
        ]
        .concat();
        assert_eq!(
            methods(input.as_bytes()),
            ["a", "b", "(not JSON)", "(no message)", "(no message)", "c", "(no message)"]
        );
        assert_eq!(methods(b"Content-Length: 9\r\n\r\n{}"), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes: Vec<u8>, cut in 0_usize..200) {
            methods(&bytes);
            let message = framed(r#"{"jsonrpc":"2.0","method":"a"}"#);
            let after = [&bytes[..], b"\n", message.as_bytes()].concat();
            methods(after.get(..after.len().saturating_sub(cut)).unwrap_or(&after));
        }
    }
}
