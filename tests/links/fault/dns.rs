//! A name server on UDP that says what it is told.

use hickory_proto::op::{Message, MessageType, OpCode, ResponseCode};
use hickory_proto::rr::{RData, Record, RecordType};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a name server says of a name.
#[derive(Clone, Debug)]
pub enum Saying {
    /// These are its addresses; only those of the family that is asked for are told, for no time at all.
    Addresses(Vec<IpAddr>),
    /// There is no such name.
    NoSuchName,
    /// The name server has failed.
    Failed,
    /// Nothing.
    Nothing,
    /// The same as addresses, but only after a while.
    Late(Duration, Vec<IpAddr>),
}

/// Says what there is of a name, by how many questions for it came before.
type Handler = Arc<dyn Fn(usize) -> Saying + Send + Sync>;

/// A name server. What it was told nothing of does not exist.
pub struct NameServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    names: Mutex<HashMap<String, Handler>>,
    log: Mutex<Vec<(String, RecordType)>>,
}

impl NameServer {
    /// A name server on loopback.
    pub fn start() -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = socket.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let serving = Arc::clone(&shared);
        thread::spawn(move || serve(&socket, &serving));
        Self { address, shared }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Says the same of `name` each time.
    pub fn says(&self, name: &str, saying: Saying) -> &Self {
        self.with(name, move |_| saying.clone())
    }

    /// Gives `name` one address.
    pub fn at(&self, name: &str, address: &str) -> &Self {
        self.says(name, Saying::Addresses(vec![address.parse().unwrap()]))
    }

    /// Says of `name` what `handler` says, which is told how many questions of the same kind for it came before.
    pub fn with(&self, name: &str, handler: impl Fn(usize) -> Saying + Send + Sync + 'static) -> &Self {
        self.shared.names.lock().unwrap().insert(name.to_owned(), Arc::new(handler));
        self
    }

    /// The names that were asked for so far, without the last full stop, each with what was wanted.
    pub fn questions(&self) -> Vec<(String, RecordType)> {
        self.shared.log.lock().unwrap().clone()
    }
}

fn serve(socket: &UdpSocket, shared: &Shared) {
    let mut buffer = [0; 4096];
    loop {
        let Ok((length, client)) = socket.recv_from(&mut buffer) else { return };
        let Ok(message) = Message::from_vec(&buffer[..length]) else { continue };
        if let Some((answer, delay)) = shared.answer(&message) {
            let socket = socket.try_clone().unwrap();
            thread::spawn(move || {
                thread::sleep(delay);
                let _ = socket.send_to(&answer.to_vec().unwrap(), client);
            });
        }
    }
}

impl Shared {
    /// The answer to `message`, and how long it takes.
    fn answer(&self, message: &Message) -> Option<(Message, Duration)> {
        let query = message.queries.first()?;
        let name = query.name().to_ascii().trim_end_matches('.').to_ascii_lowercase();
        let kind = query.query_type();
        let earlier = {
            let mut log = self.log.lock().unwrap();
            log.push((name.clone(), kind));
            log.iter().filter(|&entry| *entry == (name.clone(), kind)).count() - 1
        };
        let handler = self.names.lock().unwrap().get(&name).cloned();
        let mut answer = Message::new(message.metadata.id, MessageType::Response, OpCode::Query);
        answer.add_query(query.clone());
        answer.metadata.recursion_available = true;
        let (delay, saying) = match handler.map_or(Saying::NoSuchName, |handler| handler(earlier)) {
            Saying::Late(delay, addresses) => (delay, Saying::Addresses(addresses)),
            saying => (Duration::ZERO, saying),
        };
        match saying {
            Saying::Nothing => return None,
            Saying::NoSuchName => answer.metadata.response_code = ResponseCode::NXDomain,
            Saying::Failed => answer.metadata.response_code = ResponseCode::ServFail,
            Saying::Addresses(addresses) | Saying::Late(_, addresses) => {
                for address in addresses {
                    let data = match (address, kind) {
                        (IpAddr::V4(address), RecordType::A) => RData::from(address),
                        (IpAddr::V6(address), RecordType::AAAA) => RData::from(address),
                        _ => continue,
                    };
                    answer.add_answer(Record::from_rdata(query.name().clone(), 0, data));
                }
            }
        }
        Some((answer, delay))
    }
}

/// A name server that never answers in time.
pub fn silent() -> NameServer {
    let server = NameServer::start();
    server.says("slow.test", Saying::Nothing);
    server
}
