//! A web of simulated hosts on loopback, and the processes that check it: for the tests and the measurements of the fleet.
//! Linux alone, for its loopback addresses and its `/proc`.
//!
//! - [`web`] serves up to tens of thousands of hosts, and [`name_server`] resolves their names; both on one thread.
//! - [`host_kind`] says what a host is like by its name, [`response`] what it sends by the path of the request.
//! - [`record`] keeps every request, and finds out who was requested twice, too soon, or by two workers at once.
//! - [`faults`] is one list of URLs with all that goes wrong on the web; [`lists`] writes as many lists as wanted.
//! - [`process`] starts programs, stops and kills them, and measures what they use ([`usage`]).

#![allow(dead_code, reason = "tests and benchmarks use different parts")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

pub mod faults;
pub mod host_kind;
pub mod lists;
pub mod name_server;
pub mod process;
pub mod record;
pub mod request;
pub mod response;
pub mod usage;
pub mod web;
