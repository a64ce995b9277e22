//! Every request that the simulated hosts got, and what it shows of those who sent them.

use super::request::{ReceivedMethod, ReceivedRequest};
use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher as _;
use std::time::{Duration, Instant};

/// The `took` of an exchange that is not over.
const UNFINISHED: u32 = u32::MAX;

/// One request and its response, in 24 bytes.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// When the request was there, in nanoseconds since the record began.
    at: u64,
    host: u32,
    /// A hash of path and query.
    path: u32,
    /// Until the response was sent, or the client had gone, in microseconds; [`UNFINISHED`] before.
    took: u32,
    /// The client's.
    port: u16,
    worker: u8,
    method: ReceivedMethod,
}

impl Exchange {
    fn end(&self) -> u64 {
        if self.took == UNFINISHED { u64::MAX } else { self.at + u64::from(self.took) * 1_000 }
    }
}

/// Writes requests down.
#[derive(Clone, Debug)]
pub struct Recorder {
    begun: Instant,
    exchanges: Vec<Exchange>,
    hosts: Names,
    workers: Names,
}

/// Names by number, in the order in which they came.
#[derive(Clone, Debug, Default)]
struct Names {
    numbers: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }
}

impl Recorder {
    pub fn new() -> Self {
        Self { begun: Instant::now(), exchanges: Vec::new(), hosts: Names::default(), workers: Names::default() }
    }

    /// Writes down that `request` came from the client's `port`; its index, for [`Recorder::finish`].
    pub fn begin(&mut self, request: &ReceivedRequest<'_>, port: u16) -> usize {
        let worker = self.workers.number(request.agent);
        self.exchanges.push(Exchange {
            at: self.begun.elapsed().as_nanos() as u64,
            host: self.hosts.number(request.host),
            path: path_hash(request.target),
            took: UNFINISHED,
            port,
            worker: u8::try_from(worker).expect("at most 256 workers"),
            method: request.method,
        });
        self.exchanges.len() - 1
    }

    /// Writes down that the exchange `index` is over.
    pub fn finish(&mut self, index: usize) {
        let now = self.begun.elapsed().as_nanos() as u64;
        if let Some(exchange) = self.exchanges.get_mut(index) {
            exchange.took = ((now - exchange.at) / 1_000).min(u64::from(UNFINISHED - 1)) as u32;
        }
    }

    /// How many requests were written down so far.
    pub fn total(&self) -> usize {
        self.exchanges.len()
    }

    /// What was written down.
    pub fn into_record(mut self) -> Record {
        self.exchanges.sort_by_key(|exchange| (exchange.host, exchange.at));
        Record { exchanges: self.exchanges, hosts: self.hosts.names, workers: self.workers.names }
    }
}

/// A hash of path and query. Two of a host that has thousands of them hardly ever have the same.
pub fn path_hash(target: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    hasher.write(target.as_bytes());
    hasher.finish() as u32
}

/// All requests up to some moment, by host and then by time.
#[derive(Debug)]
pub struct Record {
    exchanges: Vec<Exchange>,
    hosts: Vec<Box<str>>,
    /// By their `User-Agent`.
    workers: Vec<Box<str>>,
}

/// Two requests of one host, the second after the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub host: String,
    /// Who sent them.
    pub workers: [String; 2],
    pub methods: [ReceivedMethod; 2],
    /// From the start of the first to that of the second.
    pub gap: Duration,
    /// When the second came, since the record began.
    pub at: Duration,
}

impl Record {
    /// How many requests there were.
    pub fn total(&self) -> usize {
        self.exchanges.len()
    }

    /// How many connections they came over, as far as the clients' ports tell.
    pub fn connections(&self) -> usize {
        let mut connections: Vec<(u32, u8, u16)> =
            self.exchanges.iter().map(|exchange| (exchange.host, exchange.worker, exchange.port)).collect();
        connections.sort_unstable();
        connections.dedup();
        connections.len()
    }

    /// How many requests each host got.
    pub fn by_host(&self) -> BTreeMap<&str, usize> {
        self.count(|exchange| &self.hosts[exchange.host as usize])
    }

    /// How many requests each worker sent, by its `User-Agent`.
    pub fn by_worker(&self) -> BTreeMap<&str, usize> {
        self.count(|exchange| &self.workers[usize::from(exchange.worker)])
    }

    fn count<'a>(&'a self, of: impl Fn(&Exchange) -> &'a str) -> BTreeMap<&'a str, usize> {
        let mut counts = BTreeMap::new();
        for exchange in &self.exchanges {
            *counts.entry(of(exchange)).or_default() += 1;
        }
        counts
    }

    /// How many requests came in each `step` of time, from the beginning of the record on.
    pub fn by_time(&self, step: Duration) -> Vec<usize> {
        let mut counts = Vec::new();
        for exchange in &self.exchanges {
            let at = (u128::from(exchange.at) / step.as_nanos()) as usize;
            counts.resize(counts.len().max(at + 1), 0);
            counts[at] += 1;
        }
        counts
    }

