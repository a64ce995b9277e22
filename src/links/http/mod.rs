//! Requests over HTTP. Nothing is followed, repeated or cached here except open connections.

mod body;
mod client;
mod client_factory;
mod errors;
mod host_rules;
mod keep_alive_limit;
mod ports;
mod vetting;

pub(crate) use crate::links::http::body::read_at_most;
pub use crate::links::http::client::Client;
pub use crate::links::http::client_factory::ClientError;
pub(crate) use crate::links::http::client_factory::client_for;
pub(crate) use crate::links::http::errors::error_kind;
pub(crate) use crate::links::http::vetting::refusal;
