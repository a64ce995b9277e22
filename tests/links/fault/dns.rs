//! A name server on UDP that follows a script.

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
    /// These are its addresses; only those of the family of the query are sent, for no time at all.
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

/// What to say about a name, by how many queries for it came before.
type Handler = Arc<dyn Fn(usize) -> Saying + Send + Sync>;

/// A name server. Names without a script do not exist.
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

    /// Says about `name` what `handler` says, which gets the number of earlier queries of the same kind.
    pub fn with(&self, name: &str, handler: impl Fn(usize) -> Saying + Send + Sync + 'static) -> &Self {
        self.shared.names.lock().unwrap().insert(name.to_owned(), Arc::new(handler));
        self
    }

    /// The queries so far: the name without the last full stop, and the record type.
    pub fn queries(&self) -> Vec<(String, RecordType)> {
        self.shared.log.lock().unwrap().clone()
    }
}

fn serve(socket: &UdpSocket, shared: &Shared) {
    let mut buffer = [0; 4096];
    loop {
        let Ok((length, client)) = socket.recv_from(&mut buffer) else { return };
        let Ok(message) = Message::from_vec(&buffer[..length]) else { continue };
        if let Some((response, delay)) = shared.response(&message) {
            let socket = socket.try_clone().unwrap();
            thread::spawn(move || {
                thread::sleep(delay);
                let _ = socket.send_to(&response.to_vec().unwrap(), client);
            });
        }
    }
}

impl Shared {
    /// The response to `message`, and how long it takes.
    fn response(&self, message: &Message) -> Option<(Message, Duration)> {
        let query = message.queries.first()?;
        let labels = query.name().iter().map(|label| String::from_utf8_lossy(label).to_ascii_lowercase());
        let name = labels.collect::<Vec<_>>().join(".");
        let kind = query.query_type();
        let earlier = {
            let mut log = self.log.lock().unwrap();
            log.push((name.clone(), kind));
            log.iter().filter(|&entry| *entry == (name.clone(), kind)).count() - 1
        };
        let handler = self.names.lock().unwrap().get(&name).cloned();
        let mut response = Message::new(message.metadata.id, MessageType::Response, OpCode::Query);
        response.add_query(query.clone());
        response.metadata.recursion_available = true;
        let (delay, saying) = match handler.map_or(Saying::NoSuchName, |handler| handler(earlier)) {
            Saying::Late(delay, addresses) => (delay, Saying::Addresses(addresses)),
            saying => (Duration::ZERO, saying),
        };
        match saying {
            Saying::Nothing => return None,
            Saying::NoSuchName => response.metadata.response_code = ResponseCode::NXDomain,
            Saying::Failed => response.metadata.response_code = ResponseCode::ServFail,
            Saying::Addresses(addresses) | Saying::Late(_, addresses) => {
                for address in addresses {
                    let data = match (address, kind) {
                        (IpAddr::V4(address), RecordType::A) => RData::from(address),
                        (IpAddr::V6(address), RecordType::AAAA) => RData::from(address),
                        _ => continue,
                    };
                    response.add_answer(Record::from_rdata(query.name().clone(), 0, data));
                }
            }
        }
        Some((response, delay))
    }
}

/// A name server that never responds in time.
pub fn silent() -> NameServer {
    let server = NameServer::start();
    server.says("slow.test", Saying::Nothing);
    server
}
