//! The link checker: which URLs are requested, when, how, and what the responses mean.
//!
//! `request`, `response`, `error_kind` and `transport` are what the parts exchange. What is requested next is decided
//! without a socket or a clock (`frontier`, `probe`, `verdict`); only `http`, `dns`, `github` and `archive` reach the
//! network, only `store` reaches a file.

pub(crate) mod address_signs;
pub(crate) mod address_words;
pub(crate) mod archive;
pub(crate) mod cookies;
pub mod day;
pub(crate) mod dns;
pub(crate) mod domain;
pub mod error_kind;
pub(crate) mod fragment;
pub(crate) mod fragment_policy;
pub(crate) mod frontier;
pub(crate) mod github;
pub mod http;
pub(crate) mod moved;
pub(crate) mod private_url;
pub(crate) mod probe;
pub mod probe_result;
pub mod provider;
pub(crate) mod recording_transport;
pub mod redirect;
pub mod request;
pub mod response;
pub(crate) mod retry_after;
pub mod run;
pub mod settings;
pub(crate) mod shard;
pub(crate) mod signatures;
pub mod store;
pub mod target;
pub(crate) mod timed_transport;
pub(crate) mod title_words;
pub(crate) mod titles;
pub mod transport;
pub(crate) mod verdict;
pub(crate) mod youtube;
