//! A web server on every address of loopback: each address is a host of its own.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A host that closes every connection at once.
pub const DEAD: Ipv4Addr = Ipv4Addr::new(127, 250, 0, 1);
/// A host that wants a pause of an hour.
pub const BUSY: Ipv4Addr = Ipv4Addr::new(127, 251, 0, 1);
/// How long every response takes.
pub const LATENCY: Duration = Duration::from_millis(50);

/// A running server.
pub struct Server {
    /// Its port, the same on every address.
    pub port: u16,
    seen: Arc<Mutex<Seen>>,
}

/// What it has seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Requests, all hosts together.
    pub requests: usize,
    /// Connections to each host that does not respond.
    pub connections: HashMap<Ipv4Addr, usize>,
}

impl Server {
    /// Starts it on a thread of its own.
    pub fn start() -> Self {
        let seen: Arc<Mutex<Seen>> = Arc::default();
        let shared = Arc::clone(&seen);
        let (sender, port) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                // Every address of loopback; what comes from elsewhere gets no response.
                let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).await.unwrap();
                sender.send(listener.local_addr().unwrap().port()).unwrap();
                loop {
                    let Ok((stream, from)) = listener.accept().await else { continue };
                    if from.ip().is_loopback() {
                        tokio::spawn(serve(stream, Arc::clone(&shared)));
                    }
                }
            });
        });
        Self { port: port.recv().unwrap(), seen }
    }

    /// What it has seen since the last call.
    pub fn take(&self) -> Seen {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    /// The URL of `path` on `host`.
    pub fn url(&self, host: Ipv4Addr, path: &str) -> String {
        format!("http://{host}:{}/{path}", self.port)
    }
}

/// The `number`-th host.
pub fn host(number: usize) -> Ipv4Addr {
    let (block, last) = (number / 250, number % 250);
    Ipv4Addr::new(127, 1 + (block / 250) as u8, (block % 250) as u8, 1 + last as u8)
}

async fn serve(mut stream: TcpStream, seen: Arc<Mutex<Seen>>) {
    let Ok(SocketAddr::V4(own)) = stream.local_addr() else { return };
    let host = *own.ip();
    if host == DEAD {
        *seen.lock().unwrap().connections.entry(host).or_default() += 1;
        return;
    }
    let _ = stream.set_nodelay(true);
    let mut head = Vec::new();
    let mut buffer = [0; 2048];
    loop {
        while !head.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
            match stream.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(length) => head.extend_from_slice(&buffer[..length]),
            }
        }
        seen.lock().unwrap().requests += 1;
        let is_head = head.starts_with(b"HEAD");
        let is_last = head.to_ascii_lowercase().windows(17).any(|bytes| bytes == b"connection: close");
        head.clear();
        tokio::time::sleep(LATENCY).await;
        let response: &[u8] = if host == BUSY {
            b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n"
        } else {
            let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>A page";
            if is_head { &page[..page.len() - 9] } else { page }
        };
        if stream.write_all(response).await.is_err() || is_last {
            return;
        }
    }
}

/// Whether every address of loopback can be dialled, as on Linux.
pub fn is_possible() -> bool {
    std::net::TcpListener::bind((IpAddr::V4(host(9_999)), 0)).is_ok()
}
