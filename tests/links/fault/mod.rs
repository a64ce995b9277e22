//! The fault server: HTTP on a raw socket, with a script for every byte, and a name server with a script.
//!
//! A [`server::Server`] responds to each host and path by a script of [`script::Step`]s and remembers who requested what. A
//! [`dns::NameServer`] sends names there. [`tls`] makes certificates, good and bad.
#![allow(dead_code, reason = "each test uses what it needs")]

pub mod dns;
pub mod script;
pub mod server;
pub mod tls;
