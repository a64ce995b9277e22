//! A server of HTTP/1.1 on a raw socket, a thread for each connection.

use super::script::{ReceivedRequest, Step, status};
use rustls::{HandshakeKind, ServerConfig, ServerConnection, StreamOwned};
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// What a server does with a request.
type Handler = Arc<dyn Fn(&ReceivedRequest) -> Vec<Step> + Send + Sync>;

/// A server that misbehaves by a script. It stops listening when it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// By host (empty: any) and path.
    handlers: Mutex<HashMap<(String, String), Handler>>,
    log: Mutex<Log>,
    /// Notified whenever a connection closes.
    closed: Condvar,
    sent: AtomicU64,
    stopped: AtomicBool,
    tls: Option<Arc<ServerConfig>>,
}

#[derive(Default)]
struct Log {
    requests: Vec<ReceivedRequest>,
    handshakes: Vec<HandshakeKind>,
    connections: usize,
    open: usize,
}

impl Server {
    /// A server on 127.0.0.1.
    pub fn start() -> Self {
        Self::at(Ipv4Addr::LOCALHOST, 0, None)
    }

    /// A server on 127.0.0.1 that speaks TLS.
    pub fn secure(config: Arc<ServerConfig>) -> Self {
        Self::at(Ipv4Addr::LOCALHOST, 0, Some(config))
    }

    /// A server on `ip`, which is in 127.0.0.0/8: each of them is a host of its own. Port 0 is any.
    pub fn at(ip: Ipv4Addr, port: u16, tls: Option<Arc<ServerConfig>>) -> Self {
        assert!(ip.is_loopback());
        let listener = TcpListener::bind((ip, port)).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared { tls, ..Shared::default() });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &accepting));
        Self { address, shared }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The URL of `path` on it, by address.
    pub fn url(&self, path: &str) -> String {
        self.named(&self.address.ip().to_string(), path)
    }

    /// The URL of `path` on it, by the name `host`.
    pub fn named(&self, host: &str, path: &str) -> String {
        let scheme = if self.shared.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{host}:{}{path}", self.port())
    }

    /// Does `steps` whenever `path` is requested, on any host.
    pub fn on(&self, path: &str, steps: Vec<Step>) -> &Self {
        self.with("", path, move |_| steps.clone())
    }

    /// Does what `handler` says whenever `path` of `host` is requested; an empty host is any. What has no script gets
    /// 200.
    pub fn with(
        &self,
        host: &str,
        path: &str,
        handler: impl Fn(&ReceivedRequest) -> Vec<Step> + Send + Sync + 'static,
    ) -> &Self {
        let key = (host.to_owned(), path.to_owned());
        self.shared.handlers.lock().unwrap().insert(key, Arc::new(handler));
        self
    }

    /// Does what `handler` says whenever anything is requested that has no script.
    pub fn otherwise(&self, handler: impl Fn(&ReceivedRequest) -> Vec<Step> + Send + Sync + 'static) -> &Self {
        self.with("", "*", handler)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.shared.log.lock().unwrap().requests.clone()
    }

    /// The requests for `path` so far.
    pub fn requests_of(&self, path: &str) -> Vec<ReceivedRequest> {
        self.requests().into_iter().filter(|request| request.target == path).collect()
    }

    /// The only request so far.
    pub fn request(&self) -> ReceivedRequest {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }

    /// The connections so far.
    pub fn connections(&self) -> usize {
        self.shared.log.lock().unwrap().connections
    }

    /// The handshakes of TLS so far, in order.
    pub fn handshakes(&self) -> Vec<HandshakeKind> {
        self.shared.log.lock().unwrap().handshakes.clone()
    }

    /// The bytes that it could send so far.
    pub fn sent(&self) -> u64 {
        self.shared.sent.load(Ordering::SeqCst)
    }

    /// Waits until all connections are closed. The runtime goes on meanwhile: it is the client's part to close them.
    pub async fn settle(&self) {
        let shared = Arc::clone(&self.shared);
        let open = tokio::task::spawn_blocking(move || {
            let log = shared.log.lock().unwrap();
            let limit = Duration::from_secs(20);
            shared.closed.wait_timeout_while(log, limit, |log| log.open > 0).unwrap().0.open
        });
        assert_eq!(open.await.unwrap(), 0, "connections are still open");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener.
        let _ = TcpStream::connect(self.address);
    }
}

