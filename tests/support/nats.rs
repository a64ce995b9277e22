//! Real brokers for the tests of the fleet: one `nats-server`, or a cluster of three, on free ports of loopback. They end with
//! the value that stands for them, and their folders with them.
//!
//! The program is the one that `CURATE_NATS_SERVER` names, else the one that `.ci/tools` installs. Where there is none, tests
//! skip; where `CURATE_TOOLS=required`, they fail.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "tests fail loudly, and say what they skip")]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a server needs at most until it serves.
const START: Duration = Duration::from_secs(30);

/// How a server is started.
#[derive(Clone, Debug)]
pub struct NatsOptions {
    /// Whether JetStream is on, in a temporary folder.
    pub jetstream: bool,
    /// Appended to the configuration: users, TLS, limits.
    pub configuration: String,
    /// The program; by default what the head of this file says.
    pub program: Option<PathBuf>,
}

impl Default for NatsOptions {
    fn default() -> Self {
        Self { jetstream: true, configuration: String::new(), program: None }
    }
}

/// The server's program, where there is one.
///
/// # Panics
///
/// Where there is none and `CURATE_TOOLS=required`.
pub fn nats_program() -> Option<PathBuf> {
    let named = std::env::var_os("CURATE_NATS_SERVER").map(PathBuf::from);
    installed(named.unwrap_or_else(|| crate::root().join("target/tools/python/bin/nats-server")))
}

/// The program of a server that is too old for a fleet, where there is one.
///
/// # Panics
///
/// Where there is none and `CURATE_TOOLS=required`.
pub fn old_nats_program() -> Option<PathBuf> {
    installed(crate::root().join("target/tools/nats-old/bin/nats-server"))
}

fn installed(program: PathBuf) -> Option<PathBuf> {
    if program.is_file() {
        return Some(program);
    }
    let is_required = std::env::var_os("CURATE_TOOLS").is_some_and(|value| value == "required");
    assert!(!is_required, "{} is missing; .ci/tools installs it", program.display());
    eprintln!("skipped: no nats-server; .ci/tools installs it, or CURATE_NATS_SERVER names one");
    None
}

/// One `nats-server`. Dropping it kills it.
#[derive(Debug)]
pub struct NatsServer {
    program: PathBuf,
    port: u16,
    monitor: u16,
    folder: TempDir,
    process: Option<Child>,
}

impl NatsServer {
    /// A server that takes connections; `None` where there is no program.
    ///
    /// # Panics
    ///
    /// Where it does not serve within 30 seconds, with its log.
    pub fn start(options: &NatsOptions) -> Option<Self> {
        let program = options.program.clone().or_else(nats_program)?;
        let mut server = Self::new(program, options, "");
        server.start_again();
        Some(server)
    }

    fn new(program: PathBuf, options: &NatsOptions, cluster: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (port, monitor) = (free_port(), free_port());
        let shown = folder.path().display();
        let mut text =
            format!("listen: \"127.0.0.1:{port}\"\nhttp: \"127.0.0.1:{monitor}\"\nserver_name: node-{port}\n");
        text += &format!("log_file: \"{shown}/log\"\n");
        if options.jetstream {
            text += &format!("jetstream: {{ store_dir: \"{shown}\" }}\n");
        }
        text += &format!("{cluster}\n{}\n", options.configuration);
        std::fs::write(folder.path().join("configuration"), text).expect("a configuration");
        Self { program, port, monitor, folder, process: None }
    }

    /// The port of clients.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `nats://127.0.0.1:PORT`
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// The number of the process, where it runs.
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    /// Where its configuration, its log and its streams are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it has logged, and what it said of its configuration.
    pub fn log(&self) -> String {
        let read = |name| std::fs::read_to_string(self.folder().join(name)).unwrap_or_default();
        read("log") + &read("output")
    }

