//! Why a request got no response.

use curate_rules::{Refusal, text};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

/// Why a request got no response. The text is the cause that reports show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ErrorKind {
    /// The name does not exist (NXDOMAIN).
    #[error("no such host")]
    NoSuchHost,
    /// No name server can know the name: why.
    #[error("there can be no such host: {0}")]
    ImpossibleHost(Cow<'static, str>),
    /// The name server says NXDOMAIN for a whole top-level domain that exists, so it does not know the public names.
    #[error("the name server knows no name in `.{0}`: it does not reach the public name system")]
    Isolated(String),
    /// The name exists and has no address.
    #[error("the name cannot be resolved: it has no address")]
    NoAddress,
    /// The name has addresses of IPv6 alone, to which this machine has no way, as it has to those of IPv4.
    #[error("its host has IPv6 addresses alone, and this machine reaches none of these")]
    OnlyIpv6,
    /// The name server failed.
    #[error("the name cannot be resolved: {0}")]
    Dns(String),
    /// Nothing listens on the port.
    #[error("connection refused")]
    Refused,
    /// The connection broke, or closed without a response.
    #[error("connection reset")]
    Reset,
    /// A time limit passed.
    #[error("timeout {0}")]
    Timeout(Phase),
    /// The certificate or the handshake failed.
    #[error("TLS: {0}")]
    Tls(String),
    /// What arrived is not HTTP, or exceeds a size limit.
    #[error("not HTTP: {0}")]
    Protocol(String),
    /// Nobody takes a URL of so many bytes.
    #[error("the address has {0} bytes, more than can be sent")]
    TooLong(usize),
    /// There is no way from this machine to the address.
    #[error("the network is unreachable")]
    Unreachable,
    /// This machine has no way to any public address.
    #[error("this machine is connected to no network")]
    Offline,
    /// This machine has no sockets left.
    #[error("this machine can open no more connections")]
    Exhausted,
    /// In a fleet: no worker took the request, or none that did lived to tell.
    #[error("no worker of the fleet took the request")]
    Unattended,
    /// curate itself, or a library of it, panicked.
    #[error("curate itself failed: {0}")]
    Panicked(String),
    /// Refused by policy: an address that is not public.
    #[error("{0} is a private address")]
    Private(IpAddr),
    /// Refused by policy: a port that browsers do not open (Fetch standard, "bad port").
    #[error("port {0} is never requested")]
    BadPort(u16),
    /// Refused by policy: a scheme other than http and https.
    #[error("the scheme `{0}` is never requested")]
    Scheme(String),
}

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Resolving and connecting, TLS included.
    Connecting,
    /// Waiting for the first byte.
    FirstByte,
}

impl ErrorKind {
    /// Whether the error shows that there is a network: a name server or the host itself responded.
    pub(crate) fn proves_network(&self) -> bool {
        matches!(
            self,
            Self::NoSuchHost
                | Self::NoAddress
                | Self::OnlyIpv6
                | Self::Refused
                | Self::Reset
                | Self::Tls(_)
                | Self::Protocol(_)
        )
    }

    /// Whether the error says nothing of the network, since nothing was sent.
    pub(crate) fn is_of_the_url(&self) -> bool {
        matches!(self, Self::ImpossibleHost(_) | Self::Unattended) || self.refusal().is_some()
    }

    /// Why curate itself refused to send the request; `None` where it did not refuse.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Private(_) => Some(Refusal::PrivateAddress),
            Self::BadPort(_) | Self::Scheme(_) => Some(Refusal::Never),
            _ => None,
        }
    }

    /// Whether the origin, or the way to it, did not respond as it should: it may do so for all of its URLs.
    pub(crate) fn is_silence(&self) -> bool {
        match self {
            Self::Refused
            | Self::Reset
            | Self::Timeout(_)
            | Self::Unreachable
            | Self::Offline
            | Self::Isolated(_)
            | Self::NoAddress
            | Self::OnlyIpv6
            | Self::Dns(_) => true,
            Self::NoSuchHost
            | Self::ImpossibleHost(_)
            | Self::Exhausted
            | Self::Unattended
            | Self::Panicked(_)
            | Self::Tls(_)
            | Self::Protocol(_)
            | Self::TooLong(_)
            | Self::Private(_)
            | Self::BadPort(_)
            | Self::Scheme(_) => false,
        }
    }

    /// Whether the failure counts for the history of a URL.
    pub(crate) fn counts(&self) -> bool {
        matches!(self, Self::Refused | Self::Reset | Self::Timeout(_) | Self::NoAddress | Self::Dns(_))
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connecting => text!("while connecting"),
            Self::FirstByte => text!("before the first byte"),
        }
        .fmt(formatter)
    }
}