/// An address of loopback where nothing listens.
pub fn nobody() -> SocketAddr {
    TcpListener::bind((IpAddr::V4(Ipv4Addr::LOCALHOST), 0)).unwrap().local_addr().unwrap()
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let connection = {
            let mut log = shared.log.lock().unwrap();
            log.connections += 1;
            log.open += 1;
            log.connections - 1
        };
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            // A client that goes away is no failure of the server.
            let _ = serve(stream, connection, &shared);
            shared.log.lock().unwrap().open -= 1;
            shared.closed.notify_all();
        });
    }
}

/// A connection, with TLS or without.
trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

fn serve(mut stream: TcpStream, connection: usize, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut wire: Box<dyn Wire> = match &shared.tls {
        Some(config) => {
            let mut tls = ServerConnection::new(Arc::clone(config)).unwrap();
            while tls.is_handshaking() {
                tls.complete_io(&mut stream)?;
            }
            shared.log.lock().unwrap().handshakes.extend(tls.handshake_kind());
            Box::new(StreamOwned::new(tls, stream))
        }
        None => Box::new(stream),
    };
    while let Some(head) = head(&mut *wire)? {
        let length = length(&head);
        let mut body = vec![0; length];
        if length > 0 {
            wire.read_exact(&mut [0])?;
            wire.read_exact(&mut body)?;
        }
        let (request, steps) = shared.on_request(connection, head, body);
        if matches!(steps.first(), Some(Step::Reset)) {
            // The last byte of the request has not been read: closing now resets.
            return Ok(());
        }
        if length == 0 {
            wire.read_exact(&mut [0])?;
        }
        for step in steps {
            if !shared.does(&mut *wire, step, &request)? {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// A request's head without its last byte; `None` where the client is gone.
fn head(wire: &mut dyn Wire) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r") {
        if wire.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    Ok(Some(head))
}

/// The length of the body that follows `head`.
fn length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let value = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
}

impl Shared {
    /// Writes a request down and finds out what to do with it.
    fn on_request(&self, connection: usize, head: Vec<u8>, body: Vec<u8>) -> (ReceivedRequest, Vec<Step>) {
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut words = head.split(' ');
        let method = words.next().unwrap_or_default().to_owned();
        let target = words.next().unwrap_or_default().to_owned();
        let mut request = ReceivedRequest { connection, earlier: 0, method, target, host: String::new(), head, body };
        let host = request.header("host").unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
        request.host = name;
        {
            let mut log = self.log.lock().unwrap();
            let same = |other: &&ReceivedRequest| other.host == request.host && other.target == request.target;
            request.earlier = log.requests.iter().filter(same).count();
            log.requests.push(request.clone());
        }
        let handlers = self.handlers.lock().unwrap();
        let any = (String::new(), "*".to_owned());
        let of = |host: &str| handlers.get(&(host.to_owned(), request.target.clone())).cloned();
        let handler = of(&request.host).or_else(|| of("")).or_else(|| handlers.get(&any).cloned());
        drop(handlers);
        let is_there = !request.target.contains("curate-no-such-page");
        let usual = || status(if is_there { 200 } else { 404 });
        let steps = handler.map_or_else(usual, |handler| handler(&request));
        (request, steps)
    }

    /// Does one step; false where it was the last of the connection.
    fn does(&self, wire: &mut dyn Wire, step: Step, request: &ReceivedRequest) -> io::Result<bool> {
        match step {
            Step::Respond(status, headers, body) => {
                let mut bytes = format!("HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n", body.len()).into_bytes();
                for (name, value) in headers {
                    bytes.extend(format!("{name}: {value}\r\n").into_bytes());
                }
                bytes.extend(b"\r\n");
                if request.method != "HEAD" {
                    bytes.extend(body);
                }
                self.send(wire, &bytes)?;
            }
            Step::Send(bytes) => self.send(wire, &bytes)?,
            Step::Repeat(bytes, times) => {
                for _ in 0..times {
                    self.send(wire, &bytes)?;
                }
            }
            Step::Drip(bytes, pause) => {
                for byte in bytes {
                    self.send(wire, &[byte])?;
                    thread::sleep(pause);
                }
            }
            Step::Wait(pause) => thread::sleep(pause),
            Step::Hang => {
                while wire.read(&mut [0; 1024])? > 0 {}
                return Ok(false);
            }
            Step::Close | Step::Reset => return Ok(false),
        }
        Ok(true)
    }

    fn send(&self, wire: &mut dyn Wire, bytes: &[u8]) -> io::Result<()> {
        wire.write_all(bytes)?;
        wire.flush()?;
        self.sent.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Ok(())
    }
}
