//! The fault server: HTTP on a raw socket, told byte by byte what to do, and a name server that says what it is told.
//!
//! A [`server::Server`] answers each host and path by a script of [`script::Step`]s and remembers who asked what. A
//! [`dns::NameServer`] sends names there. [`tls`] makes certificates, good and bad.
#![allow(dead_code, reason = "each test uses what it needs")]

pub mod dns;
pub mod script;
pub mod server;
pub mod tls;