    /// What `path` of its monitoring port says (`/varz`, `/jsz?streams=true`); `None` where it does not answer 200.
    pub fn monitoring(&self, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.monitor)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").ok()?;
        let mut response = String::new();
        stream.read_to_string(&mut response).ok()?;
        let (head, body) = response.split_once("\r\n\r\n")?;
        head.lines().next()?.contains(" 200").then(|| body.to_owned())
    }

    /// Ends it at once, as a power cut would (SIGKILL).
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().ok();
            process.wait().ok();
        }
    }

    /// Ends it in order (SIGTERM).
    ///
    /// # Panics
    ///
    /// Where it does not run.
    pub fn stop(&mut self) {
        self.signal("TERM");
        if let Some(mut process) = self.process.take() {
            process.wait().ok();
        }
    }

    /// Sends it the signal of this name: `STOP`, `CONT`, `HUP`.
    ///
    /// # Panics
    ///
    /// Where it does not run.
    pub fn signal(&self, name: &str) {
        let id = self.process_id().expect("a running server").to_string();
        let is_sent =
            Command::new("kill").args([&format!("-{name}"), &id]).status().is_ok_and(|status| status.success());
        assert!(is_sent, "{name} was not sent to nats-server {id}");
    }

    /// Starts it on the port and the folder it had, and waits until it serves.
    ///
    /// # Panics
    ///
    /// Where it does not serve within 30 seconds, with its log.
    pub fn start_again(&mut self) {
        self.spawn();
        self.wait("serve", |server| server.monitoring("/healthz").is_some());
    }

    fn spawn(&mut self) {
        self.kill();
        let mut command = Command::new(&self.program);
        command.arg("--config").arg(self.folder().join("configuration"));
        let output = std::fs::File::create(self.folder().join("output")).expect("a file for what it says");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(output);
        self.process = Some(command.spawn().unwrap_or_else(|error| panic!("{}: {error}", self.program.display())));
    }

    /// Waits until `is_done`.
    fn wait(&mut self, what: &str, is_done: impl Fn(&Self) -> bool) {
        let begin = Instant::now();
        while !is_done(self) {
            let status: Option<ExitStatus> =
                self.process.as_mut().and_then(|process| process.try_wait().ok().flatten());
            let is_late = begin.elapsed() > START;
            assert!(status.is_none() && !is_late, "nats-server does not {what} ({status:?}):\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A cluster with JetStream. Dropping it kills its nodes.
#[derive(Debug)]
pub struct NatsCluster {
    nodes: Vec<NatsServer>,
}

impl NatsCluster {
    /// `size` servers that know each other and have elected who leads JetStream; `None` where there is no program.
    ///
    /// # Panics
    ///
    /// Where they do not serve within 30 seconds.
    pub fn start(size: usize) -> Option<Self> {
        let program = nats_program()?;
        let ports: Vec<u16> = (0..size).map(|_| free_port()).collect();
        let routes: Vec<String> = ports.iter().map(|port| format!("\"nats://127.0.0.1:{port}\"")).collect();
        let routes = routes.join(", ");
        let node = |port: &u16| {
            let cluster = format!("cluster: {{ name: tests, listen: \"127.0.0.1:{port}\", routes: [{routes}] }}");
            NatsServer::new(program.clone(), &NatsOptions::default(), &cluster)
        };
        let mut cluster = Self { nodes: ports.iter().map(node).collect() };
        cluster.nodes.iter_mut().for_each(NatsServer::spawn);
        cluster.wait_until_ready();
        Some(cluster)
    }

    /// The nodes.
    pub fn nodes(&self) -> &[NatsServer] {
        &self.nodes
    }

    /// The URLs of all nodes, separated by commas.
    pub fn urls(&self) -> String {
        self.nodes.iter().map(NatsServer::url).collect::<Vec<_>>().join(",")
    }

    /// Which node leads JetStream.
    pub fn leader(&self) -> Option<usize> {
        self.nodes.iter().position(|node| {
            let own = format!("\"leader\": \"node-{}\"", node.port);
            node.process.is_some() && node.monitoring("/jsz").is_some_and(|text| text.contains(&own))
        })
    }

    /// Kills a node (SIGKILL).
    pub fn kill(&mut self, node: usize) {
        self.nodes[node].kill();
    }

    /// Starts a node on the ports and the folder it had, and waits until all that run serve.
    ///
    /// # Panics
    ///
    /// Where they do not serve within 30 seconds.
    pub fn start_again(&mut self, node: usize) {
        self.nodes[node].spawn();
        self.wait_until_ready();
    }

    /// Waits until all nodes that run serve and one leads.
    ///
    /// # Panics
    ///
    /// Where that is not so within 30 seconds.
    pub fn wait_until_ready(&mut self) {
        for node in self.nodes.iter_mut().filter(|node| node.process.is_some()) {
            node.wait("find the leader of its cluster", |node| {
                let knows_leader = node.monitoring("/jsz").is_some_and(|text| text.contains("\"leader\": \"node-"));
                knows_leader && node.monitoring("/healthz").is_some()
            });
        }
    }
}

/// A port nobody listens at, below those that the system gives to outgoing connections: none of them takes it while a server
/// is down, and no client that dials it meets itself.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 10_000 + (std::process::id() % 1_000) as u16 * 20;
    loop {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed) % 2_000;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}
