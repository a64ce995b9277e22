//! The program with a broker: real servers (`nats-server`, which `.ci/tools` installs) and real processes, all on loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod broker_errors;
#[path = "../links/fault/mod.rs"]
mod fault;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
mod link_faults;
mod permissions;
mod program;
#[cfg(target_os = "linux")]
mod refusals;
#[cfg(target_os = "linux")]
mod running_fleet;
#[cfg(target_os = "linux")]
mod scale;
mod status;
mod store;
mod stored_rows;
#[cfg(target_os = "linux")]
mod verdicts;
mod worker;
#[cfg(target_os = "linux")]
mod world;
