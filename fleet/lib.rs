//! Shares link checks between machines through NATS JetStream: what is to be checked, who checks it, and what was found.
//!
//! The engine is the broker's: durable streams, acknowledgement, redelivery, compare-and-set, expiry. This crate says what is
//! kept where, and brings no queue, no consensus and no failure detector of its own. It knows nothing of HTTP: payloads are
//! bytes, and how two rows of one URL are merged is the caller's.

pub mod address;
mod batch_get;
pub mod buckets;
pub mod calls;
pub mod connection;
pub mod error;
pub mod leases;
pub mod names;
pub mod outcome_key;
pub mod outcome_updates;
pub mod outcomes;
pub mod patience;
pub mod settings;
pub mod status;
pub mod work;
