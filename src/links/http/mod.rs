//! Requests over HTTP. Nothing is followed, repeated or cached here except open connections.

mod body;
mod client;
mod client_factory;
mod errors;
mod host_rules;
mod keep_alive_limit;
mod ports;

pub(crate) use body::read_at_most;
pub use client::Client;
pub use client_factory::ClientError;
pub(crate) use client_factory::client_for;
pub(crate) use errors::error_kind;