    /// The requests for `target` of `host`, in order: by which method, and who sent them.
    pub fn requests(&self, host: &str, target: &str) -> Vec<(ReceivedMethod, &str)> {
        let path = path_hash(target);
        let is_it = |exchange: &&Exchange| exchange.path == path && &*self.hosts[exchange.host as usize] == host;
        let found = self.exchanges.iter().filter(is_it);
        found.map(|exchange| (exchange.method, &*self.workers[usize::from(exchange.worker)])).collect()
    }

    /// How many URLs were requested by `method`.
    pub fn urls(&self, method: ReceivedMethod) -> usize {
        self.times(method).len()
    }

    /// How many URLs were requested by `method` more than once. A check begins with HEAD, so that those by HEAD were checked
    /// from the start again; a second look goes by GET.
    pub fn repeated(&self, method: ReceivedMethod) -> usize {
        self.times(method).values().filter(|times| **times > 1).count()
    }

    /// How often each URL was requested by `method`.
    fn times(&self, method: ReceivedMethod) -> HashMap<(u32, u32), u32> {
        let mut times = HashMap::new();
        for exchange in self.exchanges.iter().filter(|exchange| exchange.method == method) {
            *times.entry((exchange.host, exchange.path)).or_default() += 1;
        }
        times
    }

    /// The pairs of requests that followed one another at a host after less than `interval`, the closest first.
    pub fn closer_than(&self, interval: Duration) -> Vec<Pair> {
        let close = self.apart(1).filter(|[first, second]| gap(first, second) < interval);
        let mut pairs: Vec<Pair> = close.map(|[first, second]| self.pair(first, second)).collect();
        pairs.sort_by_key(|pair| pair.gap);
        pairs
    }

    /// The shortest time between a request and the one that came so many `later` at the same host; `None` where no host got
    /// as many. A client that keeps its pace may have a connection to open before the first of two requests, and a processor
    /// that does something else: of several requests in a row this says more than of two.
    pub fn shortest_time(&self, later: usize) -> Option<Duration> {
        self.apart(later).map(|[first, last]| gap(first, last)).min()
    }

    /// The times between requests that followed one another at `host`, in order.
    pub fn gaps(&self, host: &str) -> Vec<Duration> {
        let of_host = self.apart(1).filter(|[first, _]| &*self.hosts[first.host as usize] == host);
        of_host.map(|[first, second]| gap(first, second)).collect()
    }

    /// How many requests, of all hosts, came before the first of `host`.
    pub fn before(&self, host: &str) -> usize {
        let is_it = |exchange: &&Exchange| &*self.hosts[exchange.host as usize] == host;
        let first = self.exchanges.iter().find(is_it).map_or(u64::MAX, |exchange| exchange.at);
        self.exchanges.iter().filter(|exchange| exchange.at < first).count()
    }

    /// How many requests were in flight at the same time, at most.
    pub fn most_at_once(&self) -> usize {
        let began = self.exchanges.iter().map(|exchange| (exchange.at, 1_isize));
        let ended = self.exchanges.iter().map(|exchange| (exchange.end(), -1));
        let mut changes: Vec<(u64, isize)> = began.chain(ended).collect();
        changes.sort_unstable();
        let (mut now, mut most) = (0, 0);
        for (_, change) in changes {
            now += change;
            most = most.max(now);
        }
        most.cast_unsigned()
    }

    /// Requests of one host, each with the one that came so many `later`.
    fn apart(&self, later: usize) -> impl Iterator<Item = [&Exchange; 2]> {
        let pairs = self.exchanges.iter().zip(self.exchanges.iter().skip(later));
        pairs.filter(|(first, last)| first.host == last.host).map(|(first, last)| [first, last])
    }

    /// The pairs of requests by two workers that a host had to do with at the same time.
    pub fn overlaps(&self) -> Vec<Pair> {
        let mut found = Vec::new();
        // Of each worker the request to the host that ends last.
        let mut latest: HashMap<u8, &Exchange> = HashMap::new();
        let mut host = None;
        for exchange in &self.exchanges {
            if host.replace(exchange.host) != Some(exchange.host) {
                latest.clear();
            }
            let mut others: Vec<&&Exchange> =
                latest.values().filter(|other| other.worker != exchange.worker && other.end() > exchange.at).collect();
            others.sort_by_key(|other| other.worker);
            found.extend(others.into_iter().map(|other| self.pair(other, exchange)));
            match latest.entry(exchange.worker) {
                Entry::Occupied(mut last) if last.get().end() < exchange.end() => _ = last.insert(exchange),
                Entry::Occupied(_) => {}
                Entry::Vacant(new) => _ = new.insert(exchange),
            }
        }
        found
    }

    fn pair(&self, first: &Exchange, second: &Exchange) -> Pair {
        Pair {
            host: self.hosts[second.host as usize].to_string(),
            workers: [first, second].map(|exchange| self.workers[usize::from(exchange.worker)].to_string()),
            methods: [first.method, second.method],
            gap: gap(first, second),
            at: Duration::from_nanos(second.at),
        }
    }
}

/// From the start of `first` to that of `second`.
fn gap(first: &Exchange, second: &Exchange) -> Duration {
    Duration::from_nanos(second.at - first.at)
}
