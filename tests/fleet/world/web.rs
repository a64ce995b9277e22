//! The simulated web: all hosts and their name server, on one thread of whoever starts it.

use super::host_kind::{ADDRESSES, HostKind, host_kind, host_name, listening};
use super::name_server;
use super::record::{Record, Recorder, path_hash};
use super::request::{ReceivedRequest, is_whole, parse};
use super::response::{After, Reaction, react};
use super::usage::processor;
use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

/// Bytes of the longest request.
const LONGEST: usize = 1 << 14;
/// How long nobody is let in when no file descriptor is left.
const FULL: Duration = Duration::from_millis(10);

/// A running web. It ends when it is dropped.
pub struct SimulatedWeb {
    port: u16,
    dns: SocketAddr,
    shared: Arc<Shared>,
    /// Where the system says what its thread has used.
    stat: PathBuf,
    _stop: oneshot::Sender<()>,
}

/// How long a page takes: a time between the two, by the hash of its path.
#[derive(Clone, Copy, Debug, Default)]
pub struct Latency {
    pub least: Duration,
    pub most: Duration,
}

impl Latency {
    /// The same for all pages.
    pub fn always(time: Duration) -> Self {
        Self { least: time, most: time }
    }

    fn of(self, path: u32) -> Duration {
        self.least + (self.most.saturating_sub(self.least)).mul_f64(f64::from(path) / f64::from(u32::MAX))
    }
}

struct Shared {
    port: u16,
    latency: Latency,
    recorder: Mutex<Recorder>,
    /// How often the URLs were requested whose response changes, by host and path.
    earlier: Mutex<HashMap<(String, String), u32>>,
}

impl SimulatedWeb {
    /// Starts a web whose hosts take that long for each response.
    pub fn start(latency: Latency) -> Self {
        rlimit::increase_nofile_limit(u64::from(u16::MAX)).unwrap();
        let (sender, started) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            let (shared, dns) = listen(&runtime, latency);
            let stat = std::fs::read_link("/proc/thread-self").unwrap();
            sender.send((shared, dns, PathBuf::from("/proc").join(stat).join("stat"))).unwrap();
            let _ = runtime.block_on(stopped);
        });
        let (shared, dns, stat) = started.recv().unwrap();
        Self { port: shared.port, dns, shared, stat, _stop: stop }
    }

    /// The port of all hosts.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where the name server listens.
    pub fn dns(&self) -> SocketAddr {
        self.dns
    }

    /// The arguments that let curate into this web.
    pub fn arguments(&self) -> Vec<String> {
        vec!["--allow-private".to_owned(), "--dns-server".to_owned(), self.dns.to_string()]
    }

    /// The URL of `path` on the `number`-th host of a kind.
    pub fn url(&self, kind: HostKind, number: usize, path: &str) -> String {
        format!("http://{}:{}{path}", host_name(kind, number), self.port)
    }

    /// The requests so far, to find out what they show.
    pub fn record(&self) -> Record {
        let recorder = self.shared.recorder.lock().unwrap().clone();
        recorder.into_record()
    }

    /// How many requests there were so far.
    pub fn requests(&self) -> usize {
        self.shared.recorder.lock().unwrap().total()
    }

    /// Forgets the requests so far. Call it while there are none.
    pub fn forget(&self) {
        *self.shared.recorder.lock().unwrap() = Recorder::new();
        self.shared.earlier.lock().unwrap().clear();
    }

    /// What its thread has used of the processor.
    pub fn processor(&self) -> Duration {
        let stat = std::fs::read_to_string(&self.stat).unwrap();
        processor(&stat).unwrap()
    }
}

/// Listens on all addresses, at one port that is free on each of them, and resolves names.
fn listen(runtime: &Runtime, latency: Latency) -> (Arc<Shared>, SocketAddr) {
    runtime.block_on(async {
        let (port, listeners) = loop {
            let first = TcpListener::bind((listening(0), 0)).await.unwrap();
            let port = first.local_addr().unwrap().port();
            let mut listeners = vec![first];
            for at in 1..ADDRESSES {
                listeners.extend(TcpListener::bind((listening(at), port)).await.ok());
            }
            if listeners.len() == usize::from(ADDRESSES) {
                break (port, listeners);
            }
        };
        let recorder = Mutex::new(Recorder::new());
        let shared = Arc::new(Shared { port, latency, recorder, earlier: Mutex::default() });
        for listener in listeners {
            tokio::spawn(accept(listener, Arc::clone(&shared)));
        }
        let names = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let dns = names.local_addr().unwrap();
        tokio::spawn(resolve(names));
        (shared, dns)
    })
}

async fn resolve(socket: UdpSocket) {
    let mut buffer = [0; 1024];
    loop {
        // An error is about a client that has gone.
        let Ok((length, client)) = socket.recv_from(&mut buffer).await else { continue };
        if let Some(response) = name_server::response(&buffer[..length]) {
            let _ = socket.send_to(&response, client).await;
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, client)) => _ = tokio::spawn(serve(stream, client.port(), Arc::clone(&shared))),
            Err(_) => tokio::time::sleep(FULL).await,
        }
    }
}

/// Serves a connection until it closes. A client that goes away is no failure of the web.
async fn serve(mut stream: TcpStream, client: u16, shared: Arc<Shared>) {
    let mut request = Vec::new();
    loop {
        request.clear();
        while !is_whole(&request) {
            if stream.readable().await.is_err() || !read(&stream, &mut request) {
                return;
            }
        }
        let Some((index, closes, reaction)) = shared.begin(&request, client) else { return };
        if !reaction.wait.is_zero() {
            tokio::time::sleep(reaction.wait).await;
        }
        let is_sent = reaction.bytes.is_empty() || stream.write_all(&reaction.bytes).await.is_ok();
        if reaction.after == After::Hang {
            while stream.readable().await.is_ok() && read(&stream, &mut request) {}
        }
        shared.recorder.lock().unwrap().finish(index);
        if !is_sent || closes || reaction.after != After::Listen {
            return;
        }
    }
}

/// Reads what is there; false where the client has gone, or sends too much. Its buffer is on the stack, so that a connection
/// that waits has none.
fn read(stream: &TcpStream, request: &mut Vec<u8>) -> bool {
    let mut buffer = [0; 4096];
    match stream.try_read(&mut buffer) {
        Ok(0) => false,
        Ok(length) => {
            request.extend_from_slice(&buffer[..length]);
            request.len() <= LONGEST
        }
        Err(error) => error.kind() == io::ErrorKind::WouldBlock,
    }
}

impl Shared {
    /// Writes a request down; its index in the record, whether it is the last of the connection, and what to do. `None` where
    /// it is no request to a host of this web.
    fn begin(&self, bytes: &[u8], client: u16) -> Option<(usize, bool, Reaction)> {
        let request = parse(bytes)?;
        let (kind, number) = host_kind(request.host)?;
        let index = self.recorder.lock().unwrap().begin(&request, client);
        let earlier = self.earlier(&request);
        let mut reaction = react(kind, number, self.port, &request, earlier);
        reaction.wait += self.latency.of(path_hash(request.target));
        Some((index, request.closes, reaction))
    }

    /// How often the same URL was requested before, where that matters.
    fn earlier(&self, request: &ReceivedRequest<'_>) -> u32 {
        if !request.target.starts_with("/first/") && !request.target.starts_with("/crumbs") {
            return 0;
        }
        let mut earlier = self.earlier.lock().unwrap();
        let count = earlier.entry((request.host.to_owned(), request.target.to_owned())).or_default();
        *count += 1;
        *count - 1
    }
}
