//! Resolves names for the HTTP client, and only to addresses that may be dialled: what the connector gets was vetted, and
//! is what it dials.

use crate::links::dns::address_policy::AddressPolicy;
use crate::links::dns::lookup::{LOOKUPS, error_kind, from_server, from_system, reachable};
use crate::links::error_kind::ErrorKind;
use crate::links::settings::CheckSettings;
use hickory_resolver::TokioResolver;
use hickory_resolver::proto::rr::{Name, RecordType};
use reqwest::dns::{Addrs, Resolve, Resolving};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};

/// Resolves names for the HTTP client.
#[derive(Clone)]
pub(crate) struct Resolver {
    shared: Arc<ResolverState>,
}

struct ResolverState {
    names: NameSource,
    policy: AddressPolicy,
    slots: Semaphore,
    /// Top-level domains that were looked up because a name in them is said to be missing, and whether they are known.
    top_level: Mutex<HashMap<String, bool>>,
}

/// Who resolves the names.
enum NameSource {
    /// A name server: the one in the settings, or the system's.
    Server(Box<TokioResolver>),
    /// The system, by its own means: its configuration could not be read.
    System,
}

impl Resolver {
    /// A resolver that uses the name server in `settings`, else the system's name servers, else the system itself. A public
    /// name server is used only where it is one of these.
    ///
    /// # Errors
    ///
    /// What went wrong, where `settings` cannot be followed.
    pub(crate) fn new(settings: &CheckSettings, policy: AddressPolicy) -> Result<Self, String> {
        let names = match settings.dns_server {
            Some(server) => {
                NameSource::Server(Box::new(from_server(server, settings).map_err(|error| error.to_string())?))
            }
            None => from_system(settings).map_or(NameSource::System, |resolver| NameSource::Server(Box::new(resolver))),
        };
        Ok(Self {
            shared: Arc::new(ResolverState {
                names,
                policy,
                slots: Semaphore::new(LOOKUPS),
                top_level: Mutex::default(),
            }),
        })
    }
}

impl Resolver {
    /// Whether `host` has addresses, and may be dialled at none of them.
    pub(crate) async fn is_refused(&self, host: &str) -> bool {
        matches!(self.shared.addresses(host).await, Err(ErrorKind::Private(_)))
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: reqwest::dns::Name) -> Resolving {
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            let addresses = shared.addresses(name.as_str()).await?;
            // Port 0: the connector puts the URL's in its place.
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

impl ResolverState {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, ErrorKind> {
        let dns_error = |error: &dyn std::fmt::Display| ErrorKind::Dns(error.to_string());
        let _slot = self.slots.acquire().await.map_err(|error| dns_error(&error))?;
        match &self.names {
            NameSource::Server(resolver) => {
                let labels = host.trim_end_matches('.').split('.').map(str::as_bytes);
                let mut name = Name::from_labels(labels).map_err(|error| dns_error(&error))?;
                // Absolute: a search list would turn a dead name into one of the local network.
                name.set_fqdn(true);
                match resolver.lookup_ip(name).await.map_err(|error| error_kind(&error)) {
                    Ok(found) => self.policy.vet(host, found.iter()).and_then(reachable),
                    Err(ErrorKind::NoSuchHost) => Err(self.missing(resolver, host).await),
                    Err(kind) => Err(kind),
                }
            }
            NameSource::System => {
                // Systems differ in how they tell a missing name from a silent server, and a wrong "no such host" would call
                // a link dead: here none is.
                let absolute = format!("{}.", host.trim_end_matches('.'));
                let found = tokio::net::lookup_host((absolute, 0)).await.map_err(|error| dns_error(&error))?;
                self.policy.vet(host, found.map(|address| address.ip())).and_then(reachable)
            }
        }
    }

    /// What it means that `resolver` knows no `host`. A name server that is cut off from the public name system may say
    /// so of every name; then it says so of top-level domains that certainly exist, and nothing is dead.
    async fn missing(&self, resolver: &TokioResolver, host: &str) -> ErrorKind {
        let top = host.trim_end_matches('.').rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let exists = psl::suffix(top.as_bytes()).is_some_and(|suffix| suffix.typ() == Some(psl::Type::Icann));
        if !exists {
            return ErrorKind::NoSuchHost;
        }
        // Held during the lookup: the next caller wants the same answer.
        let mut known_domains = self.top_level.lock().await;
        let known = if let Some(&known) = known_domains.get(&top) {
            known
        } else {
            let Ok(name) = Name::from_ascii(format!("{top}.")) else { return ErrorKind::NoSuchHost };
            let answer = resolver.lookup(name, RecordType::NS).await;
            let known = !answer.is_err_and(|error| error.is_nx_domain());
            known_domains.insert(top.clone(), known);
            known
        };
        if known { ErrorKind::NoSuchHost } else { ErrorKind::Isolated(top) }
    }
}
